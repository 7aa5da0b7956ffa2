"""What is looked at inside an .xlsx or .ods archive before anything parses it. Runs in the child."""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO

from sotay.imports.reading.limits import BROKEN, SAVE_AGAIN, TOO_LARGE, Limits, Unreadable

MOST_PARTS = 3000
CHUNK = 1 << 20
OVERLAP = 256
"""Bytes of the chunk before that are looked at again, so that nothing hides between two chunks."""
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)|\x00<\x00!\x00[DE]")
_UNCOUNTED = re.compile(
    rb"<c\b(?![^>]*\bt=\"str\")[^>]*><f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
_LINK, _TAB = re.compile(r"<Relationship\b[^>]*>"), re.compile(r"<sheet\b[^>]*>")
_IDENT, _TITLE = re.compile(r'\bId="([^"]{1,80})"'), re.compile(r'\bname="([^"]{1,80})"')
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|macrosheets/|Basic/|Scripts/)", re.IGNORECASE)
_NESTED = re.compile(r"\.(xlsx|xlsm|xls|ods|zip|7z|rar|gz)$", re.IGNORECASE)

BROKEN_STREAM = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    zlib.error,
    lzma.LZMAError,
)

FORMULAS = f"Có công thức chưa tính ra kết quả{{}}: {SAVE_AGAIN}"
"""The place is named in between."""
MACROS = "Tệp có macro: lưu lại thành .xlsx không có macro rồi chọn lại."
NOT_A_BOOK = f"Tệp nén không phải bảng tính: giải nén, {SAVE_AGAIN}"
ENTITIES = f"Tệp có khai báo lạ, không nhận: {SAVE_AGAIN}"


@dataclass(slots=True)
class Archive:
    """A checked archive. `kind`: xlsx or ods; `styles`: the part with number formats and fonts."""

    kind: str
    book: zipfile.ZipFile
    parts: list[str] = field(default_factory=list)


def check_archive(data: bytes, limits: Limits) -> Archive:
    """The archive when it is a spreadsheet of bearable size without anything that runs. Raises Unreadable."""
    try:
        book = zipfile.ZipFile(BytesIO(data))
        infos = book.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(BROKEN) from error
    names = [info.filename for info in infos]
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > limits.inflated:
        raise Unreadable(TOO_LARGE)
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable("Tệp đặt mật khẩu: bỏ mật khẩu, lưu lại rồi chọn lại.")
    kind = _kind(names)
    if any(_MACROS.search(name) for name in names):
        raise Unreadable(MACROS)
    if len(set(names)) != len(names):
        raise Unreadable(BROKEN)
    _read_through(book, infos, limits)
    return Archive(kind, book, names)


def _kind(names: list[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    if any(_NESTED.search(name) for name in names):
        raise Unreadable(NOT_A_BOOK)
    raise Unreadable(BROKEN)


def _read_through(book: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Inflate every part once: the sizes in the directory may lie, and XML may declare things."""
    left = limits.inflated
    for info in infos:
        is_xml = info.filename.lower().endswith((".xml", ".rels", ".vml"))
        is_sheet = info.filename.startswith("xl/worksheets/")
        if not is_xml:
            continue
        before = b""
        for chunk in _chunks(book, info):
            left -= len(chunk)
            if left < 0:
                raise Unreadable(TOO_LARGE)
            window = before + chunk
            if _DECLARED.search(window):
                raise Unreadable(ENTITIES)
            if is_sheet and (uncounted := _UNCOUNTED.search(window)):
                raise Unreadable(FORMULAS.format(_place(book, info.filename, uncounted[0])))
            before = chunk[-OVERLAP:]


def _place(book: zipfile.ZipFile, part: str, cell: bytes) -> str:
    """Where a cell stands, in words: its address, and its tab where the workbook names it plainly."""
    address = _ADDRESS.search(cell)
    if address is None:
        return ""
    words = f" ở ô {address[1].decode()}"
    try:
        links, index = _head(book, "xl/_rels/workbook.xml.rels"), _head(book, "xl/workbook.xml")
    except (KeyError, *BROKEN_STREAM):
        return words
    name = part.removeprefix("xl/")
    link = next((tag for tag in _LINK.findall(links) if f'{name}"' in tag), "")
    ident = _IDENT.search(link)
    tab = next((tag for tag in _TAB.findall(index) if ident and f':id="{ident[1]}"' in tag), "")
    title = _TITLE.search(tab)
    return f"{words}, trang “{unescape(title[1])}”" if title else words


def _head(book: zipfile.ZipFile, part: str) -> str:
    """The first chunk of a part: names of tabs and links stand within it in any workbook of an office."""
    with book.open(part) as opened:
        return opened.read(CHUNK).decode("utf-8", "replace")


def _chunks(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with book.open(info) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except BROKEN_STREAM as error:
        raise Unreadable(BROKEN) from error
