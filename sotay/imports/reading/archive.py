"""What is looked at inside an .xlsx or .ods archive before anything parses it. Runs in the child."""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
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

FORMULAS = f"Có công thức chưa tính ra kết quả: {SAVE_AGAIN}"
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
            if is_sheet and _UNCOUNTED.search(window):
                raise Unreadable(FORMULAS)
            before = chunk[-OVERLAP:]


def _chunks(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with book.open(info) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except BROKEN_STREAM as error:
        raise Unreadable(BROKEN) from error
