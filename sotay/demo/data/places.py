"""Invented communes, villages, offices and companies of the demo district."""

COMMUNES = (
    "An Hòa", "Bình Lãng", "Cẩm Sơn", "Đông Xuyên", "Đức Thượng", "Hà Thanh", "Hòa Phong", "Hưng Thịnh",
    "Khánh Thiện", "Lạc Viên", "Minh Tân", "Nam Cường",
    "Ngọc Trạch", "Phú Lương", "Phúc Thành", "Tân Phú",
)  # fmt: skip
TOWNS = ("An Lạc", "Phú Cường")

VILLAGES = (
    "Đông", "Đoài", "Thượng", "Hạ", "Trung", "Nội", "Ngoại",
    "Chợ", "Đình", "Cầu", "Bến", "Yên Nhân", "Thọ Lão",
    "Văn Lôi", "Hội Am", "Phú Hữu", "Xuân Bách", "Thái Lai", "Nam Giang", "Bắc Sơn",
)  # fmt: skip
"""Thôn; a commune takes the first ones in an order of its own."""

COMMUNE_OFFICES = (
    ("Chi bộ Trường Mầm non {place}", "school"),
    ("Chi bộ Trường Tiểu học {place}", "school"),
    ("Chi bộ Trường Trung học cơ sở {place}", "school"),
    ("Chi bộ Trạm Y tế {place}", "health"),
    ("Chi bộ Công an {kind} {place}", "police"),
    ("Chi bộ Quân sự {kind} {place}", "military"),
    ("Chi bộ Cơ quan {kind} {place}", "agency"),
    ("Chi bộ Hợp tác xã Dịch vụ nông nghiệp {place}", "cooperative"),
)

AGENCY_COMMITTEES = (
    (
        "Đảng bộ Cơ quan chính quyền huyện",
        (
            ("Chi bộ Văn phòng HĐND và UBND", "agency"),
            ("Chi bộ Nội vụ – Thanh tra", "agency"),
            ("Chi bộ Tài chính – Kinh tế", "agency"),
            ("Chi bộ Tài nguyên – Đô thị", "agency"),
            ("Chi bộ Giáo dục – Văn hóa", "agency"),
        ),
    ),
    (
        "Đảng bộ Cơ quan Đảng – đoàn thể huyện",
        (
            ("Chi bộ Ban Tổ chức – Kiểm tra", "agency"),
            ("Chi bộ Tuyên giáo – Dân vận", "agency"),
            ("Chi bộ Văn phòng Huyện ủy", "agency"),
            ("Chi bộ Mặt trận và các đoàn thể", "agency"),
        ),
    ),
    (
        "Đảng bộ Công an huyện",
        (
            ("Chi bộ Tham mưu – Hậu cần", "police"),
            ("Chi bộ Cảnh sát hình sự", "police"),
            ("Chi bộ Quản lý hành chính", "police"),
            ("Chi bộ Cảnh sát giao thông", "police"),
        ),
    ),
    (
        "Đảng bộ Quân sự huyện",
        (("Chi bộ Tham mưu – Tác chiến", "military"), ("Chi bộ Chính trị – Hậu cần", "military")),
    ),
    (
        "Đảng bộ Bệnh viện đa khoa huyện",
        (
            ("Chi bộ Khối lâm sàng", "health"),
            ("Chi bộ Khối cận lâm sàng", "health"),
            ("Chi bộ Khối hành chính", "health"),
        ),
    ),
    (
        "Đảng bộ Trung tâm Y tế huyện",
        (("Chi bộ Y tế dự phòng", "health"), ("Chi bộ Hành chính – Dân số", "health")),
    ),
    (
        "Đảng bộ Trung tâm Dịch vụ công huyện",
        (("Chi bộ Quản lý dự án", "agency"), ("Chi bộ Phát triển quỹ đất", "agency")),
    ),
)
AGENCY_SINGLES = (
    ("Chi bộ Trường THPT An Hòa", "school"),
    ("Chi bộ Trường THPT Hưng Thịnh", "school"),
    ("Chi bộ Trường THPT Minh Tân", "school"),
    ("Chi bộ Trường THPT Phú Cường", "school"),
    ("Chi bộ Trường THPT Tân Phú", "school"),
    ("Chi bộ Trung tâm Giáo dục nghề nghiệp – Giáo dục thường xuyên", "school"),
    ("Chi bộ Trung tâm Chính trị huyện", "school"),
    ("Chi bộ Tòa án nhân dân huyện", "agency"),
    ("Chi bộ Viện kiểm sát nhân dân huyện", "agency"),
    ("Chi bộ Thi hành án dân sự huyện", "agency"),
    ("Chi bộ Kho bạc Nhà nước huyện", "agency"),
    ("Chi bộ Thống kê huyện", "agency"),
    ("Chi bộ Bảo hiểm xã hội huyện", "agency"),
    ("Chi bộ Ngân hàng Chính sách xã hội huyện", "agency"),
    ("Chi bộ Trung tâm Văn hóa – Thông tin và Thể thao", "agency"),
    ("Chi bộ Trạm Khuyến nông", "agency"),
    ("Chi bộ Trạm Thú y", "agency"),
    ("Chi bộ Đội Quản lý thị trường", "agency"),
    ("Chi bộ Hội Chữ thập đỏ huyện", "agency"),
)

ENTERPRISE_COMMITTEES = (
    ("Công ty cổ phần Dệt may Hồng Lam", ("Khối văn phòng", "Phân xưởng Sợi", "Phân xưởng May", "Kho vận")),
    ("Công ty cổ phần Cơ khí Thành Đạt", ("Khối văn phòng", "Xưởng Đúc", "Xưởng Lắp ráp", "Kỹ thuật")),
    ("Công ty TNHH Vật liệu xây dựng An Phát", ("Khối văn phòng", "Nhà máy gạch", "Đội vận tải")),
    ("Công ty cổ phần Thực phẩm Sông Cà", ("Khối văn phòng", "Xưởng chế biến", "Kinh doanh")),
    (
        "Công ty cổ phần Xây lắp Minh Quang",
        ("Khối văn phòng", "Đội xây lắp số 1", "Đội xây lắp số 2", "Đội cơ giới"),
    ),
    ("Công ty Thủy lợi Bắc Sông", ("Khối văn phòng", "Cụm trạm bơm số 1", "Cụm trạm bơm số 2")),
    ("Công ty cổ phần Hoa cây cảnh Xuân Mai", ("Khối văn phòng", "Vườn ươm", "Kinh doanh")),
    (
        "Công ty cổ phần Môi trường đô thị Phú Cường",
        ("Khối văn phòng", "Đội môi trường số 1", "Đội môi trường số 2"),
    ),
    ("Công ty cổ phần Vận tải Hòa Phong", ("Khối văn phòng", "Đội xe khách", "Đội xe tải", "Xưởng sửa chữa")),
    ("Công ty TNHH Điện tử Đông Xuyên", ("Khối văn phòng", "Phân xưởng lắp ráp", "Chất lượng")),
)
ENTERPRISE_SINGLES = (
    "Công ty cổ phần Bao bì Tân Phú",
    "Công ty TNHH Nội thất Lạc Viên",
    "Công ty cổ phần Giống cây trồng Hà Thanh",
    "Công ty TNHH Nhựa Ngọc Trạch",
    "Công ty cổ phần Chợ An Lạc",
    "Công ty TNHH Cơ điện Phúc Thành",
    "Công ty cổ phần Dược liệu Cẩm Sơn",
    "Công ty TNHH Giày da Bình Lãng",
    "Công ty cổ phần In và Thiết bị trường học",
    "Công ty TNHH Thức ăn chăn nuôi Đức Thượng",
    "Công ty cổ phần Xăng dầu Khánh Thiện",
    "Quỹ tín dụng nhân dân Nam Cường",
    "Công ty TNHH Bê tông Phú Lương",
    "Công ty cổ phần Nước sạch Sông Cà",
)
