"""Nghị quyết chi bộ and kết luận: what was decided, who does what by when, the vote that carried it."""

import re
from collections.abc import Iterator

from sotay.core.errors import DomainError
from sotay.core.period import next_month, previous_month
from sotay.core.vietnamese import format_date_paper, format_percent
from sotay.minutes.record import TaskLine, TaskOutcome
from sotay.reporting.forms import form_on
from sotay.reporting.meeting_papers.inputs import Conclusion, Resolution
from sotay.reporting.meeting_papers.issuing import issued_head, place_for
from sotay.reporting.meeting_papers.parts import text_blocks
from sotay.reporting.meeting_papers.words import few, meeting_words, month_words, sentence
from sotay.reporting.paper import Block, Heading, Paper, Paragraph

_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")
_ROMAN = re.compile(r"[IVX]+\s?[-–.]\s?\S")


def resolution_paper(found: Resolution) -> Paper:
    """The resolution of a meeting. Raises DomainError for one that its vote did not carry."""
    if found.vote is not None and found.vote.passed is False:
        raise DomainError("Nghị quyết chưa đủ tỷ lệ tán thành nên không in được dòng thông qua.")
    abstract = found.about or f"lãnh đạo thực hiện nhiệm vụ {month_words(found.month)}"
    head = issued_head(
        found.desk, "NGHỊ QUYẾT", abstract, symbol="NQ/CB", number=found.number, day=found.issued_on,
        month=found.month, right="T/M CHI BỘ",
        recipients=(*found.desk.report_to, "Đảng viên trong chi bộ", "Lưu Chi bộ"),
        draft=found.draft, signed=found.signed,
    )  # fmt: skip
    return Paper(
        form_on(found.issued_on or found.held_on),
        head,
        tuple(_resolved(found)),
        properties={"title": f"Nghị quyết {abstract}"},
    )


def _resolved(found: Resolution) -> Iterator[Block]:
    months = meeting_words(found.kind, found.month, found.also_for).rsplit(" năm ", 1)[0]
    yield Paragraph(
        f"Căn cứ kết quả sinh hoạt chi bộ {months}, ngày {format_date_paper(found.held_on)}, "
        f"{found.desk.cell_name} quyết nghị:"
    )
    yield from body_blocks(found.text) if found.text.strip() else _month(found)
    if found.vote is not None:
        vote = found.vote
        persons = vote.base_words.removesuffix(" có quyền biểu quyết tại chi bộ")
        yield Paragraph(
            f"Nghị quyết được Chi bộ thông qua với tỷ lệ tán thành {format_percent(vote.yes / vote.base)} "
            f"({vote.yes}/{vote.base} {persons})."
        )


def body_blocks(text: str) -> Iterator[Block]:
    """A text that somebody wrote whole: lines that begin with a Roman number are its headings."""
    for line in text.splitlines():
        if _ROMAN.match(line.strip()):
            yield Heading(1, line.strip())
        else:
            yield from text_blocks(line)


def _month(found: Resolution) -> Iterator[Block]:
    before = month_words(previous_month(found.month)).upper()
    yield Heading(1, f"I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ {before}")
    if found.outcomes:
        yield Paragraph(f"Chi bộ giao {few(len(found.outcomes))} nhiệm vụ: {_shares(found.outcomes)}.")
    else:
        yield Paragraph("Tháng trước Chi bộ không giao nhiệm vụ cụ thể.")
    yield from (
        text_blocks(found.review)
        if found.review.strip()
        else place_for("review", "đánh giá chung, 2–3 câu", found.draft)
    )
    carried = [_carried(one) for one in found.outcomes if one.state in ("doing", "not")]
    if carried:
        yield Paragraph(f"Nhiệm vụ chuyển tiếp: {'; '.join(carried)}.")
    yield Heading(1, f"II- NHIỆM VỤ {month_words(found.month).upper()}")
    yield from (
        text_blocks(found.focus)
        if found.focus.strip()
        else place_for("focus", "nhiệm vụ trọng tâm, 1–2 câu", found.draft)
    )
    for number, task in enumerate(found.tasks, 1):
        yield Paragraph(f"{number}. {task_words(task)}")
    yield Heading(1, "III- TỔ CHỨC THỰC HIỆN")
    following = month_words(next_month(found.month))
    yield from (Paragraph(line, item=True) for line in carrying_out(found.desk.body, following))


def carrying_out(body: str, following: str) -> tuple[str, str]:
    """The two lines of part III: who sees to it until the meeting of `following` ("tháng 12 năm 2026")."""
    return (
        f"{body} đôn đốc, kiểm tra; báo cáo kết quả tại sinh hoạt chi bộ {following}.",
        "Đảng viên được giao nhiệm vụ báo cáo bí thư khi hoàn thành hoặc khi gặp khó khăn.",
    )


def _shares(outcomes: tuple[TaskOutcome, ...]) -> str:
    """hoàn thành đúng hạn 87,5% (7/8), đang thực hiện 01."""
    total, states = len(outcomes), [one.state for one in outcomes]
    done = states.count("done")
    parts = [f"hoàn thành đúng hạn {format_percent(done / total)} ({done}/{total})"]
    for state, words in (("late", "quá hạn"), ("doing", "đang thực hiện"), ("not", "chưa thực hiện")):
        if states.count(state):
            parts.append(f"{words} {few(states.count(state))}")
    return ", ".join(parts)


def _carried(one: TaskOutcome) -> str:
    text = one.text.strip().rstrip(".")
    note = f" ({one.note.strip().rstrip('.')})" if one.note.strip() else ""
    return f"{text[:1].lower()}{text[1:]}{note}"


def holders_words(holders: str) -> str:
    """Đồng chí Bùi Thị Lụa, đồng chí Đặng Văn Ninh · 22 đảng viên."""
    names = [name.strip() for name in holders.split(",") if name.strip()]
    if not names or holders.strip()[:1].isdigit():
        return holders.strip()
    words = ", ".join(f"đồng chí {name}" for name in names)
    return words[:1].upper() + words[1:]


def task_words(task: TaskLine) -> str:
    """Công khai phương án …. Đồng chí Trần Văn Bách; xong trước ngày 10/11/2026."""
    due = f"xong trước ngày {format_date_paper(task.due_on)}" if task.due_on else "cả tháng"
    who = holders_words(task.holders)
    return f"{sentence(task.text)} {who}; {due}." if who else f"{sentence(task.text)} Thời hạn: {due}."


def conclusion_paper(found: Conclusion) -> Paper:
    """The conclusion on a matter, issued with a number of its own series."""
    body = found.desk.body
    abstract = f"của {body} về {found.about}"
    day = found.issued_on or found.met_on
    head = issued_head(
        found.desk, "KẾT LUẬN", abstract, symbol="KL/CB", number=found.number, day=found.issued_on,
        month=day.year * 100 + day.month, right=f"T/M {body.upper()}",
        recipients=(*found.desk.report_to, "Các đồng chí được giao nhiệm vụ", "Lưu Chi bộ"),
        draft=found.draft, signed=found.signed,
    )  # fmt: skip
    return Paper(form_on(day), head, tuple(_concluded(found)), properties={"title": f"Kết luận {abstract}"})


def _concluded(found: Conclusion) -> Iterator[Block]:
    body = found.desk.body
    heard = f", nghe đồng chí {found.reporter} báo cáo {found.about}" if found.reporter else ""
    yield Paragraph(
        f"Ngày {format_date_paper(found.met_on)}, {body} họp{heard}. "
        f"Sau khi thảo luận, {body} kết luận như sau:"
    )
    if not found.finding.strip():
        yield from place_for("finding", "nhận định", found.draft)
    yield from _points([found.finding, *found.points])
    yield from text_blocks(found.follow_up)


def _points(lines: list[str]) -> Iterator[Block]:
    """The points, numbered here: a number that was written goes, a line begun with a dash stays an item."""
    number = 0
    for line in (one.strip() for one in lines):
        if line.startswith(("- ", "– ", "+ ")):
            yield from text_blocks(line)
        elif line:
            number += 1
            yield Paragraph(sentence(_NUMBERED.sub("", line)), lead=f"{number}.")
