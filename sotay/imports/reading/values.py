"""What one cell says. Every function gives None for a cell it cannot read."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sotay.core.period import month_of
from sotay.core.vietnamese import fold, format_date, nfc
from sotay.imports.reading.files import Cell

_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")
_MONTH = re.compile(r"(?:(?:tháng|thang|t)\s*)?(\d{1,2})[/.\-](\d{4})$", re.IGNORECASE)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})$")
_TIME = re.compile(r"(\d{1,2})\s*[:hg]\s*(\d{1,2})?(?::\d{2})?$", re.IGNORECASE)
_YES = {"x", "co", "1", "v", "+", "true", "✓"}
_NO = {"khong", "0", "k", "false", "-"}


def text_of(cell: Cell) -> str:
    """The cell as text; a whole number without its ".0"."""
    if isinstance(cell, str):
        return nfc(cell) if cell else ""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def shown_of(cell: Cell) -> str:
    """The cell as a person writes it: a day dd/mm/yyyy, a time hh:mm."""
    if isinstance(cell, date):
        return format_date(cell)
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return text_of(cell)


@lru_cache(maxsize=65536)
def _parse_date(text: str) -> date | None:
    if found := _DATE.match(text):
        day, month, year = map(int, found.groups())
    elif found := _ISO.match(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day) if 1850 <= year <= 2200 else None
    except ValueError:
        return None


def date_of(cell: Cell) -> date | None:
    """dd/mm/yyyy, yyyy-mm-dd, or a date of the workbook."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return _parse_date(text_of(cell)) if isinstance(cell, str) else None


def advice_on_date(cell: Cell) -> str:
    """What to do about a cell that is no day."""
    if year_of(cell):
        return "Chỉ có năm, chưa đủ: viết dd/mm/yyyy theo quyết định hoặc hồ sơ."
    if isinstance(cell, str) and _SHORT_YEAR.match(text_of(cell)):
        return "Năm chỉ có hai chữ số: viết đủ dd/mm/yyyy."
    if isinstance(cell, float):
        return "Ô này là số, không phải ngày: chọn kiểu ngày trong Excel hoặc viết dd/mm/yyyy."
    return "Không phải ngày: viết dd/mm/yyyy."


def year_of(cell: Cell) -> int | None:
    """A year alone."""
    text = text_of(cell)
    return int(text) if re.fullmatch(r"(18|19|20)\d\d", text) else None


@lru_cache(maxsize=65536)
def _parse_month(text: str) -> int | None:
    if found := _MONTH.match(text):
        month, year = map(int, found.groups())
    elif found := _ISO_MONTH.match(text):
        year, month = map(int, found.groups())
    else:
        return None
    return year * 100 + month if 1 <= month <= 12 and 1900 <= year <= 2200 else None


def month_in(cell: Cell) -> int | None:
    """mm/yyyy or yyyy-mm as yyyymm; a date of the workbook stands for its month."""
    if isinstance(cell, date):
        return month_of(cell)
    return _parse_month(text_of(cell)) if isinstance(cell, str) else None


def time_of(cell: Cell) -> time | None:
    """hh:mm, 19h30, or a time of the workbook."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return time(minutes // 60, minutes % 60) if 0 <= minutes < 1440 else None
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 1440) % 1440
        return time(minutes // 60, minutes % 60)
    found = _TIME.match(text_of(cell))
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def count_of(cell: Cell) -> int | None:
    """A whole number, zero or more."""
    text = text_of(cell)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else None


def yes_of(cell: Cell) -> bool | None:
    """x, có, 1 are yes; không, 0, - are no."""
    if isinstance(cell, bool):
        return cell
    word = fold(text_of(cell))
    return True if word in _YES else False if word in _NO else None


def step_of(cell: Cell) -> tuple[bool, str] | None:
    """x: (True, ""); "bỏ: lý do" or "không": (False, reason)."""
    text = text_of(cell)
    if yes_of(cell):
        return True, ""
    word, _, reason = text.partition(":")
    return (False, nfc(reason)) if fold(word) in {"bo", "khong", "bo qua"} or text == "0" else None
