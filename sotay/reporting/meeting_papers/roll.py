"""Danh sách điểm danh: one row a person expected, room to sign, 20 rows a page at most, and a decent group of
them above the signatures (papers §5.1)."""

from collections.abc import Iterator

from sotay.core.vietnamese import format_date_paper
from sotay.reporting.docx.metrics import line_count
from sotay.reporting.forms import form_on
from sotay.reporting.meeting_papers.head import name_of
from sotay.reporting.meeting_papers.inputs import RollLine, RollSheet
from sotay.reporting.meeting_papers.words import few, meeting_words
from sotay.reporting.paper import Block, Cell, Column, Letterhead, Note, Paper, Paragraph, Signer, Table

ROW_MM = 8.0
MOST_ROWS = 20
FEWEST_ROWS = 5
"""Fewer do not stand alone on the last page: the page before gives of its own."""
COLUMNS = (
    Column("TT", 10, "center"),
    Column("Họ và tên", 48),
    Column("Tư cách", 26),
    Column("Có mặt", 26),
    Column("Ghi chú", 30),
    Column("Ký tên", 25),
)
# What a page holds of rows: the first bears head and title; a second line of words needs more than 8 mm.
_FIRST_MM, _LATER_MM, _TWO_LINES_MM = 195.0, 225.0, 12.6
# The two closing sentences and the signatures.
_CLOSING_MM = 68.0
_SIDES_MM, _POINTS = 3.4, 12.0
_NOTE_POINTS, _WIDTH_MM = 11.0, 165.0


def roll_paper(roll: RollSheet) -> Paper:
    """The roll of a meeting, or the blank one to fill in by hand."""
    words = meeting_words(roll.kind, roll.month, roll.also_for)
    head = Letterhead(
        superior=roll.desk.superior,
        organ=roll.desk.organ,
        number="",
        place_and_date="",
        kind="DANH SÁCH",
        abstract=(f"đảng viên dự sinh hoạt {words}", f"(ngày {format_date_paper(roll.held_on)})"),
        right_to_sign="CHỦ TRÌ",
        post="",
        signatory=name_of(roll.chair),
        recipients=(),
        small_title=True,
        hyphens=False,
        beside=Signer("NGƯỜI LẬP", "", name_of(roll.taker)),
        signed=roll.signed and not roll.blank,
    )
    title = f"Danh sách đảng viên dự sinh hoạt {words}"
    return Paper(form_on(roll.held_on), head, tuple(_blocks(roll)), properties={"title": title})


def _blocks(roll: RollSheet) -> Iterator[Block]:
    number, note = 0, _helped(roll)
    closing = _CLOSING_MM + (line_count(note, _NOTE_POINTS, _WIDTH_MM) * 5.0 + 2 if note else 0)
    for page, lines in enumerate(_pages(roll.lines, closed=not roll.guests, closing=closing)):
        rows = []
        for line in lines:
            number += 1
            rows.append(_row(number, line, blank=roll.blank))
        yield Table("", COLUMNS, tuple(rows), row_mm=ROW_MM, new_page=page > 0)
    if note:
        yield Note(note)
    if roll.guests:
        yield _guests(roll)
    yield Paragraph(closing_words(roll))
    # Two paragraphs stand with the signatures; with one alone the whole table would be held to them.
    yield Paragraph(
        f"Không thuộc diện phải dự: được miễn sinh hoạt {few(roll.exempt)}; "
        f"đang sinh hoạt tạm thời nơi khác {few(roll.away)}."
    )


def _helped(roll: RollSheet) -> str:
    """Whose presence the secretary noted, where others checked themselves in; "" where nobody's."""
    if roll.blank or not roll.helped:
        return ""
    return f"Có mặt do thư ký ghi giúp ({few(len(roll.helped))} đồng chí): {', '.join(roll.helped)}."


def _height(line: RollLine) -> float:
    words = ((line.standing, 26.0), (line.state, 26.0), (line.note, 30.0))
    lines = max(line_count(text, _POINTS, width - _SIDES_MM) for text, width in words)
    return ROW_MM if lines == 1 else _TWO_LINES_MM + (lines - 2) * 4.9


def _pages(lines: tuple[RollLine, ...], *, closed: bool, closing: float) -> list[list[RollLine]]:
    """Rows page by page: at most 20, fewer where long notes need the room. `closed`: the signatures follow at
    once (no table of guests between), and rows stand with them; `closing`: what they need, in millimetres."""
    pages: list[list[RollLine]] = [[]]
    used = 0.0
    for line in lines:
        most = _FIRST_MM if len(pages) == 1 else _LATER_MM
        if pages[-1] and (len(pages[-1]) == MOST_ROWS or used + _height(line) > most):
            pages.append([])
            used = 0.0
        pages[-1].append(line)
        used += _height(line)
    if len(pages) > 1:
        _fill_last(*pages[-2:])
    last, most = pages[-1], _FIRST_MM if len(pages) == 1 else _LATER_MM
    if closed and len(last) > FEWEST_ROWS and sum(map(_height, last)) + closing > most:
        pages.append(last[-FEWEST_ROWS:])
        del last[-FEWEST_ROWS:]
    return pages


def _fill_last(before: list[RollLine], last: list[RollLine]) -> None:
    """Move rows to the last page until it bears a decent group, as far as the page before has as many."""
    while len(last) < FEWEST_ROWS and len(before) > FEWEST_ROWS:
        if sum(map(_height, [before[-1], *last])) > _LATER_MM:
            return
        last.insert(0, before.pop())


def _row(number: int, line: RollLine, *, blank: bool) -> tuple[Cell, ...]:
    state, note = ("", "") if blank else (line.state, line.note)
    who = Cell(str(number)), Cell(line.name, unbroken=True), Cell(line.standing)
    return (*who, Cell(state), Cell(note), Cell(""))


def _guests(roll: RollSheet) -> Table:
    return Table(
        "Đại biểu, khách mời",
        (Column("TT", 10, "center"), Column("Họ và tên", 48), Column("Chức vụ, đơn vị", 82),
         Column("Ký tên", 25)),
        tuple(
            (Cell(str(number)), Cell(guest.name, unbroken=True), Cell(guest.post), Cell(""))
            for number, guest in enumerate(roll.guests, 1)
        ),
        row_mm=ROW_MM,
    )  # fmt: skip


def closing_words(roll: RollSheet) -> str:
    """Danh sách có 28 đồng chí phải dự: có mặt 25 (trong đó đến muộn 01); vắng có lý do 02; …"""
    words = f"Danh sách có {few(len(roll.lines))} đồng chí phải dự"
    if roll.blank:
        return f"{words}."
    count = {state: sum(line.state == state for line in roll.lines) for state in STATES}
    late = f" (trong đó đến muộn {few(roll.late)})" if roll.late else ""
    rest = sum(not line.state for line in roll.lines)
    unknown = f"; chưa ghi {few(rest)}" if rest else ""
    return (
        f"{words}: có mặt {few(count['có mặt'])}{late}; vắng có lý do {few(count['vắng có lý do'])}; "
        f"vắng không có lý do {few(count['vắng không có lý do'])}{unknown}."
    )


STATES = ("có mặt", "vắng có lý do", "vắng không có lý do")
