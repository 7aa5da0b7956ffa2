"""Registers whose titles take three rows: a group, a part of the group, the column's own words."""

from pathlib import Path
from typing import Any

import pytest

from sotay.imports.reading.mapping import MEETING
from sotay.imports.reading.shape import look
from tests.imports.test_reading_shapes import BINH, DUC, Rows, _seen, ods, people, the_sheet, xls, xlsx
from tests.imports.test_two_header_rows import THREE, months_read

REGISTER: Rows = [
    ["ĐẢNG ỦY XÃ AN HÒA", "", "", "", "", ""],
    ["DANH SÁCH ĐẢNG VIÊN", "", "", "", "", ""],
    ["Mã chi bộ", "Số lý lịch", "Họ và tên", "Ngày, tháng, năm", "", ""],
    ["", "", "", "Sinh", "Vào Đảng", ""],
    ["", "", "", "", "Dự bị", "Chính thức"],
    [*BINH, "03/02/1991"],
    [*DUC, "19/5/2002"],
]
MERGED = ("A3:A5", "B3:B5", "C3:C5", "D3:F3", "D4:D5", "E4:F4")
ROLL: Rows = [
    ["STT", "Họ và tên", "Số thẻ", "Mã chi bộ", "Năm 2024", "", ""],
    ["", "", "", "", "Quý I", "Quý II", ""],
    ["", "", "", "", "Tháng 3", "Tháng 4", "Tháng 5"],
    [1, "Trần Thị Bình", "01234567", "X1", "x", "p", "k"],
]


@pytest.mark.parametrize(
    ("write", "merged"),
    [(xlsx, MERGED), (ods, MERGED), (xlsx, ()), (xls, ())],
    ids=["xlsx, merged", "ods, merged", "xlsx", "xls"],
)
def test_three_header_rows_of_a_register(tmp_path: Path, write: Any, merged: tuple[str, ...]) -> None:
    path = tmp_path / f"a.{write.__name__}"
    sheet = the_sheet(write(path, REGISTER, merged) if merged else write(path, REGISTER))
    assert people(sheet) == [BINH, DUC]
    assert [_seen(r.raw("official_on")) for r in sheet.rows()] == ["03/02/1991", "19/5/2002"]
    assert look(path).sheets[0].header_rows == (2, 4)


def test_months_below_quarters_below_their_year(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROLL)
    (shape,) = look(path).sheets
    assert (shape.kind, shape.header_rows) == ("diem-danh", (0, 2))
    assert [c.field for c in shape.columns[4:]] == [MEETING] * 3
    assert months_read(path) == THREE
    assert [row.cells[4:] for row in the_sheet(path).rows()] == [["x", "p", "k"]]


def test_months_of_one_year_below_two_titles(tmp_path: Path) -> None:
    rows = [[("Điểm danh" if c == "Năm 2024" else c) for c in ROLL[0]], *ROLL[1:]]
    rows[1] = ["", "", "", "", "Năm 2024", "", ""]
    assert months_read(xlsx(tmp_path / "a.xlsx", rows)) == THREE


def test_the_first_member_is_no_third_row_of_titles(tmp_path: Path) -> None:
    """Two rows of titles, then somebody of whom little is known: words alone, and blanks."""
    rows: Rows = [
        ["Mã chi bộ", "Số lý lịch", "Họ và tên", "Giới tính", "Ngày vào Đảng", ""],
        ["", "", "", "", "Dự bị", "Chính thức"],
        ["XA", "LL", "Trần Thị Bình", "Nữ", "", ""],
        [*DUC[:3], "Nam", "19/5/2001", "19/5/2002"],
    ]
    sheet = the_sheet(xlsx(tmp_path / "a.xlsx", rows))
    assert [r.raw("full_name") for r in sheet.rows()] == ["Trần Thị Bình", "Nguyễn Văn Đức"]
