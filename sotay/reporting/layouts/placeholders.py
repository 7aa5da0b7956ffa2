"""Every placeholder that a layout may use: check, filling and the page of docs rest on this list."""

from dataclasses import dataclass

from sotay.facts.registry import indicators
from sotay.organisations.choices import Block
from sotay.reporting.choices import ReportKind
from sotay.reporting.review.outline import writings_of


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`name` stands between [[ and ]]. `block`: paragraphs and tables, alone on its line; else words."""

    name: str
    about: str
    block: bool = False
    required: bool = False


HEAD = (
    Placeholder("cap_tren", "Tên tổ chức đảng cấp trên, chữ in hoa"),
    Placeholder("co_quan", "Tên cơ quan ban hành, chữ in hoa"),
    Placeholder("ky_hieu", "Số và ký hiệu: “Số 12-BC/HU”; chưa chốt thì để trống số", required=True),
    Placeholder("ngay", "Địa danh, ngày tháng năm", required=True),
    Placeholder("du_thao", "“DỰ THẢO LẦN n” khi chưa chốt được; hết dự thảo thì trống", required=True),
    Placeholder("ten_loai", "Tên loại văn bản: BÁO CÁO"),
    Placeholder("trich_yeu", "Trích yếu nội dung", required=True),
    Placeholder("noi_nhan", "Nơi nhận, mỗi nơi một dòng", block=True),
    Placeholder("quyen_ky", "Quyền hạn ký: T/M BAN THƯỜNG VỤ", required=True),
    Placeholder("chuc_vu", "Chức vụ người ký", required=True),
    Placeholder("nguoi_ky", "Họ tên người ký", required=True),
)
WHOLE = "noi_dung"
BODY = (
    Placeholder(WHOLE, "Toàn bộ nội dung theo đề cương của phần mềm", block=True),
    Placeholder("mo_dau", "Câu mở đầu", block=True),
    Placeholder("loi_van", "Các câu viết từ số liệu (kết quả so với mục tiêu)", block=True),
    Placeholder("phu_luc:1", "Phụ lục 1: kết quả theo tổ chức đảng", block=True),
    Placeholder("phu_luc:2", "Phụ lục 2: danh mục văn bản", block=True),
    Placeholder("hinh:hinh_1", "Hình 1: kết quả so với mục tiêu", block=True),
)
TABLES = {
    "bieu_1": "Tổ chức đảng và đảng viên theo khối",
    "bieu_2": "Kết quả so với mục tiêu",
    "bieu_3": "Tháng có sinh hoạt thường kỳ theo khối và năm",
    "bieu_4": "Buổi đủ các bước theo khối và năm",
    "bieu_5": "Quý có chuyên đề theo khối và năm",
    "bieu_6": "Đảng viên dự sinh hoạt theo khối và năm",
}
CHANGE = "bieu_7"


def placeholders(kind: ReportKind) -> dict[str, Placeholder]:
    """The placeholders of a kind of review, by name, in the order of the handbook."""
    found = [*HEAD, *BODY]
    found += [
        Placeholder(f"bang:{name}", f"{about}, với ghi chú", block=True) for name, about in TABLES.items()
    ]
    if kind is ReportKind.FINAL:
        found.append(Placeholder(f"bang:{CHANGE}", "So sánh đầu kỳ và cuối kỳ", block=True))
    for writing in writings_of(kind, cell=False):
        found.append(Placeholder(f"phan:{writing.key}", f"Phần đã viết “{writing.heading}”", block=True))
    for one in indicators():
        found.append(Placeholder(f"so_lieu:{one.code}", f"{one.label}: tỷ lệ và số lượng, hoặc số đếm"))
        for block in Block:
            found.append(Placeholder(f"so_lieu:{one.code}:{block}", f"{one.label}, {block.label.lower()}"))
    return {one.name: one for one in found}


def missing(kind: ReportKind, names: set[str]) -> list[str]:
    """What a layout must have and lacks: the head's required ones; and the whole text, or every part
    that persons write, so that nothing written is left out."""
    known = placeholders(kind)
    lacking = [one.name for one in known.values() if one.required and one.name not in names]
    if WHOLE not in names:
        lacking += [name for name in known if name.startswith("phan:") and name not in names]
    return lacking
