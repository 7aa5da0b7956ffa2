"""Nghị quyết chi bộ and kết luận: what was decided, who does what by when, the vote that carried it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sotay.core.errors import DomainError
from sotay.core.period import next_month, previous_month
from sotay.core.vietnamese import format_date_paper, format_percent
from sotay.minutes.record import TaskLine, TaskOutcome
from sotay.reporting.forms import form_on
from sotay.reporting.meeting_papers.inputs import Conclusion, Resolution
from sotay.reporting.meeting_papers.issuing import issued_head, place_for
from sotay.reporting.meeting_papers.parts import OTHERS, text_blocks
from sotay.reporting.meeting_papers.words import few, meeting_words, month_words, sentence
from sotay.reporting.paper import Block, Heading, Paper, Paragraph

_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")
_ROMAN = re.compile(r"[IVX]+\s?[-–.]\s?\S")
STATES = (
    ("late", "hoàn thành muộn"),
    ("doing", "đang thực hiện"),
    ("not", "chưa thực hiện"),
    ("", "chưa báo kết quả"),
)


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


def month_draft(
    month: int,
    body: str,
    outcomes: Sequence[TaskOutcome],
    tasks: Sequence[TaskLine],
    *,
    theme: str = "",
    planned: Sequence[str] = (),
) -> str:
    """The text that a month's resolution begins with, a line each, under the headings of the paper.

    `outcomes`: of last month's tasks; `theme`: of a combined meeting; `body`: who sees to it; `planned`: the
    tasks that the committee foresaw, until the meeting gives some. No adjective is invented. "" where
    nothing is recorded; no heading with nothing under it.
    """
    given = _numbered(tasks) or _foreseen(planned)
    if not (outcomes or given or theme):
        return ""
    first, second, third = _headings(month)
    lines = [first, _results(outcomes), _carried_over(outcomes)]
    if given or theme:
        lines += [second, f"Nội dung sinh hoạt chuyên đề: {theme}." if theme else ""]
        lines += given
        lines += [third, *(f"- {line}" for line in _carrying_out(body, month))]
    return "\n".join(filter(None, lines))


def _headings(month: int) -> tuple[str, str, str]:
    return (
        f"I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ {month_words(previous_month(month)).upper()}",
        f"II- NHIỆM VỤ {month_words(month).upper()}",
        "III- TỔ CHỨC THỰC HIỆN",
    )


def _month(found: Resolution) -> Iterator[Block]:
    first, second, third = _headings(found.month)
    yield Heading(1, first)
    yield Paragraph(_results(found.outcomes))
    yield from (
        text_blocks(found.review)
        if found.review.strip()
        else place_for("review", "đánh giá chung, 2–3 câu", found.draft)
    )
    if carried := _carried_over(found.outcomes):
        yield Paragraph(carried)
    yield Heading(1, second)
    yield from (
        text_blocks(found.focus)
        if found.focus.strip()
        else place_for("focus", "nhiệm vụ trọng tâm, 1–2 câu", found.draft)
    )
    yield from map(Paragraph, _numbered(found.tasks))
    yield Heading(1, third)
    yield from (Paragraph(line, item=True) for line in _carrying_out(found.desk.body, found.month))


def _carrying_out(body: str, month: int) -> tuple[str, str]:
    following = month_words(next_month(month))
    return (
        f"{body} đôn đốc, kiểm tra; báo cáo kết quả tại sinh hoạt chi bộ {following}.",
        "Đảng viên được giao nhiệm vụ báo cáo bí thư khi hoàn thành hoặc khi gặp khó khăn.",
    )


def _numbered(tasks: Sequence[TaskLine]) -> list[str]:
    return [f"{number}. {task_words(task)}" for number, task in enumerate(tasks, 1)]


def _foreseen(lines: Sequence[str]) -> list[str]:
    """Planned tasks, numbered here: a number or a dash that was written goes."""
    words = [_NUMBERED.sub("", line.strip().lstrip("-–+ ")) for line in lines]
    return [f"{number}. {sentence(one)}" for number, one in enumerate(filter(None, words), 1)]


def _results(outcomes: Sequence[TaskOutcome]) -> str:
    """Chi bộ giao 08 nhiệm vụ: hoàn thành đúng hạn 87,5% (7/8), đang thực hiện 01. The tasks of other
    meetings follow as theirs."""
    words = [_last_results([one.state for one in outcomes if not one.given])]
    for given, whose in OTHERS:
        if states := [one.state for one in outcomes if one.given == given]:
            told = ", ".join(_counted(states, (("done", "hoàn thành đúng hạn"), *STATES)))
            words.append(f"{whose} {few(len(states))} nhiệm vụ: {told}.")
    return " ".join(words)


def _counted(states: Sequence[str], named: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{words} {few(states.count(state))}" for state, words in named if states.count(state)]


def _last_results(states: Sequence[str]) -> str:
    if not states:
        return "Tháng trước Chi bộ không giao nhiệm vụ cụ thể."
    total = len(states)
    done = states.count("done")
    parts = [f"hoàn thành đúng hạn {format_percent(done / total)} ({done}/{total})"]
    parts += _counted(states, STATES)
    return f"Chi bộ giao {few(total)} nhiệm vụ: {', '.join(parts)}."


def _carried_over(outcomes: Sequence[TaskOutcome]) -> str:
    """What goes on, in a sentence; "" for nothing."""
    carried = [_carried(one) for one in outcomes if one.state in ("doing", "not")]
    return f"Nhiệm vụ chuyển tiếp: {'; '.join(carried)}." if carried else ""


def _carried(one: TaskOutcome) -> str:
    text = one.text.strip().rstrip(".")
    note = f" ({one.note.strip().rstrip('.')})" if one.note.strip() else ""
    return f"{text[:1].lower()}{text[1:]}{note}"


def task_words(task: TaskLine) -> str:
    """Công khai phương án …. Đồng chí Trần Văn Bách; xong trước ngày 10/11/2026."""
    due = f"xong trước ngày {format_date_paper(task.due_on)}" if task.due_on else "cả tháng"
    who = task.holders.strip()
    who = who[:1].upper() + who[1:]
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
