"""An independent recount of the figures from the raw records, written from the definitions' words.

Slow and plain on purpose: every sentence of the definitions that touches a figure is one small
function here. It shares no code with the counting it checks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache

from tests.facts.raw import Raw, Sitting, covers

Month = tuple[int, int]
"""(year, number)"""

COMPULSORY = {"O3", "O4", "O5", "C1", "C2", "C4", "C6", "C7", "C8", "E2", "E3"}
PRESENCE = {"present", "online", "late"}
CELLS = {"cell", "grassroots_cell"}
GRASSROOTS = {"grassroots_committee", "grassroots_cell"}
UNITS = CELLS | {"grassroots_committee", "part_committee"}


def end_of(month: Month) -> date:
    """Its last day."""
    year, number = month
    first_of_next = date(year + 1, 1, 1) if number == 12 else date(year, number + 1, 1)
    return first_of_next - timedelta(days=1)


def month_of(day: date) -> Month:
    return day.year, day.month


def quarter_of(month: Month) -> Month:
    return month[0], (month[1] + 2) // 3


def months_of(quarter: Month) -> list[Month]:
    return [(quarter[0], quarter[1] * 3 - back) for back in (2, 1, 0)]


@dataclass
class Own:
    """What is known of one cell and month."""

    recorded: int = 0
    met: int = 0
    held: int = 0
    marked: int = 0
    done: int = 0
    known: int = 0
    expected: int = 0
    present: int = 0
    excused: int = 0
    theme: int = 0
    timed: int = 0
    lengthy: int = 0
    papers_asked: int = 0
    papers_dated: int = 0
    papers_early: int = 0
    led: int = 0
    working: int = 0
    tasked: int = 0
    tasks: int = 0
    tasks_told: int = 0
    tasks_done: int = 0
    visits: int = 0
    visits_told: int = 0
    visits_made: int = 0

    def add(self, other: "Own") -> None:
        """What a predecessor did is added; a month is met, recorded and has its theme only once."""
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))
        self.recorded, self.met, self.theme = min(1, self.recorded), min(1, self.met), min(1, self.theme)


class Recount:
    """The records of a district seen on the report's own date."""

    def __init__(self, raw: Raw, report_date: date) -> None:
        self.raw, self.report_date = raw, report_date
        self.into: dict[int, list] = defaultdict(list)
        for succession in raw.successions:
            self.into[succession.successor_id].append(succession)
        self.own, self.all_of = cache(self._own), cache(self._all_of)
        self.ancestors, self.due_quarter = cache(self._ancestors), cache(self._due_quarter)
        self.due = cache(self._due)

    # Definition 3: existence is half-open. Place: definitions 6 and 7.
    def exists(self, organisation: int, day: date) -> bool:
        row = self.raw.organisations[organisation]
        return row.founded_on <= day and (row.dissolved_on is None or day < row.dissolved_on)

    def _ancestors(self, organisation: int, day: date) -> list[int]:
        """The organisation itself, its parent on that day, and so on up."""
        chain = [organisation]
        while above := [link for link in self.raw.links[chain[-1]] if covers(link, day)]:
            chain.append(above[0].parent_id)
        return chain

    def child(self, node: int, organisation: int, day: date) -> int | None:
        """Which child of the node (or the node itself) it stands under that day."""
        chain = self.ancestors(organisation, day)
        if node not in chain:
            return None
        return chain[max(chain.index(node) - 1, 0)]

    def block(self, organisation: int, day: date) -> str:
        """The block of the grassroots organisation it is or belongs to."""
        for above in self.ancestors(organisation, day):
            if self.raw.organisations[above].kind in GRASSROOTS:
                return next((c.block for c in self.raw.classes[above] if covers(c, day)), "")
        return ""

    # Definition 4: who takes over a month or quarter, and who carries earlier ones.
    def took_over(self, cell: int) -> list[tuple[int, date]]:
        """Cells whose month and quarter of the change this one takes over."""
        return [
            (s.predecessor_id, s.on)
            for s in self.into[cell]
            if s.change in ("merge", "absorb") or (s.change == "split" and s.takes_over)
        ]

    def carries(self, cell: int) -> set[int]:
        """The cell and all whose earlier months and quarters its verdict rests on."""
        found = {cell}
        for s in self.into[cell]:
            if s.change in ("merge", "split"):
                found |= self.carries(s.predecessor_id)
        return found

    def quarter_line(self, cell: int, quarter: Month) -> set[int]:
        """The cell and those whose quarter it took over within that quarter, repeatedly."""
        found = {cell}
        for before, on in self.took_over(cell):
            if quarter_of(month_of(on)) == quarter:
                found |= self.quarter_line(before, quarter)
        return found

    # Definitions 1 and 2: what is due.
    def _due(self, cell: int, month: Month) -> bool:
        day = end_of(month)
        if not self.exists(cell, day) or day >= self.report_date:
            return False
        parts = [s for s in self.into[cell] if s.change == "split_off" or s.change == "split"]
        begins_late = any(
            month_of(s.on) == month for s in parts if s.change == "split_off" or not s.takes_over
        )
        return not begins_late

    def _due_quarter(self, cell: int, quarter: Month) -> bool:
        line = self.quarter_line(cell, quarter)
        return all(any(self.due(one, month) for one in line) for month in months_of(quarter))

    # Definitions 1, 5, 10, 11, 12, 14: what a cell did in a month.
    def was_held(self, sitting: Sitting) -> bool:
        meeting = sitting.meeting
        return meeting.status == "held" and meeting.held_on <= self.report_date

    def is_record(self, sitting: Sitting) -> bool:
        return self.was_held(sitting) or sitting.meeting.status in ("not_held", "postponed")

    def _own(self, cell: int, month: Month) -> Own:
        number = month[0] * 100 + month[1]
        sittings = self.raw.sittings.get(cell, [])
        regular = [s for s in sittings if s.meeting.kind in ("regular", "combined")]
        here = [s for s in regular if s.meeting.counted_for == number]
        joining = [s for s in regular if s.meeting.also_for == number]
        held = [s for s in here if self.was_held(s)]
        count = self.raw.counts.get((cell, number))
        own = Own()
        own.recorded = int(count is not None or any(self.is_record(s) for s in here + joining))
        joined = any(self.was_held(s) for s in joining)
        own.met = int(bool(held) or joined or (count is not None and count.held in ("yes", "joined")))
        own.held = len(held) or int(count is not None and count.held == "yes")
        own.theme = int(self._theme(sittings, number) or (count is not None and bool(count.theme_held)))
        self._steps(own, held, count)
        self._attendance(own, held, count, cell)
        self._length(own, held)
        self._tasks(own, held, cell, number)
        self._visits(own, held, cell)
        self._papers(own, [s for s in sittings if s.meeting.counted_for == number and self.was_held(s)])
        return own

    def _tasks(self, own: Own, held: list[Sitting], cell: int, number: int) -> None:
        """Given by name at the cell's own meetings led in the product with a known roll; due by their day."""
        for sitting in held:
            led = sitting.meeting.stage >= 1 and sitting.meeting.cell_id == cell
            if led and self._roll_known(sitting, cell):
                own.led += 1
                own.working += len(sitting.own)
                own.tasked += len(sitting.holders & set(sitting.own))
        for task in self.raw.tasks.get(cell, []):
            if task.due_on.year * 100 + task.due_on.month == number and (
                task.meeting.held_on is None or task.meeting.held_on <= self.report_date
            ):
                told = bool(task.outcome) and task.settled_on <= self.report_date
                own.tasks += 1
                own.tasks_told += told
                own.tasks_done += told and task.outcome == "done"

    def _visits(self, own: Own, held: list[Sitting], cell: int) -> None:
        """One of each leader of that day, and of whoever noted one for this cell by the report's date; who
        follows several cells that met together notes one visit, and came to each."""
        for sitting in held:
            day = sitting.meeting.held_on
            known = [v for v in sitting.visits if v.noted_at.date() <= self.report_date]
            due = {
                grant.account_id
                for grant in self.raw.leaders.get(cell, [])
                if covers(grant, day) and (grant.revoked_at is None or day < grant.revoked_at.date())
            }
            said = {v.account_id: v for v in known if v.cell_id == cell or v.account_id in due}
            own.visits += len(due | said.keys())
            own.visits_told += len(said)
            own.visits_made += sum(visit.attended for visit in said.values())

    def _length(self, own: Own, held: list[Sitting]) -> None:
        """Regular meetings with both times; 90 minutes, 120 with a theme, in both rule sets."""
        for meeting in (s.meeting for s in held):
            if meeting.started_at and meeting.ended_at:
                day = date(2000, 1, 1)
                length = datetime.combine(day, meeting.ended_at) - datetime.combine(day, meeting.started_at)
                own.timed += 1
                own.lengthy += length >= timedelta(minutes=120 if meeting.kind == "combined" else 90)

    def _papers(self, own: Own, held: list[Sitting]) -> None:
        """Meetings of any kind since the guidance of 28/10/2025: papers the day before at the latest."""
        for meeting in (s.meeting for s in held):
            if meeting.held_on >= date(2025, 10, 28):
                own.papers_asked += 1
                own.papers_dated += meeting.papers_on is not None
                own.papers_early += meeting.papers_on is not None and meeting.papers_on < meeting.held_on

    def _theme(self, sittings: list[Sitting], number: int) -> bool:
        return any(
            s.meeting.kind in ("thematic", "combined")
            and s.meeting.counted_for == number
            and self.was_held(s)
            for s in sittings
        )

    def _steps(self, own: Own, held: list[Sitting], count: object) -> None:
        marked = [s for s in held if set(s.marks) >= COMPULSORY]
        own.marked = len(marked)
        own.done = sum(all(s.marks[code] for code in COMPULSORY) for s in marked)
        if not marked and own.held and count is not None and count.steps_complete is not None:
            own.marked, own.done = 1, int(count.steps_complete)

    def _attendance(self, own: Own, held: list[Sitting], count: object, cell: int) -> None:
        known = [s for s in held if self._roll_known(s, cell)]
        own.known = len(known)
        for sitting in known:
            states = [state for expected, state in sitting.rolls.get(cell, []) if expected]
            own.expected += len(states)
            own.present += sum(state in PRESENCE for state in states)
            own.excused += states.count("excused")
        if not known and own.held and count is not None and count.expected is not None:
            own.known, own.expected = 1, count.expected
            own.present, own.excused = count.present, count.excused

    def _roll_known(self, sitting: Sitting, cell: int) -> bool:
        """In a joint meeting each cell needs a mark of its own: another's roll says nothing of it."""
        if not sitting.meeting.roll_recorded or len(sitting.cells) == 1:
            return sitting.meeting.roll_recorded
        return any(state for expected, state in sitting.rolls.get(cell, []) if expected)

    def _all_of(self, cell: int, month: Month) -> Own:
        """What counts for the cell in the month: its own, and of those it took that month over from."""
        total = Own()
        total.add(self.own(cell, month))
        for before, on in self.took_over(cell):
            if month_of(on) == month:
                total.add(self.all_of(before, month))
        return total

    def quarter_months(self, cell: int, quarter: Month) -> list[Own]:
        """What is known of each due month that counts for the cell's quarter."""
        return [
            self.all_of(one, month)
            for one in self.quarter_line(cell, quarter)
            for month in months_of(quarter)
            if self.due(one, month)
        ]

    def cells(self) -> Iterator[int]:
        return (pk for pk, row in self.raw.organisations.items() if row.kind in CELLS)


@dataclass
class Row:
    """One recounted figure."""

    numerator: Fraction | int
    denominator: int | None
    coverage: tuple[int, int] | None = None
    coverage_months: tuple[int, int] | None = None


Scope = frozenset[tuple[str, str | int]]
Key = tuple[str, Scope]


def scopes(*, block: str, organisation: str, year: int | None) -> Iterable[Scope]:
    """Every scope a count falls into; a count without a block falls into no block's."""
    places = [{}, {"organisation": organisation}] + ([{"block": block}] if block else [])
    for place in places:
        yield frozenset(place.items())
        if year is not None:
            yield frozenset({**place, "year": year}.items())


def tally(counts: dict[Scope, Counter], where: Iterable[Scope], **amounts: Fraction | int) -> None:
    for scope in where:
        counts.setdefault(scope, Counter()).update(amounts)
