"""A roll whose months stand below their year; and no column that holds something goes without a word."""

from pathlib import Path
from typing import Any

import pytest

from sotay.imports.planning.rolls import ref_of
from sotay.imports.reading.mapping import MEETING
from sotay.imports.reading.shape import look
from tests.imports.test_reading_shapes import BINH, HEAD, Rows, notices, ods, the_sheet, xlsx

UPPER = ["STT", "Họ và tên", "Số thẻ", "Mã chi bộ", "Năm 2024", "", ""]
MARKS = [1, "Trần Thị Bình", "01234567", "X1", "x", "p", "k"]
MERGED = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1")
THREE = [202403, 202404, 202405]


def roll(*months: Any, year: str = "Năm 2024") -> Rows:
    return [[year if c == "Năm 2024" else c for c in UPPER], ["", "", "", "", *months], MARKS]


def months_read(path: Path) -> list[int | None]:
    """The months of the columns that are taken for meetings."""
    return [ref.month for header in the_sheet(path).free.values() if (ref := ref_of(header)) and ref.month]


@pytest.mark.parametrize(
    "months",
    [("Tháng 3", "Tháng 4", "Tháng 5"), ("T3", "T4", "T5"), (3, 4, 5)],
)
def test_months_below_their_year_are_meetings(here: Path, months: tuple[Any, ...]) -> None:
    rows = roll(*months)
    for path in (xlsx(here / "a.xlsx", rows, MERGED), ods(here / "a.ods", rows), xlsx(here / "b.xlsx", rows)):
        (shape,) = look(path).sheets
        assert (shape.kind, shape.header_rows) == ("diem-danh", (0, 1))
        assert [c.field for c in shape.columns[4:]] == [MEETING] * 3
        assert shape.dropped == ("STT",)
        assert months_read(path) == THREE
        assert [row.cells[4:] for row in the_sheet(path).rows()] == [["x", "p", "k"]]


def test_two_years_stand_side_by_side(here: Path) -> None:
    rows = roll("T12", "T1", "T2")
    rows[0][4:] = ["Năm 2023", "Năm 2024", ""]
    assert months_read(xlsx(here / "a.xlsx", rows)) == [202312, 202401, 202402]


def test_the_year_may_stand_above_the_header(here: Path) -> None:
    rows = [["", "", "", "", "Năm 2024"], [*UPPER[:4], "T3", "T4", "T5"], MARKS]
    assert months_read(xlsx(here / "a.xlsx", rows)) == THREE


@pytest.mark.parametrize("group", ["Điểm danh", "Năm học 2023–2024", "Đến ngày 30 tháng 6 năm 2024"])
def test_without_one_year_no_year_is_guessed_and_no_column_lost(here: Path, group: str) -> None:
    path = xlsx(here / "a.xlsx", roll("Tháng 3", "Tháng 4", "Tháng 5", year=group), MERGED)
    (shape,) = look(path).sheets
    assert [c.field for c in shape.columns[4:]] == [MEETING] * 3
    assert shape.dropped == ("STT",)
    refs = [ref_of(header) for header in the_sheet(path).free.values()]
    assert [ref.yearless for ref in refs if ref] == [None, 3, 4, 5]
    assert [ref.of_year(2024).month for ref in refs[1:] if ref] == THREE


def test_numbers_of_a_row_of_data_are_no_months(here: Path) -> None:
    rows = [[*HEAD, "Năm 2024", "Năm 2023"], [*BINH, 3, 4]]
    sheet = the_sheet(xlsx(here / "a.xlsx", rows))
    assert [row.raw("record") for row in sheet.rows()] == ["000123"]


def test_a_column_without_a_title_is_named_by_its_letter(here: Path) -> None:
    path = xlsx(here / "a.xlsx", [[*HEAD, "", "Ghi chú"], [*BINH, "ốm", "", "bận"]])
    assert look(path).sheets[0].dropped == ("Ghi chú", "cột F, không có tên", "cột H, không có tên")
    said = notices(the_sheet(path))
    assert "Bỏ 3 cột không dùng tới, không lưu: Ghi chú, cột F, không có tên" in said
    assert "ốm" not in said


def test_a_signature_in_a_bare_column_is_no_column(here: Path) -> None:
    path = xlsx(here / "a.xlsx", [HEAD, BINH, ["Người lập biểu", "", "", "", "", "", "T/M CHI BỘ"]])
    assert look(path).sheets[0].dropped == ()


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path
