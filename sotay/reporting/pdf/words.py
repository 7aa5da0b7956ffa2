"""Text in pieces that the typesetter may or may not break.

A piece is a string; `{"hold": …}` is never broken (144-QĐ/TW, 360/400), `{"break": true}` is a new line.
"""

import re

from sotay.reporting.docx.metrics import text_width_mm
from sotay.reporting.docx.protect import NBHY, protect

Words = str | dict[str, str | bool]

_SOFT = "\u200b"  # a place to break a word that is longer than its line
_TOKEN = re.compile(rf"([^\s\u00a0]*[-/{NBHY}–][^\s\u00a0]*)")
_HOLD_MOST_MM = 45.0


def _cut(word: str, size_pt: float, width_mm: float, *, bold: bool) -> str:
    """A word longer than its line, with places where it may be broken."""
    if text_width_mm(word, size_pt, bold=bold) <= width_mm:
        return word
    return _SOFT.join(word)


def words(
    text: str, size_pt: float, width_mm: float, *, bold: bool = False, whole: bool = False
) -> list[Words]:
    """`text` in pieces, for lines of `width_mm`; `whole`: broken nowhere while it fits."""
    made: list[Words] = []
    for number, line in enumerate(protect(text).split("\n")):
        if number:
            made.append({"break": True})
        if whole and text_width_mm(line, size_pt, bold=bold) <= width_mm:
            made.append({"hold": line.replace(NBHY, "-")})
        else:
            made += _pieces(line, size_pt, width_mm, bold=bold)
    return made


def _pieces(line: str, size_pt: float, width_mm: float, *, bold: bool) -> list[Words]:
    made: list[Words] = []
    for piece in _TOKEN.split(line):
        plain = piece.replace(NBHY, "-")
        if not plain:
            continue
        if _TOKEN.fullmatch(piece) and text_width_mm(plain, size_pt, bold=bold) <= min(
            _HOLD_MOST_MM, width_mm
        ):
            made.append({"hold": plain})
        else:
            made.append(_spread(plain, size_pt, width_mm, bold=bold))
    return made


def _spread(text: str, size_pt: float, width_mm: float, *, bold: bool) -> str:
    """Ordinary text; only what would pass the margin gets places to break."""
    held = [_cut(part, size_pt, width_mm, bold=bold) for part in text.split(" ")]
    return " ".join(held)
