"""What every vote asks before it changes anything."""

from collections.abc import Sequence

from sotay.access.choices import Permission
from sotay.ballots.models import Poll, Teller
from sotay.ballots.queries import EVERYBODY
from sotay.ballots.rules import MOST_TELLERS, Matter, same_matter
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.meetings.choices import PRESENCES, Stage
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.operations.moves import lock_meeting
from sotay.meetings.rules.moves import require_stage


class VoteRefused(DomainError):
    """The rules forbid it; `faults`: by field ("": the whole), what to do."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("Chưa ghi được: đồng chí xem lại những chỗ đánh dấu.")
        self.faults = faults


class VotedAlready(DomainError):
    """The same was voted on at this meeting: `poll`, the latest such vote. Whoever was told of it may all the
    same vote anew; both stand in the minutes, and the later one decides."""

    def __init__(self, poll: Poll) -> None:
        super().__init__("Nội dung này đã biểu quyết trong buổi.")
        self.poll = poll


def refuse_again(meeting: Meeting, cell: int | None, matter: Matter, told: str) -> None:
    """Raise VotedAlready when that cell voted on the same, and it was not called off. `told`: public id of
    the vote of which the person knows. The meeting is locked."""
    polls = Poll.objects.filter(meeting=meeting, cell=cell, void="")
    for poll in polls.order_by("-opened_at", "-pk"):
        if same_matter(Matter(poll.subject, poll.purpose), matter):
            if poll.public_id != told:
                raise VotedAlready(poll)
            return


def meeting_to_vote(actor: Actor, meeting: Meeting, *stages: Stage) -> Meeting:
    """The meeting, locked. Requires MEETING_RECORD at its cell; raises WrongStage."""
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, *stages)
    return meeting


def deciding_cell(meeting: Meeting, word: str) -> int | None:
    """The cell whose decision it is, of those that meet together: by its public id, "" the host; None for
    EVERYBODY. Raises VoteRefused for a cell that does not take part."""
    if word == EVERYBODY:
        return None
    if word in {"", meeting.cell.public_id}:
        return meeting.cell_id
    joint = JointCell.objects.filter(meeting=meeting, cell__public_id=word)
    cell = joint.values_list("cell_id", flat=True).first()
    if cell is None:
        raise VoteRefused({"": "Chi bộ này không cùng sinh hoạt buổi này: chọn lại chi bộ biểu quyết."})
    return cell


def keep_tellers(actor: Actor, poll: Poll, tellers: Sequence[str]) -> None:
    """Who counted (public ids, the first leads), instead of those said before. Raises VoteRefused for more
    than three, one named twice, or one who is not on the roll as present; of another cell that sits here,
    whoever reads its roll names tellers (those who are tellers already stay)."""
    wanted = [one for one in tellers if one]
    if len(wanted) > MOST_TELLERS or len(set(wanted)) < len(wanted):
        raise VoteRefused({"teller1": "Tổ kiểm phiếu có 1 đến 3 đồng chí khác nhau: chọn lại."})
    here = Attendance.objects.filter(
        meeting=poll.meeting_id, member__public_id__in=wanted, state__in=list(PRESENCES)
    )
    before = set(Teller.objects.filter(poll=poll).values_list("member_id", flat=True))
    ids = {
        row.member.public_id: row.member_id
        for row in here.select_related("member", "cell")
        if row.member_id in before or actor.may(Permission.ROLL_VIEW, row.cell)
    }
    if len(ids) < len(wanted):
        raise VoteRefused({"teller1": "Người kiểm phiếu phải đang dự: chọn lại."})
    Teller.objects.filter(poll=poll).delete()
    Teller.objects.bulk_create(
        Teller(poll=poll, member_id=ids[one], position=number) for number, one in enumerate(wanted, 1)
    )


def locked_poll(actor: Actor, poll: Poll, *stages: Stage) -> tuple[Poll, Meeting]:
    """The vote and its meeting, locked. Requires MEETING_RECORD; raises WrongStage."""
    meeting = meeting_to_vote(actor, poll.meeting, *stages)
    return Poll.objects.select_for_update().get(pk=poll.pk), meeting
