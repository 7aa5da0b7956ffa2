"""Widths of Times New Roman, enough to measure words without any font file.

Vietnamese letters with marks are as wide as their base letter in this face (Ơ, Ư, Đ have their own).
Unit of the tables: thousandths of the letter size.
"""

import unicodedata

_POINT_MM = 25.4 / 72
_HORN = "\u0306\u0302\u0301\u0300\u0309\u0303\u0323"

_REGULAR = {
    180: "'", 200: "|", 250: " ,.\u00a0", 278: "/:;\\ijlt", 333: "!()-\u2011I[]`fr", 389: "Js", 408: '"',
    444: "?acez“”", 469: "^", 480: "{}", 500: "#$*0123456789_bdghknopquvxyđ–", 529: "ơ", 541: "~",
    542: "ư", 549: "≥≤", 556: "FPS", 564: "+<=>−", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐƠ",
    776: "Ư", 778: "&m", 833: "%", 889: "M", 921: "@", 944: "W", 1000: "…",
}  # fmt: skip
_BOLD = {
    220: "|", 250: " ,.\u00a0", 278: "'/\\il", 333: "!()-\u2011:;[]`fjt", 389: "Is", 394: "{}", 444: "cerz",
    500: "#$*0123456789?J_agovxy–“”", 520: "~", 549: "≥≤", 554: "ơ", 555: '"', 556: "Sbdhknpquđ",
    570: "+<=>−", 581: "^", 600: "ư", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQƠ",
    796: "Ư", 833: "&m", 930: "@", 944: "M", 1000: "%W…",
}  # fmt: skip


def _by_letter(table: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in table.items() for letter in letters}


_WIDTHS = {False: _by_letter(_REGULAR), True: _by_letter(_BOLD)}


def _base(letter: str) -> str:
    """The letter without tone and breve or circumflex; the horn of ơ and ư stays."""
    parts = [part for part in unicodedata.normalize("NFD", letter) if part not in _HORN]
    return unicodedata.normalize("NFC", "".join(parts))


def text_width_mm(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Width in millimetres of `text` set on one line in Times New Roman."""
    widths = _WIDTHS[bold]
    units = sum(widths.get(letter) or widths.get(_base(letter), 500) for letter in text)
    return units / 1000 * size_pt * _POINT_MM


def set_lines(text: str, size_pt: float, width_mm: float, *, bold: bool = False) -> list[str]:
    """`text` in lines of `width_mm`, its words set one after another."""
    lines, used = [""], 0.0
    blank = text_width_mm(" ", size_pt, bold=bold)
    for word in text.split(" "):
        width = text_width_mm(word, size_pt, bold=bold)
        if used and used + blank + width > width_mm:
            lines.append(word)
            used = width
        else:
            lines[-1] += (" " if used else "") + word
            used += (blank if used else 0) + width
    return lines


def line_count(text: str, size_pt: float, width_mm: float, *, bold: bool = False) -> int:
    """Lines that `text` takes when words are set one after another into `width_mm`."""
    return len(set_lines(text, size_pt, width_mm, bold=bold))


def balanced_mm(text: str, size_pt: float, width_mm: float, *, bold: bool = False) -> float:
    """The narrowest width that needs no more lines than `width_mm`: no lone word on the last line."""
    lines = line_count(text, size_pt, width_mm, bold=bold)
    if lines == 1:
        return width_mm
    narrow = width_mm
    while narrow > 20 and line_count(text, size_pt, narrow - 1, bold=bold) == lines:
        narrow -= 1
    return min(width_mm, narrow + 2)  # room for another program's rounding


def widest_word_mm(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Width of the widest piece that may not be broken (no-break blanks hold pieces together)."""
    return max((text_width_mm(word, size_pt, bold=bold) for word in text.split(" ")), default=0.0)


def _shrunk(minima: list[float], total: float) -> list[float]:
    """Minima that together pass `total`: the widest columns alone give way, all to the same width."""
    rest, most = total, 0.0
    for done, minimum in enumerate(sorted(minima)):
        most = rest / (len(minima) - done)
        if minimum > most:
            break
        rest -= minimum
    return [min(minimum, most) for minimum in minima]


def fit_widths(shares: list[float], minima: list[float], total: float) -> list[float]:
    """Divide `total` by `shares`, but give no column less than its minimum while there is room."""
    if sum(minima) >= total:
        return _shrunk(minima, total)
    fixed: set[int] = set()
    while True:
        rest = total - sum(minima[i] for i in fixed)
        share_sum = sum(share for i, share in enumerate(shares) if i not in fixed) or 1.0
        widths = [minima[i] if i in fixed else rest * share / share_sum for i, share in enumerate(shares)]
        short = {i for i, width in enumerate(widths) if i not in fixed and width < minima[i]}
        if not short:
            return widths
        fixed |= short
