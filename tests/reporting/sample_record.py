"""The record of the sample minutes (papers, bien-ban-sinh-hoat), all names invented."""

from datetime import UTC, date, datetime, time

from sotay.minutes.record import (
    Absence,
    Heads,
    Item,
    MeetingRecord,
    Membership,
    NoteLine,
    Person,
    Said,
    SealLine,
    TaskLine,
    TaskOutcome,
    VoteLine,
)

PRESENT, ENTITLED = "đảng viên chính thức có mặt", "đảng viên chính thức có quyền biểu quyết tại chi bộ"
CHAIR, TAKER = Person("Trần Văn Bách", "Bí thư Chi bộ"), Person("Lê Thị Thu Hà", "Chi ủy viên")
DELEGATE = Person("Ngô Thị Mai Hương", "Ủy viên Ban Thường vụ Đảng ủy xã, được phân công phụ trách chi bộ")
MEMBERSHIP = Membership(
    all=Heads(30, 2), exempt=Heads(4), away=Heads(1), expected=Heads(25, 2, 1), present=Heads(22, 2, 1),
    excused=Heads(2), unexcused=Heads(1),
)  # fmt: skip


def hands(subject: str, yes: int, base: int, words: str, step: str = "", other: int = 0) -> VoteLine:
    """A vote by hand that carried."""
    return VoteLine(subject, "giơ tay", yes, 0, other, base, words, "trên 1/2", True, step)


OPINIONS = (
    Said("Đặng Văn Ninh", "", "nhất trí đánh giá; đề nghị công khai phương án hiến đất tại nhà văn hóa trước "
         "ngày 10/11."),
    Said("Bùi Thị Lụa", "", "đề nghị phân công đảng viên phụ trách từng ngõ."),
    Said("Lưu Thế Vượng", "", "đề nghị Ban Công tác Mặt trận phối hợp tuyên truyền trên loa truyền thanh."),
    Said("Phan Thị Xuyến", "", "đề nghị thống nhất lịch sinh hoạt chuyên đề vào tối thứ Bảy."),
    Said("Hoàng Gia Bảo", "dự bị", "xin nhận việc hướng dẫn các hộ nộp hồ sơ trực tuyến."),
    Said("Ngô Thị Mai Hương", "Ủy viên Ban Thường vụ Đảng ủy xã", "ghi nhận kết quả; định hướng tập trung "
         "giải phóng mặt bằng, chuẩn bị sinh hoạt chuyên đề quý IV."),
)  # fmt: skip
PAPER = (
    "Quy định số 144-QĐ/TW, ngày 09/5/2024 của Bộ Chính trị về chuẩn mực đạo đức cách mạng của cán bộ, "
    "đảng viên trong giai đoạn mới"
)
ITEMS = (
    Item(1, "O2", "Nêu lý do, giới thiệu khách", "", "", ""),
    Item(1, "O3", "Báo cáo tình hình đảng viên", "", "", ""),
    Item(1, "O4", "Thông qua chương trình", "", "", ""),
    Item(2, "C1", "Thông tin thời sự, chủ trương mới và văn bản của cấp trên",
         "Nguyễn Hữu Tuyên, Phó Bí thư Chi bộ", "Tình hình tư tưởng đảng viên, nhân dân trong thôn ổn định; "
         "nhân dân quan tâm tiến độ cải tạo đường trục thôn.", "", papers=(PAPER,)),
    Item(3, "C2", "Đánh giá kết quả thực hiện nhiệm vụ tháng 10 năm 2026", "Trần Văn Bách", "", ""),
    Item(4, "C4", "Nhiệm vụ tháng 11 năm 2026", "Trần Văn Bách",
         "Dự thảo nghị quyết của Chi bộ gồm 05 nhiệm vụ.", ""),
    Item(5, "C6", "Thảo luận", "", "", "", opinions=OPINIONS),
    Item(6, "C7", "Kết luận, phân công nhiệm vụ", "", "", ""),
    Item(7, "C8", "Biểu quyết", "", "", ""),
    Item(8, "E2", "Thông qua biên bản", "", "", ""),
)  # fmt: skip
TASKS = (
    TaskLine("Công khai phương án hiến đất mở đường trục thôn", "Trần Văn Bách", date(2026, 11, 10)),
    TaskLine("Vận động 03 hộ còn lại; báo cáo kết quả", "Bùi Thị Lụa, Đặng Văn Ninh", date(2026, 11, 20)),
    TaskLine("Hướng dẫn các hộ nộp hồ sơ trực tuyến", "Hoàng Gia Bảo", date(2026, 11, 25)),
    TaskLine("Chuẩn bị sinh hoạt chuyên đề quý IV", "Nguyễn Hữu Tuyên", date(2026, 11, 28)),
    TaskLine("Phụ trách hộ gia đình theo ngõ (danh sách kèm theo nghị quyết)", "22 đảng viên",
             date(2026, 11, 30)),
)  # fmt: skip
OUTCOMES = (
    *(TaskOutcome(f"Việc {n}", "done") for n in range(7)),
    TaskOutcome("Lập danh sách hộ hiến đất mở đường", "doing", "03 hộ đi vắng"),
)
SEAL = SealLine(datetime(2026, 11, 3, 14, 40, tzinfo=UTC), "7F3A-91C2-0B5E")
NOTE = NoteLine(datetime(2026, 11, 9, 2, 0, tzinfo=UTC), "Đồng chí Vũ Đình Lâm đã báo cáo lý do vắng mặt.",
                "Lê Thị Thu Hà")  # fmt: skip


def sample_record(**changes) -> MeetingRecord:
    """The sealed record of the sample; `changes` replace fields."""
    values = {
        "cell_name": "Chi bộ thôn Hạ", "organ": "CHI BỘ THÔN HẠ", "superior": "ĐẢNG BỘ XÃ AN HÒA",
        "seat": "An Hòa", "kind": "regular", "counted_for": 202611, "also_for": None, "theme": "",
        "held_on": date(2026, 11, 3), "started_at": time(19, 30), "ended_at": time(21, 15),
        "minutes_long": 105, "minutes_least": 90, "place": "Nhà văn hóa thôn Hạ, xã An Hòa",
        "mode": "in_person", "mode_reason": "", "rule_set": "HD-42", "chair": CHAIR, "minute_taker": TAKER,
        "membership": MEMBERSHIP,
        "excused": (Absence("Phạm Thị Hoài", "đi công tác"),
                    Absence("Đỗ Văn Khang", "việc riêng, đã báo cáo bí thư")),
        "unexcused": ("Vũ Đình Lâm",), "guests": (), "delegates": (DELEGATE,), "items": ITEMS,
        "votes": (
            hands("Chương trình", 22, 22, PRESENT, "O4"),
            hands("Cử thư ký", 22, 22, PRESENT, "O5"),
            hands("Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng 11/2026", 22, 25, ENTITLED, "C8"),
            hands("Mức chất lượng buổi sinh hoạt: Khá (86,8/100 điểm)", 21, 25, ENTITLED, "E1", other=1),
        ),
        "tasks": TASKS, "last_tasks": OUTCOMES, "number": "06-BB/CB", "read_aloud": True,
        "adopted": hands("Thông qua biên bản", 22, 22, PRESENT, "E2"),
        "adopted_at": datetime(2026, 11, 3, 14, 20, tzinfo=UTC),
        "texts": {"discussion": "Đồng chí chủ trì tiếp thu, giải trình: bổ sung nhiệm vụ công khai phương án "
                                "và phân công theo ngõ vào dự thảo nghị quyết."},
        "seal": SEAL, "papers_days": 2, "last_paper": "Nghị quyết tháng 10",
    }  # fmt: skip
    return MeetingRecord(**(values | changes))
