"""Sheet "Biến động tổ chức": what changed on a day, and who went over into whom."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sotay.core.vietnamese import fold
from sotay.imports.columns import ORGANISATION_CHANGES
from sotay.imports.planning.landed import land
from sotay.imports.planning.naming import OUTSIDE
from sotay.imports.planning.organisations import BLOCK_WORDS, IMPOSSIBLE, TYPE_WORDS, reaches
from sotay.imports.planning.world import Handover, Org, World
from sotay.imports.reading.sheets import Row, Sheet
from sotay.organisations.choices import GRASSROOTS_KINDS, Change
from sotay.organisations.rules import may_stand_under

MOVE, RENAME, BLOCK, TYPE = "move", "rename", "block", "type"
CHANGE_WORDS: dict[str, str] = dict(
    zip(
        (fold(word) for word in ORGANISATION_CHANGES),
        (MOVE, RENAME, BLOCK, TYPE, Change.MERGE, Change.SPLIT, Change.SPLIT_OFF, Change.ABSORB),
        strict=True,
    )
)
HANDOVERS = frozenset({Change.MERGE, Change.SPLIT, Change.SPLIT_OFF, Change.ABSORB})
ENDING = frozenset({Change.MERGE, Change.SPLIT, Change.ABSORB})
"""The predecessor ends with it (indicators.md, definition 4)."""
FOUNDING = frozenset({Change.MERGE, Change.SPLIT, Change.SPLIT_OFF})
"""The successor begins with it."""


@dataclass(slots=True)
class _Event:
    row: Row
    org: Org
    change: str
    on: date
    decision: str


def plan_changes(world: World, sheets: list[Sheet]) -> None:
    """Take every row of these sheets, in time order."""
    events = [event for sheet in sheets for row in sheet.rows() if (event := _read(world, row))]
    seen: dict[tuple[Org, str, date, str], _Event] = {}
    for event in sorted(events, key=lambda e: e.on):
        key = (event.org, event.change, event.on, event.row.text("other").casefold())
        twin = seen.setdefault(key, event)
        if twin is not event:
            event.row.fault("change", f"Trùng với dòng {twin.row.number}: giữ lại một dòng.")
    _check_splits(world, events)
    _check_mergers(world, events)
    for event in sorted(events, key=lambda e: e.on):
        if not event.row.wrong:
            _take(world, event)


def _read(world: World, row: Row) -> _Event | None:
    code, change, on = row.text("code"), row.choice("change", CHANGE_WORDS), row.date("on")
    row.text("value", limit=200), row.text("organ", limit=200), row.yes("takes_over")
    decision = row.text("decision", limit=80)
    org = world.org(code) if code else None
    if code and org is None:
        row.fault("code", OUTSIDE)
    if row.wrong or org is None or change is None or on is None:
        return None
    if on < org.founded_on or (org.dissolved_on is not None and on > org.dissolved_on):
        row.fault("on", "Ngoài thời gian tồn tại của tổ chức này: sửa ngày.")
    elif on == org.founded_on and change not in HANDOVERS:
        row.fault("on", "Trùng Ngày thành lập: ghi thẳng vào trang Tổ chức.")
    elif change in HANDOVERS and on <= org.founded_on:
        row.fault("on", "Tổ chức cũ phải có trước ngày này: sửa ngày.")
    return None if row.wrong else _Event(row, org, change, on, decision)


def _take(world: World, event: _Event) -> None:
    if event.change in HANDOVERS:
        _hand_over(world, event)
        return
    if event.org.dissolved_on is not None and event.on >= event.org.dissolved_on:
        event.row.fault("on", "Tổ chức đã kết thúc: sửa ngày.")
        return
    changed = {MOVE: _move, RENAME: _rename, BLOCK: _block, TYPE: _type}[event.change](world, event)
    if event.row.wrong:
        return
    if changed:
        world.dirty_orgs[event.org] = None
        land(world, event.row, event.org, fresh=True)
    else:
        event.row.sheet.plan.same += 1


def _move(world: World, event: _Event) -> bool:
    code = event.row.text("other")
    parent = world.org(code) if code else None
    if parent is None:
        event.row.fault("other", OUTSIDE if code else "Để trống: ghi mã của cấp trên mới.")
        return False
    if not parent.exists_on(event.on):
        event.row.fault("other", "Cấp trên mới chưa có hoặc đã kết thúc vào ngày này: sửa ngày hoặc mã.")
        return False
    above = {c: {p.code.casefold() for p, _ in o.parents.values if p} for c, o in world.orgs.items()}
    above[event.org.code.casefold()] |= {parent.code.casefold()}
    if reaches(above, event.org.code.casefold()):
        event.row.fault("other", "Vòng khép kín: tổ chức này nằm dưới chính nó, sửa mã.")
        return False
    if not may_stand_under(event.org.kind, parent.kind):
        event.row.fault("other", IMPOSSIBLE)
        return False
    known = event.org.parents.on(event.on)
    decision = event.decision or (known[1] if known and known[0] is parent else "")
    return event.org.parents.put(event.on, (parent, decision))


def _rename(world: World, event: _Event) -> bool:
    name, organ = event.row.text("value"), event.row.text("organ")
    if not name and not organ:
        event.row.fault("value", "Để trống: ghi tên mới.")
        return False
    changed = event.org.names.put(event.on, name) if name else False
    return (event.org.organs.put(event.on, organ) if organ else False) or changed


def _block(world: World, event: _Event) -> bool:
    block = BLOCK_WORDS.get(fold(event.row.text("value")))
    if block is None or event.org.kind not in GRASSROOTS_KINDS:
        event.row.fault(
            "value", "Ghi khối mới của một tổ chức cơ sở đảng: chọn một khối trong trang Hướng dẫn."
        )
        return False
    return event.org.blocks.put(event.on, block)


def _type(world: World, event: _Event) -> bool:
    cell_type = TYPE_WORDS.get(fold(event.row.text("value")))
    if cell_type is None or not event.org.is_cell:
        event.row.fault("value", "Ghi loại hình mới của một chi bộ: chọn một loại trong trang Hướng dẫn.")
        return False
    return event.org.cell_types.put(event.on, cell_type)


def _check_splits(world: World, events: list[_Event]) -> None:
    """Exactly one successor of a split takes over the month and quarter."""
    groups: dict[Org, list[_Event]] = defaultdict(list)
    for event in events:
        if event.change == Change.SPLIT and not event.row.wrong:
            groups[event.org].append(event)
    for org, group in groups.items():
        marked = {e.row.text("other").casefold() for e in group if e.row.yes("takes_over")}
        named = {e.row.text("other").casefold() for e in group}
        known = [h for h in world.handovers.values() if h.predecessor is org and h.change == Change.SPLIT]
        marked |= {h.successor.code.casefold() for h in known if h.takes_over} - named
        named |= {h.successor.code.casefold() for h in known}
        advice = ""
        if len(named) < 2:
            advice = "Chia phải thành ít nhất hai tổ chức mới: ghi mỗi tổ chức một dòng."
        elif len(marked) != 1:
            advice = "Đánh x ở đúng một tổ chức mới tiếp nhận."
        for event in group:
            if advice:
                event.row.fault("takes_over", advice)


def _check_mergers(world: World, events: list[_Event]) -> None:
    """A new organisation is merged out of two or more; of one alone it is a change of name."""
    groups: dict[tuple[str, date], list[_Event]] = defaultdict(list)
    for event in events:
        if event.change == Change.MERGE and not event.row.wrong:
            groups[event.row.text("other").casefold(), event.on].append(event)
    for (code, _), group in groups.items():
        known = {
            h.predecessor
            for h in world.handovers.values()
            if h.change == Change.MERGE and h.successor.code.casefold() == code
        }
        if code and len(known | {event.org for event in group}) < 2:
            for event in group:
                event.row.fault(
                    "change", "Hợp nhất phải từ hai tổ chức cũ trở lên: ghi thêm dòng, hoặc ghi Đổi tên."
                )


def _hand_over(world: World, event: _Event) -> None:
    row, org, change = event.row, event.org, event.change
    code = row.text("other")
    other = world.org(code) if code else None
    if other is None or other is org:
        return row.fault(
            "other", OUTSIDE if code and other is None else "Ghi mã của tổ chức mới hoặc tổ chức nhận."
        )
    if org.kind != other.kind and org.is_cell != other.is_cell:
        row.fault("other", "Hai tổ chức khác loại: kiểm tra lại mã.")
    if change in ENDING and org.dissolved_on not in (None, event.on):
        row.fault("on", "Khác Ngày kết thúc của tổ chức cũ: ghi hai ngày như nhau.")
    if change in FOUNDING and other.founded_on != event.on:
        row.fault("on", "Khác Ngày thành lập của tổ chức mới: ghi hai ngày như nhau.")
    if change == Change.SPLIT_OFF and not org.exists_on(event.on):
        row.fault("on", "Khi tách, tổ chức cũ vẫn còn: kiểm tra Ngày kết thúc hoặc ghi Chia.")
    if change == Change.ABSORB and (other.founded_on >= event.on or not other.exists_on(event.on)):
        row.fault("other", "Tổ chức nhận phải có từ trước ngày này: sửa ngày hoặc ghi Hợp nhất.")
    return None if row.wrong else _record(world, event, other)


def _record(world: World, event: _Event, other: Org) -> None:
    org, key = event.org, (event.org, other)
    takes_over = bool(event.row.yes("takes_over")) and event.change == Change.SPLIT
    known = world.handovers.get(key)
    if known is None:
        known = Handover(org, other, event.on, event.change, takes_over, event.decision)
        world.handovers[key] = known
        land(world, event.row, org, fresh=True)
    elif (known.on, known.change, known.takes_over) == (event.on, event.change, takes_over) and (
        not event.decision or known.decision == event.decision
    ):
        event.row.sheet.plan.same += 1
        return
    else:
        known.on, known.change, known.takes_over = event.on, event.change, takes_over
        known.decision = event.decision or known.decision
        land(world, event.row, org, fresh=False)
    world.dirty_handovers[known] = None
    if event.change in ENDING and org.dissolved_on is None:
        org.dissolved_on = event.on
        world.dirty_orgs[org] = None
