"""The record of a meeting as plain data: every field of the minutes (rules.md §1.4), already in the words
that may be printed (neutral reasons, names as at the day), before any page or paper.

`minutes.queries` puts it together; pages and papers only lay it out.
"""

import json
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import date, datetime, time
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the record. `post`: in the cell, as at the day ("Bí thư Chi bộ"); "" without one."""

    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Heads:
    """A count of persons by right: official, probationary, temporarily attached."""

    official: int = 0
    probationary: int = 0
    attached: int = 0

    @property
    def total(self) -> int:
        return self.official + self.probationary + self.attached


@dataclass(frozen=True, slots=True)
class Membership:
    """Who belongs to the cell on the day, and how it turned out (the table of I.1). `online`: of those
    present, how many attended online; `known`: the roll was confirmed."""

    all: Heads
    exempt: Heads
    away: Heads
    expected: Heads
    present: Heads
    excused: Heads
    unexcused: Heads
    online: int = 0
    known: bool = True


@dataclass(frozen=True, slots=True)
class Absence:
    """One who was excused: name, and the neutral reason ("đi công tác")."""

    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One who came after the opening, or went before the end: when (None: the hour was not written down), and
    the title of the item that the meeting was at then ("": not known). No reason belongs here."""

    name: str
    at: time | None = None
    during: str = ""


@dataclass(frozen=True, slots=True)
class GroupSitting:
    """When and where one group sat by itself, as far as that was written down (`place`: "" when not)."""

    name: str
    held_on: date | None = None
    started_at: time | None = None
    ended_at: time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An opinion by name. `note`: "dự bị", a guest's post, or ""; `reserved`: ý kiến bảo lưu."""

    name: str
    note: str
    text: str
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One agenda item as it went. `number`: 1…; `step`: code of the procedure or ""; `papers`: titles of
    the papers spread under it; `skipped`: the reason, "" when it was held; `done`: marked as done."""

    number: int
    step: str
    title: str
    presenter: str
    content: str
    conclusion: str
    opinions: tuple[Said, ...] = ()
    papers: tuple[str, ...] = ()
    skipped: str = ""
    done: bool = True


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A vote as counted. `base`: persons over whom the ratio is taken; `base_words`: who they are;
    `threshold`: "trên 1/2", "từ 2/3"; `passed`: None when it decides nothing. `method`: "giơ tay",
    "điện tử", "bỏ phiếu kín"."""

    subject: str
    method: str
    yes: int
    no: int
    other: int
    base: int
    base_words: str
    threshold: str
    passed: bool | None
    step: str = ""


@dataclass(frozen=True, slots=True)
class VoidedVote:
    """A vote that was called off: what on, how it was taken, why it counts for nothing."""

    subject: str
    method: str
    reason: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task given. `holders`: names, or words such as "22 đảng viên"."""

    text: str
    holders: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    """What became of a task that comes back: done, late, in progress ("doing") or not, and why. `given`: at
    the last regular meeting (""), for a month before it ("earlier"), at another meeting ("apart")."""

    text: str
    state: str
    note: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class SealLine:
    """When it was sealed, and the code to compare ("7F3A-91C2-0B5E")."""

    at: datetime
    code: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note appended after sealing; it never changes the minutes."""

    at: datetime
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """The whole record. `organ`, `superior`: names as at the day, as they stand in a letterhead
    ("CHI BỘ THÔN HẠ"); `cell_name`: as in a sentence. `minutes_long`: minutes from start to end.
    `read_aloud`: it was said at the adoption that the text was read to the cell; `adopted_at`: when the
    adoption was written down.
    `sittings`: of each group that sat by itself, who came; `groups`: of those with hours or a place of their
    own, when and where.
    `late`, `gone`: of those present, who came after the opening and who went before the close.
    `papers_days`: how many days before the meeting its papers were sent; `last_paper`: what gave the
    tasks of the last regular meeting ("Nghị quyết tháng 10", "Buổi sinh hoạt tháng 10"), "" without any.
    `paper`: of sealed minutes, what was printed.
    `joined`: names of the other cells of a meeting held jointly, as at the day, () when the cell met alone;
    None: not said, in minutes that were adopted before they said it.
    `voided`: votes that were called off, in their order; () also where minutes were adopted before they told
    of them (nothing is called off after an adoption)."""

    cell_name: str
    organ: str
    superior: str
    seat: str
    kind: str
    counted_for: int
    also_for: int | None
    theme: str
    held_on: date
    started_at: time | None
    ended_at: time | None
    minutes_long: int | None
    minutes_least: int
    place: str
    mode: str
    mode_reason: str
    rule_set: str
    chair: Person | None
    minute_taker: Person | None
    membership: Membership
    excused: tuple[Absence, ...]
    unexcused: tuple[str, ...]
    guests: tuple[Person, ...]
    delegates: tuple[Person, ...]
    items: tuple[Item, ...]
    votes: tuple[VoteLine, ...]
    tasks: tuple[TaskLine, ...]
    last_tasks: tuple[TaskOutcome, ...]
    sittings: tuple[tuple[str, Membership], ...] = ()
    number: str = ""
    read_aloud: bool = False
    adopted: VoteLine | None = None
    adopted_at: datetime | None = None
    texts: dict[str, str] = field(default_factory=dict)
    seal: SealLine | None = None
    signed: bool = False
    notes: tuple[NoteLine, ...] = ()
    afterwards: bool = False
    papers_days: int | None = None
    last_paper: str = ""
    late: tuple[Passage, ...] = ()
    gone: tuple[Passage, ...] = ()
    paper: str = ""
    groups: tuple[GroupSitting, ...] = ()
    joined: tuple[str, ...] | None = None
    voided: tuple[VoidedVote, ...] = ()

    @property
    def at_opening(self) -> int:
        """Of those present, who sat there at the opening (persons): whoever came late was not there yet."""
        return self.membership.present.total - len(self.late)

    @property
    def at_close(self) -> int:
        """Persons expected who still sat there at the close."""
        return self.membership.present.total - len(self.gone)


# To JSON and back: a sealed record is kept as text. ---------------------------------------------------

NOT_SAID = frozenset({"number", "adopted", "adopted_at", "read_aloud", "seal", "signed", "notes", "paper"})
"""What comes after the minutes were written: no part of what they say."""


def record_to_json(record: MeetingRecord, *, bare: bool = False) -> str:
    """The record as canonical JSON. `bare`: without what came after the minutes were written."""
    plain = {k: v for k, v in asdict(record).items() if not (bare and k in NOT_SAID)}
    if not record.groups:  # whoever sat together says what minutes said before there was this field
        del plain["groups"]
    if not record.voided:  # nothing called off: what minutes said before there was this field
        del plain["voided"]
    if record.joined is None:  # minutes adopted before there was this field keep their text, and its digest
        del plain["joined"]
    for task in plain["last_tasks"]:
        if not task["given"]:  # as above
            del task["given"]
    return json.dumps(plain, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record_from_json(text: str) -> MeetingRecord:
    """A record as it was kept. Raises ValueError or KeyError when it is none."""
    found = _read(MeetingRecord, json.loads(text))
    assert isinstance(found, MeetingRecord)
    return found


def _read(kind: Any, value: Any) -> Any:
    """A JSON value as the type that a field declares."""
    if value is None:
        return None
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{f.name: _read(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value})
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        inner = arguments[:1] * len(value) if arguments[-1] is ... else arguments
        return tuple(_read(one, part) for one, part in zip(inner, value, strict=True))
    if origin is UnionType:
        return _read(next(one for one in arguments if one is not NoneType), value)
    if kind in {date, time, datetime}:
        return kind.fromisoformat(value)
    return value
