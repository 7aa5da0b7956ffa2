"""The organisations at a place of the tree on a day, with what stands below each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sotay.access.choices import Permission
from sotay.core.actor import SEGMENT, Actor
from sotay.core.spans import on_day
from sotay.core.tree import within
from sotay.members.indicators import lines
from sotay.organisations.choices import CELL_KINDS, Block, CellType, Kind
from sotay.organisations.models import Organisation, OrganisationClass, OrganisationPath
from sotay.organisations.queries import names_on


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation of a list. `depth`: 1 directly below. `cells` and `members`: at and below it;
    a cell counts itself."""

    pk: int
    name: str
    kind: Kind
    block: Block | None
    cell_type: CellType | None
    depth: int
    cells: int
    members: int


@dataclass(frozen=True, slots=True)
class OrganisationList:
    """What stands below an organisation on a day, in official order, each above what is its own.

    `units` is one level, or with `whole` all of them; `cells` and `members` are of the organisation.
    """

    organisation: Organisation
    day: date
    whole: bool
    units: tuple[Unit, ...]
    cells: int
    members: int


def organisation_list(
    actor: Actor, organisation: Organisation, day: date, *, whole: bool = False
) -> OrganisationList:
    """The organisations below one as the tree stood that day. Requires FIGURES_VIEW at the organisation."""
    actor.require(Permission.FIGURES_VIEW, organisation)
    spans = OrganisationPath.objects.filter(on_day(day), organisation=organisation)
    root = spans.values_list("path", flat=True).first() or organisation.path
    rows = [
        row
        for row in OrganisationPath.objects.filter(
            on_day(day), within(root), organisation__in=Organisation.objects.existing_on(day)
        ).select_related("organisation")
        if row.organisation.kind != Kind.GROUP
    ]
    members, cells = _below(rows, root, day)
    order = {row.path: (row.organisation.official_order, row.organisation.code) for row in rows}
    shown = [row for row in rows if row.path != root and (whole or _depth(row.path, root) == 1)]
    shown.sort(key=lambda row: _place(row.path, root, order))
    ids = [row.organisation_id for row in shown]
    names = names_on(ids, day)
    types = OrganisationClass.objects.filter(on_day(day), organisation__in=ids).exclude(cell_type="")
    cell_types = dict(types.values_list("organisation_id", "cell_type"))
    units = tuple(
        Unit(
            pk=row.organisation_id,
            name=names[row.organisation_id].name if row.organisation_id in names else row.organisation.code,
            kind=Kind(row.organisation.kind),
            block=Block(row.block) if row.block else None,
            cell_type=CellType(found) if (found := cell_types.get(row.organisation_id)) else None,
            depth=_depth(row.path, root),
            cells=cells[row.path],
            members=members[row.path],
        )
        for row in shown
    )
    return OrganisationList(organisation, day, whole, units, cells[root], members[root])


def _depth(path: str, root: str) -> int:
    return (len(path) - len(root)) // SEGMENT


def _place(path: str, root: str, order: dict[str, tuple[int, str]]) -> list[tuple[int, str]]:
    """The official order of each organisation on the way down: sorts children below their parent."""
    ends = range(len(root) + SEGMENT, len(path) + 1, SEGMENT)
    return [order.get(path[:end], (0, "")) for end in ends]


def _below(rows: list[OrganisationPath], root: str, day: date) -> tuple[Counter[str], Counter[str]]:
    """Members and cells at and below each path."""
    members: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    for line in lines(root, day, detailed=False):
        for end in range(len(root), len(line.path) + 1, SEGMENT):
            members[line.path[:end]] += line.count
    for row in rows:
        if row.organisation.kind in CELL_KINDS:
            for end in range(len(root), len(row.path) + 1, SEGMENT):
                cells[row.path[:end]] += 1
    return members, cells
