"""What an .xlsx says by style alone: zeros in front of a number, capitals by the font .VnTimeH.

Runs in the child, after the archive was checked. Only sheets that use such a style are looked through.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sotay.imports.reading.archive import Archive

_RELATION = re.compile(r"<Relationship\b[^>]*>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_CELL = re.compile(rb"<c\b([^>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_ZEROS = re.compile(r"(?:0|\\.|\"[^\"]*\"| )+$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a style says of its cells. `digits`: so many, zeros in front; `capitals`: shown in capitals."""

    digits: int = 0
    capitals: bool = False


def meanings(archive: Archive) -> dict[int, Meaning]:
    """Style number → meaning, of those styles that have one."""
    if "xl/styles.xml" not in archive.parts:
        return {}
    text = _text(archive, "xl/styles.xml")
    formats = {}
    for found in re.finditer(r"<numFmt\b[^>]*>", text):
        a = _attributes(found[0])
        formats[a.get("numFmtId", "")] = _digits(_unescaped(a.get("formatCode", "")))
    fonts = [_is_capital(font) for font in _items(text, "fonts", "font")]
    made = {}
    for number, style in enumerate(_items(text, "cellXfs", "xf")):
        a = _attributes(style)
        font = int(a["fontId"]) if a.get("fontId", "").isdigit() else -1
        meaning = Meaning(formats.get(a.get("numFmtId", ""), 0), 0 <= font < len(fonts) and fonts[font])
        if meaning != Meaning():
            made[number] = meaning
    return made


def marked_cells(
    archive: Archive, sheet: str, known: dict[int, Meaning]
) -> Iterator[tuple[int, int, Meaning]]:
    """(row, column, meaning), 0-based, of the cells of a sheet whose style says something."""
    part = _part_of(archive, sheet)
    if not known or part is None:
        return
    for found in _CELL.finditer(archive.book.read(part)):
        style, place = _STYLE.search(found[1]), _PLACE.search(found[1])
        if style and place and int(style[1]) in known:
            column = 0
            for letter in place[1]:
                column = column * 26 + letter - 64
            yield int(place[2]) - 1, column - 1, known[int(style[1])]


def _text(archive: Archive, part: str) -> str:
    return archive.book.read(part).decode("utf-8", "replace")


def _part_of(archive: Archive, sheet: str) -> str | None:
    if "xl/_rels/workbook.xml.rels" not in archive.parts:
        return None
    targets = {}
    for found in _RELATION.finditer(
        archive.book.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    ):
        a = _attributes(found[0])
        targets[a.get("Id", "")] = a.get("Target", "")
    for found in _SHEET.finditer(_text(archive, "xl/workbook.xml")):
        a = _attributes(found[0])
        if _unescaped(a.get("name", "")) == sheet:
            target = targets.get(a.get("r:id", ""), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in archive.parts else None
    return None


def _items(text: str, outer: str, inner: str) -> list[str]:
    block = re.search(rf"<{outer}\b[^>]*>(.*?)</{outer}>", text, re.DOTALL)
    return re.findall(rf"<{inner}\b[^>]*/>|<{inner}\b.*?</{inner}>", block[1], re.DOTALL) if block else []


def _attributes(tag: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(tag.partition(">")[0]))


def _digits(code: str) -> int:
    """How many digits a format of zeros alone shows; 0 for every other format."""
    code = code.partition(";")[0]
    bare = re.sub(r'\\.|"[^"]*"| ', "", code)
    return len(bare) if _ZEROS.match(code) and len(bare) >= 2 else 0


def _is_capital(font: str) -> bool:
    name = re.search(r'<name\b[^>]*\bval="([^"]*)"', font)
    return bool(name and re.match(r"\.Vn\w*H$", _unescaped(name[1]).strip()))


def _unescaped(text: str) -> str:
    for entity, char in (("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text
