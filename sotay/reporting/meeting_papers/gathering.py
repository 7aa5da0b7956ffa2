"""From the tables to the plain data of papers. Asks no rights: for operations that have asked already."""

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localtime

from sotay.ballots.choices import Method, Threshold
from sotay.ballots.models import Poll
from sotay.ballots.queries import PollLine, polls_of
from sotay.core.errors import DomainError
from sotay.core.spans import on_day
from sotay.meetings.choices import PRESENCES, Basis, CheckIn, ReasonClass, Stage, State
from sotay.meetings.models import (
    AgendaItem,
    Attendance,
    CommitteeMeeting,
    CommitteePresence,
    Guest,
    Meeting,
    MeetingPaper,
)
from sotay.meetings.queries.rosters import Standing, roll_confirmed, roster_on
from sotay.members.choices import Post
from sotay.members.models import Position
from sotay.minutes.record import Person, Said, TaskOutcome
from sotay.organisations.models import Organisation
from sotay.organisations.queries import names_of, superior_on
from sotay.reporting.meeting_papers.counting import third_answer
from sotay.reporting.meeting_papers.inputs import (
    CommitteeRecord,
    Count,
    CountRow,
    Desk,
    Invitation,
    RollLine,
    RollSheet,
)
from sotay.reporting.meeting_papers.words import time_words
from sotay.resolutions.queries import tasks_as_at

POST_WORDS = {
    str(Post.SECRETARY.label): "Bí thư Chi bộ",
    str(Post.DEPUTY.label): "Phó Bí thư Chi bộ",
    str(Post.COMMITTEE.label): "Chi ủy viên",
}
STANDING_WORDS = {
    Basis.OFFICIAL: "chính thức",
    Basis.PROBATIONARY: "dự bị",
    Basis.ATTACHED: "sinh hoạt tạm thời",
}
ABSENT = {State.EXCUSED: "vắng có lý do", State.UNEXCUSED: "vắng không có lý do"}
OWN_ITEMS = ("C", "")


def desk_of(cell: Organisation, day: date) -> Desk:
    """Who issues papers of the cell on the day: names, seat, the secretary, else the deputy."""
    names, superior = names_of(cell, day), superior_on(cell, day)
    above = names_of(superior, day) if superior else None
    posts = Position.objects.filter(on_day(day), organisation=cell).select_related("member")
    held = {row.post: row.member.full_name for row in posts.order_by("valid_from")}
    signs = Post.SECRETARY if Post.SECRETARY in held or Post.DEPUTY not in held else Post.DEPUTY
    return Desk(
        cell_name=names.name,
        organ=names.name.upper(),
        superior=above.name.upper() if above else "",
        seat=cell.seat or (superior.seat if superior else "") or "…",
        above=short_committee(above.organ_name or above.name) if above else "",
        signatory=held.get(signs, ""),
        post="BÍ THƯ" if signs == Post.SECRETARY else "PHÓ BÍ THƯ",
        committee=Post.COMMITTEE in held,
    )


def short_committee(name: str) -> str:
    """Đảng ủy xã An Hòa → Đảng ủy xã; Huyện ủy Mê Linh → Huyện ủy: how recipients name it."""
    words = name.split()
    return " ".join(words[:3] if len(words) > 2 and words[2].islower() else words[:2])


def person_of(people: list[Standing], member: int | None) -> Person | None:
    """Somebody of the roster with the post of the day; None for nobody."""
    found = next((one for one in people if one.member == member), None)
    if found is None:
        return None
    post = next((words for label, words in POST_WORDS.items() if label in found.posts), "")
    return Person(found.name, post)


def roll_sheet(meeting: Meeting, *, today: date, blank: bool) -> RollSheet:
    """The roll of the host cell: as confirmed, or blank from the roster of the day."""
    day = meeting.held_on or meeting.planned_on or today
    people = roster_on(meeting.cell_id, day)
    rows = list(Attendance.objects.filter(meeting=meeting, cell=meeting.cell_id).select_related("member"))
    expected = sorted((r for r in rows if r.expected), key=lambda r: (r.member.sort_key, r.member_id))
    blank = blank or not roll_confirmed(meeting, rows)
    lines = (
        tuple(_roll_line(row, meeting) for row in expected)
        if expected
        else tuple(RollLine(one.name, STANDING_WORDS[one.basis]) for one in people if one.expected)
    )
    return RollSheet(
        desk=desk_of(meeting.cell, day),
        kind=meeting.kind,
        month=meeting.counted_for,
        also_for=meeting.also_for,
        held_on=day,
        lines=lines,
        exempt=sum(one.basis == Basis.EXEMPT for one in people),
        away=sum(one.basis == Basis.AWAY for one in people),
        taker=person_of(people, meeting.minute_taker_id),
        chair=person_of(people, meeting.chair_id),
        late=sum(row.state == State.LATE for row in expected),
        helped=tuple(
            row.member.full_name for row in expected if row.way == CheckIn.HELPER and row.state in PRESENCES
        ),
        guests=tuple(
            Person(guest.name, guest.post)
            for guest in Guest.objects.filter(meeting=meeting).order_by("-delegate", "name", "pk")
        ),
        blank=blank,
    )


def _roll_line(row: Attendance, meeting: Meeting) -> RollLine:
    state = "có mặt" if row.state in PRESENCES else ABSENT.get(State(row.state), "") if row.state else ""
    return RollLine(row.member.full_name, STANDING_WORDS[Basis(row.basis)], state, _note(row, meeting))


def _note(row: Attendance, meeting: Meeting) -> str:
    """Neutral words alone: never a reason of health or family."""
    left = f"về lúc {time_words(row.left_at)}" if row.left_at and row.state in PRESENCES else ""
    return ", ".join(filter(None, (_came(row, meeting), left)))


def _came(row: Attendance, meeting: Meeting) -> str:
    if row.state == State.EXCUSED and row.reason_class:
        return ReasonClass(row.reason_class).neutral.split(",")[0]
    if row.state == State.ONLINE:
        return "dự trực tuyến"
    if row.state != State.LATE:
        return ""
    if row.arrived_at is None or meeting.started_at is None:
        return "đến muộn"
    arrived, began = row.arrived_at, meeting.started_at
    minutes = (arrived.hour - began.hour) * 60 + arrived.minute - began.minute
    return f"đến muộn {minutes} phút" if minutes > 0 else "đến muộn"


def invitation_of(meeting: Meeting, *, today: date, to: str = "", neutral: bool = False) -> Invitation:
    """What a called meeting invites to. DomainError until its day stands."""
    day = meeting.planned_on or meeting.held_on
    if day is None:
        raise DomainError("Buổi này chưa có ngày; đồng chí ghi ngày, giờ rồi in giấy mời.")
    called = meeting.moves.filter(stage=Stage.CALLED).first()
    issued = localtime(called.at).date() if called else today
    items = AgendaItem.objects.filter(meeting=meeting).select_related("presenter").order_by("position", "pk")
    return Invitation(
        desk=desk_of(meeting.cell, issued),
        number="",
        issued_on=issued,
        kind=meeting.kind,
        month=meeting.counted_for,
        also_for=meeting.also_for,
        held_on=day,
        started_at=meeting.planned_time or meeting.started_at,
        place=meeting.place,
        contents=tuple(_content(item) for item in items if item.step[:1] in OWN_ITEMS),
        papers=MeetingPaper.objects.filter(meeting=meeting, published_at__isnull=False).count(),
        to=to,
        neutral=neutral,
    )


def _content(item: AgendaItem) -> str:
    who = item.presenter.full_name if item.presenter else item.presenter_words
    return f"{item.title} (đồng chí {who})" if who else item.title


def committee_record(row: CommitteeMeeting) -> CommitteeRecord:
    """The committee's preparation as written down, with the meeting it prepared."""
    people = roster_on(row.cell_id, row.held_on)
    seats = {one.member_id: one for one in CommitteePresence.objects.filter(meeting=row)}
    states = {member: one.state for member, one in seats.items()}
    names = {one.member: one.name for one in people}
    present = [member for member, state in states.items() if state in PRESENCES]
    order = [one.member for one in people if one.member in present]
    coming = row.meeting
    lead = [
        row.chair_id,
        *(m for m in order if m not in (row.chair_id, row.minute_taker_id)),
        row.minute_taker_id,
    ]
    chosen = [member for member in dict.fromkeys(lead) if member in present]
    speakers = [one for one in chosen if one in names and seats[one].opinion]
    return CommitteeRecord(
        desk=desk_of(row.cell, row.held_on),
        number="",
        month=row.counted_for,
        held_on=row.held_on,
        started_at=row.started_at,
        ended_at=row.ended_at,
        place=row.place,
        expected=len(states),
        present=tuple(person for one in chosen if (person := person_of(people, one))),
        absent=tuple(names[one] for one, state in states.items() if state not in PRESENCES and one in names),
        chair=person_of(people, row.chair_id),
        taker=person_of(people, row.minute_taker_id),
        outcomes=tuple(
            TaskOutcome(task.text, task.outcome, task.note, task.given)
            for task in tasks_as_at(coming, row.held_on)
        )
        if coming
        else (),
        review=row.review,
        plan=row.plan,
        agreed=row.agreed,
        said=tuple(Said(names[one], "", seats[one].opinion) for one in speakers),
        opinions=row.opinions,
        conclusion=row.conclusion,
        to_vote=tuple(_matters(row.to_vote)),
        in_favour=row.in_favour,
        coming_on=(coming.planned_on or coming.held_on) if coming else None,
        coming_at=(coming.planned_time or coming.started_at) if coming else None,
        coming_place=coming.place if coming else "",
        contents=_contents_of(coming) if coming else 0,
        papers=coming.papers.count() if coming else 0,
        sealed=row.ended_at is not None,
    )


def _matters(text: str) -> Iterator[str]:
    """A matter a line as a list in a sentence names it: no dash, no full stop, no capital that begins it."""
    for line in text.splitlines():
        if words := line.strip().lstrip("-–+ ").rstrip(".; "):
            yield words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _contents_of(meeting: Meeting) -> int:
    return sum(step[:1] in OWN_ITEMS for step in meeting.items.values_list("step", flat=True))


SECRET = frozenset({Method.SECRET, Method.PAPER})


def line_of(poll: Poll) -> PollLine:
    """The vote as its meeting tells it."""
    return next(one for one in polls_of(poll.meeting) if one.public_id == poll.public_id)


def count_of(poll: Poll, *, today: date) -> Count:
    """The count of a closed secret vote. DomainError for any other."""
    line, meeting = line_of(poll), poll.meeting
    if line.method not in SECRET or line.counts is None:
        raise DomainError("Chỉ in biên bản kiểm phiếu của cuộc bỏ phiếu kín đã kiểm xong.")
    counts, cast = line.counts, line.counts.yes + line.counts.no + line.counts.other
    ended = localtime(poll.closed_at) if poll.closed_at else None
    people = roster_on(meeting.cell_id, meeting.held_on or today)
    invalid = line.slips.invalid if line.slips else 0
    return Count(
        desk=desk_of(meeting.cell, meeting.held_on or today),
        counted_on=meeting.held_on or (ended.date() if ended else today),
        started_at=localtime(poll.opened_at).time(),
        ended_at=ended.time() if ended else None,
        place=meeting.place,
        about=f"{line.subject[:1].lower()}{line.subject[1:]}",
        tellers=line.tellers,
        entitled=line.voters.entitled,
        present=line.voters.present,
        issued=line.slips.issued if line.slips else cast,
        collected=line.slips.collected if line.slips else cast,
        invalid=invalid,
        rows=(CountRow(line.subject, counts.yes, counts.no, counts.other),),
        base=line.over,
        base_words=str(line.base.label).removesuffix(" có quyền biểu quyết tại chi bộ"),
        threshold="ít nhất 2/3" if line.threshold == Threshold.TWO_THIRDS else str(line.threshold.label),
        passed=line.passed,
        chair=person_of(people, meeting.chair_id),
        electronic=line.method == Method.SECRET,
        rows_head="Nội dung",
        third=third_answer(line.purpose),
    )
