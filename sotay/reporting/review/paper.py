"""Put a review together: parts I–V and the annexes."""

from collections.abc import Iterator

from sotay.reporting.forms import form_on
from sotay.reporting.paper import Block, Heading, Note, Paper, Paragraph, Place
from sotay.reporting.queries import Review
from sotay.reporting.review import sentences, tables
from sotay.reporting.review.letterhead import letterhead, short_organ
from sotay.reporting.review.outline import WRITING, WRITINGS
from sotay.reporting.review.words import (
    as_at_words,
    coverage_words,
    length_words,
    percent,
    period_words,
    shown_years,
)


def is_draft(review: Review) -> bool:
    """While a place is neither written nor struck out the paper prints only as a draft."""
    return any(not _settled(review, writing.key) for writing in WRITINGS)


def _settled(review: Review, key: str) -> bool:
    written = review.texts.get(key)
    return written is not None and (written.struck or bool(written.text))


def review_paper(review: Review) -> Paper:
    """The whole paper, in the form in force on its date."""
    return Paper(
        form=form_on(review.report_date),
        head=letterhead(review, draft=is_draft(review)),
        blocks=tuple(_body(review)),
        annexes=(tables.results_annex(review), tables.documents_annex(review)),
        properties={
            "title": f"Báo cáo sơ kết {length_words(review.period)} thực hiện {review.programme.title}"
        },
    )


def _body(review: Review) -> Iterator[Block]:
    citation, period = review.programme.citation, review.period
    start, end = (f"{m % 100}/{m // 100}" for m in (period.first, period.last))
    organ = (
        "Ban Thường vụ " + short_organ(review.shown.organ_name)
        if review.shown.organ_name
        else review.shown.name
    )
    yield Paragraph(
        f"Thực hiện {citation} ({review.programme.title}), {organ} báo cáo kết quả "
        f"{length_words(period)} thực hiện (từ tháng {start} đến tháng {end}) như sau:"
    )
    yield from _part_one(review)
    yield from _part_two(review)
    yield from _part_three(review)
    yield from _written(review, "directions", Heading(1, "IV- PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"))
    yield from _written(review, "proposals", Heading(1, "V- ĐỀ XUẤT, KIẾN NGHỊ"))


def _part_one(review: Review) -> Iterator[Block]:
    yield Heading(1, "I- TÌNH HÌNH CHUNG")
    yield Paragraph(f"{sentences.situation(review)[:-1]} (Biểu 1).")
    as_at = as_at_words(review.as_at, review.period)
    yield tables.organisations_table(review, f"Biểu 1. Tổ chức đảng và đảng viên, tính đến {as_at}")
    yield Note(
        "Chi bộ gồm chi bộ cơ sở và chi bộ trực thuộc; “chi, đảng bộ” gồm chi bộ, đảng bộ cơ sở "
        "và đảng bộ bộ phận."
    )
    yield from _written(review, "situation")


def _part_two(review: Review) -> Iterator[Block]:
    yield Heading(1, "II- LÃNH ĐẠO, CHỈ ĐẠO, QUÁN TRIỆT, TRIỂN KHAI")
    yield from _written(review, "documents", Heading(2, "1. Ban hành văn bản"))
    yield from _written(
        review, "dissemination", Heading(2, "2. Tuyên truyền, quán triệt; bồi dưỡng nghiệp vụ")
    )
    yield from _written(review, "oversight", Heading(2, "3. Dự sinh hoạt tại chi bộ; kiểm tra, giám sát"))


def _part_three(review: Review) -> Iterator[Block]:
    yield Heading(1, "III- KẾT QUẢ THỰC HIỆN")
    yield Heading(2, "1. Kết quả so với mục tiêu của Đề án")
    for sentence in sentences.results(review):
        yield Paragraph(sentence)
    yield Paragraph("Kết quả so với từng mục tiêu ở Biểu 2 và Hình 1.")
    span = period_words(review.period)
    yield tables.targets_table(
        review, f"Biểu 2. Kết quả thực hiện mục tiêu {review.programme.title} ({span})"
    )
    yield Note(_targets_note(review))
    yield tables.targets_chart(
        review,
        "Hình 1. Kết quả so với mục tiêu của Đề án (%)",
        "Thanh xám: kết quả; vạch đen: mục tiêu; số bên phải: kết quả.",
    )
    yield from _by_year(review)
    yield from _written(review, "strengths", Heading(2, "3. Ưu điểm"))
    yield from _written(review, "shortcomings", Heading(2, "4. Hạn chế"))
    causes = [
        *_written(review, "causes_objective", Heading(3, "a) Nguyên nhân khách quan")),
        *_written(review, "causes_subjective", Heading(3, "b) Nguyên nhân chủ quan")),
    ]
    if causes:
        yield Heading(2, "5. Nguyên nhân")
        yield from causes
    yield from _written(review, "lessons", Heading(2, "6. Bài học kinh nghiệm"))


def _targets_note(review: Review) -> str:
    quarters = len(review.period.whole_quarters)
    regular, net = review.find("meeting.regular_cells"), review.find("meeting.attendance_net")
    return (
        "Tỷ lệ dự sinh hoạt = lượt có mặt / (lượt phải dự − lượt vắng có lý do), tính gộp; "
        "không tính đảng viên "
        f"được miễn sinh hoạt. Chuyên đề: tính {quarters} quý trọn trong kỳ. "
        "Các bước bắt buộc của quy trình là cách hiểu của phần mềm về hướng dẫn hiện hành. "
        f"Có đủ số liệu: sinh hoạt thường kỳ {coverage_words(regular)}; dự sinh hoạt {coverage_words(net)}."
    )


def _by_year(review: Review) -> Iterator[Block]:
    by = "theo khối và năm" if len(review.blocks) > 1 else "theo năm"
    yield Heading(2, f"2. Kết quả {by}")
    for place, (code, name) in enumerate(
        (
            ("meeting.regular", "Tháng có sinh hoạt thường kỳ (chi bộ–tháng)"),
            ("meeting.steps", "Buổi thường kỳ đủ các bước quy trình"),
            ("meeting.thematic", "Quý có sinh hoạt chuyên đề (chi bộ–quý)"),
            ("meeting.attendance_net", "Tỷ lệ đảng viên dự sinh hoạt thường kỳ"),
        ),
        3,
    ):
        yield tables.by_year_table(review, code, f"Biểu {place}. {name} {by}")
        note = f"Có số liệu: {coverage_words(review.find(code))}."
        if code == "meeting.attendance_net":
            gross, mean = review.find("meeting.attendance"), review.find("meeting.attendance_mean")
            note += (
                f" Trên tổng số phải dự (không trừ vắng có lý do): {percent(gross)}; "
                f"bình quân các chi bộ: {percent(mean)}."
            )
        yield Note(note + _edge_note(review))


def _edge_note(review: Review) -> str:
    hidden = [y for y in review.period.years if y not in shown_years(review.period)]
    detail = " Chi tiết theo tổ chức đảng: Phụ lục 1."
    if not hidden:
        return detail
    months = [m for y in hidden for m in review.period.year_part(y).months]
    named = ", ".join(f"{m % 100}/{m // 100}" for m in months)
    return f" Số liệu tháng {named} chỉ tính vào cột cả kỳ.{detail}"


def _written(review: Review, key: str, *headings: Heading) -> Iterator[Block]:
    """A place as a person left it: written, struck out (then its heading goes too), or still open."""
    written = review.texts.get(key)
    if written is not None and written.struck:
        return
    yield from headings
    if written is None or not written.text:
        yield Place(key, WRITING[key].prompt)
        return
    for line in filter(None, (line.strip() for line in written.text.splitlines())):
        is_item = line.startswith(("- ", "– ", "• "))
        yield Paragraph(line[2:].strip() if is_item else line, item=is_item)
