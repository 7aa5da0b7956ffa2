"""What is said at the demo's meetings of this month. Invented, like the people who say it."""

ORIENTATION = "Định hướng nội dung sinh hoạt chi bộ tháng {month}"
ORIENTATION_TEXT = """1. Đánh giá việc lãnh đạo thu hoạch vụ xuân, chuẩn bị vụ mùa; phòng, chống thiên tai.
2. Tiếp tục vận động nhân dân hiến đất, góp công làm đường giao thông nông thôn.
3. Rà soát quần chúng ưu tú, tạo nguồn phát triển đảng viên 6 tháng đầu năm.
4. Tuyên truyền phòng ngừa lừa đảo qua điện thoại, nhất là với người cao tuổi."""

PAPERS = (
    (
        "Tóm tắt tình hình thời sự trong tháng",
        "Tình hình sản xuất của xã ổn định; thu hoạch vụ xuân đạt 92% diện tích. Kỳ thi tốt nghiệp trung học "
        "phổ thông diễn ra cuối tháng, các chi bộ nhắc gia đình giữ yên tĩnh, hỗ trợ thí sinh.",
    ),
    (
        "Dự thảo nghị quyết tháng này",
        "Chi bộ tập trung: hoàn thành 180 m đường ngõ còn lại; nạo vét mương nội đồng trước mùa mưa; mỗi "
        "đảng viên phụ trách một nhóm hộ; giới thiệu một quần chúng ưu tú học lớp nhận thức về Đảng.",
    ),
)

PRESENTED = {
    "C1": "Thông báo tình hình thời sự trong tháng; phổ biến định hướng của đảng ủy xã. Tư tưởng đảng viên, "
    "nhân dân ổn định, quan tâm nhiều đến giá vật tư nông nghiệp và tiến độ làm đường.",
    "C2": "Các việc giao tháng trước cơ bản hoàn thành: đã làm 320 m đường ngõ, thu gom rác tuần hai buổi. "
    "Còn chậm việc rà soát hộ cần hỗ trợ sửa nhà.",
    "C4": "Tháng tới: làm xong 180 m đường ngõ; nạo vét mương trước ngày 25; thăm gia đình chính sách; giới "
    "thiệu một quần chúng ưu tú.",
}
CONCLUSION = (
    "Chi bộ nhất trí với báo cáo và nhiệm vụ tháng tới. Đảng viên phụ trách nhóm hộ báo kết quả cho bí thư "
    "trước buổi sau. Chi ủy gửi kiến nghị về bãi rác lên đảng ủy xã."
)

OPINIONS = (
    "Đề nghị công khai phương án đóng góp làm đường ở nhà văn hóa để bà con cùng bàn.",
    "Đoạn mương đầu làng bị lấp, nên làm trước mùa mưa; tôi nhận vận động năm hộ ven mương.",
    "Nên phân công đảng viên trẻ giúp người cao tuổi cài đặt điện thoại, phòng lừa đảo.",
    "Nhất trí với dự thảo. Đề nghị kiến nghị xã giải quyết bãi rác tạm ở cuối xóm.",
)
OPINION_BEFORE = (
    "Tôi đề nghị buổi này bàn thêm việc sửa loa truyền thanh của thôn: hai cụm đã hỏng từ tháng trước."
)

TASKS = (
    ("Vận động ba hộ còn lại hiến đất, làm xong 180 m đường ngõ", 20),
    ("Tổ chức nạo vét mương nội đồng", 15),
    ("Giới thiệu một quần chúng ưu tú học lớp nhận thức về Đảng", 19),
)
"""What, and by how many days after the meeting."""

LAST_TASKS = (
    ("Rà soát hộ cần hỗ trợ sửa nhà, báo danh sách cho chi ủy", "done", "Có 2 hộ, đã gửi danh sách lên xã."),
    ("Vận động các hộ đầu ngõ hiến đất làm đường", "", ""),
    ("Thu đảng phí quý II", "", ""),
)
"""Given last month: what, what is said of it already."""

VOTE = "Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng {month}"
RESOLUTION = "lãnh đạo thực hiện nhiệm vụ tháng {month} năm {year}"
RESOLUTION_TEXT = """1. Hoàn thành 180 m đường ngõ còn lại trong tháng.
2. Nạo vét mương nội đồng trước ngày 25; mỗi hộ góp một công.
3. Mỗi đảng viên phụ trách một nhóm hộ, báo kết quả tại buổi sinh hoạt sau.
4. Giới thiệu một quần chúng ưu tú học lớp nhận thức về Đảng."""

LEAVES = (("work", "Đi công tác ở tỉnh đến hết tuần"), ("family", "Đưa con đi thi ở tỉnh"))
CONSENT = "Đảng ủy xã đồng ý ngày {day}"
POSTPONED = "Trùng ngày diễn tập phòng, chống thiên tai của xã"
NOT_HELD = "Hơn một nửa đảng viên tham gia khắc phục lốc xoáy, không đủ người dự"
NOTE = "Đính chính: đoạn đường ngõ dài 185 m, biên bản ghi 180 m. Số liệu đo lại sau buổi sinh hoạt."
REMARKS = (
    "Chuẩn bị kỹ, thảo luận sôi nổi, có phân công rõ người, rõ hạn. Cần gửi tài liệu cho đảng viên sớm hơn."
)

TOPICS = (
    (
        "Phòng ngừa lừa đảo trên không gian mạng",
        "Nhận biết 5 kiểu lừa phổ biến; việc cần làm khi nhận cuộc gọi lạ; đảng viên giúp người cao tuổi.",
    ),
    (
        "Đảng viên gương mẫu trong xây dựng nông thôn mới",
        "Việc đã làm; gương người tốt ở thôn; ba việc mỗi đảng viên đăng ký trong năm.",
    ),
)
COMMITTEE_SAID = (
    "Mời đồng chí cấp ủy viên phụ trách dự; gửi dự thảo cho đảng viên trước hai ngày.",
    "Nên giao rõ người phụ trách từng nhóm hộ, có ngày hoàn thành.",
    "Nhất trí với dự kiến nhiệm vụ.",
)
COMMITTEE = {
    "review": "Điểm lại nhiệm vụ tháng trước: đường ngõ làm 320 m, thu gom rác đều; rà soát hộ còn chậm.",
    "plan": "Làm xong 180 m đường ngõ còn lại.\nNạo vét mương nội đồng trước mùa mưa.\n"
    "Giới thiệu một quần chúng ưu tú học lớp nhận thức về Đảng.",
    "opinions": "",
    "agreed": "Thống nhất chương trình, dự thảo nghị quyết; phân công phó bí thư chuẩn bị phần đánh giá.",
    "to_vote": "Dự thảo nghị quyết của tháng.\nMức chất lượng buổi sinh hoạt.",
}
