"""A cell in session: five official members present, one excused, one probationary."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sotay.access.choices import Role
from sotay.access.permissions import TABLE
from sotay.core.actor import Actor, Reach
from sotay.meetings.choices import Basis, Stage, Status
from sotay.meetings.models import Attendance, Meeting
from sotay.members.models import Member
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from tests import factories as make

AT = datetime(2026, 11, 3, 12, 58, tzinfo=UTC)


@dataclass
class Hall:
    """The meeting, its cell, and those who may vote and are present."""

    cell: Organisation
    meeting: Meeting
    voters: list[Member]
    probationary: Member

    def chair(self) -> Actor:
        return self._actor(Role.SECRETARY, 1, None)

    def member(self, who: Member) -> Actor:
        return self._actor(Role.MEMBER, 1000 + who.pk, who.pk)

    def _actor(self, role: Role, account: int, member: int | None) -> Actor:
        path = Organisation.objects.get(pk=self.cell.pk).path
        reaches = {str(p): (Reach(path, depth),) for p, depth in TABLE[role].items()}
        return Actor(account, "", reaches, member)


def in_session(present: int = 5, stage: Stage = Stage.IN_SESSION) -> Hall:
    """`present` official members present beside one excused and one probationary who is there."""
    cell = make.organisation(Kind.CELL)
    make.settle(cell)
    cell.refresh_from_db()
    meeting = make.meeting(cell, 202611, status=Status.PLANNED, planned_on=date(2026, 11, 3), stage=stage)
    make.roll(meeting, *["present"] * present, "excused")
    make.roll(meeting, "present", basis=Basis.PROBATIONARY)
    rows = Attendance.objects.filter(meeting=meeting).select_related("member")
    voters = [row.member for row in rows.filter(votes=True, state="present").order_by("pk")]
    return Hall(cell, meeting, voters, rows.get(votes=False).member)
