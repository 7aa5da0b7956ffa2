"""Raw values in Vietnamese words: pure functions, each also a template filter of the same name.

The shape shared by every page is the **figure** (a mapping or an object with these names):

    code          "meeting.thematic_cells"
    label         what is counted, in words
    numerator     int (a float only for the mean)
    denominator   int, or None for a count
    value         ratio 0…1, or the count itself; None when nothing is due or known
    unknown       no record stands behind it: missing, not zero (`value` is None)
    reason        why `value` is None, in words, else ""
    unit          what the denominator counts: "chi bộ", "lượt", "tháng", "quý", "buổi"; "" if none
    coverage      {known, due, unit} or None; may hold `beside`: another {known, due, unit}
    target        {operator, value} or None; operator ">=" or "="
    gap           value − target as a difference of ratios, or None
    met           whether the target is met; None without target or value
    url           the page of its records; "" or None when there is none
    formula       how it is counted, in words
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from sotay.core import vietnamese as vn
from sotay.core.period import Period

DASH = "–"


def part(thing: Any, name: str, default: Any = None) -> Any:
    """A named part of a mapping or of an object; `default` when it has none."""
    if thing is None:
        return default
    if isinstance(thing, Mapping):
        return thing.get(name, default)
    return getattr(thing, name, default)


def pieces(text: Any) -> list[dict[str, str]]:
    """A text of a paper (`text`, `links`: reporting's `Paragraph`, `Note`) cut at the figures in it: {text,
    url or ""}."""
    found, rest = [], str(part(text, "text"))
    for link in part(text, "links"):
        before, words, after = rest.partition(link.words)
        if words:
            found += [{"text": before, "url": ""}, {"text": words, "url": link.opens}]
            rest = after
    return [piece for piece in [*found, {"text": rest, "url": ""}] if piece["text"]]


# Numbers, dates, months -----------------------------------------------------------------------


def vn_int(number: int | None) -> str:
    """9255 → 9.255; None → –."""
    return DASH if number is None else vn.format_int(int(number))


def vn_number(number: float | None) -> str:
    """A count as it is, a real number with one decimal: 1204 → 1.204; 338.25 → 338,3."""
    if number is None:
        return DASH
    return vn.format_int(number) if isinstance(number, int) else vn.format_decimal(number)


def percent(numerator: float | None, denominator: float | None) -> str:
    """`{{ 360|percent:400 }}` → 90%; – when nothing is due."""
    return DASH if numerator is None or not denominator else vn.format_percent(numerator / denominator)


def ratio(value: float | None) -> str:
    """0.9 → 90%; None → –."""
    return DASH if value is None else vn.format_percent(value)


def points(difference: float | None) -> str:
    """A difference of ratios in percentage points: −0.05 → −5; None → –."""
    return DASH if difference is None else vn.format_points(difference)


def vn_date(day: date | None) -> str:
    """dd/mm/yyyy; a moment is taken in local time. None → –."""
    if day is None or day == "":
        return DASH
    return vn.format_date(timezone.localtime(day).date() if isinstance(day, datetime) else day)


def vn_moment(at: datetime | None) -> str:
    """14:20, 11/06/2024 in local time; None → –."""
    if at is None or at == "":
        return DASH
    local = timezone.localtime(at)
    return f"{local:%H:%M}, {vn.format_date(local.date())}"


def month(number: int | None) -> str:
    """202405 → 5/2024; None → –."""
    return vn.format_month_paper(int(number)) if number else DASH


def quarter(number: int | None) -> str:
    """20241 → quý I/2024; None → –."""
    return vn.format_quarter(int(number)) if number else DASH


def period(span: Period | Mapping[str, int] | None) -> str:
    """12/2021 – 5/2024, or one month."""
    first, last = part(span, "first"), part(span, "last")
    if not first or not last:
        return DASH
    return month(first) if first == last else f"{month(first)} – {month(last)}"


# Figures in words -----------------------------------------------------------------------------


def figure_value(figure: Any) -> str:
    """A ratio as a percentage, a count as it is, – when there is none."""
    if part(figure, "value") is None:
        return DASH
    if part(figure, "denominator") is None:
        return vn_number(part(figure, "value"))
    return vn.format_percent(part(figure, "value"))


def figure_counts(figure: Any) -> str:
    """360/400 chi bộ; a count: its unit; the reason when there is no value."""
    unit = part(figure, "unit", "") or ""
    if part(figure, "value") is None:
        return part(figure, "reason", "") or "chưa đủ số liệu"
    if part(figure, "denominator") is None:
        return unit
    if not isinstance(part(figure, "numerator"), int):
        # A mean: its numerator is a sum of ratios, which counts nothing that anybody could look up.
        return f"bình quân {vn_int(part(figure, 'denominator'))} {unit}".strip()
    counts = f"{vn_number(part(figure, 'numerator'))}/{vn_number(part(figure, 'denominator'))}"
    return f"{counts} {unit}".strip()


def target_words(target: Any) -> str:
    """{">=", 0.9} → từ 90%; {"=", 1} → 100%."""
    if target is None:
        return DASH
    value = part(target, "value")
    exact = value >= 1 or part(target, "operator") == "="
    return vn.format_percent(value) if exact else f"từ {vn.format_percent(value)}"


def coverage_words(coverage: Any) -> str:
    """398/400 chi bộ, 11.990/12.000 tháng; the unit is never broken. Of what is not due only the rest."""
    if coverage is None:
        return ""
    if not part(coverage, "due") and part(coverage, "beside"):
        return coverage_words(part(coverage, "beside"))
    counts = f"{vn_int(part(coverage, 'known'))}/{vn_int(part(coverage, 'due'))}"
    unit = (part(coverage, "unit", "") or "").replace(" ", vn.NBSP)
    words = f"{counts} {unit}".strip()
    beside = coverage_words(part(coverage, "beside"))
    return f"{words}, {beside}" if beside else words


def verdict(figure: Any, *, short: bool = False) -> tuple[str, str] | None:
    """Status and word of a figure against its target; None when there is nothing to say."""
    if part(figure, "target") is None:
        return None
    if part(figure, "value") is None:
        return "none", "Chưa có số liệu" if part(figure, "unknown") else "Chưa đủ số liệu"
    if part(figure, "met"):
        return "ok", "Đạt" if short else "Đạt mục tiêu"
    missing = vn.format_decimal(abs(part(figure, "gap") or 0) * 100)
    missing = "dưới 0,1" if missing == "0" else missing
    return "warn", f"Thiếu {missing}" if short else f"Thiếu {missing} điểm %"


def missed(figures: Iterable[Any]) -> list[Any]:
    """The figures that miss their target."""
    return [f for f in figures if part(f, "target") is not None and part(f, "met") is False]


def aimed(figures: Iterable[Any]) -> list[Any]:
    """The figures that have a target."""
    return [f for f in figures if part(f, "target") is not None]


def missed_first(figures: Iterable[Any]) -> list[Any]:
    """Missed targets first, then those not yet known, then met ones; otherwise as given."""
    order = {False: 0, None: 1, True: 2}
    return sorted(figures, key=lambda f: order[part(f, "met")])
