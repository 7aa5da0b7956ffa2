"""Which cells of an .ods are merged downwards; the reader of workbooks does not tell. Runs in the child."""

import re
from xml.parsers import expat

from sotay.imports.reading.archive import BROKEN_STREAM, CHUNK, Archive
from sotay.imports.reading.limits import BROKEN, Unreadable

Range = tuple[tuple[int, int], tuple[int, int]]
"""((top, left), (bottom, right)), 0-based, as the reader of workbooks gives those of an .xlsx."""

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_DOWNWARDS = re.compile(rb"number-rows-spanned\s*=\s*[\"'](?!1[\"'])")
_OVERLAP = 40


class _Reader:
    """Counts rows and cells as they pass. A table inside a cell belongs to that cell."""

    def __init__(self) -> None:
        self.found: dict[str, list[Range]] = {}
        self._depth = self._row = self._below = self._column = 0
        self._ranges: list[Range] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TABLE}table":
            self._depth += 1
            if self._depth == 1:
                self._row = self._below = 0
                self._ranges = self.found.setdefault(attributes.get(f"{_TABLE}name", ""), [])
        elif self._depth != 1:
            return
        elif name == f"{_TABLE}table-row":
            self._row, self._column = self._below, 0
            self._below += _count(attributes, "number-rows-repeated")
        elif name in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            rows = _count(attributes, "number-rows-spanned")
            if rows > 1 and name == f"{_TABLE}table-cell":
                right = self._column + _count(attributes, "number-columns-spanned") - 1
                self._ranges.append(((self._row, self._column), (self._row + rows - 1, right)))
            self._column += _count(attributes, "number-columns-repeated")

    def end(self, name: str) -> None:
        if name == f"{_TABLE}table":
            self._depth -= 1


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(_TABLE + name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def merged_downwards(archive: Archive) -> dict[str, list[Range]]:
    """The merged ranges of more than one row, by sheet. Raises Unreadable."""
    if not _any(archive):
        return {}
    reader, parser = _Reader(), expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    try:
        with archive.book.open("content.xml") as part:
            parser.ParseFile(part)
    except (*BROKEN_STREAM, expat.ExpatError) as error:
        raise Unreadable(BROKEN) from error
    return reader.found


def _any(archive: Archive) -> bool:
    """Most files have none: then nothing is parsed a second time."""
    before = b""
    try:
        with archive.book.open("content.xml") as part:
            while chunk := part.read(CHUNK):
                if _DOWNWARDS.search(before + chunk):
                    return True
                before = chunk[-_OVERLAP:]
    except BROKEN_STREAM as error:
        raise Unreadable(BROKEN) from error
    return False
