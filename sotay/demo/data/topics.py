"""Sentences of the demo's meetings: topics, venues, reasons."""

THEMES = {
    "residential": (
        "Nâng cao chất lượng sinh hoạt chi bộ ở thôn, tổ dân phố",
        "Vai trò của đảng viên trong xây dựng nông thôn mới kiểu mẫu",
        "Phòng, chống rác thải nhựa, giữ gìn vệ sinh môi trường khu dân cư",
        "Xây dựng gia đình văn hóa, giữ gìn tình làng nghĩa xóm",
        "Công tác tạo nguồn, phát triển đảng viên là thanh niên ở nông thôn",
        "Phòng ngừa tội phạm lừa đảo trên không gian mạng",
        "Đẩy mạnh chuyển đổi cơ cấu cây trồng, vật nuôi",
        "Đảng viên gương mẫu hiến đất làm đường giao thông",
        "Học tập và làm theo Bác về tinh thần nêu gương",
        "Chăm lo người cao tuổi, gia đình chính sách",
    ),
    "school": (
        "Đổi mới phương pháp dạy học theo chương trình mới",
        "Đạo đức nhà giáo trong tình hình mới",
        "Xây dựng trường học hạnh phúc, an toàn",
        "Phòng, chống bạo lực học đường",
        "Chuyển đổi số trong quản lý và dạy học",
        "Học tập và làm theo Bác về tự học suốt đời",
    ),
    "health": (
        "Nâng cao y đức, tinh thần phục vụ người bệnh",
        "Phòng, chống dịch bệnh trên địa bàn",
        "Chuyển đổi số trong khám bệnh, chữa bệnh",
        "Chăm sóc sức khỏe người cao tuổi tại cộng đồng",
    ),
    "police": (
        "Xây dựng phong cách người chiến sĩ công an vì nhân dân phục vụ",
        "Bảo đảm an ninh trật tự dịp lễ, tết",
        "Thực hiện Đề án 06 về dữ liệu dân cư",
        "Phòng cháy, chữa cháy ở khu dân cư",
    ),
    "military": (
        "Nâng cao chất lượng công tác tuyển quân",
        "Xây dựng lực lượng dân quân vững mạnh, rộng khắp",
        "Giữ nghiêm kỷ luật, xây dựng nếp sống chính quy",
    ),
    "agency": (
        "Cải cách hành chính, nâng cao trách nhiệm phục vụ nhân dân",
        "Kỷ cương, trách nhiệm trong thực thi công vụ",
        "Phòng, chống tham nhũng, lãng phí, tiêu cực",
        "Thực hành tiết kiệm trong cơ quan theo gương Bác",
        "Văn hóa công sở, văn hóa nêu gương",
        "Đẩy mạnh chuyển đổi số ở cơ quan, đơn vị",
    ),
    "enterprise": (
        "Nâng cao năng suất, chất lượng sản phẩm",
        "An toàn lao động, vệ sinh công nghiệp",
        "Chăm lo đời sống người lao động",
        "Phát triển đảng viên là công nhân trực tiếp sản xuất",
    ),
    "cooperative": (
        "Đổi mới hoạt động hợp tác xã kiểu mới",
        "Liên kết tiêu thụ nông sản sạch",
        "Vai trò đảng viên trong kinh tế tập thể",
    ),
}

VENUES = {
    "residential": ("Nhà văn hóa", "Nhà văn hóa", "Nhà sinh hoạt cộng đồng"),
    "school": ("Phòng hội đồng nhà trường", "Văn phòng nhà trường"),
    "health": ("Phòng giao ban", "Hội trường trạm"),
    "police": ("Phòng họp đơn vị", "Trụ sở công an"),
    "military": ("Phòng họp đơn vị", "Trụ sở ban chỉ huy"),
    "agency": ("Phòng họp tầng 2", "Phòng họp số 1", "Hội trường cơ quan"),
    "enterprise": ("Phòng họp công ty", "Hội trường công ty"),
    "cooperative": ("Trụ sở hợp tác xã",),
}

COMBINED_REASONS = (
    "đảng viên đi làm theo ca",
    "địa bàn rộng, đi lại khó khăn",
    "đang mùa thu hoạch",
    "phòng, chống dịch",
)
SKIPPED_STEPS = {
    "O1": ("đã thu đảng phí theo quý", "thu tại nhà với đảng viên cao tuổi"),
    "C5": ("không có đại biểu cấp trên dự",),
    "C9": ("không có nội dung công tác đảng viên",),
    "E1": ("chấm điểm tại cuộc họp chi ủy",),
}
NO_THEME_REASONS = (
    "trùng đợt thu hoạch vụ mùa, chưa bố trí được thời gian",
    "bí thư đi điều trị, chi bộ chưa có người thay chuẩn bị chuyên đề",
    "nhiều đảng viên cách ly, điều trị tại nhà",
    "đơn vị tập trung đơn hàng cuối quý",
)
POSTPONED_REASONS = (
    "Trùng hội nghị của đảng ủy, bí thư phải dự",
    "Đang cao điểm thu hoạch, chuyển sang giữa tháng",
    "Nơi sinh hoạt đang sửa chữa",
)
NOT_HELD_REASONS = (
    "Bí thư nằm viện, phó bí thư đi tập huấn, chưa có người chủ trì",
    "Quá nửa đảng viên làm nhiệm vụ ở ngoài huyện, không đủ người dự",
)
FORGOTTEN_STEPS = ("C8", "E2", "O4")
