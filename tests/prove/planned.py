"""What a cell plans, in the world of the proof: agenda, guests, drafts of papers, the committee's meeting,
the year's plan, topics; each with canaries of its own kind."""

from datetime import UTC, datetime, time, timedelta

from sotay.core.period import month_of
from sotay.meetings.models import (
    AgendaItem,
    CommitteeMeeting,
    CommitteePresence,
    Guest,
    Meeting,
    MeetingHabit,
    MeetingPaper,
    PlanEntry,
    Topic,
)
from sotay.members.models import Member
from sotay.organisations.models import Organisation
from tests.prove.world import World

AT = datetime(2024, 1, 1, tzinfo=UTC)


def write_planned(world: World, nodes: dict[str, Organisation]) -> None:
    """For every cell with a meeting to come; a shared topic of every placed organisation."""
    new = world.aviary.new
    for name, node in nodes.items():
        if name != "NOWHERE":
            Topic.objects.create(owner=node, title=f"Chuyên đề {new('topic', name)}", added_at=AT)
            Topic.objects.create(
                owner=node, title=f"Riêng {new('own plan', name)}", shared=False, added_at=AT
            )
        if name in world.called:
            _prepare(world, name, node)


def _prepare(world: World, name: str, node: Organisation) -> None:
    new = world.aviary.new
    meeting = Meeting.objects.get(public_id=world.called[name])
    AgendaItem.objects.create(
        meeting=meeting,
        position=40,
        title=f"Mục {new('agenda', name)}",
        content=f"Bản thảo {new('own plan', name)}",
        presenter_words=new("agenda", name),
    )
    Guest.objects.create(meeting=meeting, name=f"Khách {new('agenda', name)}", post=new("agenda", name))
    MeetingPaper.objects.create(
        meeting=meeting, title=f"Dự thảo {new('own plan', name)}", text=new("own plan", name)
    )
    MeetingHabit.objects.create(cell=node, rule="ngay:3", time=time(19, 30), place=new("own plan", name))
    first, second = world.member_pk[name][:2]
    public_id = new("committee", name)
    world.committees[public_id] = name
    committee = CommitteeMeeting.objects.create(
        public_id=public_id,
        cell=node,
        counted_for=meeting.counted_for,
        held_on=world.today - timedelta(days=1),
        place=new("committee", name),
        review=f"Đánh giá {new('committee', name)}",
        opinions=new("committee", name),
        plan=f"Nhiệm vụ {new('committee', name)}",
        agreed=f"Thống nhất {new('committee', name)}",
        to_vote=f"Xin ý kiến {new('committee', name)}",
        conclusion=f"Kết luận {new('committee', name)}",
        in_favour=1,
        chair_id=first,
        entered_at=AT,
    )
    ids = dict(Member.objects.filter(pk__in=(first, second)).values_list("pk", "public_id"))
    CommitteePresence.objects.bulk_create(
        CommitteePresence(
            meeting=committee, member_id=one, state=state, opinion=new("committee", name, ids[one])
        )
        for one, state in ((first, "present"), (second, "excused"))
    )
    PlanEntry.objects.create(
        cell=node, month=month_of(world.today), kind="thematic", theme=f"Kế hoạch {new('own plan', name)}"
    )
