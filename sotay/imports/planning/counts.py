"""Sheet "Số liệu tháng": the counts of a cell and month, the other way in."""

from sotay.access.choices import Permission
from sotay.core.period import first_day, last_day, month_of
from sotay.imports.planning.changed import month as month_text
from sotay.imports.planning.changed import note_change, said_of_count
from sotay.imports.planning.landed import land
from sotay.imports.planning.naming import cell_of
from sotay.imports.planning.organisations import words
from sotay.imports.planning.world import Count, Org, World
from sotay.imports.reading import values
from sotay.imports.reading.sheets import Row, Sheet
from sotay.meetings.choices import CountHeld, Status

HELD_WORDS = words(("Có", "Không", "Gộp"), CountHeld)
ATTENDANCE = ("expected", "present", "excused", "unexcused")


def plan_counts(world: World, sheets: list[Sheet]) -> None:
    """Take every row of these sheets."""
    seen: dict[tuple[Org, int], Row] = {}
    for sheet in sheets:
        unsaid = 0
        for row in sheet.rows():
            one = _read(world, row)
            if one is None:
                continue
            unsaid += one.held == CountHeld.JOINED and not one.consent
            twin = seen.setdefault((one.cell, one.month), row)
            if twin is not row:
                place = f"dòng {twin.number}" + ("" if twin.sheet is sheet else f" ({twin.sheet.table.file})")
                row.fault("month", f"Chi bộ và tháng này đã có ở {place}: giữ lại một dòng.")
            elif (advice := _contradiction(world, one)) is not None:
                row.fault("held", advice)
            else:
                _take(world, row, one)
        if unsaid:
            sheet.notice(f"{unsaid} tháng ghi Gộp mà chưa có ý kiến cấp ủy: thêm cột Ý kiến cấp ủy.")


def _read(world: World, row: Row) -> Count | None:
    cell, month, held = cell_of(world, row), row.month("month"), row.choice("held", HELD_WORDS)
    one = Count(cell or Org(""), month or 0, held or "")
    one.expected, one.present = row.count("expected"), row.count("present")
    one.excused, one.unexcused = row.count("excused"), row.count("unexcused")
    one.steps_complete, one.theme_held = row.yes("steps_complete"), row.yes("theme_held")
    one.reason, one.consent = row.text("reason", limit=300), row.text("consent", limit=120)
    if one.month:
        _check_month(world, row, one)
    _check_sum(row, one)
    if one.held == CountHeld.JOINED and not one.consent and "consent" in row.sheet.index:
        row.fault("consent", "Gộp tháng phải có ý kiến cấp ủy: ghi số, ngày văn bản.")
    if one.held and one.held != CountHeld.YES:
        given = [key for key in (*ATTENDANCE, "steps_complete") if getattr(one, key) not in (None, 0, False)]
        if given:
            row.fault(given[0], "Tháng không có buổi riêng thì để trống số liệu này.")
        one.expected = one.present = one.excused = one.unexcused = one.steps_complete = None
    return None if row.wrong else one


def _check_month(world: World, row: Row, one: Count) -> None:
    if one.month > month_of(world.today):
        row.fault("month", "Tháng chưa tới: kiểm tra lại.")
    cell, first, last = one.cell, first_day(one.month), last_day(one.month)
    if cell.founded_on > last or (cell.dissolved_on is not None and cell.dissolved_on <= first):
        row.fault("month", "Chi bộ chưa có hoặc đã kết thúc vào tháng này: sửa tháng hoặc mã.")
    if one.month < 201807:
        row.fault("month", "Trước 7/2018: chưa có bộ quy định áp dụng, không nhập.")


def _check_sum(row: Row, one: Count) -> None:
    """All four or none; one of the absences may follow from the others."""
    given = [key for key in ATTENDANCE if getattr(one, key) is not None]
    if not given or any(getattr(one, key) is None and values.text_of(row.raw(key)) for key in ATTENDANCE):
        return None  # nothing said, or a number that could not be read and is a fault already
    if one.expected is None or one.present is None or len(given) < 3:
        missing = next(key for key in ATTENDANCE if getattr(one, key) is None)
        return row.fault(missing, "Ghi đủ Phải dự, Có mặt và số vắng, hoặc để trống cả bốn.")
    if one.excused is None:
        one.excused = one.expected - one.present - (one.unexcused or 0)
    elif one.unexcused is None:
        one.unexcused = one.expected - one.present - one.excused
    absent = (one.excused, one.unexcused or 0)
    if min(absent) < 0 or one.present + sum(absent) != one.expected:
        row.fault("expected", "Có mặt + Vắng có lý do + Vắng không lý do phải bằng Phải dự: cộng lại.")
    return None


def _contradiction(world: World, one: Count) -> str | None:
    """What a recorded meeting of the month says to the contrary (indicators.md, definition 11)."""
    for gathering in world.regular(one.cell, one.month):
        if one.held == CountHeld.NO and gathering.status == Status.HELD:
            return "Tháng này đã ghi một buổi thường kỳ đã họp: sửa lại một trong hai."
        if one.held != CountHeld.NO and gathering.status == Status.NOT_HELD:
            return "Tháng này đã ghi Không tổ chức: sửa lại một trong hai."
    if one.held == CountHeld.YES and is_joined_only(world, one.cell, one.month):
        return "Tháng này đã gộp vào buổi của tháng trước: ghi Gộp, hoặc bỏ Tháng gộp của buổi ấy."
    return None


def is_joined_only(world: World, cell: Org, month: int) -> bool:
    """Whether a held meeting of the month before covers the month, and no meeting of its own does."""
    held = [g for g in world.regular(cell, month) if g.status == Status.HELD]
    return bool(held) and all(g.counted_for != month for g in held)


def _take(world: World, row: Row, one: Count) -> None:
    known = world.counts.get((one.cell, one.month))
    if known is None:
        known = world.counts[one.cell, one.month] = one
        land(world, row, known, fresh=True)
    else:
        changed, before = False, said_of_count(known)
        for name in ("held", *ATTENDANCE, "steps_complete", "theme_held", "reason", "consent"):
            value = getattr(one, name)
            blank = value is None or value == ""
            if (not blank or (name in ATTENDANCE and one.held != CountHeld.YES)) and getattr(
                known, name
            ) != value:
                setattr(known, name, value)
                changed = True
        if not changed:
            row.sheet.plan.same += 1
            return
        land(world, row, known, fresh=False)
        visible = world.actor.may(Permission.FIGURES_VIEW, one.cell)
        about = f"Chi bộ {one.cell.code}, tháng {month_text(one.month)}"
        note_change(world, row, about, before, said_of_count(known), visible=visible)
    world.dirty_counts[known] = None
    world.stale.add((one.cell, one.month))
