"""The figure of a paper as a chart of the office program, drawn from the numbers beside it."""

from typing import Any

from sotay.core.vietnamese import format_percent
from sotay.reporting.paper import Figure
from sotay.reporting.xlsx.looks import Looks
from sotay.reporting.xlsx.sheet import FIRST, text

RESULT, TARGET = "Kết quả", "Mục tiêu"
LEGEND = "Cột xám: kết quả; cột trắng: mục tiêu."
"""In place of the paper's own, which speaks of strokes."""
_GREY, _INK = "#BFBFBF", "#000000"
_WIDTH, _ROW_HIGH, _OVER = 720, 56, 150
"""Pixels: of the chart, of each bar with its target, of title, axis and legend."""


def write_figure(book: Any, page: Any, figure: Figure, looks: Looks, face: str) -> None:
    """The bars as rows of numbers (label, result, target), the chart over them below. What has no value is
    told in words and drawn as nothing."""
    text(page, 0, 0, figure.title, looks.title)
    text(page, FIRST - 1, 0, "Nội dung", looks.header)
    for column, name in ((1, RESULT), (2, TARGET)):
        text(page, FIRST - 1, column, name, looks.header)
    for row, bar in enumerate(figure.bars, FIRST):
        text(page, row, 0, bar.label, looks.body("left", bold=False))
        for column, value, told in ((1, bar.value, bar.text), (2, bar.target, "–")):
            if value is None:
                text(page, row, column, told, looks.body("right", bold=False))
            else:
                look = looks.ratio(bold=False, tenths="," in format_percent(value))
                page.write_number(row, column, value, look)
    last = FIRST + len(figure.bars) - 1
    text(page, last + 2, 0, LEGEND, looks.note)
    page.fit_to_pages(1, 1)
    page.set_column(0, 0, 48)
    page.set_column(1, 2, 14)
    if figure.bars:
        page.insert_chart(last + 4, 0, _chart(book, page.get_name(), figure, last, face))


def _chart(book: Any, name: str, figure: Figure, last: int, face: str) -> Any:
    """Lying bars in the order of the rows, from 0 to 100%; grey and outlined, so that a black-and-white copy
    tells them apart. Every word is taken from a cell."""
    font = {"name": face, "size": 10}
    chart = book.add_chart({"type": "bar"})
    for column, fill in ((1, _GREY), (2, "#FFFFFF")):
        if column == 2 and all(bar.target is None for bar in figure.bars):
            continue
        chart.add_series(
            {
                "name": [name, FIRST - 1, column],
                "categories": [name, FIRST, 0, last, 0],
                "values": [name, FIRST, column, last, column],
                "fill": {"color": fill},
                "border": {"color": _INK},
                "data_labels": {"value": True, "font": font} if column == 1 else {},
                "gap": 60,
            }
        )
    chart.set_title({"name": [name, 0, 0], "name_font": {"name": face, "size": 12}})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "num_font": font})
    chart.set_y_axis({"reverse": True, "num_font": font})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": _WIDTH, "height": _OVER + _ROW_HIGH * len(figure.bars)})
    return chart
