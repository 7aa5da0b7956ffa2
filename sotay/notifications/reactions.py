"""Who is told of which event. Each answers an entry of the journal once (`sotay.journal.answering`)."""

from collections.abc import Iterable

from sotay.access.choices import Permission
from sotay.access.queries import holders_at
from sotay.core.clock import day_of
from sotay.core.tree import within
from sotay.journal.answering import Happened, register
from sotay.meetings.choices import Answer, Stage, Status
from sotay.meetings.models import JointCell, Meeting, Reply
from sotay.meetings.queries.rosters import roster_on
from sotay.members.models import Member
from sotay.notifications.choices import NoticeKind
from sotay.notifications.models import Notice
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.models import Organisation
from sotay.organisations.queries import superior_on
from sotay.oversight.models import Visit

TOLD_AGAIN = frozenset({"planned_on", "planned_time", "place", "mode", "kind"})
"""Parts of the plan that stand on the invitation: another chair or theme sends nobody to the wrong place."""


def register_reactions() -> None:
    """Called once when the app starts."""
    register("notices.meeting", ["MeetingMoved"], tell_of_meeting)
    register("notices.change", ["PlanChanged", "MeetingPutOff"], tell_of_change)
    register("notices.leave", ["ReplyGiven", "LeaveDecided"], tell_of_leave)
    register("notices.visit", ["VisitNoted"], tell_of_visit)
    register("notices.superior", ["CellReminded", "OrientationPublished"], tell_of_superior)


def tell_of_meeting(what: Happened) -> None:
    """Called: the members, the assigned leader, the superior's officers. Sealed: the members."""
    if what.payload["afterwards"]:
        return
    stage = what.payload["stage"]
    if stage not in {Stage.CALLED, Stage.SEALED}:
        return
    meeting = Meeting.objects.select_related("cell").filter(pk=what.payload["meeting"]).first()
    if meeting is None:
        return
    if stage == Stage.SEALED:
        _tell(what, NoticeKind.MINUTES_SEALED, _members(meeting, what), meeting=meeting)
        return
    _tell(what, NoticeKind.MEETING_CALLED, _members(meeting, what), meeting=meeting)
    _tell_followers(what, NoticeKind.CELL_CALLED, meeting)


def tell_of_change(what: Happened) -> None:
    """After the call another time, place or way of meeting, or none at all: those who were told of the call.
    Before the call nobody knows of the plan, and nobody is told."""
    if what.event == "PlanChanged" and not TOLD_AGAIN & set(what.payload["fields"]):
        return
    meeting = Meeting.objects.select_related("cell").filter(pk=what.payload["meeting"]).first()
    if meeting is None or not meeting.moves.filter(stage=Stage.CALLED, at__lte=what.at).exists():
        return
    kind = NoticeKind.MEETING_CHANGED
    if what.event == "MeetingPutOff":
        later = what.payload["status"] == Status.POSTPONED
        kind = NoticeKind.MEETING_POSTPONED if later else NoticeKind.MEETING_DROPPED
    _tell(what, kind, _members(meeting, what), meeting=meeting)
    _tell_followers(what, NoticeKind.CELL_CHANGED, meeting)


def _members(meeting: Meeting, what: Happened) -> set[int]:
    """Accounts of everybody expected who may join meetings there."""
    day = meeting.held_on or meeting.planned_on or day_of(what.at)
    cells = [meeting.cell_id, *JointCell.objects.filter(meeting=meeting).values_list("cell_id", flat=True)]
    found: set[int] = set()
    for cell in cells:
        people = [one.member for one in roster_on(cell, day) if one.expected]
        accounts = Member.objects.filter(pk__in=people, account__is_active=True)
        may = set(holders_at([cell], Permission.MEETING_JOIN, today=day_of(what.at)).get(cell, ()))
        found |= set(accounts.values_list("account_id", flat=True)) & may
    return found


def _tell_followers(what: Happened, kind: NoticeKind, meeting: Meeting) -> None:
    """Those who follow a cell of the meeting, each told of the cell that they follow."""
    joint = JointCell.objects.filter(meeting=meeting).select_related("cell")
    for cell in (meeting.cell, *(row.cell for row in joint)):
        _tell(what, kind, _followers(cell, what), meeting=meeting, cell=cell.pk)


def _followers(cell: Organisation, what: Happened) -> set[int]:
    """The leader assigned to the cell, and the officers of the direct superior."""
    today = day_of(what.at)
    found = set(holders_at([cell.pk], Permission.VISIT_NOTE, today=today).get(cell.pk, ()))
    superior = superior_on(cell, today)
    if superior is not None:
        found |= set(holders_at([superior.pk], Permission.MEETING_REMIND, today=today).get(superior.pk, ()))
    return found


def tell_of_leave(what: Happened) -> None:
    """Asked: whoever decides. Decided: the member. Once no request of the meeting waits any more, answered
    or taken back, the notice that one does has done its work."""
    meeting = Meeting.objects.filter(pk=what.payload["meeting"]).first()
    if meeting is None:
        return
    if what.event == "LeaveDecided":
        accounts = Member.objects.filter(pk=what.payload["member"]).values_list("account_id", flat=True)
        _tell(what, NoticeKind.LEAVE_DECIDED, [pk for pk in accounts if pk], meeting=meeting)
    elif what.payload["answer"] == Answer.LEAVE and not what.payload["for_another"]:
        deciding = holders_at([meeting.cell_id], Permission.MEMBER_REASONS, today=day_of(what.at))
        _tell(what, NoticeKind.LEAVE_ASKED, deciding.get(meeting.cell_id, ()), meeting=meeting)
    if not Reply.objects.filter(meeting=meeting, answer=Answer.LEAVE, decision="").exists():
        asked = Notice.objects.filter(meeting=meeting, kind=NoticeKind.LEAVE_ASKED, read_at=None)
        asked.update(read_at=what.at)


def tell_of_visit(what: Happened) -> None:
    """An assigned leader noted a visit, or changed what they noted: those who record for the cell, unless
    they have not read the last such notice yet. What was noted stands behind the address alone."""
    visit = Visit.objects.filter(pk=what.payload["visit"]).select_related("meeting").first()
    if visit is None:
        return
    kind, cell = NoticeKind.VISIT_NOTED, visit.cell_id
    recording = holders_at([cell], Permission.MEETING_RECORD, today=day_of(what.at)).get(cell, ())
    waiting = Notice.objects.filter(meeting=visit.meeting, cell=cell, kind=kind, read_at=None)
    told = set(waiting.values_list("account_id", flat=True))
    _tell(what, kind, set(recording) - told, meeting=visit.meeting, cell=cell)


def tell_of_superior(what: Happened) -> None:
    """A reminder: those who record for the cell. An orientation: those who record for the cells below."""
    today, month = day_of(what.at), what.payload["month"]
    if what.event == "CellReminded":
        cells = {what.payload["cell"]}
        kind = NoticeKind.REMINDED
    elif what.payload["withdrawn"]:
        return
    else:
        node = Organisation.objects.filter(pk=what.payload["organisation"]).first()
        cells = _cells_below(node) if node else set()
        kind = NoticeKind.ORIENTED
    for cell, accounts in holders_at(cells, Permission.MEETING_RECORD, today=today).items():
        _tell(what, kind, accounts, cell=cell, month=month)


def _cells_below(node: Organisation) -> set[int]:
    """Living cells below a placed organisation."""
    if not node.path:
        return set()
    rows = Organisation.objects.filter(within(node.path), kind__in=sorted(CELL_KINDS))
    return set(rows.filter(dissolved_on__isnull=True).values_list("pk", flat=True))


def _tell(
    what: Happened,
    kind: NoticeKind,
    accounts: Iterable[int],
    *,
    meeting: Meeting | None = None,
    cell: int | None = None,
    month: int | None = None,
) -> None:
    """One notice each, of this cell, else of the meeting's host; nobody is told of their own deed, and nobody
    twice of the same entry."""
    Notice.objects.bulk_create(
        (
            Notice(
                account_id=account,
                kind=kind,
                cell_id=cell or (meeting.cell_id if meeting else None),
                meeting=meeting,
                month=month,
                entry_id=what.entry,
                at=what.at,
            )
            for account in sorted(set(accounts))
            if account != what.account
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )
