"""Sentences and set phrases of a review. Words come from records; adjectives are left to persons."""

from datetime import date
from fractions import Fraction

from sotay.core.period import Period
from sotay.core.vietnamese import (
    NBSP,
    format_date_paper,
    format_int,
    format_month_paper,
    format_percent,
    format_points,
    format_quarter,
    printed_percent,
)
from sotay.facts.figures import Figure
from sotay.facts.registry import Unit
from sotay.programmes.rules import Target

BLOCK_SHORT = {
    "commune": "xã, thị trấn",
    "agency": "cơ quan hành chính, đơn vị sự nghiệp",
    "enterprise": "doanh nghiệp",
    "armed": "lực lượng vũ trang",
    "other": "khác",
}
BLOCK_TITLE = {
    "commune": "Xã, thị trấn",
    "agency": "Cơ quan hành chính, đơn vị sự nghiệp",
    "enterprise": "Doanh nghiệp",
    "armed": "Lực lượng vũ trang",
    "other": "Khối khác",
}
UNIT_WORD = {
    Unit.MONTHS: "chi bộ–tháng",
    Unit.QUARTERS: "chi bộ–quý",
    Unit.MEETINGS: "buổi",
    Unit.CELLS: "chi bộ",
    Unit.TASKS: "nhiệm vụ",
    Unit.VISITS: "lượt",
}
UNKNOWN = "chưa đủ số liệu"
DASH = "–"


def exact(figure: Figure) -> Fraction | float | None:
    """The ratio without rounding; None when nothing is due."""
    if not figure.denominator:
        return None
    if isinstance(figure.numerator, int):
        return Fraction(figure.numerator, figure.denominator)
    return figure.numerator / figure.denominator


def shown(figure: Figure) -> Fraction | None:
    """The ratio as it is printed, to a tenth of a percent, below 100% never 100%; None when nothing is due.

    Differences are taken of these: what a reader subtracts on the page is what stands beside it.
    """
    ratio = exact(figure)
    return None if ratio is None else Fraction(printed_percent(ratio)) / 100


def anything_known(figure: Figure) -> bool:
    """Whether any record stands behind a ratio: without one it is no result, only missing."""
    return figure.coverage is None or figure.coverage.known > 0 or figure.numerator > 0


def unrecorded(figure: Figure | None) -> bool:
    """Something is due and next to nothing of it is recorded: missing, which is not the same as undone."""
    if figure is None or not figure.denominator:
        return False
    coverage = figure.coverage
    return (coverage is not None and scarce(coverage.known, coverage.due)) or not anything_known(figure)


def scarce(known: int, due: int) -> bool:
    """Less than a tenth (ours, ADR 0012): one meeting of 11.992 says nothing of a district's tasks."""
    return known * 10 < due


def thin(figure: Figure) -> bool:
    """Less than half of what is due is known (ours): too little to be held against an aim, or drawn."""
    coverage = figure.coverage
    return coverage is not None and coverage.known * 2 < coverage.due


def known_part(figure: Figure) -> str:
    """số liệu của 1/11.992 buổi; "" where everything is known (indicators.md, definition 13)."""
    coverage = figure.coverage
    if coverage is None or coverage.known == coverage.due:
        return ""
    return f"số liệu của {coverage_words(figure)}"


def percent(figure: Figure | None, *, missing: str = UNKNOWN) -> str:
    """85% · 90,1% · trên 99,9% · – when nothing is due; never 0% for what nobody has recorded."""
    if unrecorded(figure):
        return missing
    ratio = exact(figure) if figure else None
    return DASH if ratio is None else format_percent(ratio)


def counts(figure: Figure | None) -> str:
    """360/400; empty when there is nothing to count, nothing is recorded, or for a mean of ratios."""
    if figure is None or unrecorded(figure) or not figure.denominator:
        return ""
    if not isinstance(figure.numerator, int):
        return ""
    return f"{format_int(figure.numerator)}/{format_int(figure.denominator)}"


def ratio_words(figure: Figure | None) -> str:
    """90% (360/400)."""
    ratio, behind = percent(figure), counts(figure)
    return f"{ratio} ({behind})" if behind else ratio


def gap_words(figure: Figure, target: Target) -> str:
    """The difference from the aim in percentage points: −5, 0, +10; – when nothing is due or recorded."""
    ratio = shown(figure)
    if ratio is None or unrecorded(figure):
        return DASH
    return format_points(ratio - Fraction(str(target.value)))


def missing_words(figure: Figure, target: Target) -> str:
    """How far a figure stays below its aim, in percentage points: 5 · dưới 0,1 where it prints as reached."""
    missing = Fraction(str(target.value)) - (shown(figure) or 0)
    return format_points(missing).lstrip("+") if missing > 0 else "dưới 0,1"


def target_words(target: Target) -> str:
    """100% · ≥ 90%."""
    aim = format_percent(Fraction(str(target.value)))
    return aim if target.value == 1 else f"≥{NBSP}{aim}"


def period_words(period: Period) -> str:
    """12/2021–5/2024; one month alone 5/2024."""
    if period.first == period.last:
        return format_month_paper(period.first)
    return f"{format_month_paper(period.first)}–{format_month_paper(period.last)}"


def length_words(period: Period) -> str:
    """03 năm; below a year 06 tháng. Two and a half years count as the third one."""
    months = len(period.months)
    if months < 12:
        return f"{months:02d} tháng"
    return f"{(months * 2 + 12) // 24:02d} năm"


def year_words(period: Period, year: int) -> str:
    """Năm 2022 · 5 tháng 2024 · tháng 7–12/2021."""
    part = period.year_part(year)
    first, last = part.first % 100, part.last % 100
    if (first, last) == (1, 12):
        return f"Năm {year}"
    if first == 1:
        return f"{last} tháng {year}"
    return f"Tháng {first}/{year}" if first == last else f"Tháng {first}–{last}/{year}"


QUARTERLY = "meeting.thematic"
"""The indicator that counts quarters: only whole ones."""


def quarters_words(period: Period, year: int) -> str:
    """Năm 2022 · Quý I/2024 · Quý II–IV/2021: the whole quarters of a year's part; as `year_words` without
    one."""
    quarters = period.year_part(year).whole_quarters
    if not quarters or len(quarters) == 4:
        return year_words(period, year)
    first, last = (format_quarter(quarter).removeprefix("quý ") for quarter in (quarters[0], quarters[-1]))
    return f"Quý {first}" if first == last else f"Quý {first.partition('/')[0]}–{last}"


def shown_years(period: Period) -> list[int]:
    """Years with a column of their own: at least three months of the period lie in them."""
    return [y for y in period.years if len(period.year_part(y).months) >= 3]


def as_at_words(day: date, period: Period) -> str:
    """tháng 5/2024 when the day is the period's last, else the day itself."""
    if day == period.last_day:
        return f"tháng {format_month_paper(period.last)}"
    return f"ngày {format_date_paper(day)}"


def coverage_words(figure: Figure | None) -> str:
    """400/400 chi bộ."""
    if figure is None or figure.coverage is None or not figure.coverage.due:
        return UNKNOWN
    c = figure.coverage
    return f"{format_int(c.known)}/{format_int(c.due)} {UNIT_WORD[c.unit]}"


def lower_first(text: str) -> str:
    """Khối xã → khối xã; leaves a proper name alone."""
    return text[:1].lower() + text[1:]


def span_words(period: Period) -> str:
    """tháng 5 năm 2024 · quý II năm 2024 · năm 2023; any other period from month to month."""
    year, month = divmod(period.last, 100)
    if period.first == period.last:
        return f"tháng {month} năm {year}"
    if len(period.months) == 3 and len(period.whole_quarters) == 1:
        return f"quý {('I', 'II', 'III', 'IV')[month // 3 - 1]} năm {year}"
    if len(period.months) == 12 and month == 12:
        return f"năm {year}"
    first, last = format_month_paper(period.first), format_month_paper(period.last)
    return f"từ tháng {first} đến tháng {last}"
