"""Lying bars drawn as a table: no picture, so Word, LibreOffice and a copier all show the same."""

from dataclasses import dataclass
from itertools import pairwise

from sotay.reporting.docx.metrics import line_count, text_width_mm
from sotay.reporting.docx.protect import protect
from sotay.reporting.docx.tables import caption
from sotay.reporting.docx.xml import (
    Element,
    Face,
    Shape,
    border,
    cell,
    gap,
    paragraph,
    row,
    run,
    table,
    twips,
)
from sotay.reporting.forms import Form
from sotay.reporting.paper import Bar, Figure

_LABEL_MOST_MM, _VALUE_MIN_MM, _SIDE_MM = 74.0, 16.0, 2.5
_BAR_MM, _OVER_MM, _PAD_MM, _TICK_MM = 4.6, 0.8, 1.0, 1.2
_LABEL_LINE_MM = 5.2
_TICKS = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class _Part:
    """One cell of the drawing, from `start` to `end` in twips from the left edge."""

    start: int
    end: int
    content: list[Element]
    borders: list[Element] | None = None
    shade: str = ""
    merge: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the drawing, its parts touching from the left edge to the right one."""

    height_mm: float
    parts: list[_Part]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class _Track:
    """Where the bars lie, in twips from the left edge of the text."""

    start: int
    end: int
    edge: int

    def at(self, ratio: float) -> int:
        return self.start + round((self.end - self.start) * min(max(ratio, 0.0), 1.0))


def _track(figure: Figure, width_mm: float, form: Form) -> _Track:
    size = form.number("table_pt")
    label = max([0.0, *(text_width_mm(bar.label, size) + 2 * _SIDE_MM for bar in figure.bars)])
    value = max([_VALUE_MIN_MM, *(text_width_mm(bar.text, size) + 2 * _SIDE_MM for bar in figure.bars)])
    return _Track(twips(min(label, _LABEL_MOST_MM)), twips(width_mm - value), twips(width_mm))


def _words(text: str, align: str) -> list[Element]:
    side = twips(_SIDE_MM)
    shape = Shape(style="OBang", keep_next=True, align=align, left=0, right=side if align == "left" else 0)
    return [paragraph(shape, run(text))]


def _blank() -> list[Element]:
    return [gap(1, keep_next=True)]


def _segments(bar: Bar, track: _Track, form: Form, *, filled: bool) -> list[_Part]:
    """The track of one row cut at the bar's end and at the target."""
    thin, thick = form.number("bar_line_pt"), form.number("target_line_pt")
    value = track.at(bar.value or 0.0)
    target = None if bar.target is None else track.at(bar.target)
    cuts = {track.start, track.end} | ({value} if filled else set()) | ({target} if target else set())
    parts: list[_Part] = []
    for start, end in pairwise(sorted(cuts)):
        inside = filled and end <= value
        edges = [
            border("top", thin if inside else 0),
            border("left", thick if start == target else thin if inside or start == track.start else 0),
            border("bottom", thin if inside else 0),
            border("right", thick if end == target else thin if inside and end == value else 0),
        ]
        parts.append(_Part(start, end, _blank(), edges, form.text("bar_grey") if inside else ""))
    return parts


def _bar_lines(bar: Bar, track: _Track, form: Form) -> list[_Line]:
    """Five rows: free, stroke, bar with stroke, stroke, free; label and value run through all five."""
    size = form.number("table_pt")
    label_mm = track.start / twips(1) - _SIDE_MM
    lines = line_count(protect(bar.label), size, label_mm)
    pad = max(_PAD_MM, (lines * _LABEL_LINE_MM - _BAR_MM - 2 * _OVER_MM) / 2 + 0.3)
    nothing = Bar("", None, None, "")
    rows = []
    for number, height in enumerate((pad, _OVER_MM, _BAR_MM, _OVER_MM, pad)):
        merge = "continue" if number else "restart"
        label = _blank() if number else _words(bar.label, "left")
        value = _blank() if number else _words(bar.text, "right")
        drawn = nothing if number in (0, 4) else bar
        middle = _segments(drawn, track, form, filled=number == 2 and bool(bar.value))
        left = _Part(0, track.start, label, merge=merge)
        right = _Part(track.end, track.edge, value, merge=merge)
        rows.append(_Line(height, [left, *middle, right]))
    return rows


def _tick_line(track: _Track, form: Form) -> _Line:
    thin = form.number("bar_line_pt")
    parts = [_Part(0, track.start, _blank())]
    for low, high in pairwise(_TICKS):
        edges = [border("top", thin), border("left", thin), border("right", thin)]
        parts.append(_Part(track.at(low / 100), track.at(high / 100), _blank(), edges))
    return _Line(_TICK_MM, [*parts, _Part(track.end, track.edge, _blank())])


def _tick_numbers(track: _Track, form: Form) -> _Line:
    """Each number centred under its tick."""
    half = (track.at(0.2) - track.start) // 2
    face = Face(size=form.number("note_pt"))
    shape = Shape(style="OBang", keep_next=True, align="center")
    parts = [_Part(0, track.start - half, _blank())]
    for tick in _TICKS:
        # Each begins where the one before ends: rounding may leave a twip between them.
        end = min(track.at(tick / 100) + half, track.edge)
        parts.append(_Part(parts[-1].end, end, [paragraph(shape, run(str(tick), face))]))
    if parts[-1].end < track.edge:
        parts.append(_Part(parts[-1].end, track.edge, _blank()))
    return _Line(_LABEL_LINE_MM, parts, exact=False)


def _drawing(lines: list[_Line]) -> Element:
    """The lines as one table whose grid has a column wherever any part begins or ends."""
    marks = sorted({mark for line in lines for part in line.parts for mark in (part.start, part.end)})
    column = {mark: number for number, mark in enumerate(marks)}
    rows = []
    for line in lines:
        cells = [
            cell(
                part.end - part.start,
                part.content,
                span=column[part.end] - column[part.start],
                merge=part.merge,
                borders=part.borders,
                shade=part.shade,
                valign="center" if part.merge else "",
            )
            for part in line.parts
        ]
        rows.append(row(cells, height=twips(line.height_mm), exact=line.exact))
    return table([right - left for left, right in pairwise(marks)], rows)


def figure_block(figure: Figure, width_mm: float, form: Form) -> list[Element]:
    """Title above, bars with target strokes and values at the right, axis 0 to 100, legend below."""
    track = _track(figure, width_mm, form)
    lines = [line for bar in figure.bars for line in _bar_lines(bar, track, form)]
    return [
        caption(figure.title, width_mm, form),
        _drawing([*lines, _tick_line(track, form), _tick_numbers(track, form)]),
        paragraph(Shape(style="GhiChu", align="center"), run(figure.legend)),
    ]
