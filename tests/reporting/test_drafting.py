"""What a month's resolution begins with: the three headings of the paper, filled from records."""

from datetime import date

from sotay.minutes.record import TaskLine, TaskOutcome
from sotay.reporting.meeting_papers.resolution import body_blocks, month_draft
from sotay.reporting.paper import Heading

ROAD = TaskLine("Công khai phương án hiến đất", "đồng chí Trần Văn Bách", date(2026, 11, 10))
DONE = TaskOutcome("Thu đảng phí", "done")
DOING = TaskOutcome("Lập danh sách hộ", "doing", "còn 03 hộ")


def draft(
    *outcomes: TaskOutcome,
    month: int = 202611,
    tasks: tuple[TaskLine, ...] = (),
    theme: str = "",
    planned: tuple[str, ...] = (),
) -> list[str]:
    return month_draft(month, "Chi ủy", outcomes, tasks, theme=theme, planned=planned).splitlines()


def test_the_draft_of_a_month_has_the_three_parts_of_the_paper() -> None:
    assert draft(*[DONE] * 7, DOING, tasks=(ROAD,)) == [
        "I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 10 NĂM 2026",
        "Chi bộ giao 08 nhiệm vụ: hoàn thành đúng hạn 87,5% (7/8), đang thực hiện 01.",
        "Nhiệm vụ chuyển tiếp: lập danh sách hộ (còn 03 hộ).",
        "II- NHIỆM VỤ THÁNG 11 NĂM 2026",
        "1. Công khai phương án hiến đất. Đồng chí Trần Văn Bách; xong trước ngày 10/11/2026.",
        "III- TỔ CHỨC THỰC HIỆN",
        "- Chi ủy đôn đốc, kiểm tra; báo cáo kết quả tại sinh hoạt chi bộ tháng 12 năm 2026.",
        "- Đảng viên được giao nhiệm vụ báo cáo bí thư khi hoàn thành hoặc khi gặp khó khăn.",
    ]


def test_done_late_is_done_and_not_said_is_said() -> None:
    late, unsaid = TaskOutcome("Làm đường", "late"), TaskOutcome("Dọn kênh", "")
    assert (
        "Chi bộ giao 02 nhiệm vụ: hoàn thành đúng hạn 0% (0/2), hoàn thành muộn 01, chưa báo kết quả 01."
        in (draft(late, unsaid))
    )


def test_its_headings_are_headings_on_the_paper() -> None:
    blocks = list(body_blocks("\n".join(draft(tasks=(ROAD,)))))
    assert [one.text[:3] for one in blocks if isinstance(one, Heading)] == ["I- ", "II-", "III"]


def test_what_the_committee_foresaw_stands_there_until_tasks_are_given() -> None:
    foreseen = ("- Làm xong đường ngõ", "2. Nạo vét mương.", "")
    assert draft(planned=foreseen)[2:5] == [
        "II- NHIỆM VỤ THÁNG 11 NĂM 2026",
        "1. Làm xong đường ngõ.",
        "2. Nạo vét mương.",
    ]
    given = draft(planned=foreseen, tasks=(ROAD,))
    assert not any("Nạo vét" in line for line in given)


def test_no_heading_stands_over_nothing() -> None:
    assert draft() == []
    assert len([line for line in draft(DONE) if line.startswith("I")]) == 1
    assert "Tháng trước Chi bộ không giao nhiệm vụ cụ thể." in draft(tasks=(ROAD,))
    assert "Nội dung sinh hoạt chuyên đề: Học tập." in draft(theme="Học tập")


def test_the_first_month_of_a_year_looks_back_to_december() -> None:
    assert draft(month=202601, tasks=(ROAD,))[0] == "I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 12 NĂM 2025"
