"""Sheet "Sinh hoạt": one row a meeting, with its steps."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sotay.access.choices import Permission
from sotay.core.period import first_day, last_day, next_month
from sotay.core.vietnamese import fold, format_date
from sotay.imports.columns import MEETING_KINDS, MEETING_STATUSES, MODES
from sotay.imports.planning.changed import month as month_text
from sotay.imports.planning.changed import note_change, said_of_meeting
from sotay.imports.planning.landed import land
from sotay.imports.planning.naming import cell_of, find_cell
from sotay.imports.planning.organisations import words
from sotay.imports.planning.world import Gathering, Org, World
from sotay.imports.reading import values
from sotay.imports.reading.sheets import Row, Sheet
from sotay.meetings.choices import CountHeld, Kind, Mode, Status
from sotay.rulesets.rules import in_force

KIND_WORDS = words((), Kind) | dict(
    zip(map(fold, MEETING_KINDS), (str(Kind.REGULAR), str(Kind.THEMATIC), str(Kind.COMBINED)), strict=True)
)
STATUS_WORDS = words((), Status) | dict(
    zip(
        map(fold, MEETING_STATUSES),
        (str(Status.HELD), str(Status.NOT_HELD), str(Status.POSTPONED), str(Status.PLANNED)),
        strict=True,
    )
)
MODE_WORDS = words(MODES, Mode)
Marks = dict[str, tuple[bool, str]]
"""Steps: code → whether it was done, and why not."""
Named = tuple[Org, bool, int, date | None]
"""A meeting as a row names it: cell, regular or not, month, day held."""
SEALED = "Biên bản buổi này đã chốt nên không đổi được: bỏ dòng này, cần nói thêm thì ghi chú vào biên bản."
EARLY = timedelta(days=31)
"""A meeting is not held earlier than this before the month it counts for: then a month was mistyped."""


@dataclass(slots=True)
class _Tally:
    """What came up on a sheet, told once each."""

    doubled: set[tuple[Org, int]] = field(default_factory=set)


def plan_meetings(world: World, sheets: list[Sheet]) -> None:
    """Take every row of these sheets."""
    seen: dict[object, Row] = {}
    named: set[Named] = set()
    rows: list[tuple[Row, Gathering, Marks, _Tally]] = []
    tallies: list[tuple[Sheet, _Tally]] = []
    for sheet in sheets:
        tally = _Tally()
        for row, one, marks in _sound(world, sheet):
            rows.append((row, one, marks, tally))
            named.add((one.cell, one.is_regular, one.counted_for, one.held_on))
        tallies.append((sheet, tally))
    for row, one, marks, tally in rows:
        _take(world, row, one, marks, seen, named, tally)
    for sheet, tally in tallies:
        if tally.doubled:
            sheet.notice(
                f"{len(tally.doubled)} tháng có hai buổi thường kỳ trở lên của một chi bộ:"
                " đều được tính là buổi đã họp."
            )


def _sound(world: World, sheet: Sheet) -> Iterator[tuple[Row, Gathering, Marks]]:
    """The rows in which nothing is wrong, read."""
    steps = [(key[5:], key) for key in sheet.index if key.startswith("step:")]
    for row in sheet.rows():
        one = _read(world, row)
        _check(world, row, one)
        marks = dict(_steps(row, steps))
        if not row.wrong:
            yield row, one, marks


def _read(world: World, row: Row) -> Gathering:
    """What the row says; where a cell cannot be read, nothing, and the fault is noted."""
    cell = cell_of(world, row)
    kind, counted_for = row.choice("kind", KIND_WORDS), row.month("counted_for")
    found = Gathering(cell or Org(""), kind or "", counted_for or 0, row.text("code", limit=40))
    found.status = row.choice("status", STATUS_WORDS) or ""
    found.also_for, found.mode = row.month("also_for"), row.choice("mode", MODE_WORDS) or ""
    found.planned_on, found.held_on = row.date("planned_on"), row.date("held_on")
    found.started_at, found.ended_at = row.time("started_at"), row.time("ended_at")
    found.papers_on = row.date("papers_on")
    found.place, found.theme = row.text("place", limit=120), row.text("theme", limit=300)
    found.reason, found.consent = row.text("reason", limit=300), row.text("consent", limit=120)
    found.joint = _joint(world, row)
    if not found.status and not values.text_of(row.raw("status")):
        if found.held_on:
            found.status = Status.HELD
        elif found.planned_on:
            found.status = Status.PLANNED
        elif not values.text_of(row.raw("held_on")) and not values.text_of(row.raw("planned_on")):
            row.fault("status", "Ghi Tình trạng hoặc Ngày sinh hoạt.")
    return found


def _joint(world: World, row: Row) -> list[Org]:
    found: list[Org] = []
    for said in filter(None, map(str.strip, values.text_of(row.raw("joint")).split(";"))):
        cell = find_cell(world, row, "joint", said)
        if cell is not None and cell not in found:
            found.append(cell)
    return found


def _check(world: World, row: Row, one: Gathering) -> None:
    """Everything that the row alone, its cells and the calendar decide."""
    if one.status == Status.HELD and not values.text_of(row.raw("held_on")):
        row.fault("held_on", "Đã sinh hoạt thì phải có ngày: ghi Ngày sinh hoạt.")
    if one.status and one.status != Status.HELD and one.held_on is not None:
        row.fault("held_on", "Có ngày thì Tình trạng là Đã sinh hoạt: bỏ một trong hai.")
    if one.status == Status.NOT_HELD and not one.reason:
        row.fault("reason", "Không tổ chức thì phải ghi lý do.")
    if one.status == Status.POSTPONED and not one.consent:
        row.fault("consent", "Hoãn phải có ý kiến cấp ủy: ghi số, ngày văn bản.")
    if one.also_for is not None:
        _check_joined(row, one)
    if one.started_at and one.ended_at and one.ended_at <= one.started_at:
        row.fault("ended_at", "Không sau giờ bắt đầu: sửa giờ.")
    if one.papers_on and one.held_on and one.papers_on > one.held_on:
        row.fault("papers_on", "Sau ngày sinh hoạt: kiểm tra lại.")
    if one.cell in one.joint:
        row.fault("joint", "Trùng với Mã chi bộ: bỏ mã này.")
    if one.held_on is not None:
        _check_day(world, row, one, one.held_on)
    if one.counted_for:
        _check_month(row, one)


def _check_month(row: Row, one: Gathering) -> None:
    for month in one.months:
        if not any(one.cell.exists_on(day) for day in (first_day(month), last_day(month))) and not (
            first_day(month) <= one.cell.founded_on <= last_day(month)
        ):
            key = "counted_for" if month == one.counted_for else "also_for"
            row.fault(key, "Chi bộ chưa có hoặc đã kết thúc vào tháng này: sửa tháng.")
    rules = in_force(one.held_on or last_day(one.counted_for))
    if rules is None:
        row.fault(
            "held_on" if one.held_on else "counted_for",
            "Trước 06/7/2018: chưa có bộ quy định áp dụng, không nhập.",
        )
    else:
        one.rule_set = rules.code


def _check_joined(row: Row, one: Gathering) -> None:
    if not one.consent:
        row.fault("consent", "Gộp tháng phải có ý kiến cấp ủy: ghi số, ngày văn bản.")
    if one.also_for is not None and one.counted_for and one.also_for != next_month(one.counted_for):
        row.fault("also_for", "Phải là tháng liền sau Tháng tính: chỉ gộp hai tháng liền nhau.")
    if one.kind and not one.is_regular:
        row.fault("also_for", "Chỉ buổi thường kỳ mới gộp tháng: để trống ô này.")


def _check_day(world: World, row: Row, one: Gathering, day: date) -> None:
    if day > world.today:
        row.fault("held_on", "Ngày chưa tới: ghi vào Ngày dự kiến.")
    if one.counted_for and day < first_day(one.counted_for) - EARLY:
        row.fault("counted_for", "Sau ngày sinh hoạt hơn một tháng: kiểm tra lại tháng và ngày.")
    if not one.cell.exists_on(day):
        row.fault("held_on", "Chi bộ chưa có hoặc đã kết thúc vào ngày này: sửa ngày hoặc mã.")
    if any(not cell.exists_on(day) for cell in one.joint):
        row.fault("joint", "Có chi bộ chưa có hoặc đã kết thúc vào ngày này: sửa mã.")


def _steps(row: Row, columns: list[tuple[str, str]]) -> Iterator[tuple[str, tuple[bool, str]]]:
    for code, key in columns:
        cell = row.raw(key)
        if cell == "x":
            yield code, (True, "")
        elif values.text_of(cell):
            mark = values.step_of(cell)
            if mark is None or len(mark[1]) > 200:
                row.fault(code, "Viết x (đã làm), hoặc bỏ: lý do; trống là chưa ghi.")
            else:
                yield code, mark


def _take(
    world: World,
    row: Row,
    one: Gathering,
    marks: Marks,
    seen: dict[object, Row],
    named: set[Named],
    tally: _Tally,
) -> None:
    known = _known(world, row, one, named)
    if row.wrong:
        return None
    # Two rows for one meeting: the same code, the same meeting known before, or the same day and kind.
    key: object = (one.cell, one.code.casefold())
    if not one.code:
        key = (one.cell, one.is_regular, one.counted_for, one.held_on)
    for twin in (seen.setdefault(key, row), seen.setdefault(known, row) if known else row):
        if twin is not row:
            return row.fault(
                "cell", f"Trùng buổi với dòng {twin.number} ({twin.sheet.table.file}): giữ lại một dòng."
            )
    if (advice := _contradiction(world, one, known)) is not None:
        return row.fault("status", advice)
    if known is None and (advice := _beside_sealed(world, one)):
        return row.fault("held_on", advice)
    if known is None:
        one.steps, one.mode = marks, one.mode or Mode.IN_PERSON
        for cell in one.cells:
            world.gatherings[cell].append(one)
        _dirty(world, one, steps=bool(marks))
        land(world, row, one, fresh=True)
    elif not _take_known(world, row, known, one, marks):
        return None
    if one.is_regular and one.status == Status.HELD:
        held = [g for g in world.regular(one.cell, one.counted_for) if g.status == Status.HELD]
        if len(held) > 1:
            tally.doubled.add((one.cell, one.counted_for))
    return None


def _take_known(world: World, row: Row, known: Gathering, one: Gathering, marks: Marks) -> bool:
    """Take the row over into a known meeting; whether it changes anything. Sealed minutes stand."""
    if known.sealed and _says_another(known, one, marks):
        row.fault("cell", SEALED)
        return False
    before = {(cell, month) for cell in known.cells for month in known.months}
    was = said_of_meeting(known)
    changed = _update(world, known, one)
    new_marks = {k: v for k, v in marks.items() if known.steps.get(k) != v}
    known.steps |= new_marks
    if not changed and not new_marks:
        row.sheet.plan.same += 1
        return False
    world.stale |= before
    _dirty(world, known, steps=bool(new_marks))
    land(world, row, known, fresh=False)
    visible = world.actor.may(Permission.MEETING_VIEW, known.cell)
    about = f"Buổi của chi bộ {known.cell.code}, tháng {month_text(known.counted_for)}"
    note_change(world, row, about, was, said_of_meeting(known), visible=visible)
    return True


def _dirty(world: World, one: Gathering, *, steps: bool) -> None:
    world.dirty_gatherings[one] = None
    if steps:
        world.dirty_steps[one] = None
    world.stale |= {(cell, month) for cell in one.cells for month in one.months}


def _known(world: World, row: Row, one: Gathering, named: set[Named]) -> Gathering | None:
    """The recorded meeting that this row means: by code, by day, or the one planned for its month.

    By day alone, whatever its month, when no row names that meeting as it stands: a month was corrected.
    """
    hosted = [g for g in world.gatherings.get(one.cell, ()) if g.cell is one.cell]
    if one.code:
        coded = next((g for g in hosted if g.code.casefold() == one.code.casefold()), None)
        if coded is not None:
            return coded
    same = [
        g
        for g in hosted
        if (g.is_regular, g.counted_for) == (one.is_regular, one.counted_for) and (not one.code or not g.code)
    ]
    if one.held_on is not None:
        exact = [g for g in same if g.held_on == one.held_on]
        waiting = [g for g in same if g.status in {Status.PLANNED, Status.POSTPONED}]
        same_day = [
            g
            for g in hosted
            if (g.is_regular, g.held_on) == (one.is_regular, one.held_on)
            and g.pk is not None
            and (not one.code or not g.code)
            and (g.cell, g.is_regular, g.counted_for, g.held_on) not in named
        ]
        found = exact or waiting or same_day
    else:
        found = [g for g in same if g.held_on is None]
    if len(found) > 1:
        row.fault("code", "Tháng này có nhiều buổi như nhau: ghi Mã buổi để phân biệt.")
    return found[0] if found else None


_KEPT = (
    "code",
    "planned_on",
    "started_at",
    "ended_at",
    "papers_on",
    "place",
    "mode",
    "theme",
    "reason",
    "consent",
)
_SET = ("kind", "status", "counted_for", "also_for", "held_on", "rule_set")


def _beside_sealed(world: World, one: Gathering) -> str:
    """What speaks against a new regular meeting in a month whose minutes are sealed: its day was mistyped
    rather than that the cell met twice, which a code of its own says."""
    if not one.is_regular or one.status != Status.HELD or one.code:
        return ""
    for known in world.regular(one.cell, one.counted_for):
        if known.sealed and known.held_on:
            day = format_date(known.held_on)
            return (
                f"Tháng này đã chốt biên bản buổi ngày {day}: sửa ngày, hoặc ghi Mã buổi nếu chi bộ họp thêm."
            )
    return ""


def _says_another(known: Gathering, one: Gathering, marks: Marks) -> bool:
    """Whether the row says anything that differs from a known meeting; what it leaves empty says nothing."""
    said = {name: getattr(one, name) for name in (*_SET, *_KEPT)}
    differs = any(value not in (None, "") and value != getattr(known, name) for name, value in said.items())
    return (
        differs
        or any(cell not in known.joint for cell in one.joint)
        or any(known.steps.get(code) != mark for code, mark in marks.items())
    )


def _update(world: World, known: Gathering, one: Gathering) -> bool:
    """Take a row over into a known meeting; an empty cell keeps what is known. Whether anything changed."""
    changed = False
    for name in _SET:
        value = getattr(one, name)
        if value is None and name in {"also_for"}:
            continue
        if getattr(known, name) != value:
            setattr(known, name, value)
            changed = True
    for name in _KEPT:
        value = getattr(one, name)
        if value not in (None, "") and getattr(known, name) != value:
            setattr(known, name, value)
            changed = True
    for cell in one.joint:
        if cell not in known.joint:
            known.joint.append(cell)
            world.gatherings[cell].append(known)
            changed = True
    return changed


def _own(world: World, cell: Org, month: int) -> bool:
    """Whether the month has a held meeting counted for itself."""
    return any(g.status == Status.HELD and g.counted_for == month for g in world.regular(cell, month))


def _contradiction(world: World, one: Gathering, known: Gathering | None) -> str | None:
    """What a record of the same cell and month says to the contrary (indicators.md, definition 11)."""
    if not one.is_regular or one.status not in {Status.HELD, Status.NOT_HELD}:
        return None
    against = Status.NOT_HELD if one.status == Status.HELD else Status.HELD
    for cell in one.cells:
        for month in one.months:
            if any(g.status == against and g is not known for g in world.regular(cell, month)):
                if against == Status.HELD:
                    return "Tháng này đã ghi một buổi thường kỳ đã họp: sửa lại một trong hai."
                return "Tháng này đã ghi Không tổ chức: sửa lại một trong hai."
            count = world.counts.get((cell, month))
            if count is None:
                continue
            if one.status == Status.HELD and count.held == CountHeld.NO:
                return "Số liệu tháng ghi Không sinh hoạt: sửa lại một trong hai."
            if one.status == Status.NOT_HELD and count.held != CountHeld.NO:
                return "Số liệu tháng ghi đã sinh hoạt: sửa lại một trong hai."
            if month == one.also_for and count.held == CountHeld.YES and not _own(world, cell, month):
                return "Số liệu tháng gộp ghi Có buổi riêng: sửa số liệu thành Gộp, hoặc bỏ Tháng gộp."
    return None
