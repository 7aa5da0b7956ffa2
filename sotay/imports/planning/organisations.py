"""Sheet "Tổ chức": what an organisation is from its founding."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sotay.access.choices import Permission
from sotay.core.vietnamese import fold
from sotay.imports.columns import BLOCKS, ORGANISATION_KINDS
from sotay.imports.planning.changed import note_change, said_of_org
from sotay.imports.planning.landed import land
from sotay.imports.planning.naming import MOST_NAMED, NO_SUCH_NAME, OUTSIDE, forms_of
from sotay.imports.planning.world import Org, World
from sotay.imports.reading.headers import normal
from sotay.imports.reading.sheets import Row, Sheet
from sotay.organisations.choices import GRASSROOTS_KINDS, Block, CellType, Kind
from sotay.organisations.rules import may_stand_under

IMPOSSIBLE = "Tổ chức loại này không thể nằm dưới tổ chức ấy: kiểm tra Mã cấp trên và Loại tổ chức."


def words(short: Iterable[str], members: Any, extra: dict[str, str] | None = None) -> dict[str, str]:
    """Folded words of a closed set: its codes, its labels and, in the same order, the short forms."""
    found = {fold(str(m.value)): str(m.value) for m in members}
    found |= {fold(str(m.label)): str(m.value) for m in members}
    found |= {fold(word): str(m.value) for word, m in zip(short, members, strict=False)}
    return found | {fold(k): v for k, v in (extra or {}).items()}


KIND_WORDS = words(
    ORGANISATION_KINDS,
    Kind,
    {
        "Đảng bộ huyện": Kind.SUPERIOR,
        "Đảng bộ quận": Kind.SUPERIOR,
        "Đảng bộ tỉnh": Kind.SUPERIOR,
        "Đảng bộ thành phố": Kind.SUPERIOR,
        "Đảng bộ cấp trên": Kind.SUPERIOR,
        "Đảng bộ cấp trên trực tiếp": Kind.SUPERIOR,
        "Đảng bộ xã": Kind.GRASSROOTS_COMMITTEE,
        "Đảng bộ bộ phận": Kind.PART_COMMITTEE,
        "Chi bộ trực thuộc": Kind.CELL,
    },
)
BLOCK_WORDS = words(
    BLOCKS, Block, {"Xã": Block.COMMUNE, "Khối xã": Block.COMMUNE, "Khối cơ quan": Block.AGENCY}
)
TYPE_WORDS = words(
    (),
    CellType,
    {"Thôn": CellType.RESIDENTIAL, "Tổ dân phố": CellType.RESIDENTIAL, "Khu dân cư": CellType.RESIDENTIAL},
)


@dataclass(slots=True)
class _Read:
    """A row as read, before it may enter the world."""

    row: Row
    code: str
    name: str
    organ: str
    kind: str
    parent: str
    block: str
    cell_type: str
    seat: str
    founded_on: date
    dissolved_on: date | None
    decision: str


def plan_organisations(world: World, sheets: list[Sheet]) -> None:
    """Take every row of these sheets. Parents may stand anywhere in the batch."""
    read: dict[str, _Read] = {}
    for sheet in sheets:
        for row in sheet.rows():
            one = _read(row)
            if one is None:
                continue
            twin = read.setdefault(one.code.casefold(), one)
            if twin is not one:
                row.fault(
                    "code",
                    f"Trùng với dòng {twin.row.number} ({twin.row.sheet.table.file}): giữ lại một dòng.",
                )
    _find_superiors(world, read)
    _refuse_circles(world, read)
    order = _orders(world, sheets, read)
    taken: set[str] = set()
    for one in read.values():
        _enter(world, one, read, taken, order)


def _find_superiors(world: World, read: dict[str, _Read]) -> None:
    """Rows may call their superior by its name, or by that of its committee: then its code is found among the
    rows of the batch and what is known, where only one that may stand above bears the name."""
    unknown = [
        o for o in read.values() if o.parent and o.parent.casefold() not in read and not world.org(o.parent)
    ]
    if not unknown:
        return
    bearers: dict[str, dict[str, str]] = defaultdict(dict)
    for org in world.orgs.values():
        if world.may(org) and org.code.casefold() not in read:
            for form in forms_of(org, world.today) | {normal(name) for name in org.organs.values}:
                bearers[form][org.code] = org.kind
    for one in read.values():
        for form in (normal(one.name), normal(one.organ)):
            bearers[form][one.code] = one.kind
    for one in unknown:
        named = bearers.get(normal(one.parent), {})
        above = [code for code, kind in named.items() if may_stand_under(one.kind, kind)]
        if len(above) == 1:
            one.parent = above[0]
        elif above:
            shown = "; ".join(above[:MOST_NAMED])
            one.row.fault("parent", f"Có {len(above)} nơi mang tên này: {shown}. Ghi mã của cấp trên.")
        else:
            one.row.fault("parent", IMPOSSIBLE if named else NO_SUCH_NAME if " " in one.parent else OUTSIDE)


def _orders(world: World, sheets: list[Sheet], read: dict[str, _Read]) -> dict[str, int]:
    """The official order: that of the rows, unless a sheet lists only some and in the order known."""
    found: dict[str, int] = {}
    last = max((org.official_order for org in world.orgs.values()), default=0)
    for sheet in sheets:
        codes = [code for code, one in read.items() if one.row.sheet is sheet]
        known = [world.orgs[code].official_order if code in world.orgs else None for code in codes]
        # New rows at the end follow what is there; anything else is a new order of the whole sheet.
        in_place = [last + number if order is None else order for number, order in enumerate(known, 1)]
        if in_place != sorted(in_place):
            in_place = list(range(1, len(codes) + 1))
        found |= dict(zip(codes, in_place, strict=True))
    return found


def _read(row: Row) -> _Read | None:
    code, name = row.text("code", limit=40), row.text("name", limit=200)
    kind = row.choice("kind", KIND_WORDS) or ""
    block = row.choice("block", BLOCK_WORDS) or ""
    cell_type = row.choice("cell_type", TYPE_WORDS) or ""
    founded, dissolved = row.date("founded_on"), row.date("dissolved_on")
    if founded and dissolved and dissolved <= founded:
        row.fault("dissolved_on", "Không sau Ngày thành lập: ghi lại một trong hai ngày.")
    if kind in GRASSROOTS_KINDS and not block:
        row.fault("block", "Tổ chức cơ sở đảng phải có khối: chọn một khối.")
    if cell_type and kind not in {Kind.CELL, Kind.GRASSROOTS_CELL, ""}:
        row.fault("cell_type", "Chỉ ghi cho chi bộ: để trống ô này.")
    texts = row.text("organ", limit=200), row.text("parent", limit=200), row.text("seat", limit=80)
    decision = row.text("decision", limit=80)
    if row.wrong or founded is None:
        return None
    organ, parent, seat = texts
    return _Read(row, code, name, organ, kind, parent, block, cell_type, seat, founded, dissolved, decision)


def _refuse_circles(world: World, read: dict[str, _Read]) -> None:
    """Rows whose chain of superiors comes back to themselves."""
    above: dict[str, set[str]] = {}
    for code, org in world.orgs.items():
        above[code] = {p.code.casefold() for p, _ in org.parents.values if p}
    for code, one in read.items():
        later = (
            {p.code.casefold() for p, _ in world.orgs[code].parents.values[1:] if p}
            if code in world.orgs
            else set()
        )
        above[code] = later | ({one.parent.casefold()} if one.parent else set())
    for code, one in read.items():
        if reaches(above, code):
            one.row.fault("parent", "Vòng khép kín: tổ chức này nằm dưới chính nó, sửa Mã cấp trên.")


def reaches(above: dict[str, set[str]], start: str) -> bool:
    """Whether going up from a code, by any link of any time, comes back to it."""
    seen: set[str] = set()
    queue = list(above.get(start, ()))
    while queue:
        code = queue.pop()
        if code == start:
            return True
        if code not in seen:
            seen.add(code)
            queue.extend(above.get(code, ()))
    return False


def _enter(world: World, one: _Read, read: dict[str, _Read], taken: set[str], order: dict[str, int]) -> None:
    """Take a row in, its parent's row first (order of the rows does not matter)."""
    waiting = [one]
    while waiting:
        top = waiting[-1]
        key, above = top.code.casefold(), read.get(top.parent.casefold())
        if key in taken:
            waiting.pop()
        elif above is not None and above.code.casefold() not in taken and not top.row.wrong:
            waiting.append(above)
        else:
            taken.add(key)
            waiting.pop()
            if not top.row.wrong:
                _take(world, top, order[key])


def _take(world: World, one: _Read, order: int) -> None:
    row, existing = one.row, world.orgs.get(one.code.casefold())
    parent = world.org(one.parent) if one.parent else None
    if existing is not None and not world.may(existing):
        return row.fault("code", "Mã này không dùng được trong phạm vi của đồng chí: chọn mã khác.")
    place = existing or Org(one.code, path=parent.path if parent else "")
    _check_place(world, one, existing, place, parent)
    if row.wrong:
        return None
    before = said_of_org(place) if existing is not None else {}
    changed = _apply(place, one, parent, order)
    if existing is None:
        world.orgs[one.code.casefold()] = place
        land(world, row, place, fresh=True)
    elif changed:
        land(world, row, place, fresh=False)
        visible = world.actor.may(Permission.ORGANISATION_VIEW, place)
        note_change(world, row, f"Tổ chức {place.code}", before, said_of_org(place), visible=visible)
    else:
        row.sheet.plan.same += 1
    if changed or existing is None:
        world.dirty_orgs[place] = None
    return None


def _check_place(world: World, one: _Read, existing: Org | None, place: Org, parent: Org | None) -> None:
    """Whether the row may stand under its superior, in this scope and at this time: every fault of it."""
    row = one.row
    if one.parent and parent is None:
        row.fault("parent", OUTSIDE)
    elif existing is None and not world.may(place):
        row.fault("code", "Ngoài phạm vi của đồng chí: ghi Mã cấp trên trong phạm vi của đồng chí.")
    if parent is not None and not parent.exists_on(one.founded_on):
        row.fault("parent", "Cấp trên chưa có hoặc đã kết thúc vào Ngày thành lập: sửa ngày hoặc mã.")
    if parent is not None and not may_stand_under(one.kind, parent.kind):
        row.fault("parent", IMPOSSIBLE)
    if existing is not None and _leaves_past(world, existing, one):
        row.fault("founded_on", "Sau một thay đổi đã ghi của tổ chức này: kiểm tra lại ngày.")
    ends = one.dissolved_on or place.dissolved_on
    if ends is not None and ends <= one.founded_on:
        row.fault("founded_on", "Không trước ngày kết thúc đã ghi: kiểm tra lại ngày.")


def _leaves_past(world: World, org: Org, one: _Read) -> bool:
    later = [d for steps in (org.names, org.parents, org.blocks) for d in steps.days[1:]]
    return bool(later) and one.founded_on >= min(later)


def _apply(org: Org, one: _Read, parent: Org | None, order: int) -> bool:
    """Let the row hold from the founding on; an empty cell keeps what is known. Whether anything changed."""
    before = (org.kind, org.seat, org.founded_on, org.dissolved_on, org.decision, org.official_order)
    day, org.kind, org.founded_on = one.founded_on, one.kind, one.founded_on
    org.seat, org.decision = one.seat or org.seat, one.decision or org.decision
    org.dissolved_on = one.dissolved_on or org.dissolved_on
    org.official_order = order
    changed = before != (
        org.kind,
        org.seat,
        org.founded_on,
        org.dissolved_on,
        org.decision,
        org.official_order,
    )

    def known(steps: Any, value: str) -> str:
        return value or (steps.values[0] if steps.values else "")

    keeps_parent = parent is None and bool(org.parents.values)
    link = org.parents.values[0] if keeps_parent else (parent, _link_decision(org, parent))
    changed |= org.names.put_first(day, one.name)
    changed |= org.organs.put_first(day, known(org.organs, one.organ))
    changed |= org.parents.put_first(day, link)
    changed |= org.blocks.put_first(day, known(org.blocks, one.block))
    changed |= org.cell_types.put_first(day, known(org.cell_types, one.cell_type))
    return changed


def _link_decision(org: Org, parent: Org | None) -> str:
    """The decision of the first link, when it stays."""
    first = org.parents.values[0] if org.parents.values else (None, "")
    return first[1] if first[0] is parent else ""
