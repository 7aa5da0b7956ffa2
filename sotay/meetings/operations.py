"""Record meetings, their steps, who was there, and the counts of a month."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor, HasPath
from sotay.meetings.models import Attendance, CellMonthCount, JointCell, Meeting, MeetingStep

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
    "roll_recorded",
]


def _require(actor: Actor, cells: Iterable[HasPath]) -> None:
    for cell in cells:
        actor.require(Permission.IMPORT_RUN, cell)


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
    """Store meetings as they are given; the new ones get their ids. `cells`: every cell taking part."""
    _require(actor, cells)
    Meeting.objects.bulk_create(new, batch_size=BATCH)
    Meeting.objects.bulk_update(changed, MEETING_FIELDS, batch_size=300)


@transaction.atomic
def join_cells(joined: Sequence[JointCell]) -> None:
    """Cells that take part in meetings held jointly; said twice is said once."""
    JointCell.objects.bulk_create(joined, batch_size=BATCH, ignore_conflicts=True)


@transaction.atomic
def replace_steps(meetings: Collection[int], *, steps: Sequence[MeetingStep]) -> None:
    """Let these be all marked steps of the meetings (ids known before, whose old marks go)."""
    for part in _parts(meetings):
        MeetingStep.objects.filter(meeting_id__in=part).delete()
    MeetingStep.objects.bulk_create(steps, batch_size=BATCH)


@transaction.atomic
def save_roll(
    *, actor: Actor, cells: Iterable[HasPath], new: Sequence[Attendance], states: Iterable[tuple[int, str]]
) -> None:
    """Store lines of snapshots, and new states (id, state) of lines known before: their bases stay."""
    _require(actor, cells)
    Attendance.objects.bulk_create(new, batch_size=BATCH)
    by_state: dict[str, list[int]] = defaultdict(list)
    for pk, state in states:
        by_state[state].append(pk)
    for state, ids in by_state.items():
        for part in _parts(ids):
            Attendance.objects.filter(pk__in=part).update(state=state)


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
    fields = ["held", "expected", "present", "excused", "unexcused", "steps_complete", "theme_held", "reason"]
    CellMonthCount.objects.bulk_update(changed, fields, batch_size=500)
