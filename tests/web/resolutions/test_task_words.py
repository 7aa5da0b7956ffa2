"""How a task stands: one word on every page that shows it."""

from datetime import date

import pytest

from sotay.resolutions.queries import TaskView
from sotay.web.cell.current import tasks_section
from sotay.web.joining.pages import task_row as own_row
from sotay.web.resolutions.pages import task_row

TODAY = date(2024, 7, 3)


@pytest.mark.parametrize(
    ("outcome", "late", "word"),
    [
        ("", False, "Mới giao"),
        ("", True, "Quá hạn"),
        ("doing", False, "Đang thực hiện"),
        ("doing", True, "Quá hạn"),
        ("not", True, "Chưa thực hiện"),
        ("late", False, "Hoàn thành muộn"),
    ],
)
def test_a_task_stands_alike_for_secretary_member_and_cell(outcome: str, late: bool, word: str) -> None:
    one = TaskView("abc", "Làm đường", "Tổ 1", date(2024, 6, 30), outcome, "", 202406, late)
    assert task_row(one)["word"] == own_row(one)["word"] == word
    section = tasks_section([one], "cell", TODAY)
    assert section is not None
    days = " 3 ngày" if word == "Quá hạn" else ""
    assert section["rows"][0]["word"] == word + days
