"""Annexes: each on a new page, in its own section when it lies; "(Kèm theo …)" made from the head."""

import re

from sotay.reporting.docx.head import centred
from sotay.reporting.docx.xml import Element, Face, Shape, paragraph, points, run
from sotay.reporting.forms import Form
from sotay.reporting.paper import Annex, Letterhead

# How names of organs are written in the middle of a sentence.
_WRITTEN = {
    "BAN THƯỜNG VỤ": "Ban Thường vụ", "BAN CHẤP HÀNH": "Ban Chấp hành", "HUYỆN ỦY": "Huyện ủy",
    "THÀNH ỦY": "Thành ủy", "QUẬN ỦY": "Quận ủy", "THỊ ỦY": "Thị ủy", "TỈNH ỦY": "Tỉnh ủy",
    "ĐẢNG ỦY": "Đảng ủy", "ĐẢNG BỘ": "Đảng bộ", "CHI BỘ": "Chi bộ", "CHI ỦY": "Chi ủy",
    "THÀNH PHỐ": "thành phố", "THỊ TRẤN": "thị trấn", "XÃ": "xã", "PHƯỜNG": "phường", "THÔN": "thôn",
}  # fmt: skip
_DAY = re.compile(r"ngày([ \u00a0]*)(\d*)[ \u00a0]*tháng([ \u00a0]*)(\d*)[ \u00a0]*năm[ \u00a0]*(\d+)")
_ROOM = "\u00a0" * 8


def _written(name: str) -> str:
    """ "HUYỆN ỦY MÊ LINH" → "Huyện ủy Mê Linh"."""
    text = " ".join(word.capitalize() for word in name.split())
    for upper, written in _WRITTEN.items():
        capital = " ".join(word.capitalize() for word in upper.split())
        text = re.sub(rf"\b{capital}\b", written, text)
    return text


def issuer(head: Letterhead) -> str:
    """Who issued the paper, in words: as given, else made from the right to sign and the organ."""
    if head.issuer:
        return head.issuer
    body = head.right_to_sign.removeprefix("T/M").strip()
    organ = head.organ.replace("\n", " ")
    if not body or organ.startswith(body):
        return _written(organ)
    return f"{_written(body)} {_written(organ)}"


def short_day(place_and_date: str) -> str:
    """ "Mê Linh, ngày 18 tháng 6 năm 2024" → "ngày 18/6/2024"; free room where the day is not known."""
    found = _DAY.search(place_and_date)
    if not found:
        return f"ngày {_ROOM}"
    _, day, _, month, year = found.groups()
    return f"ngày {day or _ROOM}/{month or _ROOM}/{year}"


def attached_line(head: Letterhead) -> str:
    """ "(Kèm theo Báo cáo số 412-BC/HU, ngày 18/6/2024 của …)"."""
    number = head.number.strip()
    number = number[:1].lower() + number[1:] if number else f"số {_ROOM}"
    kind = head.kind.capitalize()
    return f"(Kèm theo {kind} {number}, {short_day(head.place_and_date)} của {issuer(head)})"


def annex_head(
    annex: Annex, head: Letterhead, form: Form, width_mm: float, *, numbered: bool
) -> list[Element]:
    """ "PHỤ LỤC 1", title, the paper it belongs to, hyphens."""
    line = Shape(style="PhanDau", keep_next=True)
    bold = Face(bold=True, size=form.number("text_pt"))
    word = form.text("annex_word")
    name = f"{word} {annex.number}" if numbered else word
    italic = Face(italic=True, size=form.number("annex_line_pt"))
    last = Shape(style="PhanDau", keep_next=True, before=0, after=points(form.number("text_above_pt")))
    return [
        paragraph(line, run(name, bold)),
        centred(annex.title, bold, width_mm, width_mm),
        centred(attached_line(head), italic, width_mm, width_mm),
        paragraph(last, run(form.text("hyphens"))),
    ]
