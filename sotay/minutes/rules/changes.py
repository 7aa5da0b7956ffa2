"""What minutes say now that they did not say when they were adopted: record against record, in words.

Adopted minutes are the cell's own words; whoever confirms them anew must see what is another now (rules.md
§1.4: secretary and chair answer for correctness).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import time
from enum import StrEnum
from typing import NamedTuple

from sotay.core.vietnamese import format_date
from sotay.minutes.choices import Place
from sotay.minutes.record import GroupSitting, Item, MeetingRecord, Person, VoteLine

NOTHING = "chưa ghi"
GIVEN = {"": "", "earlier": "giao từ các tháng trước", "apart": "giao tại buổi khác"}
LONGEST = 240
"""So much of a text is shown; the whole stands in the minutes."""


class Area(StrEnum):
    """Where a change was made, so that who made it can be found."""

    FACTS = "facts"
    ROLL = "roll"
    OFFICERS = "officers"
    GUESTS = "guests"
    AGENDA = "agenda"
    VOTES = "votes"
    TASKS = "tasks"
    WORDS = "words"


class Change(NamedTuple):
    """One thing that is another: its name, what was, what is."""

    area: Area
    what: str
    before: str
    now: str


def changes(before: MeetingRecord, now: MeetingRecord) -> list[Change]:
    """Everything that differs; at least one line when the two are not the same. Of the cells that sat there
    only what both say: minutes adopted before they were named there say nothing of them. Of votes called off
    nothing: none is after an adoption, so that only minutes which did not tell of them yet differ there."""
    before, now = replace(before, voided=()), replace(now, voided=())
    if before.joined is None or now.joined is None:
        before, now = replace(before, joined=None), replace(now, joined=None)
    found = [one for one in _changes(before, now) if one.before != one.now]
    if not found and before != now:
        found.append(Change(Area.FACTS, "Chi tiết khác của bản ghi", "bản đã thông qua", "bản hiện nay"))
    return found


def _changes(before: MeetingRecord, now: MeetingRecord) -> Iterator[Change]:
    yield from _lines(Area.FACTS, _facts(before), _facts(now))
    yield from _lines(Area.OFFICERS, _officers(before), _officers(now))
    yield Change(Area.ROLL, "Có mặt / phải dự", _turnout(before), _turnout(now))
    yield Change(Area.ROLL, "Dự trực tuyến", _online(before), _online(now))
    yield from _roll(before, now)
    yield from _lines(Area.ROLL, _passages(before), _passages(now))
    people = (_people((*one.delegates, *one.guests)) for one in (before, now))
    yield Change(Area.GUESTS, "Đại biểu, khách mời", *people)
    yield from _lines(Area.AGENDA, _agenda(before.items), _agenda(now.items))
    yield from _lines(Area.VOTES, _votes(before.votes), _votes(now.votes))
    yield from _lines(Area.TASKS, _tasks(before), _tasks(now))
    yield from _lines(Area.WORDS, _words(before), _words(now))


def _lines(area: Area, before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for what in dict.fromkeys((*before, *now)):
        was, stands = before.get(what, ""), now.get(what, "")
        if was != stands:  # told whole before it is cut, so that a late difference is not lost
            yield Change(area, what, *_apart(was or NOTHING, stands or NOTHING))


def _apart(before: str, now: str) -> tuple[str, str]:
    """Both texts cut so that the place where they part is seen."""
    if max(len(before), len(now)) <= LONGEST:
        return before, now
    at = next((i for i, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), 0)
    start = max(0, min(at, max(len(before), len(now)) - LONGEST // 2) - LONGEST // 4)
    return _cut(before, start), _cut(now, start)


def _cut(text: str, start: int) -> str:
    head, tail = ("… " if start else ""), (" …" if len(text) > start + LONGEST else "")
    return f"{head}{text[start : start + LONGEST]}{tail}".strip()


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _facts(one: MeetingRecord) -> dict[str, str]:
    return {
        "Ngày sinh hoạt": format_date(one.held_on),
        "Giờ bắt đầu": _clock(one.started_at),
        "Giờ kết thúc": _clock(one.ended_at),
        "Địa điểm": one.place,
        "Hình thức": ", ".join(filter(None, (one.mode, one.mode_reason))),
        "Chuyên đề": one.theme,
        "Chi bộ cùng sinh hoạt": "; ".join(one.joined or ()),
    } | {f"Họp riêng: {group.name}": _group(group) for group in one.groups}


def _group(one: GroupSitting) -> str:
    times = "–".join(filter(None, (_clock(one.started_at), _clock(one.ended_at))))
    day = format_date(one.held_on) if one.held_on else ""
    return ", ".join(filter(None, (times, day, one.place)))


def _officers(one: MeetingRecord) -> dict[str, str]:
    named = {"Chủ trì": one.chair, "Thư ký cuộc họp": one.minute_taker}
    return {what: _person(person) for what, person in named.items()}


def _person(one: Person | None) -> str:
    return ", ".join(filter(None, (one.name, one.post))) if one else ""


def _people(found: Iterable[Person]) -> str:
    return "; ".join(_person(one) for one in found) or NOTHING


def _turnout(one: MeetingRecord) -> str:
    members = one.membership
    return f"{members.present.total}/{members.expected.total}" if members.known else NOTHING


def _online(one: MeetingRecord) -> str:
    return str(one.membership.online) if one.membership.known else NOTHING


def _absent(one: MeetingRecord) -> dict[str, str]:
    """How each absent person stands, as the minutes name them."""
    found = {}
    for absence in one.excused:
        found[absence.name] = "vắng có lý do" + (f" ({absence.reason})" if absence.reason else "")
    return found | dict.fromkeys(one.unexcused, "vắng không có lý do")


def _roll(before: MeetingRecord, now: MeetingRecord) -> Iterator[Change]:
    """Who stands among the absent in one and not in the other. While the same are expected, who is not absent
    is present; where their number is another, nothing more is said than the minutes say."""
    same = before.membership.expected == now.membership.expected
    rest = "có mặt" if same else "không ghi là vắng"
    was, stands = _absent(before), _absent(now)
    for name in dict.fromkeys((*was, *stands)):
        yield Change(Area.ROLL, name, was.get(name, rest), stands.get(name, rest))


def _passages(one: MeetingRecord) -> dict[str, str]:
    found = {f"{p.name}, đến muộn": f"lúc {_clock(p.at)}" if p.at else "có" for p in one.late}
    return found | {f"{p.name}, về trước": f"lúc {_clock(p.at)}" if p.at else "có" for p in one.gone}


def _agenda(items: Iterable[Item]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in items:
        opinions = " ".join(f"{one.name}: {one.text}" for one in item.opinions)
        state = f"bỏ qua: {item.skipped}" if item.skipped else "đã làm" if item.done else "chưa ghi đã làm"
        found |= {
            f"{item.title}: tình trạng": state,
            f"{item.title}: người trình bày": item.presenter,
            f"{item.title}: nội dung": item.content,
            f"{item.title}: ý kiến": opinions,
            f"{item.title}: kết luận": item.conclusion,
        }
    return found


def _votes(votes: Iterable[VoteLine]) -> dict[str, str]:
    return {
        f"Biểu quyết: {one.subject}": f"tán thành {one.yes}/{one.base}, không tán thành {one.no}, "
        f"ý kiến khác {one.other}"
        for one in votes
    }


def _tasks(one: MeetingRecord) -> dict[str, str]:
    given = {
        f"Nhiệm vụ: {task.text}": ", hạn ".join(
            filter(None, (task.holders, format_date(task.due_on) if task.due_on else ""))
        )
        for task in one.tasks
    }
    words = {"done": "hoàn thành đúng hạn", "late": "hoàn thành quá hạn", "doing": "đang thực hiện"}
    words |= {"not": "chưa thực hiện", "": "chưa báo kết quả"}
    told = {
        f"Nhiệm vụ tháng trước: {task.text}": ", ".join(
            filter(None, (words[task.state], task.note, GIVEN[task.given]))
        )
        for task in one.last_tasks
    }
    return given | told | ({"Nơi giao nhiệm vụ tháng trước": one.last_paper} if one.last_tasks else {})


def _words(one: MeetingRecord) -> dict[str, str]:
    return {str(Place(place).label): text for place, text in one.texts.items() if place in Place.values}
