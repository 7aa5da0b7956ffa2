"""Marks of rolls into the snapshots: twice, in two cells, expected or not, blank or said."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from sotay.imports.planning.changed import month as month_text
from sotay.imports.planning.landed import land
from sotay.imports.planning.loading import load_marks, load_other_marks
from sotay.imports.planning.rolls import Entry
from sotay.imports.planning.snapshot import (
    Roster,
    basis_of,
    expected_mark,
    may_vote,
    preferred_basis,
    rosters,
)
from sotay.imports.planning.world import Gathering, Mark, Org, Person, World
from sotay.imports.reading.sheets import Row, Sheet
from sotay.meetings.choices import EXPECTED_BASES, PRESENCES, Basis, State

NEW, CHANGED, SAME = "new", "changed", "same"
NAMED = 5
"""So many meetings are named in a notice."""
BLANK_STATES = {"present": State.PRESENT, "unexcused": State.UNEXCUSED, "unrecorded": "", None: ""}
REASONS = {
    Basis.EXEMPT: "được miễn sinh hoạt",
    Basis.AWAY: "đang sinh hoạt tạm thời nơi khác",
    Basis.ELSEWHERE: "không thuộc chi bộ vào ngày họp",
}


@dataclass(slots=True)
class _Tally:
    """What came up on a sheet, told once each; persons at meetings ("lượt")."""

    strangers: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    empty_rolls: int = 0
    sealed: Counter[tuple[Org, Gathering]] = field(default_factory=Counter)
    """Marks that say another thing than minutes that are sealed, by cell of the roll and meeting: who hosted
    it may lie outside what this person reads."""


def plan_marks(world: World, entries: list[Entry]) -> None:
    """Take the entries of every roll into the snapshots."""
    held = {e.gathering.held_on for e in entries}
    on_days = {g for meetings in world.gatherings.values() for g in meetings if g.held_on in held}
    load_marks(world, on_days)
    roster = rosters(world)
    _refuse_doubles(entries)
    _refuse_two_cells(world, entries, on_days, roster)
    groups: dict[tuple[Gathering, Org], list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.row.wrong:
            groups[entry.gathering, entry.cell].append(entry)
    effects: dict[Row, str] = {e.row: SAME for e in entries if not e.row.wrong}
    tallies: dict[int, tuple[Sheet, _Tally]] = {}
    for (gathering, cell), group in groups.items():
        sheet = group[0].row.sheet
        tally = tallies.setdefault(id(sheet), (sheet, _Tally()))[1]
        _take_roll(world, gathering, cell, group, roster, effects, tally)
    persons = {e.row: e.person for e in entries}
    for row, effect in effects.items():
        if effect == SAME:
            row.sheet.plan.same += 1
        else:
            land(world, row, persons[row], fresh=effect == NEW)
    for sheet, tally in tallies.values():
        _tell(world, sheet, tally)


def _place(row: Row, twin: Row) -> str:
    return f"dòng {twin.number}" + ("" if twin.sheet is row.sheet else f" ({twin.sheet.table.file})")


def _refuse_doubles(entries: list[Entry]) -> None:
    """A member stands once in the roll of a meeting."""
    seen: dict[tuple[Gathering, Org, Person], Row] = {}
    for e in entries:
        twin = seen.setdefault((e.gathering, e.cell, e.person), e.row)
        if twin is not e.row and not e.row.wrong:
            e.row.fault("cell", f"Người này đã có ở {_place(e.row, twin)} cho cùng buổi: giữ lại một dòng.")


def _refuse_two_cells(
    world: World,
    entries: list[Entry],
    gatherings: Iterable[Gathering],
    roster: Callable[[Org, date], Roster],
) -> None:
    """A person is expected, or comes, at one cell on one day."""
    counted: dict[tuple[Person, date], tuple[Org, Row | None]] = {}
    spoken = {(e.gathering, e.person) for e in entries}
    for g in gatherings:
        for person, mark in g.marks.items():
            if (
                g.held_on
                and mark.state
                and (g, person) not in spoken
                and (mark.expected or mark.state in PRESENCES)
            ):
                counted[person, g.held_on] = (mark.cell, None)
    for person, day, cell in load_other_marks(world, entries_days(entries), {e.person for e in entries}):
        counted[person, day] = (cell, None)
    for e in entries:
        held_on = e.gathering.held_on
        if e.row.wrong or not e.state or held_on is None:
            continue
        absent = e.state not in PRESENCES and world.options.prefer == "status"
        if absent and e.person not in roster(e.cell, held_on):
            continue
        cell, twin = counted.setdefault((e.person, held_on), (e.cell, e.row))
        if cell is not e.cell:
            place = "bảng điểm danh đã nhập" if twin is None else _place(e.row, twin)
            e.row.fault("cell", f"Cùng ngày người này đã được ghi ở chi bộ khác ({place}): giữ một nơi.")


def entries_days(entries: list[Entry]) -> set[date]:
    """Every day that the entries speak of."""
    return {e.gathering.held_on for e in entries if e.gathering.held_on is not None}


def _take_roll(
    world: World,
    gathering: Gathering,
    cell: Org,
    group: list[Entry],
    roster: Callable[[Org, date], Roster],
    effects: dict[Row, str],
    tally: _Tally,
) -> None:
    """The roll of one cell at one meeting."""
    day = gathering.held_on
    assert day is not None  # rolls find held meetings only
    if gathering.sealed:
        tally.sealed[cell, gathering] += sum(_says_another(entry) for entry in group)
        return
    marks = gathering.marks
    touched = False
    if not any(mark.cell is cell for mark in marks.values()):
        expected = roster(cell, day)
        listed = {e.person for e in group}
        for person, basis in expected.items():
            if person not in marks:
                marks[person] = expected_mark(person, cell, basis, day)
                touched = True
        tally.missing += sum(person not in listed for person in expected)
    for entry in group:
        touched |= _take_mark(world, entry, day, effects, tally)
    if world.options.blank == "present" and all(e.state is None for e in group):
        tally.empty_rolls += 1
    _conclude(world, gathering, touched)


def _says_another(entry: Entry) -> bool:
    """Whether a mark differs from what stands; an empty cell says nothing."""
    mark = entry.gathering.marks.get(entry.person)
    return entry.state is not None and entry.state != (mark.state if mark else "")


def _conclude(world: World, gathering: Gathering, touched: bool) -> None:
    expected = [m for m in gathering.marks.values() if m.expected]
    recorded = not expected or any(m.state for m in expected)
    if recorded != gathering.roll_recorded:
        gathering.roll_recorded = recorded
        world.dirty_flags[gathering] = None
        touched = True
    if touched:
        world.dirty_rolls[gathering] = None
        world.stale |= {(c, month) for c in gathering.cells for month in gathering.months}


def _take_mark(world: World, entry: Entry, day: date, effects: dict[Row, str], tally: _Tally) -> bool:
    """One mark; whether anything changed."""
    marks, row, state = entry.gathering.marks, entry.row, entry.state
    mark = marks.get(entry.person)
    if state is None:
        if mark is None or not mark.expected:
            return False
        if mark.cell is not entry.cell:
            return False  # the same meeting, held jointly: the mark of the person's own cell counts
        if mark.pk is not None and world.options.blank in (None, "unrecorded"):
            return False  # an empty cell takes nothing back
        if world.options.blank is None:
            world.blanks += 1
        state = str(BLANK_STATES[world.options.blank])
    if mark is None:
        if not state:
            return False
        mark = marks[entry.person] = _unlisted(world, entry, day, tally)
    elif not mark.expected and state:
        tally.strangers[mark.basis] += 1
    return _set_state(mark, state, row, effects)


def _set_state(mark: Mark, state: str, row: Row, effects: dict[Row, str]) -> bool:
    if mark.pk is None:
        effects[row] = NEW
        mark.state = state
        return True
    if mark.state == state:
        return False
    mark.state, mark.dirty = state, True
    if effects[row] == SAME:
        effects[row] = CHANGED
    return True


def _unlisted(world: World, entry: Entry, day: date, tally: _Tally) -> Mark:
    """Somebody marked who is not in the snapshot: noted, counted only when the roll is preferred."""
    basis = basis_of(entry.person, entry.cell, day)
    expected = basis in EXPECTED_BASES
    if not expected:
        tally.strangers[basis] += 1
        if world.options.prefer == "roll":
            basis, expected = preferred_basis(entry.person, day), True
    votes = expected and may_vote(entry.person, basis, day)
    return Mark(entry.cell, str(basis), expected, votes, "", dirty=True)


def _tell(world: World, sheet: Sheet, tally: _Tally) -> None:
    for basis, number in sorted(tally.strangers.items()):
        reason = REASONS.get(Basis(basis), "")
        if world.options.prefer == "roll":
            sheet.notice(
                f"{number} lượt có dấu điểm danh mà theo tình trạng thì {reason}: tính theo bảng điểm danh;"
                " đề nghị sửa tình trạng ở trang Biến động đảng viên."
            )
        else:
            sheet.notice(
                f"{number} lượt có dấu điểm danh mà theo tình trạng thì {reason}: ghi lại, không tính."
            )
    if tally.missing:
        sheet.notice(
            f"{tally.missing} lượt phải dự mà không có dòng trong bảng: vẫn tính là phải dự, chưa ghi."
        )
    if against := +tally.sealed:
        named = [f"{cell.code} tháng {month_text(g.counted_for)}" for cell, g in list(against)[:NAMED]]
        more = f" và {len(against) - NAMED} buổi khác" if len(against) > NAMED else ""
        sheet.notice(
            f"{against.total()} lượt khác biên bản đã chốt của {len(against)} buổi"
            f" ({', '.join(named)}{more}): giữ theo biên bản."
        )
    if tally.empty_rolls:
        sheet.notice(
            f"{tally.empty_rolls} buổi không có dấu nào: theo câu trả lời, mọi người được tính là có mặt."
        )
