"""Put a review together: its parts in the order of the interim (sơ kết) or final (tổng kết) outline."""

from collections.abc import Iterator

from sotay.core.vietnamese import format_quarter
from sotay.organisations.choices import CELL_KINDS
from sotay.reporting.choices import ReportKind
from sotay.reporting.forms import form_on
from sotay.reporting.paper import Block, Heading, Note, Paper, Paragraph
from sotay.reporting.queries import Review
from sotay.reporting.review import sentences, tables
from sotay.reporting.review.change import change_table
from sotay.reporting.review.letterhead import Issue, letterhead, short_organ
from sotay.reporting.review.places import written
from sotay.reporting.review.words import (
    QUARTERLY,
    as_at_words,
    coverage_words,
    length_words,
    percent,
    period_words,
    shown_years,
)


def review_paper(review: Review, issue: Issue | None = None) -> Paper:
    """The whole paper, in the form in force on its date."""
    outline = _final if review.kind is ReportKind.FINAL else _interim
    return Paper(
        form=form_on(issue.day if issue else review.report_date),
        head=letterhead(review, issue),
        blocks=(_opening(review), *outline(review)),
        annexes=(tables.results_annex(review), tables.documents_annex(review)),
        properties={
            "title": f"{review.kind.label} {length_words(review.period)} thực hiện {review.programme.title}"
        },
    )


def _opening(review: Review) -> Paragraph:
    citation, period = review.programme.citation, review.period
    start, end = (f"{m % 100}/{m // 100}" for m in (period.first, period.last))
    organ = (
        "Ban Thường vụ " + short_organ(review.shown.organ_name)
        if review.shown.organ_name
        else review.shown.name
    )
    return Paragraph(
        f"Thực hiện {citation} ({review.programme.title}), {organ} báo cáo {review.kind.word} kết quả "
        f"{length_words(period)} thực hiện (từ tháng {start} đến tháng {end}) như sau:"
    )


def _interim(review: Review) -> Iterator[Block]:
    yield Heading(1, "I- TÌNH HÌNH CHUNG")
    yield from _situation(review)
    yield Heading(1, "II- LÃNH ĐẠO, CHỈ ĐẠO, QUÁN TRIỆT, TRIỂN KHAI")
    yield from written(review, "documents", Heading(2, "1. Ban hành văn bản"))
    yield from written(
        review, "dissemination", Heading(2, "2. Tuyên truyền, quán triệt; bồi dưỡng nghiệp vụ")
    )
    yield from written(review, "oversight", Heading(2, "3. Dự sinh hoạt tại chi bộ; kiểm tra, giám sát"))
    yield Heading(1, "III- KẾT QUẢ THỰC HIỆN")
    yield from _against_aims(review)
    yield from _by_year(review)
    yield from written(review, "strengths", Heading(2, "3. Ưu điểm"))
    yield from written(review, "shortcomings", Heading(2, "4. Hạn chế"))
    yield from _causes(review, "5. Nguyên nhân")
    yield from written(review, "lessons", Heading(2, "6. Bài học kinh nghiệm"))
    yield from written(review, "directions", Heading(1, "IV- PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"))
    yield from written(review, "proposals", Heading(1, "V- ĐỀ XUẤT, KIẾN NGHỊ"))


def _final(review: Review) -> Iterator[Block]:
    yield Heading(1, "I- ĐẶC ĐIỂM, TÌNH HÌNH; LÃNH ĐẠO, CHỈ ĐẠO THỰC HIỆN")
    yield Heading(2, "1. Đặc điểm, tình hình")
    yield from _situation(review)
    yield from written(review, "documents", Heading(2, "2. Ban hành văn bản"))
    yield from written(
        review, "dissemination", Heading(2, "3. Tuyên truyền, quán triệt; bồi dưỡng nghiệp vụ")
    )
    yield from written(review, "oversight", Heading(2, "4. Kiểm tra, giám sát; sơ kết, tổng kết"))
    yield Heading(1, "II- KẾT QUẢ THỰC HIỆN")
    yield from _against_aims(review)
    yield from _by_year(review)
    yield from _change(review)
    yield from written(review, "remedied", Heading(2, "4. Việc khắc phục hạn chế đã nêu khi sơ kết"))
    judged = [
        *written(review, "strengths", Heading(2, "1. Ưu điểm")),
        *written(review, "shortcomings", Heading(2, "2. Hạn chế")),
        *_causes(review, "3. Nguyên nhân"),
        *written(review, "lessons", Heading(2, "4. Bài học kinh nghiệm")),
    ]
    yield from _under(Heading(1, "III- ĐÁNH GIÁ CHUNG"), judged)
    yield from written(review, "directions", Heading(1, "IV- PHƯƠNG HƯỚNG, NHIỆM VỤ TIẾP THEO"))
    asked = [
        *written(review, "proposals", Heading(2, "1. Đề xuất, kiến nghị")),
        *written(review, "commendation", Heading(2, "2. Biểu dương, khen thưởng")),
    ]
    yield from _under(Heading(1, "V- ĐỀ XUẤT, KIẾN NGHỊ; BIỂU DƯƠNG, KHEN THƯỞNG"), asked)


def _under(heading: Heading, blocks: list[Block]) -> list[Block]:
    """A heading goes when everything under it has been struck out."""
    return [heading, *blocks] if blocks else []


def _first(review: Review) -> int:
    """The number of the table of aims: that of organisations stands before it, but not for a cell."""
    return 1 if review.organisation.kind in CELL_KINDS else 2


def _situation(review: Review) -> Iterator[Block]:
    if review.organisation.kind in CELL_KINDS:  # one cell: the sentence says it all
        yield sentences.situation(review)
        yield from written(review, "situation")
        return
    yield sentences.situation(review, "Biểu 1")
    as_at = as_at_words(review.as_at, review.period)
    yield tables.organisations_table(review, f"Biểu 1. Tổ chức đảng và đảng viên, tính đến {as_at}")
    yield Note(
        "Chi bộ gồm chi bộ cơ sở và chi bộ trực thuộc; “chi, đảng bộ” gồm chi bộ, đảng bộ cơ sở "
        "và đảng bộ bộ phận. Đảng viên theo sổ đảng viên."
    )
    yield from written(review, "situation")


def _against_aims(review: Review) -> Iterator[Block]:
    yield Heading(2, "1. Kết quả so với mục tiêu của Đề án")
    yield from sentences.results(review)
    yield Paragraph(f"Kết quả so với từng mục tiêu ở Biểu {_first(review)} và Hình 1.")
    span = period_words(review.period)
    yield tables.targets_table(
        review, f"Biểu {_first(review)}. Kết quả thực hiện mục tiêu {review.programme.title} ({span})"
    )
    yield _targets_note(review)
    yield tables.targets_chart(
        review,
        "Hình 1. Kết quả so với mục tiêu của Đề án (%)",
        "Thanh xám: kết quả; vạch đen: mục tiêu; số bên phải: kết quả.",
    )


def _causes(review: Review, title: str) -> Iterator[Block]:
    causes = [
        *written(review, "causes_objective", Heading(3, "a) Nguyên nhân khách quan")),
        *written(review, "causes_subjective", Heading(3, "b) Nguyên nhân chủ quan")),
    ]
    yield from _under(Heading(2, title), causes)


def _targets_note(review: Review) -> Note:
    told, quarters = sentences.Told(), len(review.period.whole_quarters)
    regular, net = review.find("meeting.regular_cells"), review.find("meeting.attendance_net")
    return told.note(
        "Tỷ lệ dự sinh hoạt = lượt có mặt / (lượt phải dự − lượt vắng có lý do), tính gộp, theo điểm danh và "
        "số liệu tháng của chi bộ; không tính đảng viên "
        f"được miễn sinh hoạt. Chuyên đề: tính {quarters} quý trọn trong kỳ. "
        "Các bước bắt buộc của quy trình tính theo bộ quy tắc đang áp dụng. "
        f"Có đủ số liệu: sinh hoạt thường kỳ {told.figure(coverage_words(regular), regular)}; "
        f"dự sinh hoạt {told.figure(coverage_words(net), net)}."
    )


BY_YEAR = (
    ("meeting.regular", "Tháng có sinh hoạt thường kỳ (chi bộ–tháng)"),
    ("meeting.steps", "Buổi thường kỳ đủ các bước quy trình"),
    (QUARTERLY, "Quý có sinh hoạt chuyên đề (chi bộ–quý)"),
    ("meeting.attendance_net", "Tỷ lệ đảng viên dự sinh hoạt thường kỳ"),
)


def _by_year(review: Review) -> Iterator[Block]:
    by = "theo khối và năm" if len(review.blocks) > 1 else "theo năm"
    yield Heading(2, f"2. Kết quả {by}")
    for place, (code, name) in enumerate(BY_YEAR, _first(review) + 1):
        yield tables.by_year_table(review, code, f"Biểu {place}. {name} {by}")
        told, whole = sentences.Told(), review.find(code)
        note = f"Có số liệu: {told.figure(coverage_words(whole), whole)}."
        if code == "meeting.attendance_net":
            gross, mean = review.find("meeting.attendance"), review.find("meeting.attendance_mean")
            note += (
                " Trên tổng số phải dự (không trừ vắng có lý do): "
                f"{told.figure(percent(gross), gross)}; "
                f"bình quân các chi bộ: {told.figure(percent(mean), mean)}."
            )
        yield told.note(note + _edge_note(review, code))


def _change(review: Review) -> Iterator[Block]:
    """From the first year with a column to the last; a period with one such year has no such part."""
    years = shown_years(review.period)
    yield Heading(2, "3. Chuyển biến từ đầu đến cuối kỳ")
    if len(years) < 2:
        yield Paragraph("Thời gian báo cáo chưa đủ hai năm để so sánh.")
        return
    place = _first(review) + len(BY_YEAR) + 1
    yield change_table(review, years[0], years[-1], f"Biểu {place}. So sánh đầu kỳ và cuối kỳ")
    yield Note("Chênh lệch tính bằng điểm phần trăm; chỉ so sánh khi cả hai năm đều có số liệu.")


def _edge_note(review: Review, code: str) -> str:
    """What the columns leave out: months of a year too short for one; of quarters those that are not whole,
    which no column counts (indicators.md, definition 2)."""
    detail = " Chi tiết theo tổ chức đảng: Phụ lục 1."
    if code == QUARTERLY:
        edges = ", ".join(format_quarter(quarter) for quarter in review.period.partial_quarters)
        return f" Chưa đủ quý, không tính: {edges}.{detail}" if edges else detail
    hidden = [y for y in review.period.years if y not in shown_years(review.period)]
    if not hidden:
        return detail
    months = [m for y in hidden for m in review.period.year_part(y).months]
    named = ", ".join(f"{m % 100}/{m // 100}" for m in months)
    return f" Số liệu tháng {named} chỉ tính vào cột cả kỳ.{detail}"
