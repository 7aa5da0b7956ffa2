"""Every way by which words that people typed leave the product in a file, column by column (for G13)."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

from sotay.imports.operations.set_aside import write_set_aside
from sotay.reporting import sheets
from sotay.reporting.paper import (
    Annex,
    Bar,
    Cell,
    Column,
    Figure,
    Heading,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Place,
    Table,
)
from sotay.reporting.writers import Kind, write

HEAD = Letterhead(
    superior="ĐẢNG BỘ XÃ A",
    organ="CHI BỘ B",
    number="Số 01-BC/CB",
    place_and_date="A, ngày 01 tháng 3 năm 2026",
    kind="BÁO CÁO",
    abstract=("tháng 2",),
    right_to_sign="T/M CHI ỦY",
    post="BÍ THƯ",
    signatory="Lê Văn Thử",
    recipients=("Lưu Chi bộ",),
    draft="DỰ THẢO LẦN 1",
)
FIELDS = (
    "superior", "organ", "number", "place_and_date", "kind", "right_to_sign", "post", "signatory", "draft",
)  # fmt: skip
ROW = (Cell("1"), Cell("Chi bộ A"), Cell("90%", "9/10"), Cell("9/10"), Cell("10"))
COLUMNS = (
    Column("TT", 1, "center"), Column("Chi bộ", 4), Column("Tỷ lệ", 2, "right"), Column("Số", 2, "right"),
    Column("Đảng viên", 2, "right"),
)  # fmt: skip
TABLE = Table("Biểu 1. Số liệu", COLUMNS, (ROW, ROW), frozenset({1}), (("", 2), ("Kết quả", 3)), "người")


def _paper(*blocks: Any, **changes: Any) -> Paper:
    return replace(Paper("HD-36", HEAD, blocks or (TABLE,), (), {}), **changes)


def papers(word: str) -> Iterator[tuple[str, Paper]]:
    """The word in each place of a paper that holds words."""
    for name in FIELDS:
        yield f"phần đầu, {name}", _paper(head=replace(HEAD, **{name: word}))
    yield "trích yếu", _paper(head=replace(HEAD, abstract=(word,)))
    yield "nơi nhận", _paper(head=replace(HEAD, recipients=(word, "Lưu")))
    yield "tiêu đề tệp", _paper(properties={"title": word})
    for level in (1, 2, 3):
        yield f"đề mục {level}", _paper(Heading(level, word))  # type: ignore[arg-type]
    yield "lời văn", _paper(Paragraph(word))
    yield "gạch đầu dòng", _paper(Paragraph(word, item=True))
    yield "chỗ viết", _paper(Place("a", word))
    yield "ghi chú", _paper(TABLE, Note(word))
    yield "hình", _paper(Figure(word, (Bar(word, 0.5, 0.9, word),), word))
    yield "tên biểu", _paper(replace(TABLE, title=word))
    yield "đơn vị tính", _paper(replace(TABLE, unit=word))
    yield "nhóm cột", _paper(replace(TABLE, groups=((word, 2), (word, 3))))
    for number in range(len(COLUMNS)):
        titled = (*COLUMNS[:number], replace(COLUMNS[number], title=word), *COLUMNS[number + 1 :])
        yield f"tên cột {number + 1}", _paper(replace(TABLE, columns=titled))
        for cell in (Cell(word), Cell("90%", word), Cell(word, unbroken=True, bold=True)):
            line = (*ROW[:number], cell, *ROW[number + 1 :])
            for rows in ((line, ROW), (ROW, line)):
                yield f"ô cột {number + 1}", _paper(replace(TABLE, rows=rows))
    yield "phụ lục", _paper(annexes=(Annex(1, word, (TABLE, Note(word)), landscape=True),))


def _sheet(word: str, place: str) -> sheets.Sheet:
    made = sheets.Sheet("Tên", ("Kỳ",), ("Chi bộ", "Số"), (("A", 1), ("B", 2)))
    changes: dict[str, Any] = {
        "tên": {"title": word},
        "dòng trên": {"about": (word,)},
        "tên cột": {"columns": (word, word)},
        "ô": {"rows": ((word, 1), ("B", word))},
    }[place]
    return replace(made, **changes)


def _set_aside(word: str) -> bytes:
    """The workbook of wrong rows, its cells as a person's file brought them."""
    sheet = MagicMock()
    sheet.table.sheet, sheet.titles, sheet.dropped = "Đảng viên", ["Họ tên", word], set()
    sheet.table.rows = [["Họ tên", word], [word, word]]
    sheet.wrong = {2: [f"{word}: sửa lại"]}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "de-rieng.xlsx")
        write_set_aside(file, [sheet])
        return file.read_bytes()


@dataclass(frozen=True, slots=True)
class Exit:
    """One column of one kind of file: `write(word)` gives the file with the word in that place."""

    form: str
    column: str
    write: Callable[[str], bytes]
    shows: bool = True
    """Whether the word must be found in the file: some places are not part of a workbook."""


def _shown(kind: Kind, column: str) -> bool:
    """A workbook holds tables only; a page and a Word file all but the file's own title."""
    if kind == "xlsx":
        return column.startswith(("tên biểu", "tên cột", "ô cột", "nhóm cột", "ghi chú", "phụ lục"))
    return column != "tiêu đề tệp"


def exits() -> list[Exit]:
    """All of them."""
    found: list[Exit] = []
    kinds: tuple[Kind, ...] = ("xlsx", "docx", "html")
    for kind in kinds:
        for number, (column, _) in enumerate(papers("x")):

            def made(word: str, number: int = number, kind: Kind = kind) -> bytes:
                return write(list(papers(word))[number][1], kind)

            found.append(Exit(kind, column, made, _shown(kind, column)))
    for form in ("xlsx", "csv"):
        for place in ("tên", "dòng trên", "tên cột", "ô"):

            def saved(word: str, place: str = place, form: str = form) -> bytes:
                return sheets.write_sheet(_sheet(word, place), form)

            found.append(Exit(form, f"số liệu, {place}", saved))
    found.append(Exit("xlsx", "dòng để riêng", _set_aside))
    return found


def parts(data: bytes) -> dict[str, str]:
    """The parts of a workbook or Word file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}
