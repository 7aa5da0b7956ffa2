"""A cell of seven on its meeting evening, for the tests of what happens there."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import time_machine

from sotay.access.choices import Permission
from sotay.accounts.models import Account
from sotay.core.actor import Actor, system_actor
from sotay.journal.models import Entry
from sotay.meetings.choices import Kind, Stage, Status
from sotay.meetings.models import AgendaItem, Attendance, Meeting
from sotay.meetings.operations.moves import move_meeting
from sotay.meetings.operations.rolls import confirm_roll
from sotay.meetings.operations.session import open_meeting
from sotay.meetings.queries.rosters import roll_form
from sotay.members.models import Member
from sotay.organisations.choices import Kind as OrganisationKind
from sotay.organisations.models import Organisation
from tests import factories as make
from tests.kept import Kept

DAY = date(2026, 11, 3)
BEGIN = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)
"""19:30 in Vietnam."""
SECRETARY = replace(system_actor(Permission, "Bí thư"), account_id=7)
DEPUTY = replace(
    system_actor([p for p in Permission if p != Permission.MEETING_SEAL], "Phó bí thư"), account_id=8
)


def after(minutes: float) -> datetime:
    """So many minutes after the opening."""
    return BEGIN + timedelta(minutes=minutes)


@dataclass
class Evening:
    """The cell, its members by order of name, the meeting."""

    cell: Organisation
    members: list[Member]
    meeting: Meeting

    def again(self) -> Meeting:
        self.meeting.refresh_from_db()
        return self.meeting

    def open(self, actor: Actor = SECRETARY, at: datetime = BEGIN) -> Meeting:
        open_meeting(actor=actor, meeting=self.meeting, at=at)
        return self.again()

    def item(self, step: str) -> AgendaItem:
        return AgendaItem.objects.get(meeting=self.meeting, step=step)

    def row(self, number: int) -> Attendance:
        return Attendance.objects.get(meeting=self.meeting, member=self.members[number])

    def confirm(self, minutes: float = 5, reasons: dict[int, str] | None = None, **states: str) -> None:
        """Confirm the roll as presumed, but for `m<number>="state"`."""
        form = roll_form(SECRETARY, self.meeting.public_id)
        said = {line.public_id: line.state for line in form.expected}
        said |= {self.members[int(name[1:])].public_id: state for name, state in states.items()}
        why = {key: "work" for key, state in said.items() if state == "excused"}
        why |= {self.members[number].public_id: reason for number, reason in (reasons or {}).items()}
        confirm_roll(
            actor=SECRETARY, meeting=self.meeting, cell=self.cell, states=said, reasons=why, seen=form.seen,
            at=after(minutes),
        )  # fmt: skip


def evening(kind: str = Kind.REGULAR, people: int = 7, **more: Any) -> Evening:
    """A called meeting of this month."""
    if kind == Kind.REGULAR and people == 7 and not more and nothing_written():
        return _kept.stand()
    return _evening(kind, people, **more)


def _ordinary() -> Evening:
    with time_machine.travel(BEGIN, tick=False):
        return _evening(Kind.REGULAR, 7)


_kept = Kept(_ordinary)


def nothing_written() -> bool:
    """Whether this is what the test writes first: a kept ground may be laid."""
    return not any(model.objects.exists() for model in (Organisation, Account, Entry, Member))


def _evening(kind: str, people: int, **more: Any) -> Evening:
    above = make.organisation(OrganisationKind.GRASSROOTS_COMMITTEE, block="commune")
    cell = make.organisation(OrganisationKind.CELL, above)
    make.settle(above, cell, today=DAY)
    members = [make.member(cell, name=f"Trần Văn {chr(65 + number)}") for number in range(people)]
    meeting = make.meeting(cell, 202611, kind, Status.PLANNED, planned_on=DAY, **more)
    for stage in (Stage.PLANNED, Stage.CALLED):
        move_meeting(meeting, stage, actor=SECRETARY, at=after(-2000))
    return Evening(cell, members, meeting)
