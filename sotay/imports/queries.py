"""What an import would do, what is remembered of files, and where uploads stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.progress import Progress
from sotay.imports.choices import BatchState, ThingKind
from sotay.imports.models import Batch, KnownShape, Statement
from sotay.imports.plan import ImportOptions, ImportPlan, LandedRow, from_json
from sotay.imports.planning.batch import plan_batch
from sotay.imports.reading.mapping import SheetMapping
from sotay.imports.reading.shape import Book, ColumnShape, SheetShape, WorkbookShape
from sotay.imports.waiting import PLAN, PROGRESS, ROWS, SHAPES, waiting
from sotay.meetings.choices import Kind
from sotay.meetings.models import CellMonthCount, Meeting
from sotay.members.models import Member
from sotay.organisations.models import Organisation
from sotay.organisations.queries import names_on


def dry_run(
    actor: Actor,
    files: Sequence[Path | Book],
    *,
    options: ImportOptions,
    today: date,
    progress: Progress | None = None,
) -> ImportPlan:
    """Read the files and say what a commit would do: counts a sheet, faults, notices, questions.

    Nothing is written. Requires IMPORT_RUN somewhere; rows outside its reach come back as faults.
    """
    actor.require(Permission.IMPORT_RUN)
    return plan_batch(actor, files, options=options, today=today, progress=progress)[0]


def statement() -> Statement | None:
    """Who controls the data of this installation, as stated last. Every signed-in person may know it."""
    return Statement.objects.select_related("account").order_by("stated_at", "pk").last()


def shapes_belong_to(actor: Actor) -> int | None:
    """The office for which the actor confirms columns (id); None: the whole installation."""
    paths = sorted({reach.path for reach in actor.reaches_of(Permission.IMPORT_RUN)}, key=len)
    if not paths or not paths[0]:
        return None
    return Organisation.objects.filter(path=paths[0]).values_list("pk", flat=True).first()


def known_mappings(actor: Actor) -> dict[str, SheetMapping]:
    """How columns are read, as the actor's office confirmed it, by the fingerprint of the shape."""
    office = shapes_belong_to(actor)
    known = KnownShape.objects
    rows = known.filter(organisation=None) if office is None else known.filter(organisation_id=office)
    return {row.fingerprint: SheetMapping.from_json(row.mapping) for row in rows}


def batch_of(actor: Actor, token: str) -> Batch | None:
    """The upload of that name if it is the actor's own, else None: as if it were not there."""
    if actor.account_id is None or not actor.may(Permission.IMPORT_RUN):
        return None
    return Batch.objects.filter(account_id=actor.account_id, token=token).first()


def open_batches(actor: Actor) -> list[Batch]:
    """The actor's uploads that have not gone in, newest first."""
    if actor.account_id is None:
        return []
    rows = Batch.objects.filter(account_id=actor.account_id).exclude(state=BatchState.DONE)
    return list(rows.order_by("-uploaded_at", "-pk"))


def batch_to_work_on(token: str) -> Batch | None:
    """The upload whose work was begun, for the process that does it."""
    busy = (BatchState.CHECKING, BatchState.COMMITTING)
    return Batch.objects.filter(token=token, state__in=busy).select_related("account").first()


def uploads_standing() -> tuple[int, int, int]:
    """Of all uploads that have not gone in: how many wait for a person, are at work, were cut short. Counts
    for whoever keeps the server; asks no rights."""
    busy = {BatchState.CHECKING, BatchState.COMMITTING}
    rows = Batch.objects.exclude(state=BatchState.DONE).values_list("token", "state")
    waits = sum(state not in busy for _, state in rows)
    held = [waiting(token).is_held for token, state in rows if state in busy]
    return waits, sum(held), len(held) - sum(held)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a batch stands. `stopped`: its work was cut short; `done` of `total` of what `stage` says."""

    state: BatchState
    working: bool
    stopped: bool
    stage: str
    done: int
    total: int


def standing(batch: Batch) -> Standing:
    """Where a batch stands now; who works on it holds its lock."""
    place = waiting(batch.token)
    state = BatchState(batch.state)
    busy = state in {BatchState.CHECKING, BatchState.COMMITTING}
    working = busy and place.is_held
    if busy and not working:  # it may have come to its end between the two looks
        batch.refresh_from_db()
        state = BatchState(batch.state)
        busy = state in {BatchState.CHECKING, BatchState.COMMITTING}
    told = place.read(PROGRESS) or {}
    return Standing(
        state,
        working,
        busy and not working,
        str(told.get("stage", "")),
        int(told.get("done", 0)),
        int(told.get("total", 0)),
    )


def plan_of(batch: Batch) -> ImportPlan | None:
    """What the last dry run found."""
    kept = waiting(batch.token).read(PLAN)
    return from_json(kept) if kept else None


def landed_of(batch: Batch) -> list[LandedRow]:
    """Which rows of a committed upload went in, in the order of the files; [] once that has been deleted."""
    return [LandedRow(*one) for one in waiting(batch.token).read(ROWS) or []]


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row that went in and what it speaks of, as the actor may see it today: else only its kind.

    `name`: of a member or an organisation; `meeting`, `month`: of a meeting or of counts (yyyymm). `where`:
    the cell. `public_id`: of a member, a meeting or an organisation, "" when there is no page of it.
    """

    row: LandedRow
    visible: bool = False
    name: str = ""
    meeting: Kind | None = None
    month: int = 0
    where: str = ""
    public_id: str = ""


def shown_rows(actor: Actor, rows: Sequence[LandedRow], *, today: date) -> list[RowShown]:
    """These rows (a page of them) with what they speak of; a constant number of questions."""
    ids: dict[str, set[int]] = {str(kind): set() for kind in ThingKind}
    for row in rows:
        ids[row.kind].add(row.thing)
    things: dict[str, dict[int, Any]] = {
        ThingKind.MEMBER: Member.objects.select_related("home").in_bulk(ids[ThingKind.MEMBER]),
        ThingKind.MEETING: Meeting.objects.select_related("cell").in_bulk(ids[ThingKind.MEETING]),
        ThingKind.COUNT: CellMonthCount.objects.select_related("cell").in_bulk(ids[ThingKind.COUNT]),
        ThingKind.ORGANISATION: Organisation.objects.in_bulk(ids[ThingKind.ORGANISATION]),
    }
    found = [(row, things[row.kind].get(row.thing)) for row in rows]
    places = [_place_of(thing) for _, thing in found]
    names = names_on(sorted({place.pk for place in places if place is not None}), today)
    shown = []
    for (row, thing), place in zip(found, places, strict=True):
        if place is None or not actor.may(SEEN_WITH[ThingKind(row.kind)], place):
            shown.append(RowShown(row))
        else:
            shown.append(_shown(row, thing, names[place.pk].name if place.pk in names else place.code))
    return shown


SEEN_WITH = {
    ThingKind.MEMBER: Permission.MEMBER_VIEW,
    ThingKind.MEETING: Permission.MEETING_VIEW,
    ThingKind.COUNT: Permission.FIGURES_VIEW,
    ThingKind.ORGANISATION: Permission.ORGANISATION_VIEW,
}
"""What it takes to see a thing, at the place where it belongs."""


def _place_of(thing: Any) -> Organisation | None:
    """Where it is decided who may see a thing; None: nobody may."""
    match thing:
        case Member():
            return thing.home
        case Meeting() | CellMonthCount():
            return thing.cell
        case Organisation():
            return thing
    return None


def _shown(row: LandedRow, thing: Any, where: str) -> RowShown:
    match thing:
        case Member():
            return RowShown(row, True, thing.full_name, where=where, public_id=thing.public_id)
        case Meeting():
            return RowShown(row, True, "", Kind(thing.kind), thing.counted_for, where, thing.public_id)
        case CellMonthCount():
            return RowShown(row, True, month=thing.month, where=where)
    return RowShown(row, True, f"{where} ({thing.code})", public_id=thing.public_id)


def shapes_of(batch: Batch) -> list[WorkbookShape]:
    """What the files look like, as the last look found them."""
    return [
        WorkbookShape(book["file"], tuple(map(_sheet_shape, book["sheets"])), book["fault"])
        for book in waiting(batch.token).read(SHAPES) or []
    ]


def _sheet_shape(kept: dict[str, Any]) -> SheetShape:
    lists = {name: tuple(kept.get(name, ())) for name in ("header_rows", "missing", "unnamed")}
    columns = tuple(ColumnShape(**column) for column in kept["columns"])
    samples = tuple(tuple(column) for column in kept["samples"])
    return SheetShape(**{**kept, **lists, "columns": columns, "samples": samples})
