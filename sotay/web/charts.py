"""Charts drawn on the server: plain data in, SVG text out.

Pure functions, no style attributes (the content security policy forbids them), no script.
Every chart carries its finding as `<title>`; the page puts the same figures in a table beside it.
Lines are told apart by dash and by the name at their end, so that they survive a grey copy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor
from textwrap import wrap

from sotay.core.vietnamese import format_percent

INK = "#1c1a17"
INK_2 = "#47423b"
RED = "#8c1620"
LINE = "#dcd7ce"
BAR = "#b9b9b9"
_ROMAN = ("I", "II", "III", "IV")
_DASHES = ("", "12 5", "12 4 3 4", "5 5")
_LABEL_ROOM = 17  # letters of a name that fit beside its value at the end of a wide line


@dataclass(frozen=True, slots=True)
class Series:
    """One line: full name, name for the narrow drawing, ratios 0…1 in the order of the ticks.

    None in `values` (nothing due, nothing known) breaks the line. `strong` draws it in the one red.
    """

    label: str
    short: str
    values: tuple[float | None, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A point of the time axis: its name on the wide and on the narrow drawing; "" leaves it unnamed."""

    wide: str
    narrow: str = ""


@dataclass(frozen=True, slots=True)
class LineChart:
    """Ratios over time. `title` is the finding in one sentence; `target` a ratio or None."""

    title: str
    ticks: tuple[Tick, ...]
    series: tuple[Series, ...]
    target: float | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a drawing puts things, in its own units."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    font: int
    narrow: bool


_WIDE = _Frame(1040, 330, 66, 800, 28, 290, 17, False)
_NARROW = _Frame(330, 290, 58, 205, 26, 236, 16, True)


def line_chart(chart: LineChart, *, narrow: bool, ident: str) -> str:
    """The SVG of a chart, for the desk or (narrow) for a phone; `ident` is unique on the page."""
    frame = _NARROW if narrow else _WIDE
    known = [v for s in chart.series for v in s.values if v is not None]
    low, step = _axis([*known, *([chart.target] if chart.target is not None else [])])
    body = [_grid(frame, low, step, chart.target), _tick_names(frame, chart.ticks)]
    body += [_line(frame, low, s, i) for i, s in enumerate(chart.series)]
    body.append(_end_names(frame, low, chart.series))
    css = "narrow" if narrow else "wide"
    name = f"{ident}-{css}"
    return (
        f'<svg class="chart--{css}" viewBox="0 0 {frame.width:g} {frame.height:g}" '
        f'role="img" aria-labelledby="{escape(name)}" font-size="{frame.font}" fill="{INK}">'
        f'<title id="{escape(name)}">{escape(chart.title)}</title>{"".join(body)}</svg>'
    )


def _axis(values: Sequence[float]) -> tuple[int, int]:
    """Lowest grid line and step, in per cent; the top is always 100."""
    lowest = min((v * 100 for v in values), default=0.0)
    for step in (5, 10, 20):
        low = floor(lowest / step + 1e-9) * step
        low = max(0, min(low, 100 - 2 * step))
        if (100 - low) / step <= 6:
            return low, step
    return 0, 20


def _y(frame: _Frame, low: int, ratio: float) -> float:
    share = (min(max(ratio * 100, low), 100) - low) / (100 - low)
    return frame.bottom - share * (frame.bottom - frame.top)


def _x(frame: _Frame, index: int, count: int) -> float:
    if count < 2:
        return (frame.left + frame.right) / 2
    return frame.left + index * (frame.right - frame.left) / (count - 1)


def _text(x: float, y: float, text: str, *, extra: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{extra}>{escape(text)}</text>'


def _grid(frame: _Frame, low: int, step: int, target: float | None) -> str:
    """Lines and their names. A grid line that the target would strike through gives way to it."""
    parts = []
    mark = None if target is None else _y(frame, low, target)
    for percent in range(ceil(low / step) * step, 101, step):
        y = _y(frame, low, percent / 100)
        if mark is None or abs(y - mark) >= frame.font + 2:
            parts.append(_rule(frame, y, f"{percent}%", f'stroke="{LINE}"'))
    if target is not None:
        y = _y(frame, low, target)
        dotted = f'stroke="{INK}" stroke-width="2" stroke-dasharray="2 4"'
        parts.append(_rule(frame, y, format_percent(target), dotted))
        if not frame.narrow:
            parts.append(_text(frame.left + 6, y - 7, "Mục tiêu", extra=' font-weight="600"'))
    return "".join(parts)


def _rule(frame: _Frame, y: float, name: str, stroke: str) -> str:
    label = _text(frame.left - 8, y + 5, name, extra=' text-anchor="end"')
    return f'<path d="M{frame.left:g} {y:.1f}H{frame.right:g}" {stroke}/>{label}'


def ticks_of(spans: Sequence[int]) -> tuple[Tick, ...]:
    """Names of months (yyyymm), quarters (yyyyq) or years (yyyy) on an axis.

    Years and quarters all have a name on the wide drawing, of months every third; the year stands with
    the first of each. The narrow drawing names only the first ones of years.
    """
    per_year = {4: 1, 5: 10, 6: 100}[len(str(spans[0]))] if spans else 1
    firsts = {i for i, span in enumerate(spans) if per_year == 1 or span % per_year == 1}
    narrow = firsts or {0}
    return tuple(
        _tick(span, per_year, named=i in firsts or i == 0, narrow=i in narrow) for i, span in enumerate(spans)
    )


def _tick(span: int, per_year: int, *, named: bool, narrow: bool) -> Tick:
    if per_year == 1:
        return Tick(str(span), str(span))
    part, year = span % per_year, f"/{span // per_year % 100:02d}"
    word = _ROMAN[part - 1] if per_year == 10 else str(part)
    full = word + year
    if per_year == 10:
        return Tick(full if named else word, full if narrow else "")
    if part == 12 and named:  # the January beside it carries the year
        return Tick("", full if narrow else "")
    wide = full if named else word if part % 3 == 1 else ""
    return Tick(wide, full if narrow else "")


def _tick_names(frame: _Frame, ticks: Sequence[Tick]) -> str:
    names = []
    for index, tick in enumerate(ticks):
        if name := tick.narrow if frame.narrow else tick.wide:
            x = _x(frame, index, len(ticks))
            names.append(_text(x, frame.bottom + 32, name, extra=' text-anchor="middle"'))
    return "".join(names)


def _stroke(series: Series, index: int) -> tuple[str, str]:
    """Colour and stroke attributes of a line."""
    if series.strong:
        return RED, f'stroke="{RED}" stroke-width="4"'
    dash = _DASHES[index % len(_DASHES)]
    pattern = f' stroke-dasharray="{dash}"' if dash else ""
    return INK_2, f'stroke="{INK_2}" stroke-width="2.5"{pattern}'


def _line(frame: _Frame, low: int, series: Series, index: int) -> str:
    """The line in pieces (None breaks it); a lone point becomes a dot."""
    colour, stroke = _stroke(series, index)
    parts, piece = [], list[tuple[float, float]]()
    count = len(series.values)
    for position, value in enumerate((*series.values, None)):
        if value is not None:
            piece.append((_x(frame, position, count), _y(frame, low, value)))
            continue
        if len(piece) > 1:
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in piece)
            parts.append(f'<polyline points="{points}" fill="none" {stroke} stroke-linejoin="round"/>')
        elif piece:
            parts.append(f'<circle cx="{piece[0][0]:.1f}" cy="{piece[0][1]:.1f}" r="4" fill="{colour}"/>')
        piece = []
    return "".join(parts)


def _end_names(frame: _Frame, low: int, series: Sequence[Series]) -> str:
    """Name and last value at the end of each line, moved apart where lines end close together."""
    ends = []
    for index, one in enumerate(series):
        known = [(i, v) for i, v in enumerate(one.values) if v is not None]
        if known:
            position, value = known[-1]
            ends.append((index, _x(frame, position, len(one.values)), _y(frame, low, value), value))
    gap = 42.0 if frame.narrow else 24.0
    spread = _spread([y for _, _, y, _ in ends], gap, frame.top, frame.bottom)
    parts = []
    for (index, x, y, value), label_y in zip(ends, spread, strict=True):
        colour, _ = _stroke(series[index], index)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>')
        extra = f' fill="{colour}" font-weight="600"'
        if frame.narrow:
            parts.append(_text(frame.right + 12, label_y - 3, series[index].short, extra=extra))
            parts.append(_text(frame.right + 12, label_y + 15, format_percent(value), extra=extra))
        else:
            one = series[index]
            name = one.label if len(one.label) <= _LABEL_ROOM else one.short
            name = f"{name} {format_percent(value)}"
            parts.append(_text(frame.right + 14, label_y + 5, name, extra=extra))
    return "".join(parts)


def _spread(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Positions near the wanted ones, at least `gap` apart, inside top…bottom where that is possible."""
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    placed = [0.0] * len(wanted)
    floor_y = top
    for index in order:
        placed[index] = max(wanted[index], floor_y)
        floor_y = placed[index] + gap
    ceiling = bottom
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return placed


def meter(value: float | None, target: float | None) -> str:
    """A lying bar from 0 to 100% with a stroke at the target. The numbers stand beside it as text."""
    parts = ['<rect class="meter__track" x="0" y="5" width="100%" height="10" rx="5"/>']
    if value:
        parts.append(f'<rect class="meter__value" x="0" y="5" width="{_share(value)}" height="10" rx="5"/>')
    if target is not None:
        at = _share(target)
        for name in ("meter__gap", "meter__target"):
            parts.append(f'<line class="{name}" x1="{at}" x2="{at}" y1="0" y2="20"/>')
    return f'<svg class="meter" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def _share(ratio: float) -> str:
    return f"{min(max(ratio, 0), 1) * 100:.1f}%"


@dataclass(frozen=True, slots=True)
class LyingBar:
    """One row of a paper's figure: ratio and target 0…1 (None: nothing known), value as text."""

    label: str
    value: float | None
    target: float | None
    text: str


def bar_chart(title: str, bars: Sequence[LyingBar], *, narrow: bool, ident: str) -> str:
    """Lying bars with target strokes, as on the paper: grey, black stroke, value in its own column."""
    width, right, letters = (330, 262, 36) if narrow else (640, 560, 72)
    y, parts = 20, []
    for bar in bars:
        for line in wrap(bar.label, letters) or [""]:
            parts.append(_text(1, y, line))
            y += 21
        parts.append(_lying(bar, y - 9, right))
        y += 45
    for percent, anchor in ((0, "start"), (50, "middle"), (100, "end")):
        x = 1 + (right - 1) * percent / 100
        parts.append(_text(x, y - 8, str(percent), extra=f' text-anchor="{anchor}" fill="{INK_2}"'))
    css = "narrow" if narrow else "wide"
    name = escape(f"{ident}-{css}")
    return (
        f'<svg class="chart--{css}" viewBox="0 0 {width} {y}" role="img" aria-labelledby="{name}" '
        f'font-size="17" fill="{INK}"><title id="{name}">{escape(title)}</title>{"".join(parts)}</svg>'
    )


def _lying(bar: LyingBar, y: float, right: float) -> str:
    """Frame, grey bar, target stroke and the value at the right; the frame is 18 high."""
    room = right - 1
    parts = [
        f'<rect x="1" y="{y}" width="{room}" height="18" fill="none" stroke="{INK}" stroke-width="0.5"/>'
    ]
    if bar.value:
        length = room * min(bar.value, 1)
        parts.append(f'<rect x="1" y="{y}" width="{length:.1f}" height="18" fill="{BAR}" stroke="{INK}"/>')
    if bar.target is not None:
        parts.append(f'<path d="M{1 + room * bar.target:.1f} {y - 3}v26" stroke="#000" stroke-width="3"/>')
    parts.append(_text(right + 10, y + 15, bar.text, extra=' font-weight="700"'))
    return "".join(parts)


def finding(label: str, values: Sequence[float | None], target: float | None) -> str:
    """The news of a line in one sentence, for a chart's title.

    "Khối xã, thị trấn tăng từ 81,6% lên 88,1%, chưa tới mục tiêu 90%."
    """
    known = [v for v in values if v is not None]
    if not known:
        return f"{label}: chưa đủ số liệu."
    first, last = format_percent(known[0]), format_percent(known[-1])
    if first == last:
        words = _level(label, known)
    else:
        verb = ("tăng từ", "lên") if known[-1] > known[0] else ("giảm từ", "xuống")
        words = f"{label} {verb[0]} {first} {verb[1]} {last}"
    if target is None:
        return f"{words}."
    return f"{words}, {'đạt' if known[-1] >= target else 'chưa tới'} mục tiêu {format_percent(target)}."


def _level(label: str, known: Sequence[float]) -> str:
    """A line that ends where it began; what it did between is not passed over."""
    said = {format_percent(v) for v in known}
    last = format_percent(known[-1])
    if len(known) == 1:
        return f"{label} đạt {last}"
    return f"{label} giữ ở mức {last}" if len(said) == 1 else f"{label} đầu kỳ và cuối kỳ đều là {last}"
