"""Tables of figures of a month, quarter or year."""

from typing import Literal

from sotay.core.ids import segment
from sotay.core.period import Period
from sotay.core.vietnamese import format_int
from sotay.facts.assembly import SMALL_GROUP
from sotay.facts.figures import Child, Figure, FigureSet
from sotay.facts.registry import indicator
from sotay.reporting.opening import Which, opening
from sotay.reporting.paper import Cell, Column, Note, Table
from sotay.reporting.queries import MonthStates, Review
from sotay.reporting.review.change import Pair, pairs_table
from sotay.reporting.review.sentences import Told
from sotay.reporting.review.tables import children_by_block, total_name
from sotay.reporting.review.words import (
    BLOCK_TITLE,
    DASH,
    UNKNOWN,
    coverage_words,
    lower_first,
    percent,
    span_words,
    unrecorded,
)
from sotay.reporting.rules import period_before

ATTENDANCE = "meeting.attendance_net"
STOCKS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("org.grassroots", {}, "Tổ chức cơ sở đảng"),
    ("org.cells", {}, "Chi bộ"),
    ("member.total", {}, "Đảng viên"),
    ("member.total", {"status": "official"}, "- Chính thức"),
    ("member.total", {"status": "probationary"}, "- Dự bị"),
    ("member.total", {"status": "exempt"}, "- Được miễn công tác và sinh hoạt đảng"),
    ("member.total", {"sex": "female"}, "- Nữ"),
)
MEASURES = (
    ("meeting.regular", "Sinh hoạt thường kỳ"),
    ("meeting.steps", "Buổi thường kỳ đủ các bước bắt buộc"),
    ("meeting.thematic", "Quý có sinh hoạt chuyên đề"),
    (ATTENDANCE, "Dự sinh hoạt thường kỳ, đã trừ vắng có lý do"),
    ("meeting.attendance", "Dự sinh hoạt thường kỳ, trên tổng số phải dự"),
    ("meeting.attendance_mean", "Dự sinh hoạt, bình quân các chi bộ"),
)
OVERSIGHT = "oversight.attended"
STATES: tuple[tuple[Which | Literal["due"], str], ...] = (
    ("due", "Phải sinh hoạt"),
    ("met", "Đã sinh hoạt"),
    ("late", "Trong đó muộn"),
    ("postponed", "Hoãn"),
    ("not_held", "Không tổ chức"),
    ("missing", "Chưa có số liệu"),
    ("themes", "Có chuyên đề"),
)


def periods(review: Review) -> tuple[Period, Period]:
    """The time before and this time."""
    return period_before(review.period), review.period


def times(review: Review) -> tuple[str, str]:
    """The names of the earlier and of this time, as columns bear them."""
    words = (span_words(period_before(review.period)), span_words(review.period))
    before, now = (w[:1].upper() + w[1:].replace(" năm ", "/") for w in words)
    return before, now


def earlier(review: Review, code: str, **scope: str) -> Figure | None:
    assert review.statistics is not None
    return review.statistics.before.find(code, **scope)


def stocks_table(review: Review, title: str) -> Table:
    """Organisations and members on the last day of this time and of the one before."""
    before, now = times(review)
    columns = (
        Column("Nội dung", 46),
        Column(before, 18, "right"),
        Column(now, 18, "right"),
        Column("Tăng, giảm", 18, "right", says="số của kỳ sau trừ số của kỳ trước"),
    )
    rows = []
    assert review.statistics is not None
    sets = (review.statistics.before, review.figures)
    for code, scope, name in STOCKS:
        if all(found.find(code, **scope) is None for found in sets):
            continue
        a, b = (_stock(found, code, scope) for found in sets)
        cells = [
            Cell(DASH) if count is None else Cell(format_int(count), opens=_stock_opens(code, scope, when))
            for count, when in zip((a, b), periods(review), strict=True)
        ]
        rows.append((Cell(name), *cells, Cell(DASH if a is None or b is None else signed(b - a))))
    return Table(title, columns, tuple(rows))


def _stock_opens(code: str, scope: dict[str, str], when: Period) -> str:
    return opening(code, period=when, status=scope.get("status", ""), sex=scope.get("sex", ""))


def _stock(found: FigureSet, code: str, scope: dict[str, str]) -> int | None:
    """A count on a day; None where so few members are there that they are not told apart by sex."""
    figure = found.find(code, **scope)
    if figure is not None:
        return int(figure.numerator)
    everybody = found.find(code) if "sex" in scope else None
    return None if everybody and everybody.numerator < SMALL_GROUP else 0


def signed(number: int) -> str:
    """+10 · −5 · 0."""
    return f"+{format_int(number)}" if number > 0 else format_int(number)


def stocks_note(review: Review) -> str:
    """On which days the counts stand."""
    return (
        "Theo sổ đảng viên, đếm vào ngày cuối của mỗi kỳ (kỳ này: không muộn hơn ngày báo cáo). "
        "Đảng viên được miễn vẫn nằm trong chính thức; nhóm dưới 5 đảng viên không tách theo giới."
    )


def states_table(review: Review, title: str) -> Table:
    """How the cell-months turned out, by block."""
    assert review.statistics is not None
    columns = (Column("Khối", 30), *(Column(name, 12, "right") for _, name in STATES))
    found = review.statistics.by_block
    blocks = [b for b in review.blocks if b in found]
    rows = [(Cell(BLOCK_TITLE[b]), *_counts(found[b], block=b)) for b in blocks if len(blocks) > 1]
    rows.append((Cell(total_name(review), bold=True), *_counts(review.statistics.total, bold=True)))
    return Table(title, columns, tuple(rows), frozenset({len(rows) - 1}))


def _counts(states: MonthStates, *, bold: bool = False, block: str = "", child: str = "") -> list[Cell]:
    return [
        Cell(
            format_int(getattr(states, name)),
            bold=bold,
            opens=opening("meeting.regular", block=block, child=child, which="" if name == "due" else name),
        )
        for name, _ in STATES
    ]


def comparison_table(review: Review, title: str) -> Table:
    """Each measure in this time and in the one before. Leaders' visits are not recorded yet; it says so."""
    pairs: list[Pair] = [(name, earlier(review, code), review.find(code)) for code, name in MEASURES]
    before, now = times(review)
    table = pairs_table(title, before, now, pairs, periods(review))
    own = review.find(OVERSIGHT)
    if own is not None:
        return table
    last = (
        Cell(str(len(pairs) + 1)),
        Cell("Cấp ủy viên dự sinh hoạt theo phân công"),
        Cell(UNKNOWN),
        Cell(UNKNOWN),
        Cell(DASH),
    )
    return Table(title, table.columns, (*table.rows, last))


OURS = " (theo cách hiểu của phần mềm)"
"""Marks on pages and in the register what the rules leave open; a signed paper speaks for who signs it."""


def formulas_note(review: Review) -> Note:
    """How each ratio is formed and how much of what is due is known."""
    parts, told = [], Told()
    for code, name in MEASURES:
        figure = review.find(code)
        if figure is not None and figure.denominator:
            known = told.figure(coverage_words(figure), figure)
            parts.append(f"{name} = {indicator(code).formula.replace(OURS, '')}; có số liệu {known}")
    note = "Chưa đủ quý thì chưa tính chuyên đề theo quý. " if not review.period.whole_quarters else ""
    return told.note(f"{note}{'. '.join(parts)}." if parts else f"{note}Chưa có gì để tính.")


def attendance_table(review: Review, title: str) -> Table:
    """Attendance by block, this time and the one before."""
    pairs: list[Pair] = [
        (BLOCK_TITLE[b], earlier(review, ATTENDANCE, block=b), review.find(ATTENDANCE, block=b))
        for b in review.blocks
    ]
    pairs.append((total_name(review), earlier(review, ATTENDANCE), review.find(ATTENDANCE)))
    return pairs_table(title, *times(review), pairs, periods(review))


def children_table(review: Review) -> Table:
    """A row an organisation directly below, in the official order; never by result."""
    columns = (
        Column("TT", 8, "center"),
        Column("Tổ chức đảng", 58),
        *(Column(name, 17, "right") for _, name in STATES),
        Column("Phải dự*", 19, "right"),
        Column("Có mặt", 19, "right"),
        Column("Tỷ lệ", 17, "right"),
    )
    groups = (("", 2), ("Sinh hoạt thường kỳ (chi bộ–tháng)", 6), ("", 1), ("Lượt đảng viên dự", 3))
    rows: list[tuple[Cell, ...]] = []
    totals: set[int] = set()
    for block, children in children_by_block(review):
        for child in children:
            rows.append(_child_row(review, str(len(rows) - len(totals) + 1), child))
        if block and len(review.blocks) > 1:
            totals.add(len(rows))
            rows.append(_block_row(review, block))
    totals.add(len(rows))
    rows.append(_total_row(review))
    return Table("", columns, tuple(rows), frozenset(totals), groups)


def _child_row(review: Review, place: str, child: Child) -> tuple[Cell, ...]:
    assert review.statistics is not None
    states = review.statistics.by_child.get(child.segment, MonthStates())
    net = review.find(ATTENDANCE, organisation=child.code)
    own = child.segment == segment(review.organisation.pk)
    name = f"{child.name} (trực tiếp)" if own and not review.is_cell else child.name
    counts = _counts(states, child=child.public_id)
    return (Cell(place), Cell(name), *counts, *_attendance(net, child=child.public_id))


def _block_row(review: Review, block: str) -> tuple[Cell, ...]:
    assert review.statistics is not None
    states = review.statistics.by_block.get(block, MonthStates())
    name = Cell(f"Khối {lower_first(BLOCK_TITLE[block])}", bold=True)
    net = review.find(ATTENDANCE, block=block)
    counts = _counts(states, bold=True, block=block)
    return (Cell(""), name, *counts, *_attendance(net, bold=True, block=block))


def _total_row(review: Review) -> tuple[Cell, ...]:
    assert review.statistics is not None
    net = _attendance(review.find(ATTENDANCE), bold=True)
    return (Cell(""), Cell(total_name(review), bold=True), *_counts(review.statistics.total, bold=True), *net)


def _attendance(net: Figure | None, *, bold: bool = False, block: str = "", child: str = "") -> list[Cell]:
    due, present = (net.denominator or 0, int(net.numerator)) if net else (0, 0)
    shown = DASH if unrecorded(net) else format_int(present)
    texts = (format_int(due), shown, percent(net, missing=DASH))
    opens = opening(ATTENDANCE, block=block, child=child) if due else ""
    return [Cell(text, bold=bold, opens=opens) for text in texts]
