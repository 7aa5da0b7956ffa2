"""What is said and written at a meeting in session of the proof's world, each with canaries of its kind."""

from datetime import UTC, datetime, time

from sotay.accounts.models import Account
from sotay.meetings.models import AgendaItem, Attendance, Guest, Meeting, Opinion, Sitting
from sotay.members.models import Member
from sotay.oversight.models import Visit
from sotay.rulesets.rules import in_force
from tests.prove.world import World

AT = datetime(2024, 1, 1, tzinfo=UTC)


def write_evening(world: World, name: str, meeting: Meeting) -> None:
    """An agenda with its texts, a guest who spoke, a member's opinion, a group with its sitting, a leader's
    remarks."""
    new = world.aviary.new
    rules = in_force(world.today)
    meeting.held_on, meeting.started_at = world.today, time(19, 30)
    meeting.rule_set, meeting.mode_reason = rules.code, f"Lý do {new('minutes', name)}"
    meeting.save()
    world.evenings[name] = meeting.public_id
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            public_id=new("minutes", name),
            meeting=meeting,
            position=number,
            step=step.code,
            title=f"Việc {new('poll', name)}",
            presenter_words=f"Người {new('minutes', name)}",
            content=f"Nội dung {new('minutes', name)}",
            conclusion=f"Kết luận {new('minutes', name)}",
            state="skipped" if number == 1 else "",
            reason=f"Vì {new('minutes', name)}" if number == 1 else "",
            begun_at=AT if number < 3 else None,
        )
        for number, step in enumerate(rules.steps[:4], 1)
    )
    guest = Guest.objects.create(
        public_id=new("minutes", name),
        meeting=meeting,
        name=f"Khách {new('minutes', name)}",
        post=f"Chức vụ {new('minutes', name)}",
        delegate=True,
    )
    speaker = world.member_pk[name][1]
    member = Member.objects.get(pk=speaker).public_id
    for who, about in (({"guest": guest}, ""), ({"speaker_id": speaker}, member)):
        Opinion.objects.create(
            public_id=new("minutes", name, about),
            meeting=meeting,
            item=items[1],
            text=f"Ý kiến {new('minutes', name, about)}",
            entered_at=AT,
            **who,
        )
    sitting = Sitting.objects.create(
        public_id=new("minutes", name),
        meeting=meeting,
        name=f"Tổ {new('minutes', name)}",
        position=1,
        place=f"Nhà {new('minutes', name)}",
    )
    Attendance.objects.filter(meeting=meeting, member=speaker).update(sitting=sitting)
    write_visit(world, name, meeting, meeting.cell_id)


def write_visit(world: World, name: str, meeting: Meeting, cell: int) -> None:
    """What a leader of the cell noted of a meeting that it held or sat in."""
    leader = Account.objects.create(username=f"phu-trach-{meeting.pk}-{cell}", full_name="Người phụ trách")
    Visit.objects.create(
        meeting=meeting,
        cell_id=cell,
        account=leader,
        attended=True,
        remarks=f"Nhận xét {world.aviary.new('visit', name)}",
        noted_at=AT,
    )
