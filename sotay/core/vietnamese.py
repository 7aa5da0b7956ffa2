"""Vietnamese letters, names, numbers and dates.

Number and date forms: shared rules of official papers (HD-36, HD-05/VPTW): 9.255 · 90,1% · 85%,
a ratio below 100% never prints as 100%; half up, one decimal, none when whole.
"""

import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"": "0", "\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306", "\u0302", "\u031b"}
NBSP = "\u00a0"
MINUS = "−"


def nfc(text: str) -> str:
    """Composed form, with outer and doubled blanks removed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def nfc_lines(text: str) -> str:
    """The same for text of several lines: each line by itself, line ends as one sign, outer lines dropped."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(nfc(line) for line in plain.split("\n")).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without any mark (đ → d), for search and for matching headers."""
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).casefold().split())


def _letter_key(char: str) -> tuple[str, str]:
    base, shape, tone = "", "", ""
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = part
        elif part in _SHAPES:
            shape = part
        else:
            base += part
    letter = unicodedata.normalize("NFC", base + shape)
    index = _LETTERS.find(letter)
    return (chr(0x40 + index) if index >= 0 else letter), _TONES[tone]


def _number_of(letter: str) -> str:
    """Two digits for a letter of `_letter_key`: every collation of every database sorts digits alike."""
    if letter.isdecimal() and letter.isascii():
        return f"1{letter}"
    place = ord(letter[0]) - 0x40 if letter else -1
    return f"{place + 20}" if 0 <= place < len(_LETTERS) else "99"


@lru_cache(maxsize=65536)
def name_sort_key(name: str) -> str:
    """Stored sort key: given name first, then family and middle name, in Vietnamese order.

    Word by word, a word's letters before its tones, so that all An stand before all Ánh whatever the
    family. Digits alone, because databases compare other signs by the rules of their own locale: letters
    ("00" at the end), then the tones. At most three digits a letter and two more a word.
    """
    words = nfc(name).lower().split()
    return "".join(_word_key(word) for word in (words[-1:] + words[:-1]))


def _word_key(word: str) -> str:
    keys = [_letter_key(c) for c in word]
    return f"{''.join(_number_of(letter) for letter, _ in keys)}00{''.join(tone for _, tone in keys)}"


@lru_cache(maxsize=8192)
def text_sort_key(text: str) -> str:
    """Sort key of any title, word after word, in Vietnamese letter order; numbers by value."""
    words = [w.zfill(6) if w.isdigit() else w for w in nfc(text).lower().split()]
    keys = [[_letter_key(c) for c in word] for word in words]
    return " ".join("".join(k[0] for k in w) for w in keys) + "!" + "".join(k[1] for w in keys for k in w)


def format_int(number: int) -> str:
    """9255 → 9.255; below zero with a minus sign."""
    text = f"{abs(number):,}".replace(",", ".")
    return f"{MINUS}{text}" if number < 0 else text


def _to_tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _one_decimal(value: Decimal) -> str:
    rounded = _to_tenth(value)
    whole = int(abs(rounded))
    tenth = int(abs(rounded) * 10) % 10
    text = format_int(whole) + (f",{tenth}" if tenth else "")
    return f"{MINUS}{text}" if rounded < 0 else text


def format_decimal(value: float | Decimal | Fraction) -> str:
    """One decimal, half up, none when whole: 86.84 → 86,8."""
    return _one_decimal(_decimal(value))


def _decimal(value: float | Decimal | Fraction) -> Decimal:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)


def format_percent(ratio: float | Decimal | Fraction) -> str:
    """0.9 → 90%; 0.9996 → trên 99,9%: below 100% never prints as 100%."""
    percent = _decimal(ratio) * 100
    text = _one_decimal(percent)
    return "trên 99,9%" if percent < 100 and text == "100" else f"{text}%"


def printed_percent(ratio: float | Decimal | Fraction) -> Decimal:
    """The number in what `format_percent` prints: differences are taken of it."""
    percent = _decimal(ratio) * 100
    rounded = _to_tenth(percent)
    return Decimal("99.9") if percent < 100 <= rounded else rounded


def format_points(difference: float | Decimal | Fraction) -> str:
    """A difference of two ratios in percentage points: −0.05 → −5; 0.1 → +10; 0 → 0."""
    text = _one_decimal(_decimal(difference) * 100)
    return text if text.startswith(MINUS) or text == "0" else f"+{text}"


def format_date(day: date) -> str:
    """Screens and tables: dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def format_date_paper(day: date) -> str:
    """Text of papers: 03/02/2026, 09/5/2024 (months 1 and 2 alone take a zero)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def format_date_long(day: date) -> str:
    """ngày 03 tháng 02 năm 2026; ngày 27 tháng 5 năm 2026."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def format_month_paper(month: int) -> str:
    """202405 → 5/2024."""
    return f"{month % 100}/{month // 100}"


_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def format_quarter(quarter: int) -> str:
    """20241 → quý I/2024."""
    return f"quý {_ROMAN[quarter % 10]}/{quarter // 10}"
