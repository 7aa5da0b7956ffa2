"""Put figures of a month, quarter or year together: of a committee, or of one cell."""

from collections.abc import Iterator

from sotay.core.vietnamese import format_date_paper, format_int
from sotay.reporting.forms import form_on
from sotay.reporting.opening import Which, opening
from sotay.reporting.paper import Annex, Block, Heading, Note, Paper, Paragraph
from sotay.reporting.queries import Review
from sotay.reporting.review import sentences
from sotay.reporting.review.letterhead import Issue, issuer_words, letterhead
from sotay.reporting.review.places import written
from sotay.reporting.review.tables import organisations_table
from sotay.reporting.review.words import as_at_words, coverage_words, span_words
from sotay.reporting.statistics import cell, tables


def statistics_paper(review: Review, issue: Issue | None = None) -> Paper:
    """The whole paper, in the form in force on its date."""
    day = issue.day if issue else review.report_date
    blocks = cell.body(review) if review.is_cell else _committee(review)
    return Paper(
        form=form_on(day),
        head=letterhead(review, issue),
        blocks=(_opening(review), *blocks),
        annexes=() if review.is_cell else (_annex(review),),
        properties={"title": f"{review.kind.label} {span_words(review.period)}"},
    )


def _opening(review: Review) -> Paragraph:
    """Only what is counted by the report's own date stands in it."""
    day = format_date_paper(review.report_date)
    return Paragraph(
        f"{issuer_words(review)} báo cáo số liệu sinh hoạt chi bộ {span_words(review.period)} "
        f"(số liệu tính đến ngày {day}) như sau:"
    )


def _committee(review: Review) -> Iterator[Block]:
    yield Heading(1, "I- TỔ CHỨC ĐẢNG, ĐẢNG VIÊN")
    yield sentences.situation(review, "Biểu 1, Biểu 2")
    as_at = as_at_words(review.as_at, review.period)
    yield organisations_table(review, f"Biểu 1. Tổ chức đảng và đảng viên, tính đến {as_at}")
    yield tables.stocks_table(review, "Biểu 2. So với kỳ trước")
    yield Note(tables.stocks_note(review))
    yield Heading(1, "II- SINH HOẠT THƯỜNG KỲ")
    yield from _states(review)
    yield Heading(1, "III- KẾT QUẢ VÀ SO SÁNH VỚI KỲ TRƯỚC")
    yield tables.comparison_table(review, "Biểu 4. Kết quả sinh hoạt chi bộ")
    yield tables.formulas_note(review)
    if len(review.blocks) > 1:
        yield tables.attendance_table(review, "Biểu 5. Đảng viên dự sinh hoạt thường kỳ theo khối")
        told, net = sentences.Told(), review.find(tables.ATTENDANCE)
        yield told.note(f"Có số liệu: {told.figure(coverage_words(net), net)}.")
    yield from written(review, "remarks", Heading(1, "IV- NHẬN XÉT, NGUYÊN NHÂN"))
    yield from written(review, "proposals", Heading(1, "V- ĐỀ XUẤT, KIẾN NGHỊ"))


def _states(review: Review) -> Iterator[Block]:
    assert review.statistics is not None
    total = review.statistics.total
    yield states_sentence(review)
    yield tables.states_table(review, "Biểu 3. Tình hình sinh hoạt thường kỳ")
    note = (
        "Đơn vị: chi bộ–tháng. “Muộn” nằm trong “đã sinh hoạt”: buổi tính cho tháng đó nhưng tổ chức sau "
        "ngày cuối tháng; chi bộ chỉ gửi số đếm thì không rõ ngày. “Hoãn” là hoãn có ý kiến cấp ủy."
    )
    yield Note(note if total.due else f"{note} Chưa có tháng nào đến hạn tính tại ngày báo cáo.")


def states_sentence(review: Review) -> Paragraph:
    """Trong tháng 5 năm 2024 có 400 lượt chi bộ phải sinh hoạt thường kỳ …"""
    assert review.statistics is not None
    total, told = review.statistics.total, sentences.Told()
    if not total.due:
        text = f"Trong {span_words(review.period)} chưa có tháng nào đến hạn tính tại ngày báo cáo."
        return told.paragraph(text)

    def count(number: int, words: str, which: Which = "") -> str:
        return told.opens(f"{format_int(number)} {words}", opening("meeting.regular", which=which))

    unit = "chi bộ" if len(review.period.months) == 1 else "chi bộ–tháng"
    due = count(total.due, unit)
    parts = [count(total.met, "đã sinh hoạt", "met")]
    if total.late:
        parts[0] += f" (có {count(total.late, 'muộn', 'late')})"
    states: tuple[tuple[int, str, Which], ...] = (
        (total.postponed, "hoãn có ý kiến cấp ủy", "postponed"),
        (total.not_held, "không tổ chức", "not_held"),
        (total.missing, "chưa có số liệu", "missing"),
    )
    parts += [count(number, words, which) for number, words, which in states if number]
    return told.paragraph(
        f"Trong {span_words(review.period)} có {due} phải sinh hoạt thường kỳ: {', '.join(parts)} (Biểu 3)."
    )


def _annex(review: Review) -> Annex:
    table = tables.children_table(review)
    note = Note(
        "* Đã trừ lượt vắng có lý do; không tính đảng viên được miễn sinh hoạt. "
        "Xếp theo thứ tự danh sách tổ chức; không xếp hạng. Dấu –: chưa đủ số liệu hoặc chưa có gì phải tính."
    )
    title = f"Số liệu sinh hoạt theo tổ chức đảng, {span_words(review.period)}"
    return Annex(1, title, (table, note), landscape=True)
