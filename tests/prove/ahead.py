"""What lies ahead in the world of the proof: a called meeting of every living cell, with its papers, answers
and opinions, each with canaries of its own kind."""

from datetime import UTC, datetime, time, timedelta

from sotay.core.period import month_of
from sotay.meetings.models import Meeting, MeetingMove, MeetingPaper, Opinion, Reply
from sotay.members.models import Member
from sotay.notifications.models import CalendarFeed
from sotay.notifications.queries import token_digest
from sotay.organisations.models import Organisation
from sotay.rulesets.rules import in_force
from tests.prove.world import World

AT = datetime(2024, 1, 1, tzinfo=UTC)
CALLED = 2


def write_ahead(world: World, nodes: dict[str, Organisation]) -> None:
    """Meetings to come. Their first members asked leave in own words, the second sent an opinion."""
    for place in world.places.values():
        if place.is_cell and not place.dissolved:
            _call(world, place.name, nodes[place.name])


def write_feed(world: World, account: int) -> None:
    """A private calendar feed, opened by its token alone."""
    token = world.aviary.stranger()
    world.feeds.add(token)
    CalendarFeed.objects.create(account_id=account, digest=token_digest(token), made_at=AT)


def _call(world: World, name: str, node: Organisation) -> None:
    new, place = world.aviary.new, world.places[name]
    public_id = new("meeting", name)
    world.meetings[public_id] = name
    world.called[name] = public_id
    place.meetings.append(public_id)
    on = world.today + timedelta(days=3)
    meeting = Meeting.objects.create(
        public_id=public_id,
        cell=node,
        kind="regular",
        status="planned",
        counted_for=month_of(on),
        planned_on=on,
        planned_time=time(19, 30),
        place=new("meeting", name, public_id),
        theme=f"Chuyên đề {new('meeting', name, public_id)}",
        rule_set=in_force(on).code,
        stage=CALLED,
    )
    MeetingMove.objects.bulk_create(
        MeetingMove(meeting=meeting, stage=stage, after=stage - 1, at=AT) for stage in (1, CALLED)
    )
    MeetingPaper.objects.create(
        public_id=new("paper", name),
        meeting=meeting,
        title=f"Tài liệu {new('paper', name)}",
        text=f"Dòng {new('paper', name)}",
        published_at=AT,
    )
    asked, said = world.member_pk[name][:2]
    ids = dict(Member.objects.filter(pk__in=(asked, said)).values_list("pk", "public_id"))
    Reply.objects.create(
        meeting=meeting,
        member_id=asked,
        answer="leave",
        reason_class="health",
        reason=new("own words", name, ids[asked]),
        answered_at=AT,
    )
    Opinion.objects.create(
        public_id=new("opinion", name, ids[said]),
        meeting=meeting,
        speaker_id=said,
        text=f"Ý kiến {new('opinion', name, ids[said])}",
        way="before",
        entered_at=AT,
    )
