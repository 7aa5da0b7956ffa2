"""Parts of invented Vietnamese names, by sex and by the years in which they were given."""

FAMILIES = {
    "Nguyễn": 36, "Trần": 12, "Lê": 9, "Phạm": 7, "Hoàng": 5,
    "Phan": 4, "Vũ": 4, "Đặng": 3, "Bùi": 3, "Đỗ": 4,
    "Ngô": 2, "Dương": 2, "Lý": 1, "Đào": 2, "Đinh": 1, "Trịnh": 2, "Lưu": 2, "Tạ": 2, "Chu": 1, "Hà": 1,
}  # fmt: skip
"""Family names with their weights."""

# Until when a style was usual (year of birth), the middle names, the given names.
MALE = (
    (
        1964,
        ("Văn", "Văn", "Văn", "Đình", "Hữu", "Xuân", "Đức", "Công", "Bá", "Trọng", "Viết", "Duy"),
        (
            "An", "Ba", "Bình", "Bính", "Chiến", "Chính", "Cường",
            "Dần", "Định", "Đoàn", "Giáp", "Hòa", "Hợi",
            "Hùng", "Khoát", "Kính", "Lộc", "Lợi", "Luận", "Mão",
            "Mậu", "Mùi", "Năm", "Ngọ", "Ngũ", "Nhâm",
            "Phú", "Quý", "Sáu", "Sửu", "Tám", "Tân", "Thành",
            "Thân", "Thìn", "Thuận", "Tính", "Toàn", "Trường",
            "Tư", "Tỵ", "Vinh", "Vượng", "Xuyên",
        ),
    ),
    (
        1984,
        ("Văn", "Văn", "Đức", "Mạnh", "Quang", "Xuân", "Ngọc", "Hữu", "Tiến", "Việt", "Đình", "Huy"),
        (
            "Bắc", "Chung", "Công", "Cường", "Dũng", "Duy", "Đại",
            "Đạt", "Điệp", "Hiếu", "Hòa", "Huấn", "Hưng",
            "Khánh", "Kiên", "Lâm", "Long", "Lực", "Mạnh",
            "Nam", "Nghĩa", "Phong", "Phương", "Quân", "Quyết",
            "Sơn", "Tài", "Tâm", "Thái", "Thắng", "Thịnh", "Thủy",
            "Tiến", "Toản", "Trung", "Tùng", "Việt", "Vững",
        ),
    ),
    (
        9999,
        ("Minh", "Đức", "Quang", "Hoàng", "Tuấn", "Gia", "Hải", "Việt", "Thành", "Trung", "Văn", "Ngọc"),
        (
            "Anh", "Bách", "Bảo", "Duy", "Đạt", "Đức", "Hiệp",
            "Hiếu", "Hoàng", "Huy", "Hưng", "Khang", "Khôi",
            "Kiên", "Linh", "Long", "Mạnh", "Minh", "Nam",
            "Nguyên", "Nhật", "Phúc", "Quân", "Quang", "Sơn",
            "Thái", "Thành", "Thiện", "Tiến", "Trường", "Tú", "Tùng", "Việt", "Vũ",
        ),
    ),
)  # fmt: skip
FEMALE = (
    (
        1964,
        ("Thị", "Thị", "Thị", "Thị", "Thị Kim", "Thị Minh"),
        (
            "Bích", "Bưởi", "Cúc", "Dậu", "Dung", "Đào", "Gái",
            "Hạnh", "Hảo", "Hiền", "Hoa", "Hòa", "Hồng",
            "Huệ", "Hương", "Khuyên", "Lan", "Liên", "Loan", "Lý",
            "Mai", "Mận", "Minh", "Mơ", "Mùi", "Nga",
            "Nhài", "Nhàn", "Nhung", "Oanh", "Phượng", "Quế",
            "Sen", "Sinh", "Thảo", "Thắm", "Thoa", "Thơm",
            "Thu", "Tình", "Tuyết", "Tý", "Vân", "Xuân", "Yến",
        ),
    ),
    (
        1984,
        ("Thị", "Thị", "Thị Thu", "Thị Thanh", "Thị Minh", "Thị Hồng", "Thị Bích", "Thị Kim"),
        (
            "Bình", "Chi", "Chinh", "Diệp", "Dung", "Duyên", "Giang",
            "Hà", "Hằng", "Hạnh", "Hiền", "Hoa", "Huế",
            "Huyền", "Hường", "Hương", "Lan", "Lệ", "Loan",
            "Luyến", "Mai", "Nga", "Ngân", "Ngọc", "Nguyệt",
            "Nhung", "Nụ", "Oanh", "Phương", "Quyên", "Tâm",
            "Thanh", "Thảo", "Thêu", "Thủy", "Thúy", "Trang",
            "Vân", "Xuyến", "Yên",
        ),
    ),
    (
        9999,
        ("Thị", "Thị Thu", "Phương", "Thùy", "Khánh", "Ngọc", "Thanh", "Thị Mai", "Thị Hồng", "Minh", "Hà"),
        (
            "Anh", "Ánh", "Châu", "Chi", "Dung", "Dương", "Giang",
            "Hà", "Hạnh", "Hân", "Hoa", "Huyền", "Hương",
            "Lan", "Linh", "Loan", "Ly", "Mai", "My", "Nga",
            "Ngân", "Ngọc", "Nhi", "Nhung", "Phương", "Quỳnh",
            "Tâm", "Thảo", "Thu", "Thủy", "Thư", "Trà", "Trang", "Trinh", "Uyên", "Vân", "Vy", "Yến",
        ),
    ),
)  # fmt: skip
