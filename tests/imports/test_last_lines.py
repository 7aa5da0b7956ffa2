"""What stands below the last member of a list: sums in words, who made it, who signs."""

from pathlib import Path

import pytest

from tests.imports.test_reading_shapes import BINH, DUC, HEAD, Rows, notices, people, the_sheet, xlsx


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.parametrize(
    "last",
    [
        ["Danh sách có 03 đồng chí."],
        ["Danh sách này có 35 đồng chí./."],
        ["Tổng cộng", "", "", "4 đồng chí"],
        ["Tổng", "", "3 đ/c"],
        ["Trong đó: Dự bị: 0; Nữ: 1"],
        ["Trong đó:", "", "", "Nữ: 1"],
    ],
)
def test_the_last_lines_of_a_list_are_left_out(here: Path, last: list[str]) -> None:
    head = ["STT", *HEAD]
    rows: Rows = [
        head,
        [1, *BINH],
        [2, *DUC],
        last,
        ["", "", "", "Người lập biểu"],
        ["", "", "", "Lê Thị Hà"],
    ]
    sheet = the_sheet(xlsx(here / "a.xlsx", rows))
    assert people(sheet) == [BINH, DUC]
    assert "Không đọc dòng cộng: dòng 4." in notices(sheet)
    assert "dòng ký: dòng 5, 6." in notices(sheet)


def test_a_member_without_a_number_is_never_taken_for_the_end_of_the_list(here: Path) -> None:
    bare = ["", "", "Tống Cộng", "1970", "19/5/2001"]
    alone = ["", "", "Lê Thị Hà"]
    sheet = the_sheet(xlsx(here / "a.xlsx", [HEAD, BINH, alone, ["Tổng cộng", "", "2 đồng chí"], DUC, bare]))
    assert [row.raw("full_name") for row in sheet.rows()][-2:] == ["Nguyễn Văn Đức", "Tống Cộng"]
    assert "Lê Thị Hà" in [row.raw("full_name") for row in sheet.rows()]
