"""What a meeting that was held leaves to write: a resolution that carried, the month's report."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from sotay.access.choices import Permission
from sotay.ballots.choices import Base, Purpose, Threshold
from sotay.ballots.models import Poll
from sotay.ballots.rules import Voters, carries
from sotay.core.actor import Actor
from sotay.meetings.choices import REGULAR_KINDS, Stage
from sotay.meetings.models import Meeting
from sotay.minutes.models import MonthlyReport
from sotay.organisations.models import Organisation
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.models import Decision


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A meeting (public id) whose resolution carried and bears no number yet. `month`: yyyymm; `kind`: of
    the decision that is kept, else a resolution; `texted`: its text is written, the number is all that
    lacks."""

    meeting: str
    month: int
    kind: DecisionKind
    texted: bool


def unwritten_resolutions(actor: Actor, cell: Organisation, *, since: int) -> list[Unwritten]:
    """Of the meetings that the cell held for months from `since` on, by month. Requires MEETING_RECORD at the
    cell. Two queries, however many meetings."""
    actor.require(Permission.MEETING_RECORD, cell)
    held = Meeting.objects.filter(cell=cell, counted_for__gte=since)
    return _waiting(held)


def unwritten_at(meeting: Meeting) -> Unwritten | None:
    """The same of one meeting. Asks no rights: for whoever was let to its minutes."""
    return next(iter(_waiting(Meeting.objects.filter(pk=meeting.pk))), None)


def unsent_reports(actor: Actor, cell: Organisation, *, since: int) -> list[int]:
    """Months (yyyymm) from `since` on whose regular meeting is sealed and whose report has not been sent,
    latest first. Requires MEETING_RECORD at the cell. One query."""
    actor.require(Permission.MEETING_RECORD, cell)
    sent = MonthlyReport.objects.filter(cell=cell, month=OuterRef("counted_for"), sent_at__isnull=False)
    sealed = Meeting.objects.filter(
        ~Exists(sent), cell=cell, kind__in=REGULAR_KINDS, stage__gte=Stage.SEALED, counted_for__gte=since
    )
    return list(sealed.order_by("-counted_for").values_list("counted_for", flat=True).distinct())


def _waiting(meetings: QuerySet[Meeting]) -> list[Unwritten]:
    """The last vote on the resolution of the host that was not called off decides. What carried may have
    been written as a conclusion."""
    polls = Poll.objects.filter(
        meeting__in=meetings.filter(stage__gte=Stage.CLOSED), purpose=Purpose.RESOLUTION, void=""
    ).select_related("meeting")
    last = {poll.meeting_id: poll for poll in polls.order_by("opened_at", "pk") if _of_host(poll)}
    carried = [poll.meeting for poll in last.values() if _carried(poll)]
    kept = list(Decision.objects.filter(meeting__in=carried, cancelled=""))
    issued = {one.meeting_id for one in kept if one.number is not None}
    written = {one.meeting_id: one for one in sorted(kept, key=lambda one: one.kind) if one.text.strip()}
    waiting = sorted((row for row in carried if row.pk not in issued), key=lambda r: (r.counted_for, r.pk))
    return [
        Unwritten(
            row.public_id,
            row.counted_for,
            DecisionKind(written[row.pk].kind if row.pk in written else DecisionKind.RESOLUTION),
            row.pk in written,
        )
        for row in waiting
    ]


def _of_host(poll: Poll) -> bool:
    return poll.cell_id == poll.meeting.cell_id


def _carried(poll: Poll) -> bool:
    over = Voters(poll.entitled, poll.present).base(Base(poll.base))
    return poll.yes is not None and carries(poll.yes, over, Threshold(poll.threshold))
