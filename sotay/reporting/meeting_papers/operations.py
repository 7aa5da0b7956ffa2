"""Take a paper of a meeting out as a file: found within the actor's rights, made, noted in the journal."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from django.db import transaction

from sotay.access.choices import Permission
from sotay.ballots.queries import poll_for
from sotay.ballots.rules import SUBJECT
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.vietnamese import nfc
from sotay.journal.operations import record
from sotay.meetings.models import Guest, Meeting
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.committee import committee_page
from sotay.minutes.queries import UnknownMinutes, book_of, record_of, report_of
from sotay.minutes.queries.minutes import readable_meeting
from sotay.minutes.record import MeetingRecord
from sotay.organisations.models import Organisation
from sotay.reporting.events import MeetingPaperExported
from sotay.reporting.meeting_papers.book import minutes_book
from sotay.reporting.meeting_papers.committee import committee_paper
from sotay.reporting.meeting_papers.counting import ballot_paper, count_paper, third_answer
from sotay.reporting.meeting_papers.deciding import decision_paper
from sotay.reporting.meeting_papers.gathering import (
    committee_record,
    count_of,
    desk_of,
    invitation_of,
    line_of,
    roll_sheet,
)
from sotay.reporting.meeting_papers.invitation import invitation_paper
from sotay.reporting.meeting_papers.minutes import minutes_paper
from sotay.reporting.meeting_papers.month import report_paper
from sotay.reporting.meeting_papers.roll import roll_paper
from sotay.reporting.paper import Book, Paper
from sotay.reporting.pdf import write_book_pdf
from sotay.reporting.writers import write
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.queries import tasks_given_at

Form = Literal["docx", "pdf"]
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True)
class TakenPaper:
    """The file and its name without ending: no person's name stands in it."""

    data: bytes
    name: str


def take_paper(
    paper: Paper | Book, *, actor: Actor, cell: Organisation, which: str, month: int, names: int, form: Form,
    at: datetime,
) -> TakenPaper:  # fmt: skip
    """Write any paper of a cell and note it: `which` names it in addresses, `names` how many persons it
    names. Rights are the caller's to ask. A book is a PDF."""
    data = write_book_pdf(paper) if isinstance(paper, Book) else write(paper, form)
    event = MeetingPaperExported(cell.pk, which, month, names, form, hashlib.sha256(data).hexdigest())
    record(event, actor=actor, at=at, organisation_id=cell.pk)
    return TakenPaper(data, f"{which}-{cell.code}-{month}")


def _hosted(actor: Actor, public_id: str, permission: Permission) -> Meeting:
    """The meeting of a host cell where the actor holds the permission. Raises UnknownMeeting."""
    rows = Meeting.objects.visible_to(actor, permission).filter(public_id=public_id)
    found = rows.select_related("cell").first()
    if found is None or not actor.may(permission, found.cell):
        raise UnknownMeeting
    return found


@transaction.atomic
def export_invitation(
    *, actor: Actor, public_id: str, guest: str, neutral: bool, form: Form, today: date, at: datetime
) -> TakenPaper:
    """The invitation to a meeting; to a `guest` of it by public id, else left for the pen. Requires
    MEETING_RECORD at the host cell: UnknownMeeting."""
    meeting = _hosted(actor, public_id, Permission.MEETING_RECORD)
    asked = Guest.objects.filter(meeting=meeting, public_id=guest).first() if guest else None
    to = ", ".join(filter(None, (f"Đồng chí {asked.name}", asked.post))) if asked else ""
    paper = invitation_paper(invitation_of(meeting, today=today, to=to, neutral=neutral))
    return take_paper(
        paper, actor=actor, cell=meeting.cell, which="giay-moi", month=meeting.counted_for,
        names=int(bool(to)), form=form, at=at,
    )  # fmt: skip


@transaction.atomic
def export_roll(
    *, actor: Actor, public_id: str, blank: bool, form: Form, today: date, at: datetime
) -> TakenPaper:
    """The roll of a meeting, blank before it is confirmed. Requires MINUTES_VIEW at the host cell:
    UnknownMeeting."""
    meeting = _hosted(actor, public_id, Permission.MINUTES_VIEW)
    roll = roll_sheet(meeting, today=today, blank=blank)
    return take_paper(
        roll_paper(roll), actor=actor, cell=meeting.cell, which="diem-danh", month=meeting.counted_for,
        names=len(roll.lines) + len(roll.guests), form=form, at=at,
    )  # fmt: skip


@transaction.atomic
def export_committee_minutes(*, actor: Actor, public_id: str, form: Form, at: datetime) -> TakenPaper:
    """The minutes of a committee's meeting. Requires MINUTES_VIEW at its cell: UnknownMeeting."""
    found = committee_page(actor, public_id)
    written = committee_record(found.meeting)
    return take_paper(
        committee_paper(written), actor=actor, cell=found.cell, which="bien-ban-hop-chi-uy",
        month=written.month, names=len(written.present) + len(written.absent), form=form, at=at,
    )  # fmt: skip


@transaction.atomic
def export_count(*, actor: Actor, public_id: str, form: Form, today: date, at: datetime) -> TakenPaper:
    """The minutes of counting a closed secret vote. Requires MINUTES_VIEW at its cell: UnknownPoll."""
    poll = poll_for(actor, public_id, Permission.MINUTES_VIEW)
    meeting = poll.meeting
    return take_paper(
        count_paper(count_of(poll, today=today)), actor=actor, cell=meeting.cell, which="kiem-phieu",
        month=meeting.counted_for, names=1, form=form, at=at,
    )  # fmt: skip


@transaction.atomic
def export_ballots_ahead(
    *, actor: Actor, public_id: str, subject: str, third: bool, form: Form, today: date, at: datetime
) -> TakenPaper:
    """Empty ballots before the vote on `subject`, four to a sheet; `third`: with a box for another opinion.
    Requires MEETING_RECORD at the host cell: UnknownMeeting. DomainError without a subject."""
    meeting = _hosted(actor, public_id, Permission.MEETING_RECORD)
    subject = " ".join(nfc(subject).split())
    if not subject or len(subject) > SUBJECT:
        raise DomainError(f"Ghi nội dung in trên phiếu, không quá {SUBJECT} chữ cái.")
    day = meeting.held_on or meeting.planned_on or today
    paper = ballot_paper(desk_of(meeting.cell, day).organ, "", (subject,), day, third=third)
    return take_paper(
        paper, actor=actor, cell=meeting.cell, which="phieu-bieu-quyet", month=meeting.counted_for,
        names=0, form=form, at=at,
    )  # fmt: skip


@transaction.atomic
def export_ballots(*, actor: Actor, public_id: str, form: Form, today: date, at: datetime) -> TakenPaper:
    """Empty ballots for a vote, four to a sheet. Requires MEETING_RECORD at its cell: UnknownPoll."""
    poll = poll_for(actor, public_id, Permission.MEETING_RECORD)
    meeting, day = poll.meeting, poll.meeting.held_on or today
    line = line_of(poll)
    third = third_answer(line.purpose)
    paper = ballot_paper(desk_of(meeting.cell, day).organ, "", (line.subject,), day, third=third)
    return take_paper(
        paper, actor=actor, cell=meeting.cell, which="phieu-bieu-quyet", month=meeting.counted_for,
        names=0, form=form, at=at,
    )  # fmt: skip


@transaction.atomic
def export_minutes(
    *, actor: Actor, public_id: str, permission: Permission, form: Form, today: date, at: datetime
) -> TakenPaper:
    """The minutes of a meeting, for those who read them by that `permission`: MINUTES_VIEW at its cell, or
    MEETING_JOIN once they are adopted. Raises UnknownMinutes."""
    meeting = readable_meeting(actor, public_id)
    if not actor.may(permission, meeting.cell):
        raise UnknownMinutes
    found = record_of(meeting, today=today)
    return take_paper(
        minutes_paper(found), actor=actor, cell=meeting.cell, which="bien-ban", month=meeting.counted_for,
        names=named_in(found), form=form, at=at,
    )  # fmt: skip


@transaction.atomic
def export_book(*, actor: Actor, cell: Organisation, year: int, today: date, at: datetime) -> TakenPaper:
    """The sealed minutes of a cell's year as one PDF. Requires MINUTES_VIEW at the cell. DomainError when
    nothing is sealed yet."""
    found = book_of(actor, cell, year, today=today)
    return take_paper(
        minutes_book(found.minutes, year), actor=actor, cell=cell, which="so-bien-ban", month=year * 100 + 12,
        names=sum(named_in(one) for one in found.minutes), form="pdf", at=at,
    )  # fmt: skip


@transaction.atomic
def export_month(
    *, actor: Actor, cell: Organisation, month: int, form: Form, today: date, at: datetime
) -> TakenPaper:
    """The monthly report of a cell with the figures that were sent; before, a draft for those who record
    there. Requires MINUTES_VIEW at the cell. DomainError for others before it is sent."""
    actor.require(Permission.MINUTES_VIEW, cell)
    found = report_of(cell, month, today=today)
    if found.told is None and not actor.may(Permission.MEETING_RECORD, cell):
        raise DomainError("Chi bộ chưa gửi báo cáo tháng này.")
    return take_paper(
        report_paper(found, found.told or found.now), actor=actor, cell=cell, which="bao-cao-thang",
        month=month, names=0, form=form, at=at,
    )  # fmt: skip


def named_in(record: MeetingRecord) -> int:
    """How many persons the minutes name at least: the absent, guests, speakers."""
    speakers = {said.name for item in record.items for said in item.opinions}
    guests = (*record.guests, *record.delegates)
    return len({*speakers, *record.unexcused, *(a.name for a in record.excused), *(g.name for g in guests)})


@transaction.atomic
def export_decision(
    *, actor: Actor, public_id: str, kind: DecisionKind, form: Form, today: date, at: datetime
) -> TakenPaper:
    """The resolution or conclusion of a meeting. Requires MINUTES_VIEW at the host cell: UnknownMeeting.
    DomainError when there is none."""
    meeting = _hosted(actor, public_id, Permission.MINUTES_VIEW)
    which = "nghi-quyet" if kind == DecisionKind.RESOLUTION else "ket-luan"
    return take_paper(
        decision_paper(meeting, kind, today=today), actor=actor, cell=meeting.cell, which=which,
        month=meeting.counted_for, names=len(tasks_given_at(meeting, today=today)), form=form, at=at,
    )  # fmt: skip
