"""What a task is called from the day it is given to the day its outcome is told."""

from datetime import date

import pytest

from sotay.resolutions.queries import TaskView
from sotay.web.resolutions.pages import task_row


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
def test_a_task_under_way_stays_overdue(outcome: str, late: bool, word: str) -> None:
    one = TaskView("abc", "Làm đường", "Tổ 1", date(2024, 6, 30), outcome, "", 202406, late)
    assert task_row(one)["word"] == word
