"""Page data of what members do before a meeting, in words."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.ballots.queries import PollLine
from sotay.core.vietnamese import format_date
from sotay.meetings.choices import Mode, Origin, Stage, State
from sotay.meetings.queries.checking_in import OwnPresence
from sotay.meetings.queries.joining import JoinedMeeting, LastMeeting, OwnOpinion, OwnPaper
from sotay.meetings.queries.speaking import OwnTurn
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.queries import TaskView
from sotay.web.ballots.pages import verdict
from sotay.web.checkin.words import presence_words
from sotay.web.joining.forms import LeaveForm, OpinionForm
from sotay.web.joining.words import answer_words, day_words, fate_words, minutes_aloud
from sotay.web.members.words import meeting_title
from sotay.web.resolutions.standing import standing_of
from sotay.web.turnout import STATE

if TYPE_CHECKING:
    from sotay.resolutions.models import Decision

BACK = "Của tôi"


def next_card(
    seen: JoinedMeeting, presence: OwnPresence | None, turn: OwnTurn | None, *, today: date
) -> dict[str, Any]:
    """The next meeting in the card of the own page: when, where, what was answered, what can be done.
    `presence`: while it is in session at the member's own cell, what they said of being there;
    `turn`: whether they asked to speak."""
    notes = [seen.theme] if seen.theme else []
    if seen.mode != Mode.IN_PERSON:
        notes.append(str(seen.mode.label))
    answered, said = answer_words(seen.reply), presence_words(presence)
    return {
        "title": day_words(seen.on, seen.at, today=today),
        "kind": meeting_title(seen.kind, seen.month),
        "place": seen.place,
        "notes": notes,
        "running": seen.stage == Stage.IN_SESSION,
        "here": (said.status, said.short) if said else None,
        "check_in_url": reverse("web:check-in", args=[seen.public_id])
        if presence and presence.on and presence.expected and not presence.way
        else "",
        "turn": turn_words(turn) if turn and presence and presence.may_speak else None,
        "speak_url": reverse("web:session-speak", args=[seen.public_id])
        if turn and presence and presence.may_speak
        else "",
        "waits": bool(turn and turn.place),
        "invited": bool(turn and turn.speaking and presence and presence.may_speak),
        "called": seen.stage >= Stage.CALLED,
        "open": seen.open,
        "answer": str(seen.reply.answer) if seen.reply else "",
        "answered": answered,
        "for_me": bool(seen.reply and seen.reply.for_me),
        "reply_url": reverse("web:reply", args=[seen.public_id]),
        "papers": [_paper_row(seen, paper) for paper in seen.papers],
        "papers_url": reverse("web:papers-read", args=[seen.public_id]),
        "listen_minutes": minutes_aloud(sum(p.words for p in seen.papers)),
        "opinions": [_opinion_row(one.text) for one in seen.opinions],
        "opinion_url": reverse("web:opinion-before", args=[seen.public_id]),
    }


def turn_words(turn: OwnTurn) -> tuple[str, str] | None:
    """Where I stand in the line of speakers: (tint, words), None while I have not asked."""
    if turn.speaking:
        return "ok", "Mời đồng chí phát biểu"
    return ("half", f"Đã xin phát biểu, thứ {turn.place}") if turn.place else None


def _paper_row(seen: JoinedMeeting, paper: OwnPaper) -> dict[str, str]:
    notes = ["Của cấp trên"] if paper.origin == Origin.SUPERIOR else []
    if paper.words:
        notes.append(f"đọc khoảng {minutes_aloud(paper.words)} phút")
    url = reverse("web:papers-read", args=[seen.public_id]) + f"#{paper.public_id}"
    return {"title": paper.title, "note": " · ".join(notes), "url": url}


def _opinion_row(text: str) -> str:
    """The beginning of an opinion, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:117].rstrip() + "…"


def reply_page(seen: JoinedMeeting, form: LeaveForm, *, today: date) -> dict[str, Any]:
    """The context of web/reply.html."""
    return {
        "back": {"url": reverse("web:own"), "label": BACK},
        "when": day_words(seen.on, seen.at, today=today),
        "open": seen.open,
        "answered": answer_words(seen.reply),
        "form": form,
    }


def _sent_row(one: OwnOpinion, stage: int) -> dict[str, Any]:
    """An opinion of mine with what became of it."""
    fate = fate_words(one.taken, stage)
    return {"public_id": one.public_id, "text": one.text, "sent_at": one.sent_at, "fate": fate}


def opinion_page(seen: JoinedMeeting, form: OpinionForm, *, today: date) -> dict[str, Any]:
    """The context of web/opinion_before.html."""
    return {
        "back": {"url": reverse("web:own"), "label": BACK},
        "when": day_words(seen.on, seen.at, today=today),
        "open": seen.open,
        "sent": [_sent_row(one, seen.stage) for one in seen.opinions],
        "form": form,
    }


def papers_page(seen: JoinedMeeting, *, today: date) -> dict[str, Any]:
    """The context of web/papers_read.html, but for the way back."""
    return {
        "when": day_words(seen.on, seen.at, today=today),
        "on": format_date(seen.on) if seen.on else "",
        "papers": [
            {
                "id": paper.public_id,
                "title": paper.title,
                "text": paper.text,
                "minutes": minutes_aloud(paper.words) if paper.words else 0,
                "superior": paper.origin == Origin.SUPERIOR,
                "file_url": reverse("web:document", args=[paper.document]) if paper.document else "",
            }
            for paper in seen.papers
        ],
    }


def task_row(one: TaskView) -> dict[str, str]:
    """A task of mine: what, until when, how it stands; nobody else's name."""
    status, word = standing_of(one)
    return {"text": one.text, "note": f"Hạn {format_date(one.due_on)}", "status": status, "word": word}


def result_page(
    found: LastMeeting,
    issued: "Sequence[Decision]",
    votes: Sequence[PollLine],
    tasks: Sequence[TaskView],
    *,
    today: date,
) -> dict[str, Any]:
    """The context of web/result.html. `issued`: of its resolutions those without a number are left out;
    `votes`: the open ones that were counted; `tasks`: my own that it gave."""
    return {
        "back": {"url": reverse("web:own"), "label": BACK},
        "title": meeting_title(found.kind, found.month),
        "when": day_words(found.held_on, today=today),
        "mine": STATE[State(found.state)] if found.state else None,
        "came": f"{found.present}/{found.expected} đồng chí dự" if found.expected is not None else "",
        "sealed": found.sealed,
        "conclusions": found.conclusions,
        "decisions": [
            {
                "title": f"{DecisionKind(one.kind).label} số {one.number}",
                "subject": one.subject,
                "text": one.text,
            }
            for one in issued
            if one.number is not None and not one.cancelled
        ],
        "votes": [{"subject": one.subject, "whose": one.whose} | verdict(one) for one in votes],
        "tasks": [task_row(one) for one in tasks],
        "opinions": [_sent_row(one, found.stage) for one in found.opinions],
        "minutes_url": reverse("web:minutes-read", args=[found.public_id]) if found.readable else "",
    }
