"""Head and signature of a report, from the organisation's names as at the paper's date."""

from dataclasses import dataclass
from datetime import date

from sotay.core.vietnamese import format_date_long
from sotay.reporting.paper import Letterhead
from sotay.reporting.queries import Review
from sotay.reporting.review.words import length_words, span_words

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


@dataclass(frozen=True, slots=True)
class Issue:
    """The number and day that a closed report bears: "Số 412-BC/HU"."""

    number: str
    day: date


def symbol_of(review: Review) -> str:
    """BC/HU: the kind of paper and the organ, as its number names them."""
    return f"BC/{organ_symbol(_organ(review), cell=review.is_cell)}"


def _organ(review: Review) -> str:
    return review.shown.name if review.is_cell else review.shown.organ_name or review.shown.name


def issuer_words(review: Review) -> str:
    """Ban Thường vụ Huyện ủy Mê Linh · Chi bộ thôn Hạ: who reports."""
    if review.is_cell or not review.shown.organ_name:
        return review.shown.name
    return f"Ban Thường vụ {review.shown.organ_name}"


def abstract_words(review: Review) -> str:
    """What the report is about, in small letters."""
    if review.kind.is_review:
        return f"{review.kind.word} {length_words(review.period)} {review.programme.abstract}"
    what = "kết quả sinh hoạt và công tác" if review.is_cell else review.kind.word
    return f"{what} {span_words(review.period)}"


def letterhead(review: Review, issue: Issue | None = None) -> Letterhead:
    """Number and day stay open until the report is closed; a draft says which one it is."""
    day = issue.day if issue else review.report_date
    seat = review.organisation.seat or "…"
    dated = f"{seat}, {format_date_long(day)}"
    undated = f"{seat}, ngày{GAP}tháng{_month(day.month)}năm {day.year}"
    return Letterhead(
        superior=review.superior.name.upper() if review.superior else "",
        organ=_organ(review).upper(),
        number=issue.number if issue else f"Số{GAP}-{symbol_of(review)}",
        place_and_date=undated if review.is_draft else dated,
        kind="BÁO CÁO",
        abstract=(abstract_words(review),),
        right_to_sign="T/M CHI ỦY" if review.is_cell else "T/M BAN THƯỜNG VỤ",
        post=review.signer.post,
        signatory=review.signer.name,
        recipients=_recipients(review),
        draft=f"DỰ THẢO LẦN {review.draft_number}" if review.is_draft else "",
        issuer=issuer_words(review),
    )


def _month(number: int) -> str:
    return f" {number:02d} " if number <= 2 else f" {number} "


def _recipients(review: Review) -> tuple[str, ...]:
    found = []
    if review.superior and review.superior.organ_name:
        organ = short_organ(review.superior.organ_name)
        found += [f"Ban Thường vụ {organ} (để báo cáo)", f"Ban Tổ chức {organ}"]
    if review.is_cell:
        return (*found, "Các đồng chí chi ủy viên", "Lưu Chi bộ")
    own = short_organ(review.shown.organ_name or "Đảng ủy")
    found += [f"Các đồng chí Ủy viên Ban Chấp hành {_party(review)}", "Các tổ chức đảng trực thuộc"]
    office = "Lưu Đảng ủy" if own.lower().startswith("đảng") else f"Lưu Văn phòng {own}"
    return (*found, office)


def _party(review: Review) -> str:
    """Đảng bộ huyện Mê Linh → Đảng bộ huyện."""
    words = review.shown.name.split()
    return " ".join(words[:3]) if len(words) > 3 else review.shown.name
