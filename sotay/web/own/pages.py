"""Page data of the member's own pages."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.ballots.queries import Asked
from sotay.core.vietnamese import format_date
from sotay.meetings.choices import State
from sotay.meetings.queries.checking_in import OwnPresence
from sotay.meetings.queries.joining import JoinedMeeting, LastMeeting
from sotay.meetings.queries.persons import PersonMeeting
from sotay.meetings.queries.speaking import OwnTurn
from sotay.members.queries import PersonFile
from sotay.minutes.queries.own import MinutesToConfirm
from sotay.organisations.queries import names_on
from sotay.resolutions.queries import TaskView
from sotay.web.door import ActorRequest
from sotay.web.front.tickets import live_address
from sotay.web.joining.pages import next_card, task_row
from sotay.web.members import words
from sotay.web.own.kept import Kept, kept_sections
from sotay.web.turnout import STATE

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting


def own_page(
    request: ActorRequest,
    found: PersonFile,
    meetings: list[PersonMeeting],
    ahead: JoinedMeeting | None,
    presence: OwnPresence | None,
    turn: OwnTurn | None,
    last: LastMeeting | None,
    tasks: list[TaskView],
    *,
    today: date,
) -> dict[str, Any]:
    """The context of web/home_member.html."""
    names = _names(found, meetings, today)
    home = found.home.pk if found.home else None
    years = words.by_year(meetings, request.GET.get("nam", ""), request.path)
    return {
        "name": found.name,
        "cell": names.get(home, "") if home else "",
        "today": today,
        "status": str(found.status.label) if found.status else "",
        "next": next_card(ahead, presence, turn, today=today) if ahead else None,
        "last": _last(last) if last else None,
        "tasks": [task_row(one) for one in tasks],
        "years": years["years"],
        "meetings": words.meeting_rows(years["lines"], home=home, names=names),
        "facts": words.facts(found),
        "calendar_url": reverse("web:own-calendar"),
        "data_url": reverse("web:own-data"),
    }


def polls_asked(asked: list[Asked]) -> list[dict[str, str]]:
    """The open votes that wait for mine: {subject, url}."""
    return [
        {"subject": one.line.subject, "url": reverse("web:poll-cast", args=[one.line.public_id])}
        for one in asked
        if one.may_vote and not one.voted
    ]


def confirmations_asked(waiting: list[MinutesToConfirm]) -> list[dict[str, str]]:
    """The minutes that wait for my word as their chair or taker: {title, note, url}."""
    return [
        {
            "title": words.meeting_title(one.at.kind, one.at.month),
            "note": f"Ngày {format_date(one.at.on)}" if one.at.on else "",
            "url": reverse("web:minutes-read", args=[one.public_id]),
        }
        for one in waiting
    ]


def followed(request: ActorRequest, meeting: "Meeting", turn: OwnTurn) -> dict[str, Any]:
    """How the page follows the meeting in session: where it hears of changes, what it shows already, and by
    which mark its reader is meant."""
    url = live_address(request, meeting.public_id)
    return {"url": url, "version": meeting.live_version, "mine": turn.mark}


def _last(last: LastMeeting) -> dict[str, str]:
    """How the meeting before ended, and how I took part."""
    on = f", {format_date(last.held_on)}" if last.held_on else ""
    mine = f"Đồng chí: {STATE[State(last.state)][1].lower()}" if last.state else ""
    came = f"{last.present}/{last.expected} dự" if last.expected is not None else ""
    return {
        "title": f"Buổi trước{on}",
        "text": "Biên bản đã chốt, xem kết quả"
        if last.sealed
        else words.meeting_title(last.kind, last.month),
        "note": " · ".join(part for part in (mine, came) if part) or "Chưa ghi điểm danh",
        "url": reverse("web:result", args=[last.public_id]),
    }


def data_page(
    request: ActorRequest, found: PersonFile, meetings: list[PersonMeeting], kept: Kept, *, today: date
) -> dict[str, Any]:
    """The context of web/own_data.html."""
    names = _names(found, meetings, today)
    home = found.home.pk if found.home else None
    return {
        "name": found.name,
        "today": today,
        "account": request.user.get_username(),
        "facts": words.facts(found),
        "sections": words.sections(found, names, today),
        "kept": kept_sections(kept, names | _places(kept, today)),
        "meetings": words.meeting_rows(meetings, home=home, names=names),
        "json_url": reverse("web:own-json"),
        "back": {"url": reverse("web:own"), "label": "Của tôi"},
    }


def _places(kept: Kept, today: date) -> dict[int, str]:
    ids = {one.organisation for one in kept.grants if one.organisation}
    return {pk: n.name for pk, n in names_on(sorted(ids), today).items()}


def _names(found: PersonFile, meetings: list[PersonMeeting], today: date) -> dict[int, str]:
    ids = found.organisations | {line.cell for line in meetings}
    ids |= {found.home.pk} if found.home else set()
    return {pk: n.name for pk, n in names_on(sorted(ids), today).items()}
