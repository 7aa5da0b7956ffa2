"""Head and signature of a review, from the organisation's names as at the paper's date."""

from sotay.core.vietnamese import format_date_long
from sotay.organisations.choices import CELL_KINDS
from sotay.reporting.paper import Letterhead
from sotay.reporting.queries import Review
from sotay.reporting.review.words import length_words

GAP = "\u00a0" * 10
SYMBOLS = (
    ("thành ủy", "TU"),
    ("tỉnh ủy", "TU"),
    ("huyện ủy", "HU"),
    ("quận ủy", "QU"),
    ("thị ủy", "ThU"),
    ("đảng ủy", "ĐU"),
)


def organ_symbol(organ_name: str, *, cell: bool) -> str:
    """The organ's part of the number: HU, ĐU, CB …"""
    if cell:
        return "CB"
    low = organ_name.lower().replace("uỷ", "ủy")
    return next((symbol for words, symbol in SYMBOLS if low.startswith(words)), "ĐU")


def short_organ(organ_name: str) -> str:
    """Huyện ủy Mê Linh → Huyện ủy: how recipients name it."""
    return " ".join(organ_name.split()[:2])


def letterhead(review: Review, *, draft: bool) -> Letterhead:
    """Number and day stay open until the paper is issued; a draft says so."""
    cell = review.organisation.kind in CELL_KINDS
    organ = review.shown.name if cell else review.shown.organ_name or review.shown.name
    day = review.report_date
    seat = review.organisation.seat or "…"
    dated = f"{seat}, {format_date_long(day)}"
    undated = f"{seat}, ngày{GAP}tháng{_month(day.month)}năm {day.year}"
    kind = "BÁO CÁO"
    return Letterhead(
        superior=review.superior.name.upper() if review.superior else "",
        organ=organ.upper(),
        number=f"Số{GAP}-BC/{organ_symbol(organ, cell=cell)}",
        place_and_date=undated if draft else dated,
        kind=kind,
        abstract=(f"sơ kết {length_words(review.period)} {review.programme.abstract}",),
        right_to_sign="T/M CHI ỦY" if cell else "T/M BAN THƯỜNG VỤ",
        post="BÍ THƯ",
        signatory=review.secretary,
        recipients=_recipients(review, cell=cell),
        draft="DỰ THẢO LẦN 1" if draft else "",
    )


def _month(number: int) -> str:
    return f" {number:02d} " if number <= 2 else f" {number} "


def _recipients(review: Review, *, cell: bool) -> tuple[str, ...]:
    found = []
    if review.superior and review.superior.organ_name:
        organ = short_organ(review.superior.organ_name)
        found += [f"Ban Thường vụ {organ} (để báo cáo)", f"Ban Tổ chức {organ}"]
    if cell:
        return (*found, "Các đồng chí chi ủy viên", "Lưu Chi bộ")
    own = short_organ(review.shown.organ_name or "Đảng ủy")
    found += [f"Các đồng chí Ủy viên Ban Chấp hành {_party(review)}", "Các tổ chức đảng trực thuộc"]
    office = "Lưu Đảng ủy" if own.lower().startswith("đảng") else f"Lưu Văn phòng {own}"
    return (*found, office)


def _party(review: Review) -> str:
    """Đảng bộ huyện Mê Linh → Đảng bộ huyện."""
    words = review.shown.name.split()
    return " ".join(words[:3]) if len(words) > 3 else review.shown.name
