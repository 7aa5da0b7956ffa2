"""Keeps together what may never be broken at a line's end; words stay as they are.

144-QĐ/TW · Đảng bộ and one word · 9.255 đảng viên · ngày 03 · Biểu 1 · ≥ 90%.
Blanks become no-break blanks (U+00A0), hyphens no-break hyphens (U+2011).
"""

import re

NBSP = "\u00a0"
NBHY = "\u2011"

# What no file can hold: control letters but the line feed, and halves of letters.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \u00a0]{2,}")
_SYMBOL = re.compile(r"(?<=\d)-(?=[A-ZĐ])|(?<=[ \u00a0])-(?=[A-ZĐ]+[a-z]?/)")
_UNITS = (
    "chi, đảng bộ", "điểm phần trăm", "đảng viên", "chi bộ", "đảng bộ", "tổ chức", "đồng chí", "văn bản",
    "nhiệm vụ", "lượt người", "lượt", "lớp", "người", "cuộc", "buổi", "điểm", "giờ", "phút", "ngày", "tháng",
    "năm", "quý",
)  # fmt: skip
_NUMBER_UNIT = re.compile(rf"(\d%?) ({'|'.join(_UNITS)})\b(?![ \u00a0]\d)")
_WORD_NUMBER = re.compile(
    r"\b(ngày|tháng|năm|quý|khóa|số|biểu|hình|phụ lục|điều|khoản|mục|lần) (?=\d|[IVX]+\b)", re.IGNORECASE
)
_BODY = re.compile(r"\b(Đảng|Chi) (bộ) (?=\w)")
_SIGN = re.compile(r"([≥≤<>=±]) (?=\d)")


def printable(text: str) -> str:
    """`text` without what no file can hold; a tab is a blank."""
    return _UNPRINTABLE.sub("", text.replace("\t", " "))


def protect(text: str) -> str:
    """`text`, printable, with no-break blanks and hyphens where the rules of papers forbid a break."""
    text = printable(text)
    text = _BLANKS.sub(lambda m: NBSP * len(m.group()), text)
    text = _SYMBOL.sub(NBHY, text)
    text = _NUMBER_UNIT.sub(lambda m: f"{m[1]}{NBSP}{hold(m[2])}", text)
    text = _WORD_NUMBER.sub(lambda m: f"{hold(m[1])}{NBSP}", text)
    text = _BODY.sub(lambda m: f"{m[1]}{NBSP}{m[2]}{NBSP}", text)
    return _SIGN.sub(lambda m: f"{m[1]}{NBSP}", text)


def hold(text: str) -> str:
    """`text` that never breaks at all (a person's name in a table cell)."""
    return printable(text).replace(" ", NBSP).replace("-", NBHY)
