"""What holds while a meeting is in session: from plain values; each refusal says what to do.

Sources: Hướng dẫn 12-HD/BTCTW (2018) and 42-HD/BTCTW (2025) for order and length. Neither they nor the
Charter name a quorum for a regular meeting: the share asked for is a value of the rule set, and falling
short of it warns and refuses nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from typing import NamedTuple

from sotay.core.errors import DomainError
from sotay.core.vietnamese import format_date
from sotay.meetings.choices import PRESENCES, Mode, Stage, State
from sotay.rulesets.rules import RuleSet

QUORUM = Fraction(2, 3)
"""Our own default where a rule set says nothing (rules.md §1.6)."""
LONGEST = 6 * 60
"""Minutes. A meeting seemingly longer was rather not closed in time."""
SEALED = "Biên bản đã chốt nên không sửa được nữa. Cần nói thêm: mở Biên bản, chọn Ghi chú bổ sung."


class Sealed(DomainError):
    """The minutes are sealed: nothing that they say may change."""

    def __init__(self) -> None:
        super().__init__(SEALED)


def refuse_sealed(stage: int) -> None:
    """Raise Sealed once the minutes are sealed."""
    if stage >= Stage.SEALED:
        raise Sealed


def mode_fault(mode: str, *, present: int, online: int, reason: str, alone: bool = True) -> str:
    """How the roll (persons present, of them online) does not fit the way the meeting is said to be held, in
    words that say what to do; "" when it fits. Online and mixed meetings are held for a reason, by leave of
    the committee above (rules.md §1.9; the text of HD-42 on them is not known), so this asks and refuses
    nothing. Not `alone`: other cells sit there too, whose members may be the ones online."""
    if mode == Mode.IN_PERSON and online:
        return (
            f"Có {online} đồng chí ghi là dự trực tuyến mà buổi này ghi là họp trực tiếp: chọn hình thức kết "
            "hợp hoặc trực tuyến và ghi lý do, hoặc sửa điểm danh."
        )
    if mode == Mode.MIXED and alone and present and online in {0, present}:
        who = "mọi đồng chí có mặt đều ghi là" if online else "không đồng chí nào ghi là"
        return (
            f"Buổi này ghi là trực tiếp kết hợp trực tuyến mà {who} dự trực tuyến: sửa điểm danh, hoặc chọn "
            "lại hình thức."
        )
    if mode != Mode.IN_PERSON and not reason.strip():
        return "Chưa ghi vì sao sinh hoạt trực tuyến, cấp ủy nào đồng ý: ghi lý do."
    return ""


def presumed(state: str, reason_class: str, *, check_in: bool) -> str:
    """The state of somebody expected before the roll is confirmed: as said, else excused whose leave was
    approved, else present; "" where members check themselves in, so that nobody is presumed."""
    if state:
        return state
    if reason_class:
        return State.EXCUSED
    return "" if check_in else State.PRESENT


def may_speak(state: str, *, gone: bool) -> bool:
    """Whether somebody may ask to speak: here, or not said to be absent yet, and not gone."""
    return not gone and (not state or state in PRESENCES)


def passage_fault(
    when: time | None,
    *,
    now: time | None,
    started: time | None,
    ended: time | None,
    arrived: time | None = None,
) -> str:
    """What is wrong with the hour at which somebody came or went, or "".

    `now`: of the clock while the meeting is in session (None: it is over, so an hour must be said);
    `arrived`: of one who goes, when they came. A meeting over midnight is not looked at.
    """
    if when is None:
        return "" if now else "Buổi sinh hoạt đã kết thúc: ghi rõ giờ đến, giờ về rồi bấm lại."
    last = ended or now
    if started and last and last < started:
        return ""
    if started and when < started:
        return f"Giờ đến, giờ về phải từ lúc bắt đầu ({started:%H:%M}) trở đi: sửa lại giờ."
    if arrived and when < arrived:
        return f"Đồng chí này đến lúc {arrived:%H:%M}: giờ về phải sau giờ đến."
    if last and when > last:
        until = f"lúc kết thúc ({last:%H:%M})" if ended else f"lúc này ({last:%H:%M})"
        return f"Giờ đến, giờ về không được sau {until}: sửa lại giờ."
    return ""


class Quorum(NamedTuple):
    """How many of those expected are here, and how many the rule asks for (`needed`, persons)."""

    present: int
    expected: int
    needed: int

    @property
    def met(self) -> bool:
        return self.present >= self.needed


def quorum_share(rules: RuleSet | None) -> Fraction:
    """The share of those expected that should be there."""
    value = rules.values.get("quorum") if rules else None
    return Fraction(str(value.value)) if value else QUORUM


def quorum_of(present: int, expected: int, share: Fraction = QUORUM) -> Quorum:
    """Whether enough are here: at least `share` of those expected, rounded up to whole persons."""
    needed = -(-share.numerator * expected // share.denominator)
    return Quorum(present, expected, needed)


class Heads(NamedTuple):
    """Persons of a roll. `unrecorded`: expected, with no state said or presumed; `here`: present and not
    gone yet; `online`, `late`: of those present."""

    expected: int
    present: int
    excused: int
    unexcused: int
    unrecorded: int
    here: int
    online: int
    late: int


class Seat(NamedTuple):
    """One expected person, as the counts need them."""

    state: str
    gone: bool


def heads_of(seats: Iterable[Seat]) -> Heads:
    """Count those expected; states as said or presumed."""
    found = list(seats)
    states = [seat.state for seat in found]
    return Heads(
        expected=len(found),
        present=sum(state in PRESENCES for state in states),
        excused=states.count(State.EXCUSED),
        unexcused=states.count(State.UNEXCUSED),
        unrecorded=states.count(""),
        here=sum(seat.state in PRESENCES and not seat.gone for seat in found),
        online=states.count(State.ONLINE),
        late=states.count(State.LATE),
    )


def minutes_between(started: time, now: time) -> int:
    """Whole minutes from one time of a day to a later one; 0 when it is not later."""
    return max(0, (now.hour - started.hour) * 60 + now.minute - started.minute)


@dataclass(frozen=True, slots=True)
class Closing:
    """What a meeting to be closed looks like. `today`, `now`: when the chair closes it; `ended_at`: the end
    as written by hand, or None for now; `rolled`: its roll is confirmed."""

    held_on: date
    started_at: time
    today: date
    now: time
    ended_at: time | None
    rolled: bool

    @property
    def end(self) -> time:
        return self.ended_at or self.now


def closing_faults(closing: Closing) -> dict[str, str]:
    """What stands against closing, by field ("" the whole); empty when nothing does."""
    found: dict[str, str] = {}
    for field, sentence in _closing_faults(closing):
        found.setdefault(field, sentence)
    return found


def _closing_faults(closing: Closing) -> Iterator[tuple[str, str]]:
    if not closing.rolled:
        yield "", "Chưa xác nhận điểm danh: mở Điểm danh, đọc to kết quả, bấm xác nhận, rồi bế mạc."
    day, today = closing.held_on, closing.today
    if closing.ended_at is None and today != day:
        yield "ended_at", f"Buổi này mở ngày {format_date(day)}: ghi giờ kết thúc của hôm đó."
        return
    if closing.end <= closing.started_at:
        yield "ended_at", f"Giờ kết thúc phải sau giờ bắt đầu ({closing.started_at:%H:%M}): sửa giờ."
    if closing.ended_at is None and minutes_between(closing.started_at, closing.now) > LONGEST:
        yield "ended_at", "Buổi này đã mở quá 6 giờ: ghi giờ thật sự kết thúc."
    if closing.ended_at and today == day and closing.ended_at > closing.now:
        yield "ended_at", "Giờ kết thúc chưa tới: sửa giờ."


class Mark(NamedTuple):
    """An item of the agenda as far as its order goes. `state`: "" while it is to come."""

    key: int
    state: str


def current_of(items: Sequence[Mark]) -> int | None:
    """The key of the item that the meeting is at: the first that is neither done nor skipped."""
    return next((item.key for item in items if not item.state), None)
