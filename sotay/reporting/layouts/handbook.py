"""The placeholders as a page for officers; a test keeps docs/report-templates.md equal to it."""

from sotay.reporting.choices import ReportKind
from sotay.reporting.layouts.placeholders import Placeholder, placeholders

HEAD = """# Mẫu Word riêng của báo cáo

Trang này được viết ra từ danh sách chỗ chèn của phần mềm (`sotay/reporting/layouts/placeholders.py`);
viết lại bằng `python -m sotay.reporting.layouts.handbook > docs/report-templates.md`.

Tổ chức đảng có thể dùng mẫu Word của mình (theo đề cương của cấp trên) cho báo cáo sơ kết, tổng kết. Cấp
dưới chưa có mẫu riêng thì dùng mẫu của cấp trên gần nhất. Trong mẫu, viết chỗ chèn giữa hai cặp ngoặc
vuông, ví dụ `[[ky_hieu]]`; khi lập báo cáo, phần mềm thay bằng chữ, số, biểu.

- Chỗ chèn **đoạn** (bảng, phần đã viết …) đứng riêng một dòng, không đặt trong bảng, khung chữ, đầu trang,
  chân trang. Riêng `[[noi_nhan]]` đặt trong bảng được.
- Chỗ chèn **chữ** đặt ở đâu cũng được, giữ kiểu chữ của chỗ nó đứng.
- Mẫu phải có mọi chỗ chèn ghi “bắt buộc”; và có `[[noi_dung]]`, hoặc đủ mọi `[[phan:…]]`, để không phần nào
  đã viết bị bỏ sót.
- Chữ thay vào không được đọc lại: trong đó có ngoặc vuông cũng chỉ là chữ.
- Tệp .docx, không quá 2 MB, không có macro, đối tượng nhúng, liên kết ra ngoài, trường tự động ngoài số
  trang. Phần mềm kiểm tra khi tải lên và nói rõ chỗ sai.
- Mẫu chỉ đổi cách trình bày bản Word; bản PDF, Excel và số liệu vẫn theo phần mềm. Báo cáo đã chốt giữ mẫu
  của lúc chốt.
"""


def _row(one: Placeholder) -> str:
    what = ("đoạn" if one.block else "chữ") + (", bắt buộc" if one.required else "")
    return f"| `[[{one.name}]]` | {what} | {one.about} |"


def page() -> str:
    """The whole page."""
    lines = [HEAD]
    interim, final = placeholders(ReportKind.INTERIM), placeholders(ReportKind.FINAL)
    shared = [one for name, one in interim.items() if final.get(name) == one]
    for title, rows in (
        ("Dùng chung", shared),
        ("Riêng báo cáo sơ kết", [one for name, one in interim.items() if final.get(name) != one]),
        ("Riêng báo cáo tổng kết", [one for name, one in final.items() if interim.get(name) != one]),
    ):
        lines += [f"## {title}", "| Chỗ chèn | Loại | Thay bằng |", "|---|---|---|", *map(_row, rows), ""]
    return "\n".join(lines)


def main() -> None:
    """Print the page."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(page(), end="")


if __name__ == "__main__":
    main()
