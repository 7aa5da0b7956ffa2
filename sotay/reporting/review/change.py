"""Two times beside each other: the values, their counts, the difference in percentage points."""

from sotay.core.period import Period
from sotay.core.vietnamese import format_points
from sotay.facts.figures import Figure
from sotay.reporting.opening import opening_of
from sotay.reporting.paper import Cell, Column, Table
from sotay.reporting.queries import Review
from sotay.reporting.review.words import DASH, counts, percent, shown, unrecorded, year_words

CHANGES = (
    ("meeting.regular", "Tháng có sinh hoạt thường kỳ"),
    ("meeting.steps", "Buổi thường kỳ đủ các bước quy trình"),
    ("meeting.thematic", "Quý có sinh hoạt chuyên đề"),
    ("meeting.attendance_net", "Đảng viên dự sinh hoạt thường kỳ, đã trừ vắng có lý do"),
    ("meeting.attendance", "Đảng viên dự sinh hoạt thường kỳ, trên tổng số phải dự"),
)
Pair = tuple[str, Figure | None, Figure | None]
"""A row's name, the figure of the earlier time and that of the later."""


def ratio_cell(figure: Figure | None, period: Period | None = None) -> Cell:
    """90% with 360/400 below; "chưa đủ số liệu" where nothing is recorded, "–" where nothing is due. It opens
    the records behind it: of its own period, where that is not the paper's."""
    opens = opening_of(figure, period=period) if figure and figure.denominator else ""
    return Cell(percent(figure), small=counts(figure), opens=opens)


def points_between(before: Figure | None, after: Figure | None) -> str:
    """+2,5 · −1 · – when one of the two is not known: of the ratios as printed beside it."""
    if before is None or after is None or unrecorded(before) or unrecorded(after):
        return DASH
    first, last = shown(before), shown(after)
    return DASH if first is None or last is None else format_points(last - first)


def pairs_table(
    title: str, first: str, last: str, pairs: list[Pair], periods: tuple[Period, Period] | None = None
) -> Table:
    """Rows with two values and their difference. The two periods: where they are not parts of the paper's."""
    before, after = periods or (None, None)
    columns = (
        Column("TT", 6, "center"),
        Column("Nội dung", 46),
        Column(first, 18, "right"),
        Column(last, 18, "right"),
        Column("Chênh lệch (điểm %)", 16, "right", says="tỷ lệ của kỳ sau trừ tỷ lệ của kỳ trước"),
    )
    rows = tuple(
        (Cell(str(n)), Cell(name), ratio_cell(a, before), ratio_cell(b, after), Cell(points_between(a, b)))
        for n, (name, a, b) in enumerate(pairs, 1)
    )
    return Table(title, columns, rows)


def change_table(review: Review, first: int, last: int, title: str) -> Table:
    """Each measure in the first and in the last year of a period."""
    pairs = [(name, review.find(code, year=first), review.find(code, year=last)) for code, name in CHANGES]
    return pairs_table(title, year_words(review.period, first), year_words(review.period, last), pairs)
