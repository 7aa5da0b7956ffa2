"""Lying bars drawn as a table: no picture, so Word, LibreOffice and a copier all show the same."""

from dataclasses import dataclass, field
from itertools import pairwise

from sotay.reporting.docx.metrics import line_count, text_width_mm
from sotay.reporting.docx.protect import protect
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

_LABEL_MM, _VALUE_MIN_MM, _SIDE_MM = 58.0, 16.0, 2.0
_BAR_MM, _OVER_MM, _PAD_MM, _TICK_MM = 4.6, 0.8, 1.0, 1.2
_LABEL_LINE_MM = 5.2
_TICKS = (0, 20, 40, 60, 80, 100)


@dataclass(slots=True)
class _Line:
    """A row of the drawing: cells as (start, end, content, options) in twips from the left edge."""

    height_mm: float
    parts: list[tuple[int, int, list[Element], dict[str, object]]] = field(default_factory=list)
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
    value = max([_VALUE_MIN_MM, *(text_width_mm(bar.text, size) + 2 * _SIDE_MM for bar in figure.bars)])
    return _Track(twips(_LABEL_MM), twips(width_mm - value), twips(width_mm))


def _words(text: str, align: str) -> list[Element]:
    side = twips(_SIDE_MM)
    shape = Shape(style="OBang", keep_next=True, align=align, left=0, right=side if align == "left" else 0)
    return [paragraph(shape, run(text))]


def _blank() -> list[Element]:
    return [gap(1, keep_next=True)]


def _segments(bar: Bar, track: _Track, form: Form, *, filled: bool) -> list[tuple[int, int, list[Element], dict[str, object]]]:
    """The track of one row cut at the bar's end and at the target."""
    thin, thick = form.number("bar_line_pt"), form.number("target_line_pt")
    value = track.at(bar.value or 0.0)
    target = None if bar.target is None else track.at(bar.target)
    cuts = {track.start, track.end} | ({value} if filled else set()) | ({target} if target else set())
    parts: list[tuple[int, int, list[Element], dict[str, object]]] = []
    for start, end in pairwise(sorted(cuts)):
        inside = filled and end <= value
        edges = [
            border("top", thin if inside else 0),
            border("left", thick if start == target else thin if inside or start == track.start else 0),
            border("bottom", thin if inside else 0),
            border("right", thick if end == target else thin if inside and end == value else 0),
        ]
        shade = form.text("bar_grey") if inside else ""
        parts.append((start, end, _blank(), {"borders": edges, "shade": shade}))
    return parts


def _bar_lines(bar: Bar, track: _Track, form: Form) -> list[_Line]:
    """Five rows: free, stroke, bar with stroke, stroke, free; label and value run through all five."""
    size = form.number("table_pt")
    lines = line_count(protect(bar.label), size, _LABEL_MM - _SIDE_MM)
    drawn = _BAR_MM + 2 * _OVER_MM
    pad = max(_PAD_MM, (lines * _LABEL_LINE_MM - drawn) / 2 + 0.3)
    rows = []
    for number, height in enumerate((pad, _OVER_MM, _BAR_MM, _OVER_MM, pad)):
        merge = {"merge": "continue" if number else "restart", "valign": "center"}
        label = _words(bar.label, "left") if not number else _blank()
        value = _words(bar.text, "right") if not number else _blank()
        free = Bar("", None, None, "") if number in (0, 4) else bar
        middle = _segments(free, track, form, filled=number == 2 and bool(bar.value))
        rows.append(_Line(height, [(0, track.start, label, merge), *middle, (track.end, track.edge, value, merge)]))
    return rows


def _axis_lines(track: _Track, form: Form) -> list[_Line]:
    """The axis with a tick each fifth, and its numbers."""
    thin = form.number("bar_line_pt")
    ticks: list[tuple[int, int, list[Element], dict[str, object]]] = [(0, track.start, _blank(), {})]
    for low, high in pairwise(_TICKS):
        edges = [border("top", thin), border("left", thin), border("right", thin)]
        ticks.append((track.at(low / 100), track.at(high / 100), _blank(), {"borders": edges}))
    ticks.append((track.end, track.edge, _blank(), {}))
    half = (track.at(0.2) - track.start) // 2
    labels: list[tuple[int, int, list[Element], dict[str, object]]] = [
        (0, track.start - half, _blank(), {}),
    ]
    for tick in _TICKS:
        middle = track.at(tick / 100)
        shape = Shape(style="OBang", keep_next=True, align="center")
        words = [paragraph(shape, run(str(tick), Face(size=form.number("note_pt"))))]
        labels.append((middle - half, min(middle + half, track.edge), words, {}))
    if labels[-1][1] < track.edge:
        labels.append((labels[-1][1], track.edge, _blank(), {}))
    return [_Line(_TICK_MM, ticks), _Line(_LABEL_LINE_MM, _joined(labels), exact=False)]


def _joined(
    parts: list[tuple[int, int, list[Element], dict[str, object]]],
) -> list[tuple[int, int, list[Element], dict[str, object]]]:
    """Rounding may leave a twip between neighbours: each begins where the one before ends."""
    joined = parts[:1]
    for start, end, content, options in parts[1:]:
        joined.append((joined[-1][1] if joined else start, end, content, options))
    return joined


def _drawing(lines: list[_Line]) -> Element:
    marks = sorted({mark for line in lines for start, end, *_ in line.parts for mark in (start, end)})
    index = {mark: number for number, mark in enumerate(marks)}
    rows = []
    for line in lines:
        cells = [
            cell(end - start, content, span=index[end] - index[start], **options)  # type: ignore[arg-type]
            for start, end, content, options in line.parts
        ]
        rows.append(row(cells, height=twips(line.height_mm), exact=line.exact))
    return table([right - left for left, right in pairwise(marks)], rows)


def figure_block(figure: Figure, width_mm: float, form: Form) -> list[Element]:
    """Title above, bars with target strokes and values at the right, axis 0 to 100, legend below."""
    track = _track(figure, width_mm, form)
    lines = [line for bar in figure.bars for line in _bar_lines(bar, track, form)]
    return [
        paragraph(Shape(style="TenBieu"), run(figure.title)),
        _drawing([*lines, *_axis_lines(track, form)]),
        paragraph(Shape(style="GhiChu", align="center"), run(figure.legend)),
    ]
