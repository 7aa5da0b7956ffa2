"""The period of a page: ?tu=2021-12&den=2024-05, and for reviews the paper's day ?ngay=2024-06-18
(a form sends it as it was typed: 18/06/2024)."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from sotay.core.errors import DomainError
from sotay.core.period import (
    Period,
    first_day,
    format_month,
    last_day,
    month_of,
    next_month,
    parse_month,
    previous_month,
)
from sotay.core.vietnamese import format_month_paper
from sotay.facts.drill import last_recorded_month
from sotay.programmes.rules import Programme, programme
from sotay.web.fields import Unreadable, read_day

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

LONGEST = 120
STRUCTURE = {"co-cau": "nay"}
"""What an address says for the second reading."""
EARLIEST = 200001


@dataclass(frozen=True, slots=True)
class Window:
    """The months a page speaks of, as a report of `report_date` counts them.

    `dated`: the day was asked for, and links keep it. `error`: what to do about a wrong address;
    `typed`: the day that could not be read, as it came. `structure`: the flows are read under the
    structure of the report's day (indicators.md, definition 8), and links keep that.
    """

    period: Period
    report_date: date
    default: Period
    dated: bool = False
    error: str = ""
    typed: str = ""
    structure: bool = False

    def query(self, **more: str | int | None) -> str:
        """The address's part after "?", with further parameters; empty ones are left out."""
        found: dict[str, str] = {"tu": format_month(self.period.first), "den": format_month(self.period.last)}
        if self.dated:
            found["ngay"] = self.report_date.isoformat()
        if self.structure:
            found |= STRUCTURE
        return urlencode(found | {k: str(v) for k, v in more.items() if v})

    def form(
        self, action: str, *, dates: bool = False, hidden: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """What components/period_form.html asks for; with `dates` the report's own day is asked too.
        `hidden`: what else the address keeps."""
        kept = dict(hidden or {})
        if self.dated and not dates:
            kept["ngay"] = self.report_date.isoformat()
        if self.structure:
            kept |= STRUCTURE
        return {
            "action": action,
            "months": _months(self),
            "first": format_month(self.period.first),
            "last": format_month(self.period.last),
            "dated": dates,
            "day": self.typed or self.report_date,
            "hidden": [(k, v) for k, v in kept.items() if v],
            "error": self.error,
        }


def carried(query: QueryDict) -> str:
    """ "?tu=…&den=…&ngay=…" that was asked for, for links of the same visit; "" without one. What is
    wrong in it is left behind."""
    found: dict[str, object] = {}
    for name, read in (("tu", _same_month), ("den", _same_month), ("ngay", read_day)):
        with suppress(ValueError):
            found[name] = read(query.get(name, ""))
    return f"?{urlencode(found)}" if found else ""


def _same_month(text: str) -> str:
    return format_month(parse_month(text))


def default_programme() -> Programme:
    """The programme whose aims the pages show: what this installation carries out, or none."""
    return programme(settings.PROGRAMME)


def window_of(query: QueryDict, organisation: "Organisation", today: date) -> Window:
    """Read the period of an address; a wrong one falls back to the default and says so."""
    asked = query.get("ngay", "").strip()
    report_date, dated, error = _report_date(asked, today)
    typed = asked if error else ""
    default = default_period(organisation, today)
    try:
        first = _month(query.get("tu", ""), default.first)
        last = _month(query.get("den", ""), default.last)
        period = _period(first, last)
    except DomainError as wrong:
        return Window(default, report_date, default, dated, str(wrong), typed)
    return Window(period, report_date, default, dated, error, typed)


def default_period(organisation: "Organisation", today: date) -> Period:
    """From the programme's first month to the last month with records, or the last one passed; without a
    programme, from January of the year before."""
    passed = previous_month(month_of(today))
    last = last_recorded_month(organisation, before=passed) or passed
    first = default_programme().first_month or (last // 100 - 1) * 100 + 1
    return Period(min(first, last), last)


def _month(text: str, default: int) -> int:
    if not text:
        return default
    try:
        month = parse_month(text)
    except ValueError as error:
        raise DomainError("Chọn lại tháng đầu và tháng cuối.") from error
    if not EARLIEST <= month <= 209912:
        raise DomainError("Chọn tháng từ năm 2000 đến năm 2099.")
    return month


def _period(first: int, last: int) -> Period:
    if first > last:
        raise DomainError("Tháng đầu phải trước hoặc trùng tháng cuối; đồng chí chọn lại.")
    if (last // 100 - first // 100) * 12 + last % 100 - first % 100 + 1 > LONGEST:
        raise DomainError("Chọn nhiều nhất 10 năm (120 tháng).")
    return Period(first, last)


def _report_date(text: str, today: date) -> tuple[date, bool, str]:
    if not text:
        return today, False, ""
    try:
        day = read_day(text)
    except Unreadable:
        return today, False, "Viết lại ngày của báo cáo: ngày/tháng/năm, ví dụ 18/06/2024."
    if not 2000 <= day.year <= 2099:
        return today, False, "Viết ngày từ năm 2000 đến năm 2099."
    return day, True, ""


def _months(window: Window) -> list[tuple[str, str]]:
    """Months to choose from: around the default, and whatever is chosen."""
    first = min(window.default.first, window.period.first)
    last = max(window.default.last, window.period.last, previous_month(month_of(window.report_date)))
    months = [max(first, EARLIEST)]
    while months[-1] < last and len(months) < 2 * LONGEST:
        months.append(next_month(months[-1]))
    return [(format_month(m), format_month_paper(m)) for m in months]


def spans(first: int, last: int) -> tuple[date, date]:
    """First and last day of whole months."""
    return first_day(first), last_day(last)
