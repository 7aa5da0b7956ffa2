"""The sums that offices write below a list or a roll: left out, whatever words they use."""

from pathlib import Path

import pytest

from tests.imports.test_reading_shapes import BINH, DUC, HEAD, Rows, notices, people, the_sheet, xlsx

OFFICE = ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Mã chi bộ", "Số lý lịch", "Ngày vào Đảng"]
LY = [1, "Trịnh Công Lý", "01/02/1980", "Nam", "X1", "000501", "01/02/2004"]
ROLL = ["STT", "Mã chi bộ", "Số lý lịch", "Họ và tên", "01/2024", "02/2024"]


@pytest.mark.parametrize(
    "lines",
    [
        [["Tổng số đảng viên: 1 đồng chí, trong đó: nữ 0, dự bị 0."]],
        [["", "Tổng cộng: 01 đảng viên", "", "Nữ: 0"]],
        [["*", "Tổng cộng", "1 đồng chí", "0 nữ"]],
        [["Tổng", "1"], ["Trong đó: + Nữ", "0"], ["          + Dự bị", "0"]],
        [["", "Cộng", "01 đ/c", "", "", ""], ["", "- Chính thức: 1"], ["", "- Dự bị: 0"]],
        [["Ấn định danh sách: Một đồng chí./."], ["Bằng chữ: Một đồng chí"]],
        [["Đảng viên chính thức: 01; dự bị: 0"], ["Nữ: 0 đồng chí, chiếm 0%; dự bị: 0"]],
        [["I", "Đảng viên chính thức", "", "2"], ["", "Tổng (I+II)", "", "2"]],
    ],
)
def test_sums_below_a_list_of_members(tmp_path: Path, lines: Rows) -> None:
    sheet = the_sheet(xlsx(tmp_path / "a.xlsx", [OFFICE, LY, *lines]))
    assert [row.raw("full_name") for row in sheet.rows()] == ["Trịnh Công Lý"]
    assert "Không đọc dòng cộng" in notices(sheet)


def test_a_sum_under_a_column_of_births_for_each_sex(tmp_path: Path) -> None:
    head: Rows = [
        ["TT", "Họ và tên", "Ngày sinh", "", "Mã chi bộ", "Số lý lịch", "Ngày vào Đảng"],
        ["", "", "Nam", "Nữ"],
    ]
    rows: Rows = [
        *head,
        [1, "Trịnh Công Lý", "1/2/1980", "", "X1", "000501", "1/2/2004"],
        [2, "Trịnh Thị Lan", "", "1982", "X1", "000502", "1/2/2004"],
        ["", "Tổng cộng", 1, 1],
    ]
    sheet = the_sheet(xlsx(tmp_path / "a.xlsx", rows, merged=("C1:D1",)))
    assert [row.raw("full_name") for row in sheet.rows()] == ["Trịnh Công Lý", "Trịnh Thị Lan"]


@pytest.mark.parametrize(
    ("head", "marks", "sexes"),
    [
        (["Nam", "Nữ"], [["x", ""], ["", "x"]], ["Nam", "Nữ"]),
        (["Nữ", "Quê quán"], [["", "Phú Thọ"], ["X", "Phú Thọ"]], ["", "Nữ"]),
        (["Nam", "Nữ"], [["1", ""], ["1", "1"]], ["Nam", ""]),
    ],
)
def test_a_column_of_marks_for_each_sex(
    tmp_path: Path, head: list[str], marks: list[list[str]], sexes: list[str]
) -> None:
    rows: Rows = [[*HEAD, *head], [*BINH, *marks[0]], [*DUC, *marks[1]], ["Tổng cộng", "", "", "", "", 1, 1]]
    sheet = the_sheet(xlsx(tmp_path / "a.xlsx", rows))
    assert [row.raw("sex") for row in sheet.rows()] == sexes


@pytest.mark.parametrize(
    "lines",
    [
        [["", "", "", "Tổng số có mặt", 1, 1]],
        [["", "", "", "Vắng có lý do", 0, 0], ["", "", "", "Vắng không lý do", 0, 0]],
        [["", "", "", "Tỷ lệ (%)", "100%", "100%"]],
        [["", "", "", "Cộng có mặt", 1, 1], ["", "", "", "Tỷ lệ %", "92,5", "100"]],
        [["Tổng số phải dự", "", "", "", 1, 1]],
        [["", "", "", "Số đảng viên có mặt", 1, 1], ["", "", "", "Số đảng viên vắng", 0, 0]],
        [["", "", "", "Đạt tỷ lệ (%)", "100,0", "100,0"]],
        [["", "", "", "Tổng số có mặt / tổng số phải dự", "1/1", "1/1"]],
    ],
)
def test_sums_below_a_roll(tmp_path: Path, lines: Rows) -> None:
    rows: Rows = [ROLL, [1, "X1", "000123", "Trần Thị Bình", "x", "x"], *lines]
    sheet = the_sheet(xlsx(tmp_path / "a.xlsx", rows))
    assert [row.number for row in sheet.rows()] == [2]
    assert "Không đọc dòng cộng" in notices(sheet)


def test_whoever_has_such_a_name_stays(tmp_path: Path) -> None:
    """Below the last number a member may stand without one: a date or a year of birth tells."""
    named: Rows = [["", "", "Tống Cộng", "1970", "19/5/2001"], ["", "", "Công Văn Tổng", "", "19/5/2001"]]
    named.append(["", "", "Tống Nữ", "1970"])
    sheet = the_sheet(xlsx(tmp_path / "a.xlsx", [HEAD, BINH, DUC, *named]))
    assert people(sheet)[:2] == [BINH, DUC]
    assert [row.raw("full_name") for row in sheet.rows()][2:] == ["Tống Cộng", "Công Văn Tổng", "Tống Nữ"]
