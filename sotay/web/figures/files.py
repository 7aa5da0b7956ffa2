"""What a page shows as a table for a spreadsheet: the same figures, with counts and coverage."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from sotay.core.vietnamese import format_date
from sotay.facts.drill import Record
from sotay.reporting.operations import SheetRequest, export_sheet
from sotay.reporting.sheets import FORMS, Cell, Ratio, Sheet
from sotay.web.door import ActorRequest
from sotay.web.figures.asked import scope_words
from sotay.web.figures.board import Board, by_year
from sotay.web.figures.codes import short
from sotay.web.figures.reading import reading_words
from sotay.web.figures.records import Behind
from sotay.web.figures.trend import trend
from sotay.web.periods import Window
from sotay.web.templatetags import words

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

COLUMNS = (
    "Phạm vi",
    "Thời gian",
    "Chỉ tiêu",
    "Kết quả",
    "Tử số",
    "Mẫu số",
    "Có số liệu",
    "Phải có số liệu",
    "Đơn vị của số liệu",
    "Ghi chú",
)
Row = tuple[Cell, ...]
_COUNT = re.compile(r"\d{1,3}(\.\d{3})*")
"""A count in words of the page."""


def about_of(name: str, window: Window, *more: str) -> tuple[str, ...]:
    """The lines above a table: where, when, as at which day."""
    return (
        name,
        f"Thời gian: {words.period(window.period)}. Số liệu tính đến ngày {format_date(window.report_date)}.",
        *reading_words(window),
        *more,
    )


def cells_of(figure: dict[str, Any]) -> Row:
    """Result, counts and coverage of a figure, and why there is none."""
    numerator, denominator, known = figure["numerator"], figure["denominator"], figure["value"] is not None
    coverage = figure["coverage"] or {}
    result: Cell = None
    if known:
        result = numerator if denominator is None else Ratio(numerator, denominator)
    return (
        result,
        numerator if known and denominator is not None else None,
        denominator if known else None,
        coverage.get("known"),
        coverage.get("due"),
        coverage.get("unit", ""),
        "" if known else figure["reason"] or "chưa đủ số liệu",
    )


def rows_of(table: dict[str, Any], code: str, when: str = "", *, times_in: str = "columns") -> Iterable[Row]:
    """A figure table line by line. Its columns are points of time (`times_in` "columns"), figures by name
    ("none") or parts of the whole while its rows are points of time ("rows")."""
    for row in table["rows"]:
        for column, figure in zip(table["columns"], row["figures"], strict=True):
            place, time = (column, row["label"]) if times_in == "rows" else (row["label"], column)
            name = short(code) if code else column
            yield (place, when or time, name, *cells_of(figure))


def board_sheet(board: Board, name: str) -> Sheet:
    """Every point of the charts page: the line, the blocks by year, and the map's year child by child."""
    line = trend(board.points, board.blocks, board.grain, board.counter.months)
    rows = [
        *rows_of(line["table"], board.code, times_in="rows"),
        *rows_of(by_year(board.shape, board.code, board.blocks), board.code),
    ]
    heat = board.heat()
    flows = board.points.flows(heat.grain, "child")
    for child in board.children(heat):
        for span in heat.spans(board.year):
            found = flows.get((child.segment, span))
            if found is not None:
                figure = board.points.figure(found, heat.grain, span, child=child.public_id)
                rows.append((child.name, heat.name(span), short(board.code), *cells_of(figure)))
    figure = board.shape(board.code)
    about = about_of(name, board.window, f"Cách tính: {figure['formula']}.")
    return Sheet(figure["label"], about, COLUMNS, tuple(rows))


def records_sheet(behind: Behind, name: str) -> Sheet:
    """Every record of the chosen filter: what the page says, and the counts as numbers."""
    figure, table, window = behind.figure, behind.table, behind.window
    scope = scope_words(behind.asked)
    result = f"{words.figure_value(figure)} {words.figure_counts(figure)}".strip()
    known = words.coverage_words(figure["coverage"])
    about = about_of(
        f"{name}. {scope}" if scope else name,
        window,
        f"Kết quả: {result}." + (f" Có số liệu: {known}." if known else ""),
        f"Cách tính: {figure['formula']}.",
    )
    rows: list[Row] = []
    for record in behind.kept():
        row = table.row(record)
        cells = map(_number, row["cells"])
        rows.append((row["label"], row["note"], *cells, *_counts(record, behind.code), row["word"]))
    columns = (table.head, "Mã, cấp trên", *table.columns, "Tử số", "Mẫu số", "Kết luận")
    return Sheet(figure["label"], about, columns, tuple(rows))


def _number(said: str) -> str | int:
    """A count as the page writes it (1.204), as a number that a spreadsheet adds up; other words stay."""
    return int(said.replace(".", "")) if _COUNT.fullmatch(said) else said


def _counts(record: Record, code: str) -> tuple[float, int | None]:
    """Numerator and denominator of a record; of a cell's own ratio, whose mean is formed, its counts."""
    if code == "meeting.attendance_mean":
        return record.done, record.due
    return record.numerator, record.denominator


def file_of(
    request: ActorRequest,
    node: "Organisation",
    sheet: Sheet,
    *,
    what: str,
    code: str,
    window: Window,
    form: str,
    at: datetime,
) -> HttpResponse:
    """The table as a download; the journal notes that it left. A form that does not exist: 404."""
    if form not in FORMS:
        raise Http404
    asked = SheetRequest(what, code, window.period, window.report_date, form)
    data = export_sheet(actor=request.actor, organisation=node, sheet=sheet, request=asked, at=at)
    span = f"{window.period.first}-{window.period.last}"
    name = "_".join(part for part in ("so-lieu", node.code, code.replace(".", "-") or what, span) if part)
    answer = HttpResponse(data, content_type=FORMS[form])
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    return answer
