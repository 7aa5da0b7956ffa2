"""A cell's own figures: its month as the monthly report has it, its quarter or year month by month."""

from collections.abc import Iterator
from fractions import Fraction

from sotay.core.period import Period
from sotay.core.vietnamese import format_date_paper, format_int, format_month_paper, format_percent
from sotay.reporting.opening import opening
from sotay.reporting.paper import Block, Cell, Column, Heading, Note, Paragraph, Table
from sotay.reporting.queries import CellMonthRow, Review
from sotay.reporting.review.change import pairs_table
from sotay.reporting.review.places import written
from sotay.reporting.review.sentences import Told
from sotay.reporting.review.words import DASH, UNKNOWN, as_at_words, ratio_words
from sotay.reporting.statistics import tables

ATTENDANCE = "meeting.attendance_net"
REGULAR, STEPS, THEMATIC = "meeting.regular", "meeting.steps", "meeting.thematic"


def body(review: Review) -> Iterator[Block]:
    """Members, meetings, what a person writes. Counts only: no names of the absent, no opinions."""
    yield Heading(1, "I- TÌNH HÌNH ĐẢNG VIÊN")
    yield members_sentence(review)
    yield Heading(1, "II- SINH HOẠT CHI BỘ")
    rows = review.statistics.months if review.statistics else ()
    if len(review.period.months) == 1:
        yield _month_table(review, rows[0] if rows else None)
    else:
        yield _months_table(rows)
    yield Note(
        "Tỷ lệ dự sinh hoạt = lượt có mặt / lượt phải dự; “trừ vắng có lý do” = lượt có mặt / (lượt phải "
        "dự − lượt vắng có lý do), theo điểm danh từng buổi. "
        "Các bước bắt buộc tính theo bộ quy tắc đang áp dụng."
    )
    before, now = tables.times(review)
    pairs = [
        (name, tables.earlier(review, code), review.find(code))
        for code, name in tables.MEASURES
        if code != "meeting.attendance_mean"
    ]
    yield pairs_table("Biểu 2. So với kỳ trước", before, now, pairs, tables.periods(review))
    yield from written(review, "tasks", Heading(1, "III- THỰC HIỆN NHIỆM VỤ"))
    yield from written(review, "ideology", Heading(1, "IV- TÌNH HÌNH TƯ TƯỞNG"))
    yield from written(review, "proposals", Heading(1, "V- ĐỀ XUẤT, KIẾN NGHỊ"))


def members_sentence(review: Review) -> Paragraph:
    """Tính đến tháng 5/2024, Chi bộ … có 32 đảng viên (chính thức 30, dự bị 02); được miễn 04."""
    told = Told()

    def count(status: str = "") -> tuple[int, str]:
        figure = review.find("member.total", **({"status": status} if status else {}))
        return int(figure.numerator) if figure else 0, opening("member.total", status=status)

    def part(words: str, status: str) -> str:
        number, opens = count(status)
        return told.opens(f"{words} {small(number)}", opens)

    total, opens = count()
    members = told.opens(f"{format_int(total)} đảng viên", opens)
    standing = f"({part('chính thức', 'official')}, {part('dự bị', 'probationary')})"
    return told.paragraph(
        f"Tính đến {as_at_words(review.as_at, review.period)}, {review.shown.name} có {members} {standing}; "
        f"{part('được miễn công tác và sinh hoạt đảng', 'exempt')}."
    )


def small(number: int) -> str:
    """Counts of things below 10 in text take a zero: 04 (papers §4.1); none stays 0."""
    return f"{number:02d}" if 0 < number < 10 else format_int(number)


def _month_table(review: Review, row: CellMonthRow | None) -> Table:
    columns = (Column("TT", 8, "center"), Column("Nội dung", 52), Column("Kết quả", 52))
    lines = [
        ("Sinh hoạt thường kỳ", _held_words(row), REGULAR),
        ("Thực hiện các bước bắt buộc", _steps_words(row), STEPS),
        ("Đảng viên dự sinh hoạt", _attendance_words(row), ATTENDANCE),
        ("Vắng có lý do / không có lý do", _absence_words(row), ATTENDANCE),
        ("Sinh hoạt chuyên đề trong tháng", _theme_words(row), REGULAR),
        ("Chuyên đề của quý", *_quarter(review)),
    ]
    rows = tuple(
        (Cell(str(n)), Cell(name), _opens(text, opening(code) if code else ""))
        for n, (name, text, code) in enumerate(lines, 1)
    )
    return Table("Biểu 1. Sinh hoạt của chi bộ", columns, rows)


def _opens(text: str, opens: str) -> Cell:
    """A result with the way to its records; a dash has none."""
    return Cell(text, opens="" if text == DASH else opens)


def _held_words(row: CellMonthRow | None) -> str:
    if row is None:
        return "chưa đến hạn tính"
    if row.held_on:
        length = f", {row.minutes} phút" if row.minutes else ""
        late = "; muộn, tính cho tháng này" if row.late else ""
        return f"ngày {format_date_paper(row.held_on)}{length}{late}"
    if row.record.met:
        return "đã sinh hoạt (theo số đếm chi bộ gửi)" if row.record.by_count else "đã sinh hoạt, gộp tháng"
    if row.record.postponed:
        return "hoãn, có ý kiến cấp ủy"
    return "không tổ chức" if row.record.recorded else UNKNOWN


def _steps_words(row: CellMonthRow | None) -> str:
    if row is None or not row.record.held:
        return DASH
    if row.record.steps_recorded < row.record.held:
        return UNKNOWN
    return "đủ" if row.record.steps_done == row.record.held else "chưa đủ"


def _attendance_words(row: CellMonthRow | None) -> str:
    if row is None or not row.record.expected:
        return UNKNOWN if row and row.record.held else DASH
    r = row.record
    gross = f"{format_percent(Fraction(r.present, r.expected))} ({r.present}/{r.expected})"
    base = r.expected - r.excused
    if not base:
        return gross
    net = f"{format_percent(Fraction(r.present, base))} ({r.present}/{base})"
    return f"{gross}; trừ vắng có lý do: {net}"


def _absence_words(row: CellMonthRow | None) -> str:
    if row is None or not row.record.expected:
        return DASH
    r = row.record
    return f"{small(r.excused)} / {small(r.expected - r.present - r.excused)}"


def _theme_words(row: CellMonthRow | None) -> str:
    if row is None:
        return DASH
    return "có" if row.record.themes else "không"


def _quarter(review: Review) -> tuple[str, str]:
    """The words of the quarter's theme and what they count; nothing before the quarter has ended."""
    figure = review.find(THEMATIC)
    if figure is None or not figure.denominator:
        return "tính khi hết quý", ""
    return ratio_words(figure), THEMATIC


def _months_table(rows: tuple[CellMonthRow, ...]) -> Table:
    columns = (
        Column("Tháng", 16, "center"),
        Column("Sinh hoạt thường kỳ", 40),
        Column("Các bước", 16),
        Column("Phải dự", 14, "right"),
        Column("Có mặt", 14, "right"),
        Column("Vắng có lý do", 14, "right"),
        Column("Tỷ lệ đã trừ vắng có lý do", 20, "right"),
        Column("Chuyên đề", 16),
    )
    found = tuple(_month_row(row) for row in rows)
    empty = ((Cell("–"), Cell("chưa có tháng nào đến hạn tính")),)
    return Table("Biểu 1. Sinh hoạt của chi bộ theo tháng", columns, found or empty)


def _month_row(row: CellMonthRow) -> tuple[Cell, ...]:
    r = row.record
    base = r.expected - r.excused
    month = Period(row.month, row.month)
    regular, people = opening(REGULAR, period=month), opening(ATTENDANCE, period=month)
    return (
        Cell(format_month_paper(row.month)),
        _opens(_held_words(row), regular),
        _opens(_steps_words(row), opening(STEPS, period=month)),
        *(Cell(format_int(number), opens=people) for number in (r.expected, r.present, r.excused)),
        _opens(format_percent(Fraction(r.present, base)) if base else DASH, people),
        _opens(_theme_words(row), regular),
    )
