"""CSV as offices save it: UTF-8, UTF-16, Windows-1258, an old encoding; `;`, `,`, tab. Runs in the child."""

import codecs
import csv
import re
import unicodedata
from io import StringIO

from sotay.imports.reading import legacy
from sotay.imports.reading.limits import BROKEN, LONGEST_CELL, TOO_LARGE, Cell, Limits, Unreadable

UNKNOWN_LETTERS = "Không nhận ra kiểu chữ của tệp .csv: lưu lại bằng “CSV UTF-8” rồi chọn lại."
SEPARATORS = ";,\t"
_TRIED = 30
"""Lines by which the separator is found."""


def rows_of(data: bytes, limits: Limits) -> list[list[Cell]]:
    """The rows of a CSV file. Raises Unreadable."""
    text = decoded(data)
    if "\x00" in text:
        raise Unreadable(BROKEN)
    csv.field_size_limit(LONGEST_CELL)
    rows: list[list[Cell]] = []
    cells = 0
    separator, text = _separator(text)
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
            cells += len(row)
            if cells > limits.cells:
                raise Unreadable(TOO_LARGE)
            rows.append(list(row))
    except csv.Error as error:
        raise Unreadable(BROKEN) from error
    return rows


def decoded(data: bytes) -> str:
    """The text of a file whose encoding nobody wrote down. Raises Unreadable."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, name)
    sample = data[:4096]
    if len(sample) >= 4 and sample[1::2].count(0) > len(sample) // 3:
        return _strict(data, "utf-16-le")
    if len(sample) >= 4 and sample[::2].count(0) > len(sample) // 3:
        return _strict(data, "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_words(data)


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise Unreadable(BROKEN) from error


def _by_words(data: bytes) -> str:
    """One byte a letter: the table in which the words are Vietnamese.

    TCVN3 and VNI stay on their places in Latin-1; `legacy` turns them column by column.
    """
    try:
        windows = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        windows = ""
    latin = data.decode("cp1252", "replace")
    latin = latin if "\ufffd" not in latin else data.decode("latin-1")
    start = latin[:200_000]
    fitting = {
        "windows": legacy.fit(windows[:200_000]),
        legacy.TCVN3: legacy.fit(legacy.from_tcvn3(start)),
        legacy.VNI: legacy.fit(legacy.from_vni(start)),
    }
    best = max(fitting, key=lambda name: fitting[name])
    if fitting[best] < 0.5 or re.search(r"[\x00-\x08\x0e-\x1b]", start):
        raise Unreadable(UNKNOWN_LETTERS)
    return windows if best == "windows" else latin


def _separator(text: str) -> tuple[str, str]:
    """The separator that makes the widest rows; a first line "sep=;" names it itself."""
    first = text.partition("\n")[0].strip()
    if found := re.fullmatch(r'"?sep=([;,\t])"?', first, re.IGNORECASE):
        return found[1], text[len(text.partition("\n")[0]) :]
    sample = "\n".join(text[:100_000].splitlines()[:_TRIED])
    widths = {}
    for separator in SEPARATORS:
        try:
            counted = sorted(
                len(row) for row in csv.reader(StringIO(sample, newline=""), delimiter=separator)
            )
        except csv.Error:
            counted = [0]
        widths[separator] = (counted[len(counted) // 2] if counted else 0, sum(counted))
    return max(SEPARATORS, key=lambda separator: widths[separator]), text
