"""Days, months and times as people here write them, in every form.

The browser's own date control shows day and month in the order of the browser's language, which is often
not Vietnamese: 03/06 is read as 6 March. So these are plain text, in one order, forgiving in how it is
typed; what cannot be read stays in the box with what to do beside it.

`DateField`, `MonthField`, `TimeField` for forms; `day_input` for a page's small form without one;
`read_day`, `read_month`, `read_time` for addresses. Addresses themselves carry days as 2026-06-03.
"""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from sotay.core.vietnamese import fold, format_date

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})", re.ASCII)
_DAY_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MONTH = re.compile(r"(?:thang )?(?:(\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{4})|(\d{1,2}) nam (\d{4}))", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2}) ?(?:[:.h]|gio) ?(\d{2})?(?: ?phut)?|(\d{2})(\d{2})", re.ASCII)
YEARS = range(1900, 2200)


class Unreadable(ValueError):
    """What was typed is no day, month or time."""


class _NoSuchDay(Unreadable):
    """Written as a day, but the calendar has none such."""


def _numbers(pattern: re.Pattern[str], text: str) -> list[int] | None:
    found = pattern.fullmatch(text)
    return [int(part) for part in found.groups() if part] if found else None


def _plain(text: str) -> str:
    """Folded to what the patterns read: blanks around the signs between numbers do not count."""
    return re.sub(r"(?<=[/.\-:]) | (?=[/.\-:])", "", fold(text)) if text.isprintable() else ""


def read_day(text: str) -> date:
    """3/6/2026, 03-06-2026, 03.06.2026, 03062026, ngày 3 tháng 6 năm 2026, and 2026-06-03 of addresses.

    Raises Unreadable for anything else.
    """
    plain = _plain(text)
    if backwards := _numbers(_ISO, plain):
        year, month, day = backwards
    elif found := _numbers(_DAY, plain) or _numbers(_DAY_WORDS, plain):
        day, month, year = found
    else:
        raise Unreadable("not a day")
    try:
        if year in YEARS:
            return date(year, month, day)
    except ValueError as error:
        raise _NoSuchDay from error
    raise _NoSuchDay


def read_month(text: str) -> int:
    """6/2026, 06-2026, 062026, tháng 6/2026, tháng 6 năm 2026, and 2026-06 of addresses → 202606.

    Raises Unreadable for anything else.
    """
    plain = _plain(text)
    if backwards := _numbers(_ISO_MONTH, plain):
        year, month = backwards
    elif found := _numbers(_MONTH, plain):
        month, year = found
    else:
        raise Unreadable("not a month")
    if not (1 <= month <= 12 and year in YEARS):
        raise Unreadable("no such month")
    return year * 100 + month


def read_time(text: str) -> time:
    """19:30, 19h30, 19h, 19.30, 1930, 19 giờ 30 phút. Raises Unreadable for anything else."""
    found = _numbers(_TIME, _plain(text))
    hour, minute = ([*(found or [99]), 0])[:2]
    if hour > 23 or minute > 59:
        raise Unreadable("not a time")
    return time(hour, minute)


def write_month(month: int) -> str:
    """202606 → 06/2026, as the box of a month shows it."""
    return f"{month % 100:02d}/{month // 100}"


class _TypedInput(forms.TextInput):
    """Text with a keypad of digits. `pattern` and `title` are what a browser checks on its own."""

    def __init__(self, pattern: str, title: str, **attrs: str) -> None:
        shown = {"inputmode": "numeric", "autocomplete": "off", "pattern": pattern, "title": title}
        super().__init__(attrs=shown | attrs)


class DayInput(_TypedInput):
    """The box of a day; shows dd/mm/yyyy."""

    def __init__(self, **attrs: str) -> None:
        pattern = r"\s*\d{1,2}\s*[\/.\- ]\s*\d{1,2}\s*[\/.\- ]\s*\d{4}\s*|\s*\d{8}\s*"
        super().__init__(pattern, "Ngày/tháng/năm, ví dụ 03/06/2026", **attrs)

    def format_value(self, value: Any) -> str | None:
        return format_date(value) if isinstance(value, date) else super().format_value(value)


class MonthInput(_TypedInput):
    """The box of a month (yyyymm); shows mm/yyyy."""

    def __init__(self, **attrs: str) -> None:
        pattern = r"\s*\d{1,2}\s*[\/.\- ]\s*\d{4}\s*|\s*\d{6}\s*"
        super().__init__(pattern, "Tháng/năm, ví dụ 06/2026", **attrs)

    def format_value(self, value: Any) -> str | None:
        return write_month(value) if isinstance(value, int) else super().format_value(value)


class TimeInput(_TypedInput):
    """The box of a time; shows hh:mm."""

    def __init__(self, **attrs: str) -> None:
        pattern = r"\s*\d{1,2}\s*([:.hH]|giờ)\s*(\d{2})?\s*(phút)?\s*|\s*\d{4}\s*"
        super().__init__(pattern, "Giờ:phút, ví dụ 19:30", **attrs)

    def format_value(self, value: Any) -> str | None:
        return f"{value:%H:%M}" if isinstance(value, time) else super().format_value(value)


class _Typed(forms.Field):
    """What the three have in common: an example as the hint, the typed text kept, one clear sentence."""

    example = ""
    missing = ""
    unreadable = ""

    def __init__(self, *, help_text: str = "", **more: Any) -> None:
        words = {"required": self.missing, "invalid": self.unreadable}
        words |= more.pop("error_messages", None) or {}
        hint = f"{self.example} {help_text}".strip()
        super().__init__(help_text=hint, error_messages=words, **more)

    def read(self, text: str) -> Any:
        """The value of what was typed. Raises Unreadable."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return self.read(value)
        except _NoSuchDay as error:
            words = "Lịch không có ngày này; đồng chí xem lại ngày, tháng, năm."
            raise forms.ValidationError(words, code="invalid") from error
        except Unreadable as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class DateField(_Typed):
    """A day, typed dd/mm/yyyy. Value: date or None."""

    widget = DayInput
    example = "Ví dụ 03/06/2026 hoặc 03062026."
    missing = "Viết ngày/tháng/năm, ví dụ 03/06/2026."
    unreadable = "Viết ngày/tháng/năm, năm đủ bốn chữ số, ví dụ 03/06/2026."

    def read(self, text: str) -> date:
        return read_day(text)

    def to_python(self, value: Any) -> date | None:
        found = super().to_python(value)
        return found.date() if isinstance(found, datetime) else found


class MonthField(_Typed):
    """A month, typed mm/yyyy. Value: yyyymm or None."""

    widget = MonthInput
    example = "Ví dụ 06/2026."
    missing = "Viết tháng/năm, ví dụ 06/2026."
    unreadable = "Viết tháng/năm, năm đủ bốn chữ số, ví dụ 06/2026."

    def read(self, text: str) -> int:
        return read_month(text)


class TimeField(_Typed):
    """A time of day, typed hh:mm. Value: time or None."""

    widget = TimeInput
    example = "Ví dụ 19:30 hoặc 19h30."
    missing = "Viết giờ:phút, ví dụ 19:30."
    unreadable = "Viết giờ:phút từ 00:00 đến 23:59, ví dụ 19:30."

    def read(self, text: str) -> time:
        return read_time(text)


def day_input(name: str, ident: str, value: date | str, described_by: str = "") -> SafeString:
    """The box of a day for a page's small form (choosing the day of a list), without a form behind it."""
    attrs = {"class": "input", "id": ident}
    if described_by:
        attrs["aria-describedby"] = described_by
    return DayInput().render(name, value, attrs)
