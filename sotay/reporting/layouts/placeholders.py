"""Every placeholder that a layout may use: check, filling and the page of docs rest on this list."""

from collections.abc import Iterator
from dataclasses import dataclass

from sotay.facts.registry import indicators
from sotay.organisations.choices import Block
from sotay.reporting.choices import STATES, LayoutKind, ReportKind
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
OF_LISTS = ("cap_tren", "co_quan", "ten_loai", "trich_yeu", "quyen_ky", "chuc_vu", "nguoi_ky")
"""Of the head; a list bears no number and no day of issue."""
BODY = (
    Placeholder(WHOLE, "Toàn bộ nội dung theo đề cương của phần mềm", block=True),
    Placeholder("mo_dau", "Câu mở đầu", block=True),
)
BODY_OF_LISTS = (Placeholder(WHOLE, "Toàn bộ danh sách, với dòng tổng số ở cuối", block=True, required=True),)
BODY_OF_REVIEWS = (
    Placeholder("loi_van", "Các câu viết từ số liệu (kết quả so với mục tiêu)", block=True),
    Placeholder("phu_luc:1", "Phụ lục 1, với tên và dòng Kèm theo: kết quả theo tổ chức đảng", block=True),
    Placeholder("phu_luc:2", "Phụ lục 2, với tên và dòng Kèm theo: danh mục văn bản", block=True),
    Placeholder("hinh:hinh_1", "Hình 1: kết quả so với mục tiêu", block=True),
)
BODY_OF_FIGURES = (
    Placeholder(
        "phu_luc:1",
        "Phụ lục, với tên và dòng Kèm theo: số liệu theo tổ chức đảng; báo cáo của chi bộ không có",
        block=True,
    ),
)
TABLES_OF_REVIEWS = {
    "bieu_1": "Tổ chức đảng và đảng viên theo khối; báo cáo của chi bộ không có",
    "bieu_2": "Kết quả so với mục tiêu",
    "bieu_3": "Tháng có sinh hoạt thường kỳ theo khối và năm",
    "bieu_4": "Buổi đủ các bước theo khối và năm",
    "bieu_5": "Quý có chuyên đề theo khối và năm",
    "bieu_6": "Đảng viên dự sinh hoạt theo khối và năm",
}
CHANGE = {"bieu_7": "So sánh đầu kỳ và cuối kỳ"}
TABLES_OF_FIGURES = {
    "bieu_1": "Tổ chức đảng và đảng viên theo khối; của chi bộ: sinh hoạt của chi bộ",
    "bieu_2": "Tổ chức đảng, đảng viên so với kỳ trước; của chi bộ: kết quả so với kỳ trước",
    "bieu_3": "Tình hình sinh hoạt thường kỳ theo khối",
    "bieu_4": "Kết quả sinh hoạt chi bộ so với kỳ trước",
    "bieu_5": "Đảng viên dự sinh hoạt thường kỳ theo khối, so với kỳ trước",
}
FIGURE = "so_lieu"


def placeholders(kind: LayoutKind) -> dict[str, Placeholder]:
    """The placeholders of a kind of report or list, by name, in the order of the handbook."""
    report = LayoutKind(kind).report
    if report is None:
        found = [*(one for one in HEAD if one.name in OF_LISTS), *BODY_OF_LISTS]
    else:
        found = [*HEAD, *BODY, *(BODY_OF_REVIEWS if report.is_review else BODY_OF_FIGURES)]
        found += [_table(*one) for one in _tables(report).items()]
        found += _writings(report)
        found += _figures(report)
    return {one.name: one for one in found}


def _table(name: str, about: str) -> Placeholder:
    return Placeholder(f"bang:{name}", f"{about}, với ghi chú", block=True)


def _tables(report: ReportKind) -> dict[str, str]:
    if not report.is_review:
        return TABLES_OF_FIGURES
    return TABLES_OF_REVIEWS | (CHANGE if report is ReportKind.FINAL else {})


def _writings(report: ReportKind) -> list[Placeholder]:
    """Every place that a person writes. Figures of a cell have other ones than those of a committee, and one
    layout serves both."""
    found = {one.key: one for cell in (False, True) for one in writings_of(report, cell=cell)}
    return [
        Placeholder(f"phan:{key}", f"Phần đã viết “{one.heading}”", block=True) for key, one in found.items()
    ]


def _figures(report: ReportKind) -> Iterator[Placeholder]:
    for one in indicators():
        yield Placeholder(f"{FIGURE}:{one.code}", f"{one.label}: tỷ lệ và số lượng, hoặc số đếm")
        for block in Block:
            yield Placeholder(f"{FIGURE}:{one.code}:{block}", f"{one.label}, {block.label.lower()}")
    for state, label in STATES.items() if not report.is_review else ():
        yield Placeholder(f"{FIGURE}:months.{state}", label)
        for block in Block:
            yield Placeholder(f"{FIGURE}:months.{state}:{block}", f"{label}, {block.label.lower()}")


def missing(kind: LayoutKind, names: set[str]) -> list[str]:
    """What a layout must have and lacks: the required ones; and of a report the whole text, or every part
    that persons write, so that nothing written is left out."""
    known = placeholders(kind)
    lacking = [one.name for one in known.values() if one.required and one.name not in names]
    if WHOLE not in names:
        lacking += [name for name in known if name.startswith("phan:") and name not in names]
    return lacking
