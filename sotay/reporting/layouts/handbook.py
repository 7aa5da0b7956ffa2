"""The placeholders as a page for officers; a test keeps docs/report-templates.md equal to it."""

from dataclasses import dataclass

from sotay.organisations.choices import Block
from sotay.reporting.choices import LISTS, LayoutKind
from sotay.reporting.layouts.placeholders import Placeholder, placeholders

HEAD = """# Mẫu Word riêng của báo cáo

Trang này được viết ra từ danh sách chỗ chèn của phần mềm (`sotay/reporting/layouts/placeholders.py`);
viết lại bằng `python -m sotay.reporting.layouts.handbook > docs/report-templates.md`.

Tổ chức đảng có thể dùng mẫu Word của mình (theo đề cương của cấp trên) cho báo cáo sơ kết, tổng kết, báo cáo
số liệu tháng, quý, năm, danh sách đảng viên, danh sách tổ chức đảng. Cấp dưới chưa có mẫu riêng thì dùng mẫu
của cấp trên gần nhất. Trong mẫu, viết chỗ chèn giữa hai cặp ngoặc vuông, ví dụ `[[ky_hieu]]`; khi lập văn
bản, phần mềm thay bằng chữ, số, biểu. Trang “Mẫu Word” của tổ chức đảng cũng liệt kê các chỗ chèn này.

- Chỗ chèn **đoạn** (bảng, phần đã viết …) đứng riêng một dòng, không đặt trong bảng, khung chữ, đầu trang,
  chân trang. Riêng `[[noi_nhan]]` đặt trong bảng được. Danh sách không có số, ngày ban hành, nơi nhận.
- Chỗ chèn **chữ** đặt ở đâu cũng được, giữ kiểu chữ của chỗ nó đứng.
- Mẫu phải có mọi chỗ chèn ghi “bắt buộc”; và có `[[noi_dung]]`, hoặc đủ mọi `[[phan:…]]`, để không phần nào
  đã viết bị bỏ sót.
- Biểu, phụ lục, phần mà một báo cáo không có (như phụ lục trong báo cáo của chi bộ) thì không để lại dòng
  trống.
- Mỗi `[[so_lieu:…]]` có thêm mã khối ở cuối thì lấy số của khối đó, ví dụ `[[so_lieu:org.cells:commune]]`. Mã
  khối: KHỐI.
- Chữ thay vào không được đọc lại: trong đó có ngoặc vuông cũng chỉ là chữ.
- Tệp .docx, không quá 2 MB, không có macro, đối tượng nhúng, liên kết ra ngoài, trường tự động ngoài số
  trang. Phần mềm kiểm tra khi tải lên và nói rõ chỗ sai.
- Mẫu chỉ đổi cách trình bày bản Word; bản PDF, Excel và số liệu vẫn theo phần mềm. Báo cáo đã chốt giữ mẫu
  của lúc chốt.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """Placeholders that are told together. `kinds`: the papers that have them."""

    title: str
    kinds: tuple[LayoutKind, ...]
    rows: tuple[Placeholder, ...]


def parts() -> list[Part]:
    """Every placeholder once: those of all papers, the figures, and what only some papers have. Blocks of
    organisations (khối) are told by one line for all figures."""
    found: dict[tuple[LayoutKind, ...], list[Placeholder]] = {}
    known = {kind: placeholders(kind) for kind in LayoutKind}
    for one in dict.fromkeys(one for of_kind in known.values() for one in of_kind.values()):
        kinds = tuple(kind for kind, of_kind in known.items() if of_kind.get(one.name) == one)
        if one.name.count(":") < 2:
            found.setdefault(kinds, []).append(one)
    return [
        Part(_title(kinds), kinds, tuple(rows))
        for kinds, rows in sorted(found.items(), key=lambda pair: -len(pair[0]))
    ]


def _title(kinds: tuple[LayoutKind, ...]) -> str:
    if len(kinds) == len(LayoutKind):
        return "Mọi văn bản"
    reports = [kind for kind in LayoutKind if kind not in LISTS]
    if list(kinds) == reports:
        return "Mọi báo cáo"
    figures = [kind for kind in reports if kind.report and not kind.report.is_review]
    if list(kinds) == figures:
        return "Báo cáo số liệu tháng, quý, năm"
    names = [str(kind.label) for kind in kinds]
    return ", ".join([names[0], *(name[:1].lower() + name[1:] for name in names[1:])])


def sort_of(one: Placeholder) -> str:
    """đoạn · chữ, bắt buộc."""
    return ("đoạn" if one.block else "chữ") + (", bắt buộc" if one.required else "")


def page() -> str:
    """The whole page."""
    blocks = ", ".join(f"`{block.value}` ({block.label.removeprefix('Khối ')})" for block in Block)
    lines = [HEAD.replace("KHỐI", blocks)]
    for part in parts():
        lines += [f"## {part.title}", "| Chỗ chèn | Loại | Thay bằng |", "|---|---|---|"]
        lines += [f"| `[[{one.name}]]` | {sort_of(one)} | {one.about} |" for one in part.rows]
        lines.append("")
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
