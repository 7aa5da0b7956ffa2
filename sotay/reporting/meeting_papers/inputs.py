"""What each paper of a meeting is made from, as plain data; gather functions fill it.

Names are those of the paper's day: `organ` and `superior` in capitals as in a letterhead ("CHI BỘ THÔN
HẠ"), `cell_name` as in a sentence, `above` the committee that is reported to, shortened ("Đảng ủy xã").
Months are yyyymm. A text that a person must write and has not is "": a draft shows its place, an issued
paper leaves it out. `draft`: "DỰ THẢO LẦN 1", "" for an issued paper.
"""

from dataclasses import dataclass
from datetime import date, time

from sotay.minutes.record import Heads, Person, Said, TaskLine, TaskOutcome, VoteLine


@dataclass(frozen=True, slots=True)
class Desk:
    """Who issues: names, seat, the secretary (or deputy) who signs. `post` upright in capitals. `committee`:
    whether the cell has one (chi ủy), else the cell itself speaks."""

    cell_name: str
    organ: str
    superior: str
    seat: str
    above: str
    signatory: str
    post: str = "BÍ THƯ"
    committee: bool = True

    @property
    def body(self) -> str:
        """Chi ủy · Chi bộ: who acts between meetings."""
        return "Chi ủy" if self.committee else "Chi bộ"

    @property
    def report_to(self) -> tuple[str, ...]:
        """The recipient above, when there is one."""
        return (f"{self.above} (để báo cáo)",) if self.above else ()


@dataclass(frozen=True, slots=True)
class RollLine:
    """One who is expected. `standing`: "chính thức"; `state`: "vắng có lý do"; `note`: neutral words."""

    name: str
    standing: str
    state: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RollSheet:
    """The roll in the order of names. `blank`: printed before the meeting, states and notes left free.
    `helped`: names of those who were noted present for them, where others checked themselves in."""

    desk: Desk
    kind: str
    month: int
    also_for: int | None
    held_on: date
    lines: tuple[RollLine, ...]
    exempt: int
    away: int
    taker: Person | None
    chair: Person | None
    late: int = 0
    helped: tuple[str, ...] = ()
    guests: tuple[Person, ...] = ()
    blank: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A called meeting. `to`: whom, "" for the pen; `papers`: how many go with it; `neutral`: tells no
    agenda."""

    desk: Desk
    number: str
    issued_on: date
    kind: str
    month: int
    also_for: int | None
    held_on: date
    started_at: time | None
    place: str
    contents: tuple[str, ...] = ()
    papers: int = 0
    to: str = ""
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution of the cell. `review`, `focus`: written by persons; `about`: its abstract, when not
    that of a month's tasks; `text`: written whole, instead of the outline. `vote` carries it."""

    desk: Desk
    number: str
    issued_on: date | None
    kind: str
    month: int
    also_for: int | None
    held_on: date
    outcomes: tuple[TaskOutcome, ...]
    tasks: tuple[TaskLine, ...]
    vote: VoteLine | None
    review: str = ""
    focus: str = ""
    about: str = ""
    text: str = ""
    draft: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the committee (or the cell) concluded on a matter. `reporter`: whom it heard; `finding`: what it
    found, written by a person; `points`: who does what."""

    desk: Desk
    number: str
    issued_on: date | None
    met_on: date
    about: str
    reporter: str
    finding: str
    points: tuple[str, ...]
    follow_up: str = ""
    draft: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class CountRow:
    """The votes for one name or matter; `other`: valid, but neither."""

    name: str
    yes: int
    no: int
    other: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """A secret vote as counted. `base`: over whom the ratio is taken; `threshold`: "ít nhất 2/3"; `passed`:
    None for an election. `about`: "đề nghị kết nạp đảng viên". `tellers`: the first one leads.
    `rows_head`: what the rows name, persons or a matter; `third`: ballots had a box for another opinion."""

    desk: Desk
    counted_on: date
    started_at: time | None
    ended_at: time | None
    place: str
    about: str
    tellers: tuple[str, ...]
    entitled: int
    present: int
    issued: int
    collected: int
    invalid: int
    rows: tuple[CountRow, ...]
    base: int
    base_words: str
    threshold: str
    passed: bool | None
    chair: Person | None
    agreed: VoteLine | None = None
    electronic: bool = False
    draft: str = ""
    rows_head: str = "Họ và tên"
    third: bool = False


@dataclass(frozen=True, slots=True)
class CommitteeRecord:
    """The preparatory meeting of the committee. `agreed`, `opinions`, `review`, `plan`, `conclusion`: texts
    of persons; `said`: by name, `opinions`: of nobody by name; `coming_*`: of the meeting of the cell that
    it prepares; `to_vote`: what that one is to be asked.
    `in_favour`: who agreed to the conclusion, None when no vote was noted."""

    desk: Desk
    number: str
    month: int
    held_on: date
    started_at: time | None
    ended_at: time | None
    place: str
    expected: int
    present: tuple[Person, ...]
    absent: tuple[str, ...]
    chair: Person | None
    taker: Person | None
    outcomes: tuple[TaskOutcome, ...] = ()
    review: str = ""
    plan: str = ""
    agreed: str = ""
    said: tuple[Said, ...] = ()
    opinions: str = ""
    conclusion: str = ""
    coming_on: date | None = None
    coming_at: time | None = None
    coming_place: str = ""
    contents: int = 0
    to_vote: tuple[str, ...] = ()
    papers: int = 0
    in_favour: int | None = None
    sealed: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """The figures of a cell's month. `None`: not recorded. `mood`, `proposals`: written by persons; "" is a
    place in a draft, None was struck out. `issued`: "01 nghị quyết (Số 11-NQ/CB)" and the like. The
    rest as in `minutes.queries.months.MonthFigures`."""

    desk: Desk
    number: str
    issued_on: date | None
    month: int
    as_at: date
    all: Heads
    exempt: int
    away: int
    attached: int
    admitted: int
    arrived: int
    left: int
    held_on: date | None
    long: int | None
    least: int
    committee_on: date | None
    papers_days: int | None
    papers_least: int
    steps: tuple[int, int] | None
    expected: int | None
    present: int | None
    excused: int
    unexcused: int
    speakers: int | None
    issued: tuple[str, ...]
    theme_held_on: date | None
    theme_planned_on: date | None
    delegate: bool | None
    level: str
    confirmed: bool
    last_on_time: int | None
    last_total: int
    given: int
    tasked: int | None
    working: int
    state: str = "held"
    counts: bool = False
    steps_complete: bool | None = None
    theme_reported: bool = False
    older_total: int = 0
    older_done: int = 0
    counted_in: int = 0
    beside: tuple[str, ...] = ()
    reason: str = ""
    consent: str = ""
    leaders: int = 0
    leaders_noted: int = 0
    leaders_came: int = 0
    mood: str | None = ""
    proposals: str | None = ""
    draft: str = ""
    signed: bool = False
