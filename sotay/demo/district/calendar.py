"""Which cell meets when: one regular meeting for each due month, themes by quarter."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from random import Random

from sotay.core.period import Period, first_day, last_day, months_of_quarter, next_month
from sotay.core.vietnamese import format_date
from sotay.demo.data import topics
from sotay.demo.district.model import Sitting, Unit
from sotay.demo.district.shape import Shape
from sotay.demo.district.steps import Clerk
from sotay.organisations.choices import Block, CellType

REGULAR, THEMATIC, COMBINED = "Thường kỳ", "Chuyên đề", "Thường kỳ gắn chuyên đề"
HELD, NOT_HELD, POSTPONED, PLANNED = "Đã sinh hoạt", "Không tổ chức", "Hoãn", "Dự kiến"
JOINT_MONTHS = (202203, 202309, 202311)
RECENT = 8
"""Seeds the luck of the last months: with it the first commune's May has late and short meetings."""


@dataclass(slots=True)
class Calendar:
    """Regular meetings by cell and month, other meetings, and months met by the month before.

    `joint` gives, of a cell that took part in another's meeting, the host; `themed` the months
    in which a cell had a theme.
    """

    regular: dict[tuple[Unit, int], Sitting] = field(default_factory=dict)
    others: list[Sitting] = field(default_factory=list)
    joined: set[tuple[Unit, int]] = field(default_factory=set)
    joint: dict[tuple[Unit, int], Unit] = field(default_factory=dict)
    themed: set[tuple[Unit, int]] = field(default_factory=set)


def plan(random: Random, shape: Shape, cells: list[Unit]) -> Calendar:
    """Every meeting of the period."""
    planner = _Planner(random, shape, cells)
    planner.join_months()
    planner.hold_jointly()
    planner.meet_monthly()
    planner.give_themes()
    planner.let_slip()
    return planner.calendar


def one_month(random: Random, shape: Shape, cells: list[Unit], month: int) -> Calendar:
    """The regular meetings of one month alone, each in its own month."""
    planner = _Planner(random, replace(shape, period=Period(month, month)), cells)
    planner.meet_monthly()
    return planner.calendar


class _Planner:
    def __init__(self, random: Random, shape: Shape, cells: list[Unit]) -> None:
        self.random, self.shape, self.cells = random, shape, cells
        self.calendar = Calendar()
        self.clerk = Clerk(random)
        self.day = {cell: random.randint(3, 9) for cell in cells}
        self.plain = [c for c in cells if not c.changed]
        self.months = shape.period.months
        self.recent = Random(shape.period.last + RECENT)  # noqa: S311 — luck of its own: nothing before it changes

    def join_months(self) -> None:
        """About one cell in fifty once meets for two months at one time, with consent."""
        firsts = [m for m in (202201, 202203, 202301, 202401) if {m, next_month(m)} <= set(self.months)]
        for cell in self._some(self.plain, 0.02):
            if firsts and cell.grassroots.block != Block.AGENCY:
                self.calendar.joined.add((cell, next_month(self.random.choice(firsts))))

    def hold_jointly(self) -> None:
        """Neighbouring schools of some communes meet together once."""
        schools: dict[Unit, list[Unit]] = defaultdict(list)
        for cell in self.plain:
            if cell.cell_type == CellType.SCHOOL and cell.parent and cell.grassroots.block == Block.COMMUNE:
                schools[cell.parent].append(cell)
        months = [m for m in JOINT_MONTHS if m in self.months]
        for number, pair in enumerate(
            [s for s in schools.values() if len(s) > 1][:: 3 if len(schools) > 3 else 1]
        ):
            host, guest = pair[:2]
            month = months[number % len(months)]
            used = {(c, m) for c in pair for m in (month, next_month(month))} & self.calendar.joined
            if not used:
                self.calendar.joint[guest, month] = host

    def meet_monthly(self) -> None:
        """The regular meeting of every month in which the cell is there on its first ten days."""
        guests = {(host, month): guest for (guest, month), host in self.calendar.joint.items()}
        for cell in self.cells:
            for month in self.months:
                key = (cell, month)
                if (
                    not cell.meets_in(first_day(month))
                    or key in self.calendar.joined
                    or key in self.calendar.joint
                ):
                    continue
                sitting = self._regular(cell, month)
                if (cell, next_month(month)) in self.calendar.joined:
                    self._join_next(sitting)
                if key in guests:
                    sitting.joint = [guests[key]]
                self.calendar.regular[key] = sitting

    def _regular(self, cell: Unit, month: int) -> Sitting:
        planned = first_day(month) + timedelta(self.day[cell] - 1)
        held = planned + timedelta(self.random.choices((0, 1), (6, 1))[0])
        if self._may_be_late(cell, month) and self.random.random() < 0.012:
            held = last_day(month) + timedelta(self.random.randint(1, 2))
        if self._is_late_now(cell, month):
            held = last_day(month) + timedelta(self.recent.randint(1, 2))
        sitting = Sitting(cell, REGULAR, month, HELD, held_on=held, planned_on=planned)
        self._set_out(sitting)
        return sitting

    def _may_be_late(self, cell: Unit, month: int) -> bool:
        special = {(cell, month), (cell, next_month(month))} & (
            self.calendar.joined | set(self.calendar.joint)
        )
        return not cell.changed and month != self.shape.period.last and not special

    def _is_late_now(self, cell: Unit, month: int) -> bool:
        """The last month is still fresh: more of its meetings slipped over its end."""
        return month == self.shape.period.last and not cell.changed and self.recent.random() < 0.05

    def _join_next(self, sitting: Sitting) -> None:
        sitting.also_month = next_month(sitting.month)
        asked = first_day(sitting.month) - timedelta(self.random.randint(2, 6))
        sitting.consent = f"Cấp ủy cấp trên đồng ý ngày {format_date(asked)}"

    def _set_out(self, sitting: Sitting) -> None:
        """Time, place and manner."""
        cell = sitting.cell
        kind = str(cell.cell_type or CellType.RESIDENTIAL)
        evening = cell.cell_type in {CellType.RESIDENTIAL, CellType.COOPERATIVE}
        start = time(19, 30) if evening else self.random.choice((time(7, 30), time(14, 0), time(16, 0)))
        if sitting.held_on and sitting.held_on.month in {11, 12, 1, 2} and evening:
            start = time(19, 0)
        least = 120 if sitting.kind == COMBINED else 90
        short = not self.clerk.is_meticulous(cell) and self.random.random() < 0.025
        minutes = least - 10 if short else least + 5 * self.random.randint(0, 6)
        if not self.clerk.is_careless(cell):
            sitting.start, sitting.end = start, _later(start, minutes)
        sitting.venue = sitting.venue or self.random.choice(topics.VENUES[kind])
        plague = sitting.held_on is not None and date(2022, 1, 20) < sitting.held_on < date(2022, 4, 1)
        sitting.mode = "Kết hợp" if plague and self.random.random() < 0.35 else "Trực tiếp"
        sitting.steps = self.clerk.steps(sitting.cell) if sitting.kind != THEMATIC else {}

    def give_themes(self) -> None:
        """A theme in every quarter, but for the cells that miss some."""
        missed = self._missed_quarters()
        quarters = {q: months_of_quarter(q) for q in self.shape.period.whole_quarters}
        edges = [m for m in self.months if all(m not in q for q in quarters.values())]
        for cell in self.cells:
            for quarter, months in quarters.items():
                if (cell, quarter) in missed:
                    self._record_the_miss(cell, months)
                elif free := list(self._plain_months(cell, months)):
                    self._give_theme(cell, self.random.choice(free))
            if self.random.random() < 0.5 and (free := list(self._plain_months(cell, edges))):
                self._give_theme(cell, free[-1])

    def let_slip(self) -> None:
        """In the last three months some broke off early, some did not write down the hours."""
        for (cell, month), sitting in self.calendar.regular.items():
            luck = self.recent.random()
            if month not in self.months[-3:] or sitting.start is None or self.clerk.is_meticulous(cell):
                continue
            if luck < 0.05:
                sitting.end = _later(sitting.start, (120 if sitting.kind == COMBINED else 90) - 15)
            elif luck < 0.09:
                sitting.start = sitting.end = None

    def _missed_quarters(self) -> set[tuple[Unit, int]]:
        missed: set[tuple[Unit, int]] = set()
        for block, number in self.shape.without_theme.items():
            able = [c for c in self.plain if c.grassroots.block == block and not self.clerk.is_meticulous(c)]
            for cell in self.random.sample(able, number):
                some = self.random.choices((1, 2, 3), (6, 3, 1))[0]
                whole = self.shape.period.whole_quarters
                missed |= {(cell, q) for q in self.random.sample(whole, min(some, len(whole)))}
        return missed

    def _plain_months(self, cell: Unit, months: tuple[int, ...] | list[int]) -> Iterator[int]:
        for month in months:
            sitting = self.calendar.regular.get((cell, month))
            if sitting and not sitting.also_month and not sitting.joint:
                yield month

    def _give_theme(self, cell: Unit, month: int) -> None:
        self.calendar.themed.add((cell, month))
        theme = self.random.choice(topics.THEMES[str(cell.cell_type or CellType.RESIDENTIAL)])
        regular = self.calendar.regular[cell, month]
        if self.random.random() < 0.6:
            regular.kind, regular.theme = COMBINED, theme
            regular.reason = self.random.choice(topics.COMBINED_REASONS)
            self._set_out(regular)
        else:
            held = first_day(month) + timedelta(self.random.randint(15, 25))
            if cell.ended and held >= cell.ended:
                held = first_day(month) + timedelta(10)
            sitting = Sitting(cell, THEMATIC, month, HELD, held_on=held, planned_on=held, theme=theme)
            self._set_out(sitting)
            self.calendar.others.append(sitting)

    def _record_the_miss(self, cell: Unit, months: tuple[int, int, int]) -> None:
        """Some write down why, some have the committee's consent to postpone, some write nothing."""
        luck = self.random.random()
        if luck < 0.4:
            reason = self.random.choice(topics.NO_THEME_REASONS)
            self.calendar.others.append(Sitting(cell, THEMATIC, months[-1], NOT_HELD, reason=reason))
        elif luck < 0.7:
            asked = last_day(months[-1]) - timedelta(6)
            consent = f"Cấp ủy cấp trên đồng ý ngày {format_date(asked)}"
            planned = last_day(months[-1]) - timedelta(4)
            self.calendar.others.append(
                Sitting(cell, THEMATIC, months[-1], POSTPONED, planned_on=planned, consent=consent)
            )

    def _some(self, cells: list[Unit], share: float) -> list[Unit]:
        return self.random.sample(cells, max(1, round(len(cells) * share)))


def _later(start: time, minutes: int) -> time:
    total = start.hour * 60 + start.minute + minutes
    return time(total // 60, total % 60)
