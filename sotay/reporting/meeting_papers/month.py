"""Báo cáo tháng của chi bộ: figures of the cell and month, two places to write; counts only, no names."""

from collections.abc import Iterator
from dataclasses import asdict

from django.utils.timezone import localtime

from sotay.core.vietnamese import format_date_paper, format_percent
from sotay.minutes.operations.reporting import ReportDraft, draft_of
from sotay.minutes.queries.months import MonthFigures, ReportPage
from sotay.minutes.record import Heads
from sotay.reporting.forms import form_on
from sotay.reporting.meeting_papers.gathering import desk_of
from sotay.reporting.meeting_papers.inputs import Month
from sotay.reporting.meeting_papers.issuing import issued_head
from sotay.reporting.meeting_papers.month_rows import UNKNOWN, results
from sotay.reporting.meeting_papers.parts import text_blocks
from sotay.reporting.meeting_papers.words import few, month_words, ratio_words
from sotay.reporting.paper import Block, Cell, Column, Heading, Paper, Paragraph, Place, Table

OWN = frozenset({"official", "probationary"})


def report_paper(found: ReportPage, figures: MonthFigures) -> Paper:
    """The monthly report of a cell laid out with those figures; a draft until it is sent. Asks no rights."""
    row = found.row
    sent_on = localtime(row.sent_at).date() if row is not None and row.sent_at else None
    said = draft_of(row) if row is not None else ReportDraft("", "")
    counted = {name: value for name, value in asdict(figures).items() if name not in OWN}
    month = Month(
        desk=desk_of(found.cell, sent_on or figures.as_at),
        number=f"{row.number:02}-BC/CB" if row is not None and row.number else "",
        issued_on=sent_on,
        month=found.month,
        all=Heads(figures.official, figures.probationary),
        confirmed=False,
        mood=said.mood,
        proposals=said.proposals,
        draft="" if sent_on else "DỰ THẢO",
        **counted,
    )
    return monthly_paper(month)


def monthly_paper(month: Month) -> Paper:
    """The report upward, at most two pages of figures."""
    abstract = f"kết quả sinh hoạt và công tác {month_words(month.month)}"
    head = issued_head(
        month.desk, "BÁO CÁO", abstract, symbol="BC/CB", number=month.number, day=month.issued_on,
        month=month.month, right=f"T/M {month.desk.body.upper()}",
        recipients=(*month.desk.report_to, "Lưu Chi bộ"), draft=month.draft, signed=month.signed,
    )  # fmt: skip
    return Paper(
        form_on(month.issued_on or month.as_at),
        head,
        tuple(_blocks(month)),
        properties={"title": f"Báo cáo {abstract}"},
    )


def _blocks(month: Month) -> Iterator[Block]:
    yield Heading(1, "I- TÌNH HÌNH ĐẢNG VIÊN")
    members = month.all
    yield Paragraph(
        f"Tính đến ngày {format_date_paper(month.as_at)}, Chi bộ có {few(members.total)} đảng viên "
        f"(chính thức {few(members.official)}, dự bị {few(members.probationary)}); được miễn sinh hoạt "
        f"{few(month.exempt)}; sinh hoạt tạm thời nơi khác {few(month.away)}; sinh hoạt tạm thời đến "
        f"{few(month.attached)}. Trong tháng: kết nạp {few(month.admitted)}, chuyển đến "
        f"{few(month.arrived)}, chuyển đi {few(month.left)}.",
        opens="members",
    )
    yield Heading(1, "II- SINH HOẠT CHI BỘ")
    yield Table(
        "",
        (Column("TT", 10, "center"), Column("Nội dung", 75), Column("Kết quả", 80)),
        tuple(
            (Cell(str(number)), Cell(title), Cell(result, opens=opens))
            for number, (title, result, opens) in enumerate(results(month), 1)
        ),
    )
    yield Heading(1, "III- THỰC HIỆN NHIỆM VỤ")
    yield Paragraph(_tasks(month), opens="tasks")
    yield from _written(month)


def _tasks(month: Month) -> str:
    before = (month.month % 100 - 2) % 12 + 1
    if month.last_on_time is None:
        last = f"Nhiệm vụ tháng {before}: {UNKNOWN}."
    elif not month.last_total:
        last = f"Nhiệm vụ tháng {before}: không có nhiệm vụ đến hạn."
    else:
        last = (
            f"Nhiệm vụ tháng {before}: hoàn thành đúng hạn "
            f"{ratio_words(month.last_on_time, month.last_total)}."
        )
    if month.older_total:
        done = f"đã hoàn thành {few(month.older_done)}" if month.older_done else "chưa hoàn thành"
        last += f" Nhiệm vụ giao trước tháng {before} chuyển sang: {few(month.older_total)}, {done}."
    words = f"{last} Nhiệm vụ tháng {month.month % 100}: đã giao {few(month.given)} nhiệm vụ"
    if month.tasked is None or not month.working:
        return f"{words}."
    share = f"{format_percent(month.tasked / month.working)} ({month.tasked}/{month.working})"
    return f"{words}; đảng viên đang công tác được giao nhiệm vụ cụ thể: {share}."


def _written(month: Month) -> Iterator[Block]:
    blocks: list[Block] = []
    for key, text, prompt in (
        ("mood", month.mood, "tình hình tư tưởng đảng viên, dư luận nhân dân"),
        ("proposals", month.proposals, "đề xuất, kiến nghị với cấp ủy cấp trên; không có thì gạch bỏ"),
    ):
        if text is None:
            continue
        if text.strip():
            blocks += text_blocks(text)
        elif month.draft:
            blocks.append(Place(key, prompt))
    if blocks:
        yield Heading(1, "IV- TÌNH HÌNH TƯ TƯỞNG; ĐỀ XUẤT, KIẾN NGHỊ")
        yield from blocks
