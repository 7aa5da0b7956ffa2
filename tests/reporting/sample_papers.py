"""The other sample papers of a meeting (papers/*.md) as plain data, all names invented."""

from dataclasses import replace
from datetime import date, time

from sotay.minutes.record import Heads, Person, Said, TaskOutcome
from sotay.reporting.meeting_papers.inputs import (
    CommitteeRecord,
    Conclusion,
    Count,
    CountRow,
    Desk,
    Invitation,
    Month,
    Resolution,
    RollLine,
    RollSheet,
)
from tests.reporting.sample_record import CHAIR, ENTITLED, OUTCOMES, TAKER, TASKS, hands

DESK = Desk("Chi bộ thôn Hạ", "CHI BỘ THÔN HẠ", "ĐẢNG BỘ XÃ AN HÒA", "An Hòa", "Đảng ủy xã", "Trần Văn Bách")
HALL = "Nhà văn hóa thôn Hạ, xã An Hòa"

ROLL = RollSheet(
    desk=DESK, kind="regular", month=202611, also_for=None, held_on=date(2026, 11, 3),
    lines=(
        RollLine("Trần Văn Bách", "chính thức", "có mặt"),
        RollLine("Hoàng Gia Bảo", "dự bị", "có mặt"),
        RollLine("Lê Thị Thu Hà", "chính thức", "có mặt"),
        RollLine("Phạm Thị Hoài", "chính thức", "vắng có lý do", "đi công tác"),
        RollLine("Đỗ Văn Khang", "chính thức", "vắng có lý do", "việc riêng"),
        RollLine("Vũ Đình Lâm", "chính thức", "vắng không có lý do"),
        RollLine("Bùi Thị Lụa", "chính thức", "có mặt", "đến muộn 10 phút"),
        RollLine("Ngô Quốc Thái", "sinh hoạt tạm thời", "có mặt"),
        *(RollLine(f"Nguyễn Hữu Tuyên {n}", "chính thức", "có mặt") for n in range(20)),
    ),
    exempt=4, away=1, taker=TAKER, chair=CHAIR, late=1,
    guests=(Person("Ngô Thị Mai Hương", "Ủy viên Ban Thường vụ Đảng ủy xã"),),
)  # fmt: skip
INVITATION = Invitation(
    desk=DESK, number="11-GM/CB", issued_on=date(2026, 11, 1), kind="regular", month=202611, also_for=None,
    held_on=date(2026, 11, 3), started_at=time(19, 30), place=HALL,
    contents=(
        "Thông tin thời sự, văn bản mới (đồng chí Nguyễn Hữu Tuyên)",
        "Đánh giá nhiệm vụ tháng 10, nhiệm vụ tháng 11 và dự thảo nghị quyết (đồng chí Trần Văn Bách)",
        "Thảo luận, biểu quyết",
    ),
    papers=2,
)  # fmt: skip


def comrades(names: str) -> str:
    """đồng chí Bùi Thị Lụa, đồng chí Đặng Văn Ninh."""
    return ", ".join(f"đồng chí {name}" for name in names.split(", "))


RESOLUTION = Resolution(
    desk=DESK, number="11-NQ/CB", issued_on=date(2026, 11, 3), kind="regular", month=202611, also_for=None,
    held_on=date(2026, 11, 3),
    outcomes=(*OUTCOMES[:7], TaskOutcome("Lập danh sách hộ hiến đất mở đường", "doing", "còn 03 hộ")),
    tasks=(*(replace(one, holders=comrades(one.holders)) for one in TASKS[:4]),
           replace(TASKS[4], text="Phụ trách hộ gia đình theo ngõ",
                   holders="22 đảng viên (danh sách kèm theo)", due_on=None)),
    vote=hands("Nghị quyết", 22, 25, ENTITLED, "C8"),
    review="Các nhiệm vụ cơ bản hoàn thành; việc lập danh sách hộ hiến đất còn chậm.",
    focus="Tập trung vận động hiến đất mở đường trục thôn và chuẩn bị sinh hoạt chuyên đề quý IV.",
)  # fmt: skip
CONCLUSION = Conclusion(
    desk=DESK, number="02-KL/CB", issued_on=date(2026, 11, 5), met_on=date(2026, 11, 4),
    about="tiến độ vận động hiến đất mở đường trục thôn", reporter="Bùi Thị Lụa",
    finding="Đến ngày 04/11/2026 đã có 41/44 hộ đồng ý, đạt 93,2% (41/44)",
    points=(
        "Giao đồng chí Đặng Văn Ninh gặp từng hộ trong 03 hộ còn lại; báo cáo trước ngày 20/11/2026",
        "Giao đồng chí Lê Thị Thu Hà niêm yết danh sách tại nhà văn hóa trước ngày 10/11/2026",
    ),
    follow_up="Chi ủy giao đồng chí Phó Bí thư theo dõi, đôn đốc việc thực hiện Kết luận này.",
)  # fmt: skip
COUNT = Count(
    desk=DESK, counted_on=date(2026, 12, 3), started_at=time(20, 40), ended_at=time(20, 55),
    place="Nhà văn hóa thôn Hạ", about="đề nghị kết nạp đảng viên",
    tellers=("Đặng Văn Ninh", "Bùi Thị Lụa", "Phan Thị Xuyến"), entitled=25, present=22, issued=22,
    collected=22, invalid=1, rows=(CountRow("Trịnh Thu Ngân", 20, 1),), base=25,
    base_words="đảng viên chính thức", threshold="ít nhất 2/3", passed=True, chair=CHAIR,
    agreed=hands("Tổ kiểm phiếu", 22, 22, "đảng viên chính thức có mặt"),
)  # fmt: skip
COMMITTEE = CommitteeRecord(
    desk=DESK, number="05-BB/CB", month=202611, held_on=date(2026, 10, 30), started_at=time(20),
    ended_at=time(20, 50), place=HALL, expected=3,
    present=(CHAIR, Person("Nguyễn Hữu Tuyên", "Phó Bí thư Chi bộ"), TAKER), absent=(), chair=CHAIR,
    taker=TAKER,
    outcomes=(*OUTCOMES[:6], TaskOutcome("Lập danh sách hộ", "doing"), TaskOutcome("Niêm yết", "doing")),
    review="Chi ủy thống nhất đôn đốc việc lập danh sách hộ hiến đất.",
    plan="Đồng chí Trần Văn Bách trình bày dự kiến 05 nhiệm vụ; phân công đồng chí Nguyễn Hữu Tuyên hoàn "
    "chỉnh dự thảo nghị quyết.",
    said=(Said("Nguyễn Hữu Tuyên", "", "nhất trí"), Said("Lê Thị Thu Hà", "", "nhất trí")),
    coming_on=date(2026, 11, 3), coming_at=time(19, 30), coming_place="Nhà văn hóa thôn Hạ", contents=6,
    to_vote=("dự thảo nghị quyết tháng 11", "mức chất lượng buổi sinh hoạt"), papers=2,
    in_favour=3, sealed=True,
)  # fmt: skip
MONTH = Month(
    desk=DESK, number="11-BC/CB", issued_on=date(2026, 11, 5), month=202611, as_at=date(2026, 11, 3),
    all=Heads(30, 2), exempt=4, away=1, attached=1, admitted=0, arrived=0, left=0,
    held_on=date(2026, 11, 3), long=105, least=90, committee_on=date(2026, 10, 30), papers_days=2,
    papers_least=1, steps=(11, 11), expected=28, present=25, excused=2, unexcused=1, speakers=5,
    issued=("01 nghị quyết (Số 11-NQ/CB)",), theme_held_on=None, theme_planned_on=date(2026, 11, 11),
    delegate=True, leaders=1, leaders_noted=1, leaders_came=1, level="Khá (86,8/100 điểm)", confirmed=False,
    last_on_time=7, last_total=8, given=5, tasked=22, working=22, proposals=None,
    mood="Tư tưởng đảng viên ổn định; nhân dân quan tâm tiến độ mở đường.",
)  # fmt: skip
