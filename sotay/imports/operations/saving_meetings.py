"""Meetings, rolls and counts of the plan into rows."""

from sotay.imports.planning.loading import SIMPLE_FIELDS
from sotay.imports.planning.world import Count, Gathering, Org, World
from sotay.meetings import operations
from sotay.meetings.choices import Source
from sotay.meetings.models import CellMonthCount, JointCell, Meeting


def save_meetings(world: World) -> None:
    """Write meetings, who takes part, and steps."""
    dirty = list(world.dirty_gatherings)
    new = [(g, _row(g)) for g in dirty if g.pk is None]
    known = {g.pk for g in dirty if g.pk is not None}
    operations.save_meetings(
        actor=world.actor,
        cells={cell for g in dirty for cell in g.cells},
        new=[row for _, row in new],
        changed=[_row(g) for g in dirty if g.pk is not None],
    )
    for gathering, row in new:
        gathering.pk = row.pk
    operations.join_cells(
        [JointCell(meeting_id=g.row_id, cell_id=cell.row_id) for g in dirty for cell in g.joint]
    )
    operations.replace_steps(
        {g.pk for g in world.dirty_steps if g.pk in known},
        steps=[
            operations.StepMark(g.row_id, code, done, reason)
            for g in world.dirty_steps
            for code, (done, reason) in g.steps.items()
        ],
    )


def _row(gathering: Gathering) -> Meeting:
    row = Meeting(
        code=gathering.code,
        cell_id=gathering.cell.row_id,
        kind=gathering.kind,
        status=gathering.status,
        counted_for=gathering.counted_for,
        source=Source.IMPORT,
        **{name: getattr(gathering, name) for name in SIMPLE_FIELDS},
    )
    if gathering.pk is not None:
        row.pk = gathering.pk
    return row


def save_rolls(world: World) -> None:
    """Write snapshots and states. Each changed line remembers that it is written."""
    cells: dict[Org, None] = {}
    new: list[operations.RollLine] = []
    states: list[tuple[int, str]] = []
    for gathering in world.dirty_rolls:
        for person, mark in gathering.marks.items():
            if mark.pk is None:
                cells[mark.cell] = None
                line = (mark.cell.row_id, person.row_id, mark.basis, mark.expected, mark.votes, mark.state)
                new.append(operations.RollLine(gathering.row_id, *line))
            elif mark.dirty:
                cells[mark.cell] = None
                states.append((mark.pk, mark.state))
    operations.save_roll(actor=world.actor, cells=cells, new=new, states=states)
    flags = [(g.pk, g.roll_recorded) for g in world.dirty_flags if g.pk is not None]
    operations.note_rolls(flags)


def save_counts(world: World) -> None:
    """Write the counts of cells and months."""
    dirty = list(world.dirty_counts)
    new = [(c, _count(c)) for c in dirty if c.pk is None]
    operations.save_counts(
        actor=world.actor,
        cells={c.cell for c in dirty},
        new=[row for _, row in new],
        changed=[_count(c) for c in dirty if c.pk is not None],
    )
    for count, row in new:
        count.pk = row.pk


def _count(count: Count) -> CellMonthCount:
    row = CellMonthCount(
        cell_id=count.cell.row_id,
        month=count.month,
        held=count.held,
        expected=count.expected,
        present=count.present,
        excused=count.excused,
        unexcused=count.unexcused,
        steps_complete=count.steps_complete,
        theme_held=count.theme_held,
        reason=count.reason,
        consent=count.consent,
    )
    if count.pk is not None:
        row.pk = count.pk
    return row
