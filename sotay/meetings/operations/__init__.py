"""Record meetings, their steps, who was there, and the counts of a month."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched, chain
from typing import NamedTuple

from django.db import connection, models, transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor, HasPath
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.events import RollSeen
from sotay.meetings.models import Attendance, CellMonthCount, JointCell, Meeting, MeetingStep
from sotay.meetings.rules.session import Sealed

BATCH = 4000
MEETING_FIELDS = [
    "code",
    "kind",
    "status",
    "counted_for",
    "also_for",
    "planned_on",
    "held_on",
    "started_at",
    "ended_at",
    "place",
    "mode",
    "theme",
    "reason",
    "consent",
    "rule_set",
    "papers_on",
    "roll_recorded",
]


class StepMark(NamedTuple):
    """A step of a meeting: done, or skipped with a reason."""

    meeting_id: int
    code: str
    done: bool
    reason: str


class RollLine(NamedTuple):
    """One person in the snapshot of one meeting (see Attendance)."""

    meeting_id: int
    cell_id: int
    member_id: int
    basis: str
    expected: bool
    votes: bool
    state: str


def _insert(
    model: type[models.Model], fields: Sequence[str], rows: Sequence[tuple[int | str | bool, ...]]
) -> None:
    """Insert many plain rows. Rolls of a district are a quarter of a million lines: building model
    objects for them takes ten times as long as storing them. Columns that the rows leave out take what
    the model says they are by default.
    """
    quote = connection.ops.quote_name
    rest = [f for f in model._meta.concrete_fields if not (f.null or f.primary_key or f.attname in fields)]
    if rest:
        tail = tuple(f.get_default() for f in rest)
        rows = [(*row, *tail) for row in rows]
    names = [*fields, *(f.attname for f in rest)]
    columns = ", ".join(quote(name) for name in names)
    one = "(" + ", ".join(["%s"] * len(names)) + ")"
    # Names come from our own models, values go as parameters.
    head = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(head + one, rows)
            return
        # Over a network each statement is a journey: many rows in one.
        for part in batched(rows, 1000):
            cursor.execute(head + ", ".join([one] * len(part)), list(chain.from_iterable(part)))


def _require(actor: Actor, cells: Iterable[HasPath]) -> None:
    for cell in cells:
        actor.require(Permission.IMPORT_RUN, cell)


def _refuse_sealed(meetings: Collection[int]) -> None:
    for part in _parts(meetings):
        if Meeting.objects.filter(pk__in=part, stage__gte=Stage.SEALED).exists():
            raise Sealed


def _parts(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH * 4):
        yield ordered[start : start + BATCH * 4]


@transaction.atomic
def save_meetings(
    *,
    actor: Actor,
    cells: Iterable[HasPath],
    new: Sequence[Meeting],
    changed: Sequence[Meeting],
) -> None:
    """Store meetings as they are given; the new ones get their ids. `cells`: every cell taking part.
    Raises Sealed when one that changes has sealed minutes."""
    _require(actor, cells)
    _refuse_sealed({meeting.pk for meeting in changed})
    Meeting.objects.bulk_create(new, batch_size=BATCH)
    Meeting.objects.bulk_update(changed, MEETING_FIELDS, batch_size=300)


@transaction.atomic
def join_cells(joined: Sequence[JointCell]) -> None:
    """Cells that take part in meetings held jointly; said twice is said once."""
    JointCell.objects.bulk_create(joined, batch_size=BATCH, ignore_conflicts=True)


@transaction.atomic
def replace_steps(meetings: Collection[int], *, steps: Sequence[StepMark]) -> None:
    """Let these be all marked steps of the meetings (ids known before, whose old marks go). Raises Sealed."""
    _refuse_sealed(meetings)
    for part in _parts(meetings):
        MeetingStep.objects.filter(meeting_id__in=part).delete()
    _insert(MeetingStep, StepMark._fields, steps)


@transaction.atomic
def save_roll(
    *, actor: Actor, cells: Iterable[HasPath], new: Sequence[RollLine], states: Iterable[tuple[int, str]]
) -> None:
    """Store lines of snapshots, and new states (id, state) of lines known before: their bases stay. Raises
    Sealed when one of them belongs to sealed minutes."""
    _require(actor, cells)
    _refuse_sealed({line.meeting_id for line in new})
    # Plain rows take no defaults of the model: neither a reason nor a way is known of them.
    _insert(Attendance, (*RollLine._fields, "reason_class", "way"), [(*line, "", "") for line in new])
    by_state: dict[str, list[int]] = defaultdict(list)
    for pk, state in states:
        by_state[state].append(pk)
    for state, ids in by_state.items():
        for part in _parts(ids):
            lines = Attendance.objects.filter(pk__in=part)
            if lines.filter(meeting__stage__gte=Stage.SEALED).exists():
                raise Sealed
            lines.update(state=state)


@transaction.atomic
def note_rolls(meetings: Iterable[tuple[int, bool]]) -> None:
    """Whether the roll of each meeting (id) is recorded."""
    flags: dict[bool, list[int]] = {True: [], False: []}
    for pk, recorded in meetings:
        flags[recorded].append(pk)
    for recorded, ids in flags.items():
        for part in _parts(ids):
            Meeting.objects.filter(pk__in=part).update(roll_recorded=recorded)


@transaction.atomic
def save_counts(
    *,
    actor: Actor,
    cells: Iterable[HasPath],
    new: Sequence[CellMonthCount],
    changed: Sequence[CellMonthCount],
) -> None:
    """Store what cells reported of their months."""
    _require(actor, cells)
    CellMonthCount.objects.bulk_create(new, batch_size=BATCH)
    attendance = ["expected", "present", "excused", "unexcused"]
    fields = ["held", *attendance, "steps_complete", "theme_held", "reason", "consent"]
    CellMonthCount.objects.bulk_update(changed, fields, batch_size=500)


def note_roll_seen(*, actor: Actor, meeting: int, cells: Sequence[int], at: datetime) -> None:
    """Write to the journal of each cell that its names on a roll were read. The names were handed out
    by `queries.meeting_page`, which asked for the right."""
    for cell in cells:
        record(RollSeen(meeting, tuple(cells)), actor=actor, at=at, organisation_id=cell)
