"""Tables, bars and annexes of a review, each counted from figures."""

from sotay.core.vietnamese import format_int
from sotay.facts.figures import Child, Figure
from sotay.organisations.choices import CELL_KINDS, Kind
from sotay.programmes.rules import Target
from sotay.reporting.opening import opening, opening_of
from sotay.reporting.paper import Annex, Bar, Block, Cell, Column, Note, Paragraph, Table
from sotay.reporting.paper import Figure as Chart
from sotay.reporting.queries import Review
from sotay.reporting.review.words import (
    BLOCK_TITLE,
    DASH,
    QUARTERLY,
    UNKNOWN,
    anything_known,
    counts,
    exact,
    gap_words,
    known_part,
    lower_first,
    percent,
    period_words,
    quarters_words,
    shown_years,
    target_words,
    thin,
    unrecorded,
    year_words,
)

ATTENDANCE = "meeting.attendance_net"


def text(value: str, *, bold: bool = False) -> Cell:
    return Cell(value, bold=bold)


def number(figure: Figure | None, *, bold: bool = False, opens: str = "") -> Cell:
    return Cell(format_int(int(figure.numerator)) if figure else "0", bold=bold, opens=opens)


def ratio(figure: Figure | None, *, bold: bool = False) -> Cell:
    return Cell(percent(figure), small=counts(figure), bold=bold, opens=_opens(figure))


def _opens(figure: Figure | None) -> str:
    """The way to the records of a ratio; nothing is due, then there are none."""
    return opening_of(figure) if figure and figure.denominator else ""


def total_name(review: Review) -> str:
    """The name of the last row."""
    return "Chi bộ" if review.organisation.kind in CELL_KINDS else "Toàn Đảng bộ"


_ORGANISATIONS = (
    ("org.grassroots", "Tổ chức cơ sở đảng"),
    ("org.grassroots_committees", "Đảng bộ cơ sở"),
    ("org.grassroots_cells", "Chi bộ cơ sở"),
    ("org.cells", "Chi bộ"),
    ("org.units", "Chi, đảng bộ"),
    ("member.total", "Đảng viên"),
)


def organisations_table(review: Review, title: str) -> Table:
    """Organisations by block on the as-at day; without what is nowhere, and without counting itself."""
    own = review.organisation.kind == Kind.GRASSROOTS_COMMITTEE
    shown = [
        (code, name)
        for code, name in _ORGANISATIONS
        if (figure := review.find(code)) and figure.numerator and not (own and "grassroots" in code)
    ]
    rows = [
        (
            text(BLOCK_TITLE[block]),
            *(number(review.find(code, block=block), opens=opening(code, block=block)) for code, _ in shown),
        )
        for block in (review.blocks if len(review.blocks) > 1 else [])
    ]
    total = (number(review.find(code), bold=True, opens=opening(code)) for code, _ in shown)
    rows.append((text(total_name(review), bold=True), *total))
    columns = (
        Column("Khối" if len(rows) > 1 else "Tổ chức", 30),
        *(Column(name, 15, "right") for _, name in shown),
    )
    return Table(title, columns, tuple(rows), frozenset({len(rows) - 1}))


def targets_table(review: Review, title: str) -> Table:
    """Each aim with its result, counts and gap; attendance by block."""
    columns = (
        Column("TT", 6, "center"),
        Column("Nội dung", 46),
        Column("Mục tiêu", 14, "right", aim=True, says="đặt trong đề án, không đếm từ bản ghi"),
        Column("Kết quả", 15, "right"),
        Column("Số lượng", 25, "right"),
        Column("Chênh lệch (điểm %)", 16, "right", says="kết quả trừ mục tiêu"),
    )
    rows: list[tuple[Cell, ...]] = []
    for place, target in enumerate(review.programme.targets, 1):
        lines = _target_lines(review, target)
        rows.append((text(str(place)), *lines[0]))
        rows += [(text(""), *line) for line in lines[1:]]
    return Table(title, columns, tuple(rows))


def _target_lines(review: Review, target: Target) -> list[tuple[Cell, ...]]:
    whole = review.find(target.headline)
    if whole is None or unrecorded(whole) or not anything_known(whole):
        unknown = Cell(UNKNOWN, opens=_opens(whole))
        return [(text(target.name), text(target_words(target)), unknown, text(""), text(DASH))]
    lines = [_result(target.name, whole, target)]
    if target.headline == ATTENDANCE and len(review.blocks) > 1:
        for block in review.blocks:
            figure = review.find(target.headline, block=block)
            if figure and figure.denominator:
                lines.append(_result(f"- Khối {lower_first(BLOCK_TITLE[block])}", figure, target))
    return lines


def _result(name: str, figure: Figure, target: Target) -> tuple[Cell, ...]:
    return (
        text(name),
        text(target_words(target)),
        Cell(percent(figure), opens=_opens(figure)),
        Cell(counts(figure), small=known_part(figure), opens=_opens(figure) if counts(figure) else ""),
        text(DASH if thin(figure) else gap_words(figure, target)),
    )


def by_year_table(review: Review, code: str, title: str) -> Table:
    """One indicator by block and year, and over the whole period."""
    years, head = shown_years(review.period), quarters_words if code == QUARTERLY else year_words
    columns = (
        Column("Khối", 26),
        *(Column(head(review.period, year), 18, "right") for year in years),
        Column(period_words(review.period), 20, "right"),
    )
    rows = []
    for block in review.blocks if len(review.blocks) > 1 else []:
        cells = [ratio(review.find(code, block=block, year=year)) for year in years]
        rows.append((text(BLOCK_TITLE[block]), *cells, ratio(review.find(code, block=block))))
    totals = [ratio(review.find(code, year=year), bold=True) for year in years]
    rows.append((text(total_name(review), bold=True), *totals, ratio(review.find(code), bold=True)))
    return Table(title, columns, tuple(rows), frozenset({len(rows) - 1}))


def targets_chart(review: Review, title: str, legend: str) -> Chart:
    """Lying bars of every aim that has a figure; attendance by block."""
    bars = []
    for target in review.programme.targets:
        if target.headline == ATTENDANCE and len(review.blocks) > 1:
            for block in review.blocks:
                name = f"Dự sinh hoạt, khối {lower_first(BLOCK_TITLE[block])}"
                bars += _bar(name, review.find(target.headline, block=block), target)
        else:
            bars += _bar(target.name, review.find(target.headline), target)
    return Chart(title, tuple(bars), legend)


def _bar(name: str, figure: Figure | None, target: Target) -> list[Bar]:
    value = exact(figure) if figure else None
    if figure is None or value is None or unrecorded(figure) or thin(figure):
        return []
    return [Bar(name, float(value), target.value, percent(figure))]


def results_annex(review: Review) -> Annex:
    """Results by organisation in the official order; block by block; never by result."""
    columns = (
        Column("TT", 8, "center"),
        Column("Tổ chức đảng", 62),
        Column("Chi bộ", 14, "right"),
        Column("Chi bộ–tháng", 25, "right"),
        Column("Tỷ lệ", 18, "right"),
        Column("Chi bộ–quý", 25, "right"),
        Column("Tỷ lệ", 18, "right"),
        Column("Phải dự*", 21, "right"),
        Column("Có mặt", 21, "right"),
        Column("Tỷ lệ", 18, "right"),
    )
    groups = (
        ("", 3),
        ("Sinh hoạt thường kỳ", 2),
        ("Sinh hoạt chuyên đề", 2),
        ("Lượt đảng viên dự sinh hoạt", 3),
    )
    rows: list[tuple[Cell, ...]] = []
    totals: set[int] = set()
    place = 0
    for block, children in children_by_block(review):
        for child in children:
            place += 1
            scope = {"organisation": child.code}
            rows.append(_annex_row(review, str(place), child.name, scope, child=child.public_id))
        if block and len(review.blocks) > 1:
            totals.add(len(rows))
            rows.append(
                _annex_row(review, "", f"Khối {lower_first(BLOCK_TITLE[block])}", {"block": block}, bold=True)
            )
    totals.add(len(rows))
    rows.append(_annex_row(review, "", total_name(review), {}, bold=True))
    title = f"Kết quả sinh hoạt chi bộ theo tổ chức đảng ({period_words(review.period)})"
    note = (
        "* Đã trừ lượt vắng có lý do; không tính đảng viên được miễn sinh hoạt. "
        "Xếp theo thứ tự danh sách tổ chức; không xếp hạng. Dấu –: chưa đủ số liệu hoặc chưa có gì phải tính."
    )
    table = Table("", columns, tuple(rows), frozenset(totals), groups)
    return Annex(1, title, (table, Note(note)), landscape=True)


def children_by_block(review: Review) -> list[tuple[str, list[Child]]]:
    """Children with something to show, under their block of the as-at day (or their last)."""
    shown = [
        c
        for c in review.figures.children
        if (f := review.find("meeting.regular", organisation=c.code)) and f.denominator
    ]
    blocks = review.child_blocks
    grouped = [
        (block, [c for c in shown if blocks.get(c.code, "") == block]) for block in (*review.blocks, "")
    ]
    return [(block, children) for block, children in grouped if children]


def _annex_row(
    review: Review, place: str, name: str, scope: dict[str, str], *, child: str = "", bold: bool = False
) -> tuple[Cell, ...]:
    regular = review.find("meeting.regular", **scope)
    thematic = review.find("meeting.thematic", **scope)
    net = review.find(ATTENDANCE, **scope)
    cells = opening("org.cells", block=scope.get("block", ""), child=child)

    def told(figure: Figure | None, *values: str) -> list[Cell]:
        opens = opening_of(figure, child=child) if figure and figure.denominator else ""
        return [Cell(value, bold=bold, opens=opens) for value in values]

    return (
        Cell(place, bold=bold),
        Cell(name, bold=bold),
        number(review.find("org.cells", **scope), bold=bold, opens=cells),
        *told(regular, counts(regular) or _none(regular), percent(regular, missing=DASH)),
        *told(thematic, counts(thematic) or _none(thematic), percent(thematic, missing=DASH)),
        *told(
            net,
            format_int(net.denominator or 0) if net else "0",
            format_int(int(net.numerator)) if net and not unrecorded(net) else _none(net),
            percent(net, missing=DASH),
        ),
    )


def _none(figure: Figure | None) -> str:
    """What stands for a count that is not there: – when it is missing, 0 when nothing is due."""
    return DASH if unrecorded(figure) else "0"


def documents_annex(review: Review) -> Annex:
    """Documents issued for the programme. None is recorded by the product yet, and it says so."""
    blocks: tuple[Block, ...] = (Paragraph("Chưa có văn bản được ghi nhận."),)
    return Annex(2, f"Danh mục văn bản đã ban hành thực hiện {review.programme.title}", blocks)
