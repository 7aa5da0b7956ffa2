"""Meetings in session for the proofs about votes and check-in: cells, voters, and who acts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sotay.access.choices import Role
from sotay.access.permissions import TABLE
from sotay.core.actor import Actor, Reach
from sotay.meetings.choices import Basis, Stage, State, Status
from sotay.meetings.models import Attendance, Meeting
from sotay.members.models import Member
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from tests.factories.organisations import organisation, settle

AT = datetime(2026, 11, 3, 12, 58, tzinfo=UTC)


@dataclass(slots=True)
class Hall:
    """A meeting in session and its voters (ids of members), all present."""

    path: str
    meeting: Meeting
    voters: list[int]

    def chair(self) -> Actor:
        return self.actor(Role.SECRETARY, 1, None)

    def member(self, pk: int) -> Actor:
        return self.actor(Role.MEMBER, 1_000_000 + pk, pk)

    def actor(self, role: Role, account: int, member: int | None) -> Actor:
        reaches = {str(p): (Reach(self.path, depth),) for p, depth in TABLE[role].items()}
        return Actor(account, "", reaches, member)


def a_cell() -> Organisation:
    """A cell with its place in the tree."""
    cell = organisation(Kind.CELL)
    settle(cell)
    cell.refresh_from_db()
    return cell


def some_members(cell: Organisation, many: int) -> list[Member]:
    """Members of the cell, enough for a vote."""
    return Member.objects.bulk_create(
        Member(full_name=f"Người {n}", search_name=f"nguoi {n}", sort_key=f"{n:05}", home=cell)
        for n in range(many)
    )


def a_hall(cell: Organisation, members: list[Member], month: int) -> Hall:
    """A meeting of the cell in session for that month, these members present with the right to vote."""
    meeting = Meeting.objects.create(
        cell=cell,
        kind="regular",
        status=Status.PLANNED,
        counted_for=month,
        planned_on=date(2026, 11, 3),
        stage=Stage.IN_SESSION,
    )
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            cell=cell,
            member=member,
            basis=Basis.OFFICIAL,
            expected=True,
            votes=True,
            state=State.PRESENT,
        )
        for member in members
    )
    return Hall(cell.path, meeting, [member.pk for member in members])
