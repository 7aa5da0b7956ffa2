"""Page data of tasks and resolutions, in words."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.ballots.choices import Purpose
from sotay.ballots.queries import PollLine, polls_of
from sotay.core.vietnamese import format_date, format_month_paper
from sotay.meetings.choices import THEMATIC_KINDS, Kind, Stage
from sotay.meetings.queries.preparing import drafts_among_papers
from sotay.minutes.queries.unwritten import Unwritten, unwritten_at
from sotay.reporting.meeting_papers.deciding import month_text, task_lines
from sotay.reporting.meeting_papers.resolution import task_words
from sotay.resolutions.choices import SETTLED, DecisionKind, Outcome
from sotay.resolutions.queries import TaskView, counts_of, decisions_of, tasks_given_at
from sotay.resolutions.rules import SUBJECT, counts_words, name_of, symbol, writable
from sotay.web.meetings.pages import meeting_title
from sotay.web.resolutions.standing import standing_of

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting
    from sotay.resolutions.models import Decision


def task_row(one: TaskView) -> dict[str, Any]:
    """A task as a row: what, who, by when, what became of it."""
    status, word = standing_of(one)
    note = f"{one.holders} · hạn {format_date(one.due_on)}"
    return {
        "public_id": one.public_id,
        "text": one.text,
        "note": f"{note} · {one.note}" if one.note else note,
        "status": status,
        "word": word,
        "open": one.outcome not in SETTLED,
        "late": one.late,
    }


IN_TIME = "in-time"
"""What a form says of a task that was done by its day and is told only now."""
TOLD_LATE = "“{task}” đã quá hạn nên ghi là hoàn thành muộn. Nếu xong đúng hạn, mở nhiệm vụ để sửa."
"""After "done" that a page offered before the task's day had passed."""


def outcomes(*, late: bool) -> list[tuple[str, str]]:
    """What may be said of a task, as (value, words); once its day has passed "done" says whether it was in
    time, before that nothing can be late."""
    if not late:
        return [(one, label) for one, label in Outcome.choices if one != Outcome.LATE]
    words = {Outcome.DONE: (IN_TIME, "Hoàn thành đúng hạn, nay mới báo")}
    return [words.get(Outcome(one), (one, label)) for one, label in Outcome.choices]


def chosen(outcome: str, *, late: bool) -> str:
    """What was said of it, as `outcomes` offers it."""
    return IN_TIME if late and outcome == Outcome.DONE else outcome


SHOWN = 12
"""So many open tasks stand beside a plan; the rest on their own page."""


def tasks_due(tasks: list[TaskView], cell: str, today: date) -> dict[str, Any] | None:
    """The tasks that come back at the meeting, for web/components/tasks_due.html: counted, the open ones by
    name. None without any."""
    if not tasks:
        return None
    rows = [row for row in map(task_row, tasks) if row["open"]]
    return {
        "words": counts_sentence(tasks, today),
        "url": reverse("web:tasks", args=[cell]),
        "rows": rows[:SHOWN],
        "more": max(len(rows) - SHOWN, 0),
    }


def counts_sentence(tasks: list[TaskView], today: date) -> str:
    """ "Tính đến ngày 20/6/2024: nhiệm vụ đã giao 4; hoàn thành đúng hạn 2, …"; "" without tasks."""
    if not tasks:
        return ""
    return f"Tính đến ngày {format_date(today)}: nhiệm vụ {counts_words(counts_of(tasks))}."


def frame(meeting: "Meeting", title: str) -> dict[str, Any]:
    """Title, which meeting, the way back: to the chair while in session, else to the minutes."""
    live = meeting.stage == Stage.IN_SESSION
    route = "web:session" if live else "web:minutes" if meeting.stage >= Stage.CLOSED else "web:meeting"
    label = {"web:session": "Điều hành", "web:minutes": "Biên bản"}.get(route, "Buổi sinh hoạt")
    return {
        "title": title,
        "subtitle": meeting_title(Kind(meeting.kind), meeting.counted_for),
        "back": {"url": reverse(route, args=[meeting.public_id]), "label": label},
        "meeting_id": meeting.public_id,
    }


def give_context(meeting: "Meeting", form: Any, *, today: date) -> dict[str, Any]:
    """The context of web/tasks_give.html."""
    rows = [task_row(one) for one in tasks_given_at(meeting, today=today)]
    may = meeting.stage in {Stage.IN_SESSION, Stage.CLOSED}
    return frame(meeting, "Giao nhiệm vụ") | {"form": form, "rows": rows, "may": may}


def proposed_text(meeting: "Meeting", kind: DecisionKind, today: date) -> str:
    """A draft made of records: what became of last month's tasks, what is given now. No adjective is
    invented; the person writes the rest."""
    theme = _theme(meeting).rstrip(".")
    if meeting.kind != Kind.THEMATIC and kind == DecisionKind.RESOLUTION:
        return month_text(meeting, today=today, theme=theme)
    lines = [f"Nội dung sinh hoạt chuyên đề: {theme}."] if theme else []
    if given := task_lines(meeting, today=today):
        month = f"tháng {format_month_paper(meeting.counted_for)}"
        lines.append(f"Nhiệm vụ {'thực hiện chuyên đề' if meeting.kind == Kind.THEMATIC else month}:")
    lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    return "\n".join(lines + [f"- {task_words(one)}" for one in given])


def _theme(meeting: "Meeting") -> str:
    """The theme of a meeting that has one; "" for a regular one."""
    return meeting.theme.strip() if meeting.kind in THEMATIC_KINDS else ""


FROM_RECORDS, FROM_DRAFT = "so-lieu", "du-thao"
"""Which start is asked for: made of records, or the draft."""


def start_of(
    meeting: "Meeting", kind: DecisionKind, asked: str, today: date, kept: str = ""
) -> tuple[str, dict[str, str] | None]:
    """The text to begin with, while none is written, and how a draft is offered.

    A draft that the members read among the papers is taken; one that was only kept (`kept`) is, as long as
    the records say nothing that it lacks: what became of tasks and what was given since are facts of the
    meeting, and a stale figure must not go out under a number. Of a kept one that is another than what the
    members read, the kept one counts: it was written later."""
    fresh = proposed_text(meeting, kind, today)
    here = f"?loai={kind.value}"
    drafts = drafts_among_papers(meeting, str(kind.label))
    if kept.strip() and kept.strip() not in {one.text.strip() for one in drafts}:
        taken = asked == FROM_DRAFT or (asked != FROM_RECORDS and not _lacks(kept, fresh))
        offer = {"title": "Dự thảo đã lưu trước buổi", "file": "", "sent": ""}
        offer["other"] = f"{here}&tu={FROM_RECORDS if taken else FROM_DRAFT}"
        text = kept
    elif drafts:
        draft = next((one for one in drafts if one.text), drafts[0])
        taken = bool(draft.text) and asked != FROM_RECORDS
        file = reverse("web:document", args=[draft.document]) if draft.document else ""
        offer = {"title": draft.title, "file": file, "sent": "yes"}
        offer["other"] = here + (f"&tu={FROM_RECORDS}" if taken else "") if draft.text else ""
        text = draft.text
    else:
        return fresh, None
    offer |= {"taken": "yes" if taken else "", "stale": "yes" if text and _lacks(text, fresh) else ""}
    return (text if taken else fresh), offer


def _lacks(draft: str, fresh: str) -> bool:
    """Whether the records of today say a line that a draft has not."""
    said = {line.strip() for line in draft.splitlines()}
    return any(line.strip() not in said for line in fresh.splitlines() if line.strip())


def subject_of(kind: DecisionKind, meeting: "Meeting") -> str:
    """The words that are nearly always right: the month's tasks, the theme, or both."""
    month, theme = meeting.counted_for, _theme(meeting)
    tasks = f"nhiệm vụ tháng {month % 100} năm {month // 100}"
    if kind == DecisionKind.RESOLUTION:
        tasks = f"lãnh đạo thực hiện {tasks}"
    if not theme:
        return tasks
    about = f"chuyên đề “{theme.rstrip('.')}”"
    if meeting.kind == Kind.COMBINED:
        words = f"{tasks} và {about}"
    else:
        words = f"lãnh đạo thực hiện {about}" if kind == DecisionKind.RESOLUTION else about
    return words if len(words) <= SUBJECT else f"{words[: SUBJECT - 2]}…”"


def _votes(meeting: "Meeting") -> list[PollLine]:
    """The votes on the resolution of the cell that hosts the meeting."""
    return [one for one in polls_of(meeting) if one.purpose == Purpose.RESOLUTION and one.of_host]


def carried(meeting: "Meeting") -> bool | None:
    """Whether the vote on the resolution carried; None without one."""
    said = [one.passed for one in _votes(meeting) if not one.void]
    return said[-1] if said else None


def unwritten(meeting: "Meeting") -> dict[str, str] | None:
    """The resolution that was voted and has no text, or no number, yet; None when nothing waits."""
    one = unwritten_at(meeting)
    if one is None:
        return None
    name = str(one.kind.label)
    if one.texted:
        return {
            "title": f"{name} chưa lấy số",
            "text": f"Chi bộ đã biểu quyết thông qua, nội dung đã viết; còn lấy số, ban hành {name.lower()}.",
            "word": f"Lấy số {name.lower()}",
            "url": decision_url(one),
        }
    return {
        "title": f"{name} chưa viết",
        "text": f"Chi bộ đã biểu quyết thông qua {name.lower()} mà chưa có nội dung, chưa lấy số.",
        "word": f"Viết {name.lower()}",
        "url": decision_url(one),
    }


def decision_url(one: Unwritten) -> str:
    """Where the decision of a meeting is written and takes its number."""
    query = "" if one.kind == DecisionKind.RESOLUTION else f"?loai={one.kind.value}"
    return reverse("web:decision", args=[one.meeting]) + query


def decision_rows(meeting: "Meeting", *, may_record: bool) -> list[dict[str, str]]:
    """What the meeting decided, to be read again: its name with the number, the page it is written on (for
    whoever records), its files."""
    return [
        {
            "title": name_of(one.kind, one.number)
            if one.number is not None
            else f"{DecisionKind(one.kind).label}, chưa lấy số",
            "url": f"{reverse('web:decision', args=[meeting.public_id])}?loai={one.kind}"
            if may_record
            else "",
            "pdf": reverse(_route(DecisionKind(one.kind)), args=[meeting.public_id, "pdf"]),
            "word": reverse(_route(DecisionKind(one.kind)), args=[meeting.public_id, "docx"]),
        }
        for one in decisions_of(meeting)
        if one.text.strip() and not one.cancelled
    ]


def vote_words(meeting: "Meeting") -> str:
    """What the vote said, in a sentence; "" without one."""
    rows = [one for one in _votes(meeting) if one.counts is not None]
    if not rows or rows[-1].counts is None:
        return ""
    counts = rows[-1].counts
    return f"Biểu quyết: tán thành {counts.yes}, không tán thành {counts.no}, ý kiến khác {counts.other}."


def decision_context(
    meeting: "Meeting",
    kind: DecisionKind,
    found: "Decision | None",
    form: Any,
    *,
    may_issue: bool,
    **more: Any,
) -> dict[str, Any]:
    """The context of web/decision.html."""
    other = DecisionKind.CONCLUSION if kind == DecisionKind.RESOLUTION else DecisionKind.RESOLUTION
    issued = found is not None and found.number is not None
    return {
        **frame(meeting, str(kind.label)),
        "kind": kind,
        "pdf": reverse(_route(kind), args=[meeting.public_id, "pdf"]),
        "word": reverse(_route(kind), args=[meeting.public_id, "docx"]),
        "other": (f"?loai={other.value}", f"{other.label} của buổi này"),
        "found": found,
        "issued": issued,
        "cancelled": [(symbol(kind, one.number or 0), one) for one in cancelled_at(meeting, kind)],
        "symbol": symbol(kind, found.number) if found is not None and found.number is not None else "",
        "form": form,
        "writable": writable(meeting.stage, meeting.status),
        "sealed": meeting.stage >= Stage.SEALED,
        "before": meeting.stage in {Stage.PLANNED, Stage.CALLED},
        "vote": vote_words(meeting),
        "spread": _spread(meeting, kind, found),
        "resolution": kind == DecisionKind.RESOLUTION,
        "vote_url": reverse("web:votes", args=[meeting.public_id]) + "?buoc=C8",
        "may_issue": may_issue
        and not issued
        and meeting.stage >= Stage.CLOSED
        and found is not None
        and bool(found.text),
        "may_cancel": may_issue and issued,
        **more,
    }


def _spread(meeting: "Meeting", kind: DecisionKind, found: "Decision | None") -> str:
    """How the kept draft stands to the papers: "new", "other" (changed since), "same"; "" without one, or
    once the meeting is opened."""
    if meeting.stage not in {Stage.PLANNED, Stage.CALLED} or found is None or not found.draft.strip():
        return ""
    texts = [one.text for one in drafts_among_papers(meeting, str(kind.label)) if one.text]
    if not texts:
        return "new"
    return "same" if found.draft.strip() in texts else "other"


def _route(kind: DecisionKind) -> str:
    return "web:paper-resolution" if kind == DecisionKind.RESOLUTION else "web:paper-conclusion"


def decision_at(meeting: "Meeting", kind: DecisionKind) -> "Decision | None":
    """The resolution (conclusion) of the meeting that stands, if there is one."""
    standing = (one for one in decisions_of(meeting) if one.kind == kind and not one.cancelled)
    return next(standing, None)


def cancelled_at(meeting: "Meeting", kind: DecisionKind) -> "list[Decision]":
    """Those of the kind whose number was cancelled, in the order of their numbers."""
    return [one for one in decisions_of(meeting) if one.kind == kind and one.cancelled]
