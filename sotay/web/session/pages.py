"""Page data of a meeting in session, in words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.ballots.queries import PollLine
from sotay.core.clock import VIETNAM
from sotay.core.vietnamese import format_date
from sotay.meetings.choices import PRESENCES, Basis, ItemState, Kind, Stage, State
from sotay.meetings.queries.live import odd_mode_at
from sotay.meetings.queries.session import GuestLine, ItemLine, OpinionLine, SeatLine, SessionPage
from sotay.meetings.queries.speaking import Line
from sotay.meetings.rules.session import may_speak, minutes_between
from sotay.minutes.rules import left_out_words
from sotay.web.ballots.pages import PURPOSE_OF_STEP, poll_row
from sotay.web.meetings.pages import meeting_title
from sotay.web.recording.pages import NOTES
from sotay.web.session.finding import frame
from sotay.web.turnout import STATE

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting

BASES = {
    Basis.OFFICIAL: "chính thức",
    Basis.PROBATIONARY: "dự bị",
    Basis.ATTACHED: "sinh hoạt tạm thời",
}


def session_context(found: SessionPage, polls: Sequence[PollLine], *, now: datetime) -> dict[str, Any]:
    """The context of web/session.html."""
    current = found.item(found.current)
    public_id = found.meeting.public_id
    here = [one for one in found.opinions if current is None or one.item == current.public_id]
    elsewhere = len(found.opinions) - len(here)
    return frame(found.meeting, "Điều hành") | {
        "back": {"url": reverse("web:meeting", args=[public_id]), "label": "Thoát"},
        "subtitle": meeting_title(found.kind, found.meeting.counted_for),
        "live": found.live,
        "to_open": found.meeting.stage < Stage.IN_SESSION,
        "other_day": _other_day(found, now),
        "stage_words": str(Stage(found.meeting.stage).label) if found.meeting.stage else "Đã lên lịch",
        "version": found.meeting.live_version,
        "current": current,
        "content": current.content if current else "",
        "steps": len(found.items),
        "next": _next(found, current),
        "last": current is not None and current.step == "E3",
        "times": _times(found, now),
        "began": _began(found),
        "pace": pace(current, now) if found.live and current else None,
        "turnout": turnout_words(found),
        "quorum": found.quorum,
        "agenda": [_agenda_line(item, found) for item in found.items],
        "rest": _rest(found, current),
        "opinions": here,
        "opinions_words": _opinions_words(found.opinions),
        "elsewhere": elsewhere,
        "sent": found.sent,
        "line": found.line,
        "polls": [poll_row(line) for line in polls],
        "vote_step": current.step if current and current.step in PURPOSE_OF_STEP else "",
        "guests": found.guests,
        "found": found,
    }


def _other_day(found: SessionPage, now: datetime) -> str:
    """A sentence when the meeting was called for another day than today; "" otherwise."""
    planned, today = found.meeting.planned_on, now.astimezone(VIETNAM).date()
    if planned is None or planned == today:
        return ""
    return (
        f"Buổi này dự kiến ngày {format_date(planned)}, hôm nay là {format_date(today)}. "
        "Khai mạc bây giờ thì ngày sinh hoạt ghi là hôm nay."
    )


def _next(found: SessionPage, current: ItemLine | None) -> ItemLine | None:
    """The item that comes after the current one."""
    coming = [item for item in found.items if not item.state and item is not current]
    return coming[0] if coming else None


def _rest(found: SessionPage, current: ItemLine | None) -> ItemLine | None:
    """The last item before closing, when more than one is left until then."""
    left = [item for item in found.items if not item.state and item.step != "E3"]
    return left[-1] if current is not None and len(left) > 1 else None


def _began(found: SessionPage) -> str:
    """The moment of opening, for the running clock of the page; "" before."""
    meeting = found.meeting
    if not found.live or meeting.held_on is None or meeting.started_at is None:
        return ""
    return datetime.combine(meeting.held_on, meeting.started_at, VIETNAM).isoformat()


def _times(found: SessionPage, now: datetime) -> str:
    """ "đã họp 88 phút, tối thiểu 90 phút"."""
    meeting, local = found.meeting, now.astimezone(VIETNAM)
    if not found.live or meeting.held_on is None or meeting.started_at is None:
        return ""
    least = f", tối thiểu {found.least} phút" if found.least else ""
    if local.date() != meeting.held_on:
        return f"Mở lúc {meeting.started_at:%H:%M} ngày {format_date(meeting.held_on)}{least}"
    return f"{local:%H:%M} · đã họp {minutes_between(meeting.started_at, local.time())} phút{least}"


def pace(item: ItemLine, now: datetime) -> dict[str, Any] | None:
    """How long the step has lasted beside what was planned for it; None where nothing was planned, so that
    whoever wants no such clock leaves the minutes empty."""
    if not item.minutes or item.begun_at is None:
        return None
    begun = item.begun_at.astimezone(VIETNAM)
    lasted = max(0, int((now - item.begun_at).total_seconds() // 60))
    until = begun + timedelta(minutes=item.minutes)
    return {
        "words": pace_words(lasted, item.minutes),
        "over": lasted > item.minutes,
        "from": f"{begun:%H:%M}",
        "until": f"{until:%H:%M}",
        "begun": begun.isoformat(),
        "minutes": item.minutes,
    }


def pace_words(lasted: int, planned: int) -> str:
    """ "Bước này: 12/15 phút", with what it is over (minutes). session.js says the same."""
    over = f", quá {lasted - planned} phút" if lasted > planned else ""
    return f"Bước này: {lasted}/{planned} phút{over}"


def turnout_words(found: SessionPage) -> str:
    """ "22 chính thức, 2 dự bị. Trong đó 1 trực tuyến, 1 đến muộn. Vắng 5."."""
    heads = found.heads
    if not found.confirmed:
        return "Tạm tính: chưa xác nhận điểm danh."
    said = [f"{number} {BASES[basis]}" for basis, number in found.bases.items() if basis in BASES]
    parts = [", ".join(said) + "."] if said else []
    among = [(heads.online, "trực tuyến"), (heads.late, "đến muộn"), (heads.present - heads.here, "đã về")]
    if any(number for number, _ in among):
        parts.append("Trong đó " + ", ".join(f"{number} {word}" for number, word in among if number) + ".")
    absent = heads.excused + heads.unexcused
    parts.append(f"Vắng {absent}." if absent else "Không ai vắng.")
    return " ".join(parts)


def _agenda_line(item: ItemLine, found: SessionPage) -> dict[str, Any]:
    local = item.begun_at.astimezone(VIETNAM) if item.begun_at else None
    planned = f"{item.minutes} phút" if item.minutes and not item.state else ""
    return {
        "number": item.number,
        "title": item.title,
        "now": item.public_id == found.current and found.live,
        "done": item.state == ItemState.DONE,
        "skipped": item.state == ItemState.SKIPPED,
        "reason": item.reason,
        "time": f"{local:%H:%M}" if local and item.state != ItemState.SKIPPED else planned,
        "url": reverse("web:session-item", args=[found.meeting.public_id]) + f"?muc={item.public_id}",
    }


def _opinions_words(opinions: Sequence[OpinionLine]) -> str:
    """ "9 đồng chí, 11 ý kiến"."""
    if not opinions:
        return ""
    return f"{len({one.speaker for one in opinions})} đồng chí, {len(opinions)} ý kiến"


def close_context(found: SessionPage, form: Any, *, now: datetime) -> dict[str, Any]:
    """The context of web/session_close.html."""
    left = [item for item in found.items if not item.state and item.step != "E3"]
    meeting = found.meeting
    return frame(meeting, "Bế mạc") | {
        "form": form,
        "live": found.live,
        "times": _times(found, now),
        "confirmed": found.confirmed,
        "heads": found.heads,
        "odd_mode": odd_mode_at(meeting),
        "left": left,
        "opinions_words": _opinions_words(found.opinions) or "chưa ghi",
        "left_out": left_out_words(people) if (people := len({one.speaker for one in found.sent})) else "",
        "waiting": [one.name for one in (found.line.speaking, *found.line.waiting) if one],
        "ask_end": bool(form.errors.get("ended_at")) or meeting.held_on != now.astimezone(VIETNAM).date(),
    }


def item_context(found: SessionPage, line: ItemLine) -> dict[str, Any]:
    """The context of web/session_item.html besides its form."""
    return {
        "line": line,
        "live": found.live,
        "is_current": line.public_id == found.current,
        "opinions": [one for one in found.opinions if one.item == line.public_id],
    }


def speakers(seats: Sequence[SeatLine], guests: Sequence[GuestLine], line: Line) -> list[Any]:
    """Who may have spoken: those not said to be absent first, then guests, those of other cells that sit here
    who asked to speak, then the others."""
    here = [s for s in seats if not s.state or s.state in PRESENCES]
    absent = [s for s in seats if s not in here]
    groups: list[Any] = [("Đang dự", [(s.public_id, s.name) for s in here])]
    if guests:
        groups.append(("Khách, đại biểu", [(g.public_id, g.name) for g in guests]))
    known = {seat.public_id for seat in seats} | {guest.public_id for guest in guests}
    asked = [one for one in (line.speaking, *line.waiting) if one and one.speaker not in known]
    if asked:
        groups.append(("Chi bộ cùng dự", [(one.speaker, one.name) for one in asked]))
    if absent:
        groups.append(("Vắng mặt", [(s.public_id, s.name) for s in absent]))
    return groups


def speakers_context(seats: Sequence[SeatLine], guests: Sequence[GuestLine], line: Line) -> dict[str, Any]:
    """The context of web/session_speakers.html: who may be put in the line, guests first."""
    words = {one.speaker: ("none", f"Chờ, thứ {n}") for n, one in enumerate(line.waiting, 1)}
    if line.speaking:
        words[line.speaking.speaker] = ("half", "Đang phát biểu")
    people = [(guest.public_id, guest.name, guest.post) for guest in guests]
    people += [
        (seat.public_id, seat.name, NOTES.get(seat.basis, ""))
        for seat in seats
        if may_speak(seat.state, gone=seat.left_at is not None)
    ]
    here = []
    for key, name, note in people:
        status, word = words.get(key, ("", ""))
        here.append({"id": key, "name": name, "note": note, "status": status, "word": word})
    return {"here": here, "line": line}


def arrivals_context(seats: Sequence[SeatLine]) -> dict[str, Any]:
    """The context of web/session_arrivals.html besides its form."""
    away = [_seat(seat) for seat in seats if seat.state not in PRESENCES]
    here = [_seat(seat) for seat in seats if seat.state in PRESENCES]
    return {
        "away": away,
        "here": here,
        "gone": sum(one["gone"] for one in here),
        "unsaid": all(not seat.state for seat in seats),
    }


def _seat(seat: SeatLine) -> dict[str, Any]:
    status, word = STATE[State(seat.state)] if seat.state else ("none", "Chưa ghi")
    notes = [NOTES[seat.basis]] if seat.basis in NOTES else []
    if seat.arrived_at:
        notes.append(f"đến lúc {seat.arrived_at:%H:%M}")
    if seat.left_at:
        notes.append(f"về lúc {seat.left_at:%H:%M}")
    return {
        "id": seat.public_id,
        "name": seat.name,
        "status": status,
        "word": word,
        "note": " · ".join(notes),
        "gone": seat.left_at is not None,
    }


def screen_context(meeting: "Meeting", state: dict[str, Any]) -> dict[str, Any]:
    """The context of web/session_screen.html."""
    return {
        "title": meeting_title(Kind(meeting.kind), meeting.counted_for),
        "state": state,
        "meeting_id": meeting.public_id,
        "live": meeting.stage == Stage.IN_SESSION,
    }
