"""The register: who belongs to the cells of an organisation on a day, and who is there for a time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.spans import on_day
from sotay.core.tree import reached, within
from sotay.members.choices import MEMBER_STATUSES, IdentifierKind, Post, Sex, Status
from sotay.members.models import (
    Exemption,
    MemberIdentifier,
    MemberStatus,
    OfficialPlace,
    Position,
    TemporaryPlace,
)
from sotay.organisations.models import Organisation, OrganisationPath


@dataclass(frozen=True, slots=True)
class Line:
    """A member in a list, as on its day. `posts`: those held in the own cell. `away`: in the meetings of
    another cell, or outside, for a time. `joined_on`, `official_on`: None when not recorded."""

    public_id: str
    name: str
    sex: Sex | None
    born_on: date | None
    birth_year: int | None
    status: Status
    joined_on: date | None
    official_on: date | None
    cell: int
    posts: tuple[Post, ...]
    exempt: bool
    away: bool


@dataclass(frozen=True, slots=True)
class Visitor:
    """A member of another cell who takes part in the meetings of `cell` for a time."""

    name: str
    status: Status
    since: date
    cell: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Persons of the whole list. `born`, `sexed`, `carded`: whose birth (day or year), sex, card number
    are known at all."""

    members: int
    official: int
    probationary: int
    exempt: int
    away: int
    visitors: int
    born: int
    sexed: int
    carded: int


@dataclass(frozen=True, slots=True)
class Register:
    """The members of an organisation's cells on a day, by given name; those that the actor may see.

    `lines` is the part asked for, `sums` speak of all. `hidden`: cells with members on that day whose
    names the actor may not see; they are in no sum, `hidden_members` counts theirs.
    `cells`: the cells that the lines speak of, by id.
    """

    organisation: Organisation
    day: date
    sums: Sums
    lines: tuple[Line, ...]
    visitors: tuple[Visitor, ...]
    hidden: int
    hidden_members: int
    cells: tuple[int, ...]


def register(
    actor: Actor, organisation: Organisation, day: date, *, first: int = 0, size: int | None = None
) -> Register:
    """The members at or below an organisation on that day: `size` lines from the `first` on (all of them
    when None). Requires MEMBER_VIEW at the organisation; each cell is asked for the right of its own."""
    actor.require(Permission.MEMBER_VIEW, organisation)
    everybody = _members(organisation, day)
    mine = reached(actor.reaches_of(Permission.MEMBER_VIEW), "cell__path")
    seen = everybody.filter(mine)
    visiting = _visitors(organisation, day).filter(mine).order_by("member__sort_key", "pk")
    ordered = seen.select_related("member").order_by("member__sort_key", "member_id")
    rows = list(ordered[first : None if size is None else first + size])
    visitors = tuple(
        Visitor(v.member.full_name, Status(v.status), v.valid_from, v.cell_id)  # type: ignore[attr-defined, arg-type]
        for v in visiting.select_related("member")
    )
    lines = _lines(rows, day)
    hidden = everybody.exclude(mine).aggregate(cells=Count("cell", distinct=True), members=Count("pk"))
    return Register(
        organisation=organisation,
        day=day,
        sums=_sums(seen, len(visitors)),
        lines=lines,
        visitors=visitors,
        hidden=hidden["cells"],
        hidden_members=hidden["members"],
        cells=tuple(dict.fromkeys([*(line.cell for line in lines), *(v.cell for v in visitors)])),
    )


def _members(organisation: Organisation, day: date) -> QuerySet[OfficialPlace]:
    """Official places of members on the day, at or below the organisation as it stood then; with
    `status`, `exempt`, `away` and `carded`."""
    member = OuterRef("member")
    elsewhere = TemporaryPlace.objects.filter(on_day(day), member=member).exclude(cell=OuterRef("cell"))
    return OfficialPlace.objects.filter(
        on_day(day),
        on_day(day, "cell__paths__"),
        on_day(day, "member__statuses__"),
        within(_path_on(organisation, day), None, "cell__paths__path"),
        member__statuses__status__in=sorted(MEMBER_STATUSES),
    ).annotate(
        exempt=Exists(Exemption.objects.filter(on_day(day), member=member)),
        away=Exists(elsewhere),
        carded=Exists(MemberIdentifier.objects.filter(member=member, kind=IdentifierKind.CARD)),
    )


def _visitors(organisation: Organisation, day: date) -> QuerySet[TemporaryPlace]:
    """Temporary places of members of other cells at or below the organisation; with `status`."""
    at_home = OfficialPlace.objects.filter(on_day(day), member=OuterRef("member"), cell=OuterRef("cell"))
    standing = MemberStatus.objects.filter(on_day(day), member=OuterRef("member"))
    return TemporaryPlace.objects.filter(
        on_day(day),
        on_day(day, "cell__paths__"),
        within(_path_on(organisation, day), None, "cell__paths__path"),
        Exists(standing.filter(status__in=sorted(MEMBER_STATUSES))),
        ~Exists(at_home),
    ).annotate(status=standing.values("status")[:1])


def _path_on(organisation: Organisation, day: date) -> str:
    """Where it stood that day; where it stands today when the day knows no place of it."""
    spans = OrganisationPath.objects.filter(on_day(day), organisation=organisation)
    return spans.values_list("path", flat=True).first() or organisation.path


def _sums(rows: QuerySet[OfficialPlace], visitors: int) -> Sums:
    status = "member__statuses__status"
    born = Q(member__born_on__isnull=False) | Q(member__birth_year__isnull=False)
    found = rows.aggregate(
        members=Count("pk"),
        official=Count("pk", filter=Q(**{status: Status.OFFICIAL})),
        probationary=Count("pk", filter=Q(**{status: Status.PROBATIONARY})),
        exempt_=Count("pk", filter=Q(exempt=True)),
        away_=Count("pk", filter=Q(away=True)),
        born=Count("pk", filter=born),
        sexed=Count("pk", filter=~Q(member__sex="")),
        carded_=Count("pk", filter=Q(carded=True)),
    )
    return Sums(visitors=visitors, **{name.rstrip("_"): number for name, number in found.items()})


def _lines(rows: list[OfficialPlace], day: date) -> tuple[Line, ...]:
    ids = [row.member_id for row in rows]
    posts: dict[tuple[int, int], list[Post]] = defaultdict(list)
    for held in Position.objects.filter(on_day(day), member__in=ids):
        posts[held.member_id, held.organisation_id].append(Post(held.post))
    began: dict[int, dict[str, date]] = defaultdict(dict)
    now: dict[int, Status] = {}
    for status in MemberStatus.objects.filter(member__in=ids, valid_from__lte=day).order_by("valid_from"):
        began[status.member_id].setdefault(status.status, status.valid_from)
        now[status.member_id] = Status(status.status)
    order = list(Post)
    return tuple(
        Line(
            public_id=row.member.public_id,
            name=row.member.full_name,
            sex=Sex(row.member.sex) if row.member.sex else None,
            born_on=row.member.born_on,
            birth_year=row.member.born_on.year if row.member.born_on else row.member.birth_year,
            status=now[row.member_id],
            joined_on=began[row.member_id].get(Status.PROBATIONARY),
            official_on=began[row.member_id].get(Status.OFFICIAL),
            cell=row.cell_id,
            posts=tuple(sorted(posts[row.member_id, row.cell_id], key=order.index)),
            exempt=row.exempt,  # type: ignore[attr-defined]  # annotated by _members
            away=row.away,  # type: ignore[attr-defined]
        )
        for row in rows
    )
