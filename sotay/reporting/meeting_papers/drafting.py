"""The text that a month's resolution begins with, made of records: a person reads it and writes the rest."""

from collections.abc import Sequence

from sotay.core.period import next_month, previous_month
from sotay.core.vietnamese import format_date_paper, format_percent
from sotay.minutes.record import TaskLine
from sotay.reporting.meeting_papers.resolution import carrying_out
from sotay.reporting.meeting_papers.words import few, month_words, sentence
from sotay.resolutions.rules import TaskCounts


def month_draft(
    *,
    month: int,
    body: str,
    before: TaskCounts,
    carried: Sequence[str],
    theme: str,
    tasks: Sequence[TaskLine],
) -> str:
    """Lines of the resolution of a regular meeting, under the three headings of the paper.

    `before`: last month's tasks; `carried`: those still open; `theme`: of a combined meeting; `body`: who
    sees to it. No adjective is invented. "" where nothing is recorded, no heading with nothing under it.
    """
    lines: list[str] = []
    if before.given:
        lines += [
            f"I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ {month_words(previous_month(month)).upper()}",
            _done(before),
        ]
        if carried:
            lines.append(f"Nhiệm vụ chuyển tiếp: {'; '.join(carried)}.")
    elif tasks or theme:
        lines += [
            f"I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ {month_words(previous_month(month)).upper()}",
            "Tháng trước Chi bộ không giao nhiệm vụ cụ thể.",
        ]
    if not (tasks or theme):
        return "\n".join(lines)
    lines.append(f"II- NHIỆM VỤ {month_words(month).upper()}")
    if theme:
        lines.append(f"Nội dung sinh hoạt chuyên đề: {theme}.")
    lines += [f"{number}. {given_words(task)}" for number, task in enumerate(tasks, 1)]
    lines.append("III- TỔ CHỨC THỰC HIỆN")
    lines += [f"- {line}" for line in carrying_out(body, month_words(next_month(month)))]
    return "\n".join(lines)


def given_words(task: TaskLine) -> str:
    """Công khai phương án …. Trần Văn Bách; xong trước ngày 10/11/2026: whoever it is, as it was recorded."""
    who = task.holders.strip()
    due = f"xong trước ngày {format_date_paper(task.due_on)}" if task.due_on else "cả tháng"
    return f"{sentence(task.text)} {who[:1].upper()}{who[1:]}; {due}."


def _done(counts: TaskCounts) -> str:
    """Chi bộ giao 08 nhiệm vụ: hoàn thành đúng hạn 87,5% (7/8), đang thực hiện 01."""
    given, in_time = counts.given, counts.in_time
    if not given:
        return "Tháng trước Chi bộ không giao nhiệm vụ cụ thể."
    parts = [f"hoàn thành đúng hạn {format_percent(in_time / given)} ({in_time}/{given})"]
    rest = (
        ("hoàn thành muộn", counts.late),
        ("đang thực hiện", counts.doing),
        ("chưa thực hiện", counts.not_done),
        ("chưa báo kết quả", counts.unsaid),
    )
    parts += [f"{words} {few(count)}" for words, count in rest if count]
    return f"Chi bộ giao {few(given)} nhiệm vụ: {', '.join(parts)}."
