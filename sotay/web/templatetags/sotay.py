"""The words and shapes of the pages: a built-in tag library, no `{% load %}` needed.

Filters are the functions of `words.py` (the shape of a figure is described there); tags draw
small components.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sotay.reporting.docx.head import recipient_lines
from sotay.web import charts
from sotay.web.fields import day_input
from sotay.web.templatetags import words
from sotay.web.templatetags.words import part

register = template.Library()
ICONS = {"ok": "ok", "warn": "warn", "bad": "bad", "hold": "hold", "none": "none", "half": "half"}
HEAT_WORDS = {
    "ok": "Đã sinh hoạt",
    "warn": "Muộn",
    "bad": "Không sinh hoạt",
    "hold": "Hoãn, có ý kiến",
    "half": "Chưa đủ số liệu",
    "none": "Chưa có bản ghi",
}

for _filter in (
    words.pieces,
    words.vn_int,
    words.vn_number,
    words.percent,
    words.ratio,
    words.points,
    words.vn_date,
    words.vn_moment,
    words.month,
    words.quarter,
    words.period,
    words.figure_value,
    words.figure_counts,
    words.target_words,
    words.coverage_words,
    words.missed,
    words.aimed,
    words.missed_first,
):
    register.filter(_filter)


@register.filter
def kind(thing: Any) -> str:
    """The class name in small letters, for templates that draw the blocks of a paper."""
    return type(thing).__name__.lower()


@register.filter("input")
def input_widget(field: BoundField) -> SafeString:
    """A form field with our class; label, hint and error are drawn by components/field.html."""
    return field.as_widget(attrs={"class": "input"})


@register.filter
def code_input(field: BoundField) -> SafeString:
    """A field of digits, in large type."""
    return field.as_widget(attrs={"class": "input input--code"})


@register.simple_tag
def day_box(name: str, ident: str, value: Any, described_by: str = "") -> SafeString:
    """The box of a day in a page's small form: {% day_box "ngay" "o-ngay" day %}."""
    return day_input(name, ident, value, described_by)


# Small components -----------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A shape from the sprite; always beside a word."""
    return format_html(
        '<svg class="i{}" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>',
        f" {css}" if css else "",
        name,
    )


@register.simple_tag
def chip(status: str, word: str, shape: str = "") -> SafeString:
    """Status = tint + shape + word. `status`: ok, warn, bad, hold, none, half, gold."""
    tint = "none" if status == "half" else status
    return format_html(
        '<span class="chip is-{}">{}{}</span>', tint, icon(shape or ICONS.get(status, "none")), word
    )


@register.simple_tag
def verdict_chip(figure: Any, short: bool = False) -> SafeString:
    """The chip of a figure against its target; nothing without a target."""
    found = words.verdict(figure, short=short)
    return chip(*found) if found else SafeString("")


@register.simple_tag
def meter(figure: Any) -> SafeString:
    """The bar of a ratio with its target; nothing for a count."""
    if part(figure, "denominator") is None and part(figure, "value") is not None:
        return SafeString("")
    return SafeString(charts.meter(part(figure, "value"), part(part(figure, "target"), "value")))


@register.inclusion_tag("web/components/tile.html")
def tile(figure: Any) -> dict[str, Any]:
    """A tile: label, value, counts, bar, target, gap, coverage. Links to the records."""
    return {"figure": figure}


@register.inclusion_tag("web/components/figure.html")
def figure(figure: Any, counts: bool = True, gap: bool = False) -> dict[str, Any]:
    """A figure in a table cell: the value as a link to its records, the counts below."""
    return {"figure": figure, "counts": counts, "gap": gap}


@register.inclusion_tag("web/components/figure_table.html")
def figure_table(table: Any, labelled_by: str) -> dict[str, Any]:
    """A table of figures; see components/figure_table.html for the shape."""
    columns = list(part(table, "columns", ()))
    rows = [
        {"row": row, "cells": list(zip(columns, part(row, "figures", ()), strict=True))}
        for row in part(table, "rows", ())
    ]
    return {"table": table, "columns": columns, "rows": rows, "labelled_by": labelled_by}


@register.inclusion_tag("web/components/heat.html")
def heat(months: Any, labelled_by: str) -> dict[str, Any]:
    """Months (or quarters) of organisations or years, a shape and a word in every cell."""
    found = {part(c, "status") for r in part(months, "rows", ()) for c in part(r, "cells", ())}
    legend = [(status, word) for status, word in HEAT_WORDS.items() if status in found]
    return {"heat": months, "legend": part(months, "legend") or legend, "labelled_by": labelled_by}


@register.filter
def heat_shape(status: str) -> str:
    """The shape of a month's status: a bare tick where all is well, so that the rest stands out."""
    return "check" if status == "ok" else ICONS.get(status, "none")


# Charts ---------------------------------------------------------------------------------------


def _line_chart(trend: Any) -> charts.LineChart:
    """From `trend` = {title, spans, target, series: [{label, short, strong, figures}]}."""
    series = tuple(
        charts.Series(
            label=part(s, "label"),
            short=part(s, "short") or part(s, "label"),
            values=tuple(part(f, "value") for f in part(s, "figures", ())),
            strong=bool(part(s, "strong", False)),
        )
        for s in part(trend, "series", ())
    )
    return charts.LineChart(
        title=part(trend, "title"),
        ticks=charts.ticks_of(part(trend, "spans", ())),
        series=series,
        target=part(trend, "target"),
    )


@register.simple_tag
def line_chart(trend: Any, ident: str) -> SafeString:
    """The wide and the narrow drawing; the style sheet shows one of them."""
    chart = _line_chart(trend)
    drawings = (charts.line_chart(chart, narrow=narrow, ident=ident) for narrow in (False, True))
    return SafeString("".join(drawings))  # charts.py escapes every text


@register.simple_tag
def bar_chart(drawing: Any, ident: str) -> SafeString:
    """Lying bars of {title, bars}, or of a paper's figure (reporting's `Figure`: title, bars)."""
    bars = [charts.LyingBar(b.label, b.value, b.target, b.text) for b in part(drawing, "bars")]
    drawings = (charts.bar_chart(part(drawing, "title"), bars, narrow=n, ident=ident) for n in (False, True))
    return SafeString("".join(drawings))  # charts.py escapes every text


@register.inclusion_tag("web/components/record_table.html")
def record_table(head: str, columns: Sequence[str], rows: Sequence[Any], labelled_by: str) -> dict[str, Any]:
    """The records behind a figure; `counted` True, False, None becomes ok, warn, none."""
    status = {True: "ok", False: "warn", None: "none"}
    items = [
        {
            "row": row,
            "status": part(row, "status") or status[part(row, "counted")],
            "cells": list(zip(columns, part(row, "cells", ()), strict=True)),
        }
        for row in rows
    ]
    verdicts = any(part(row, "word") for row in rows)
    return {
        "head": head,
        "columns": columns,
        "rows": items,
        "verdicts": verdicts,
        "labelled_by": labelled_by,
    }


@register.simple_tag
def paper_cells(table: Any, row: Sequence[Any]) -> list[dict[str, Any]]:
    """The cells of a paper's table row: {cell, align, span}; the last of a short row runs to the edge."""
    found = [
        {"cell": cell, "align": column.align, "span": 1}
        for column, cell in zip(table.columns, row, strict=False)
    ]
    if found:
        found[-1]["span"] += len(table.columns) - len(found)
    return found


@register.filter
def said_columns(table: Any) -> list[Any]:
    """The columns of a paper's table that say what their numbers are: no record stands behind them."""
    return [column for column in table.columns if column.says]


@register.filter
def recipients(names: tuple[str, ...]) -> list[str]:
    """The recipients of a paper as they are printed: "- …;", a full stop after the last."""
    return recipient_lines(names)


@register.simple_tag
def paper_head(table: Any) -> list[list[dict[str, Any]]]:
    """The header rows of a paper's table: {title, span, rows}; a group without a title joins both rows."""
    if not table.groups:
        return [[{"title": c.title, "span": 1, "rows": 1} for c in table.columns]]
    upper, lower, rest = [], [], list(table.columns)
    for title, span in table.groups:
        columns, rest = rest[:span], rest[span:]
        if title:
            upper.append({"title": title, "span": span, "rows": 1})
            lower += [{"title": c.title, "span": 1, "rows": 1} for c in columns]
        else:
            upper += [{"title": c.title, "span": 1, "rows": 2} for c in columns]
    upper += [{"title": c.title, "span": 1, "rows": 2} for c in rest]
    return [upper, lower]
