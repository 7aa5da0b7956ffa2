"""Sheet "Biến động đảng viên": exemption, places for a time, transfers, recognition, the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sotay.core.vietnamese import fold
from sotay.imports.columns import MEMBER_CHANGES
from sotay.imports.planning.landed import land
from sotay.imports.planning.members import (
    POST_WORDS,
    UNKNOWN,
    day_after,
    home_of,
    may_change,
    numbers_of,
)
from sotay.imports.planning.naming import cell_of
from sotay.imports.planning.steps import Interval
from sotay.imports.planning.world import Held, Org, Person, World
from sotay.imports.reading.sheets import Row, Sheet
from sotay.members.choices import ExemptionGround, Status

EXEMPT, AWAY, MOVE, POST = "exempt", "away", "move", "post"
SPANS = frozenset({EXEMPT, AWAY, POST})
"""Changes that may say until when they hold."""
CHANGE_WORDS: dict[str, str] = dict(
    zip(
        (fold(word) for word in MEMBER_CHANGES),
        (
            EXEMPT,
            AWAY,
            MOVE,
            Status.OFFICIAL,
            Status.LEFT,
            Status.REMOVED,
            Status.EXPELLED,
            Status.DECEASED,
            POST,
        ),
        strict=True,
    )
)
V = TypeVar("V")


@dataclass(slots=True)
class _Event:
    row: Row
    person: Person
    change: str
    first: date
    end: date | None
    """The first day without (Đến hết ngày is the last day with)."""
    cell: Org | None
    grounds: str
    post: str = ""
    term: str = ""

    @property
    def about(self) -> tuple[str, str, str]:
        """What two rows of one day may not both say: a person may hold several posts at once."""
        held = self.change == POST and self.cell is not None
        return self.change, self.cell.code if held and self.cell else "", self.post


def plan_member_changes(world: World, sheets: list[Sheet]) -> None:
    """Take every row of these sheets, in time order."""
    events = [event for sheet in sheets for row in sheet.rows() if (event := _read(world, row))]
    seen: dict[tuple[Person, tuple[str, str, str], date], Row] = {}
    for event in sorted(events, key=lambda e: e.first):
        twin = seen.setdefault((event.person, event.about, event.first), event.row)
        if twin is not event.row:
            event.row.fault("change", f"Trùng với dòng {twin.number}: giữ lại một dòng.")
            continue
        changed = _take(world, event)
        if event.row.wrong:
            continue
        if changed:
            land(world, event.row, event.person, fresh=True)
            event.person.home = home_of(event.person, world.today)
            world.dirty_persons[event.person] = None
        else:
            event.row.sheet.plan.same += 1


def find_person(world: World, row: Row, visible: Callable[[World, Person], bool]) -> Person | None:
    """The one member whom the identifiers of a row name; a fault when there is none, or two.

    Who is not visible is as if not there.
    """
    numbers = numbers_of(row)
    found = {id(p): p for n in numbers if (p := world.persons.get(n)) and visible(world, p)}
    if len(found) > 1:
        row.fault("Số lý lịch", "Các số này là của hai người khác nhau: kiểm tra lại.")
        return None
    person = next(iter(found.values()), None)
    if numbers and person is None:
        row.fault("Số lý lịch", UNKNOWN)
    return person


def _read(world: World, row: Row) -> _Event | None:
    person = find_person(world, row, may_change)
    change, first, last = row.choice("change", CHANGE_WORDS), row.date("first"), row.date("last")
    grounds, cell = row.text("grounds", limit=80), cell_of(world, row, any_kind=change == POST)
    post, term = row.choice("post", POST_WORDS) or "", row.text("term", limit=20)
    if change in {MOVE, POST} and not row.text("cell"):
        whose = "chi bộ nhận" if change == MOVE else "tổ chức đảng nơi giữ chức"
        row.fault("cell", f"Để trống: ghi mã của {whose}.")
    if change == POST and not post:
        row.fault("post", "Để trống: chọn một chức vụ.")
    if first and first > world.today:
        row.fault("first", "Ngày chưa tới: nhập khi thay đổi đã có hiệu lực.")
    if first and last and last < first:
        row.fault("last", "Trước Từ ngày: sửa một trong hai ngày.")
    if last and change is not None and change not in SPANS:
        row.fault("last", "Chỉ ghi khi miễn sinh hoạt, sinh hoạt tạm thời, giữ chức vụ: để trống ô này.")
    if first and cell is not None and not cell.exists_on(first):
        row.fault("cell", "Chi bộ chưa có hoặc đã kết thúc vào ngày này: sửa ngày hoặc mã.")
    if row.wrong or person is None or change is None or first is None:
        return None
    return _Event(row, person, change, first, day_after(last) if last else None, cell, grounds, post, term)


def _take(world: World, event: _Event) -> bool:
    person, row = event.person, event.row
    if event.change in {EXEMPT, AWAY, MOVE, POST} and not person.is_member_on(event.first):
        row.fault("first", "Ngày này người này không phải đảng viên: sửa ngày.")
        return False
    if event.change == EXEMPT:
        return _exempt(event)
    if event.change == POST:
        return _hold(event)
    if event.change == AWAY:
        if event.cell is not None and person.places.on(event.first) is event.cell:
            row.fault("cell", "Đây là chi bộ chính thức của người này: ghi chi bộ đến.")
            return False
        if event.cell is not None:
            world.belong(event.cell, person)
            if _went_over(world, event, event.cell):
                return False
        return _span(event, person.away, event.cell)
    if event.change == MOVE:
        assert event.cell is not None  # read so
        world.belong(event.cell, person)
        before = person.places.on(event.first)
        changed = person.places.put(event.first, event.cell)
        if changed and before is not None:
            end_posts(person, before, event.first)
        return changed
    return _standing(event)


def _went_over(world: World, event: _Event, host: Org) -> bool:
    """Whether this place for a time is known, carried on in the cells into which its host went over."""
    day: date | None = event.first
    while (
        span := next((s for s in event.person.away if s.first == day and s.value is host), None)
    ) is not None:
        if span.end == event.end:
            return True
        day = span.end
        nexts = [h.successor for h in world.handovers.values() if h.predecessor is host and h.on == day]
        if not nexts:
            return False
        host = nexts[0]
    return False


def _exempt(event: _Event) -> bool:
    word = fold(event.grounds)
    aged = "tuoi cao" in word or "suc yeu" in word
    ground = ExemptionGround.AGE_HEALTH if aged else ExemptionGround.TIMED
    return _span(event, event.person.exempt, (str(ground), event.grounds))


def _hold(event: _Event) -> bool:
    """Note a post; the same post from the same day is the same, said anew with its end or term."""
    assert event.cell is not None  # read so
    value = (event.cell, event.post)
    same = [p for p in event.person.posts if p.value == value]
    known = next((p for p in same if p.first == event.first), None)
    if any(p is not known and p.meets(event.first, event.end) for p in same):
        event.row.fault("first", "Chồng lên một thời gian đã giữ chức vụ này: sửa ngày.")
        return False
    if known is None:
        event.person.posts.append(Held(event.first, event.end, value, None, event.term))
        return True
    before = (known.end, known.term)
    known.end, known.term = event.end or known.end, event.term or known.term
    return before != (known.end, known.term)


def _span[V](event: _Event, spans: list[Interval[V]], value: V) -> bool:
    """Note a span; the same first day means the same span, said anew. Overlaps are faults."""
    known = next((s for s in spans if s.first == event.first), None)
    if any(s is not known and s.meets(event.first, event.end) for s in spans):
        event.row.fault("first", "Chồng lên một thời gian đã ghi của người này: sửa ngày.")
        return False
    if known is None:
        spans.append(Interval(event.first, event.end, value))
        return True
    if (known.end, known.value) == (event.end, value):
        return False
    known.end, known.value = event.end, value
    return True


def _standing(event: _Event) -> bool:
    person, row = event.person, event.row
    if person.statuses.on(event.first) == event.change:
        return False
    if not person.is_member_on(event.first):
        row.fault("first", "Ngày này người này không phải đảng viên: sửa ngày.")
        return False
    changed = person.statuses.put(event.first, event.change)
    if event.change != Status.OFFICIAL:
        before = person.places.on(event.first)
        person.places.put(event.first, None)
        if before is not None:
            end_posts(person, before, event.first)
    return changed


def end_posts(person: Person, cell: Org, day: date) -> None:
    """Posts in the cell end on the day that the person leaves it."""
    for post in person.posts:
        if post.value[0] is cell and post.end is None and post.first < day:
            post.end = day
