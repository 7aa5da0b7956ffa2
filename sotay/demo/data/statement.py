"""What the demo's invented controller states. Words of a demo: nobody's legal advice."""

from sotay.imports.rules import ControllerWords

STATEMENT = ControllerWords(
    controller="Huyện ủy Mê Linh (dữ liệu mẫu)",
    contact="Ban Tổ chức Huyện ủy, bộ phận quản lý đảng viên (địa chỉ, số điện thoại của cơ quan)",
    purpose=(
        "Theo dõi, đôn đốc và nâng cao chất lượng sinh hoạt chi bộ; lập danh sách, biên bản, báo cáo theo quy"
        " định của Đảng. Không dùng vào việc khác, không xếp hạng cá nhân."
    ),
    legal_basis=(
        "Điều lệ Đảng; các quy định, hướng dẫn của Trung ương về sinh hoạt chi bộ và quản lý đảng viên. "
        "Lời khai mẫu: căn cứ áp dụng cần ý kiến của bộ phận pháp chế."
    ),
    retention="Trong thời gian là đảng viên của đảng bộ; sau đó lưu theo quy định về lưu trữ của Đảng.",
)
