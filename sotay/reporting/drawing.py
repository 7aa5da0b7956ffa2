"""The figure of a paper as SVG, drawn once for PDF and page: lying bars with target strokes (papers §4).

Unit: millimetres. Grey fill, thin edge, black stroke: they are told apart on a black-and-white copy.
No style attributes and no script, so that the strict content policy lets it be; every text is escaped.
"""

from dataclasses import dataclass
from html import escape

from sotay.reporting.docx.metrics import set_lines, text_width_mm
from sotay.reporting.docx.protect import protect
from sotay.reporting.forms import Form
from sotay.reporting.paper import Bar, Figure

FACE = "Tinos, 'Times New Roman', serif"
_POINT_MM = 25.4 / 72
_LABEL_MOST_MM, _VALUE_MIN_MM, _SIDE_MM = 74.0, 16.0, 2.5
_BAR_MM, _OVER_MM, _PAD_MM, _TICK_MM = 4.6, 0.8, 1.0, 1.2
_LINE_MM, _AXIS_MM = 5.2, 7.0
_TICKS, _FEW_TICKS, _FEW_BELOW_MM = (0, 20, 40, 60, 80, 100), (0, 50, 100), 45.0
_LABEL_SHARE = 0.45
"""Labels leave room for the bars on a narrow sheet too; on A4 the other limit is the smaller one."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG and its size on the paper in millimetres."""

    svg: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the bars lie: their left and right ends, the page's edge, all in mm; sizes in mm too."""

    start: float
    end: float
    edge: float
    size_pt: float
    thin: float
    thick: float
    grey: str

    def at(self, ratio: float) -> float:
        return self.start + (self.end - self.start) * min(max(ratio, 0.0), 1.0)


def _frame(figure: Figure, width_mm: float, form: Form) -> _Frame:
    size = form.number("table_pt")
    label = max([0.0, *(text_width_mm(bar.label, size) + 2 * _SIDE_MM for bar in figure.bars)])
    value = max([_VALUE_MIN_MM, *(text_width_mm(bar.text, size) + 2 * _SIDE_MM for bar in figure.bars)])
    return _Frame(
        min(label, _LABEL_MOST_MM, width_mm * _LABEL_SHARE),
        width_mm - value,
        width_mm,
        size,
        form.number("bar_line_pt") * _POINT_MM,
        form.number("target_line_pt") * _POINT_MM,
        form.text("bar_grey"),
    )


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}">{escape(words)}</text>'


def _bar(bar: Bar, top: float, frame: _Frame) -> tuple[str, float]:
    """One row of the drawing and its height."""
    lines = set_lines(protect(bar.label), frame.size_pt, frame.start - _SIDE_MM)
    height = max(_BAR_MM + 2 * (_OVER_MM + _PAD_MM), len(lines) * _LINE_MM + 0.6)
    middle = top + height / 2
    first = middle - (len(lines) - 1) * _LINE_MM / 2 + frame.size_pt * _POINT_MM * 0.34
    parts = [_text(0, first + number * _LINE_MM, line) for number, line in enumerate(lines)]
    y = middle - _BAR_MM / 2
    parts.append(
        f'<path d="M{frame.start:.2f} {top:.2f}V{top + height:.2f}" stroke="#000"'
        f' stroke-width="{frame.thin:.3f}"/>'
    )
    if bar.value:
        parts.append(
            f'<rect x="{frame.start:.2f}" y="{y:.2f}" width="{frame.at(bar.value) - frame.start:.2f}"'
            f' height="{_BAR_MM}" fill="#{frame.grey}" stroke="#000" stroke-width="{frame.thin:.3f}"/>'
        )
    if bar.target is not None:
        parts.append(
            f'<path d="M{frame.at(bar.target):.2f} {y - _OVER_MM:.2f}v{_BAR_MM + 2 * _OVER_MM:.2f}"'
            f' stroke="#000" stroke-width="{frame.thick:.3f}"/>'
        )
    parts.append(_text(frame.edge, middle + frame.size_pt * _POINT_MM * 0.34, bar.text, "end"))
    return "".join(parts), height


def _axis(y: float, frame: _Frame, note_pt: float) -> str:
    ticks = _FEW_TICKS if frame.end - frame.start < _FEW_BELOW_MM else _TICKS
    marks = "".join(f"M{frame.at(tick / 100):.2f} {y:.2f}v{_TICK_MM}" for tick in ticks)
    numbers = "".join(_text(frame.at(tick / 100), y + 5.4, str(tick), "middle") for tick in ticks)
    return (
        f'<path d="M{frame.start:.2f} {y:.2f}H{frame.end:.2f}{marks}" fill="none" stroke="#000"'
        f' stroke-width="{frame.thin:.3f}"/><g font-size="{note_pt * _POINT_MM:.3f}">{numbers}</g>'
    )


def draw(figure: Figure, width_mm: float, form: Form) -> Drawing:
    """The bars of `figure`, `width_mm` wide; title and legend are set by the writer."""
    frame = _frame(figure, width_mm, form)
    top, rows = 0.6, []
    for bar in figure.bars:
        row, height = _bar(bar, top, frame)
        rows.append(row)
        top += height
    high = top + _AXIS_MM
    said = "; ".join(f"{bar.label}: {bar.text}" for bar in figure.bars)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width_mm:.2f} {high:.2f}" role="img"'
        f' aria-label="{escape(f"{figure.title}. {said}.")}" font-family="{FACE}"'
        f' font-size="{frame.size_pt * _POINT_MM:.3f}" fill="#000">'
        f"{''.join(rows)}{_axis(top, frame, form.number('note_pt'))}</svg>"
    )
    return Drawing(svg, width_mm, high)
