"""What a month's resolution begins with: the three headings of the paper, filled from records."""

from datetime import date

from sotay.minutes.record import TaskLine
from sotay.reporting.meeting_papers.drafting import month_draft
from sotay.reporting.meeting_papers.resolution import body_blocks
from sotay.reporting.paper import Heading
from sotay.resolutions.rules import TaskCounts

NOTHING = TaskCounts(0, 0, 0, 0, 0)
ROAD = TaskLine("Công khai phương án hiến đất", "Trần Văn Bách", date(2026, 11, 10))


def draft(**said: object) -> list[str]:
    given = {"month": 202611, "body": "Chi ủy", "before": NOTHING, "carried": (), "theme": "", "tasks": ()}
    return month_draft(**(given | said)).splitlines()  # type: ignore[arg-type]


def test_the_draft_of_a_month_has_the_three_parts_of_the_paper() -> None:
    before = TaskCounts(given=8, in_time=7, late=0, doing=1, not_done=0)
    assert draft(before=before, carried=["Lập danh sách hộ"], tasks=[ROAD]) == [
        "I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 10 NĂM 2026",
        "Chi bộ giao 08 nhiệm vụ: hoàn thành đúng hạn 87,5% (7/8), đang thực hiện 01.",
        "Nhiệm vụ chuyển tiếp: Lập danh sách hộ.",
        "II- NHIỆM VỤ THÁNG 11 NĂM 2026",
        "1. Công khai phương án hiến đất. Trần Văn Bách; xong trước ngày 10/11/2026.",
        "III- TỔ CHỨC THỰC HIỆN",
        "- Chi ủy đôn đốc, kiểm tra; báo cáo kết quả tại sinh hoạt chi bộ tháng 12 năm 2026.",
        "- Đảng viên được giao nhiệm vụ báo cáo bí thư khi hoàn thành hoặc khi gặp khó khăn.",
    ]


def test_its_headings_are_headings_on_the_paper() -> None:
    blocks = list(body_blocks("\n".join(draft(tasks=[ROAD]))))
    assert [one.text[:3] for one in blocks if isinstance(one, Heading)] == ["I- ", "II-", "III"]


def test_no_heading_stands_over_nothing() -> None:
    assert draft() == []
    only_before = draft(before=TaskCounts(1, 1, 0, 0, 0))
    assert [line for line in only_before if line.startswith("I")] == only_before[:1]
    assert "Tháng trước Chi bộ không giao nhiệm vụ cụ thể." in draft(tasks=[ROAD])


def test_the_first_month_of_a_year_looks_back_to_december() -> None:
    assert draft(month=202601, tasks=[ROAD])[0] == "I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 12 NĂM 2025"
