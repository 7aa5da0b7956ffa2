"""Ask about notices, who is told by telephone, and a private calendar feed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sotay.access.choices import Permission
from sotay.access.queries import actor_for
from sotay.accounts.digests import keyed
from sotay.core.actor import Actor
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting
from sotay.meetings.queries.joining import meetings_between
from sotay.meetings.queries.leave import leave_page
from sotay.meetings.queries.own import At, at_meeting
from sotay.members.queries import member_of_account
from sotay.notifications.calendar import Dated, calendar_file
from sotay.notifications.choices import NoticeKind
from sotay.notifications.models import CalendarFeed, Notice, Told
from sotay.organisations.queries import names_on

MOST = 60
"""So many notices are shown, the newest ones."""
BACK, AHEAD = timedelta(days=31), timedelta(days=400)
"""What a calendar feed holds, seen from today."""


def unread(actor: Actor) -> int:
    """How many notices the actor has not read. One query."""
    if actor.account_id is None:
        return 0
    return Notice.objects.filter(account=actor.account_id, read_at__isnull=True).count()


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice as its account sees it now. `cell`, `meeting`: public ids, `place`: the cell's name; all ""
    where the actor may not see the cell any more."""

    number: int
    kind: NoticeKind
    at: datetime
    read: bool
    cell: str
    place: str
    meeting: str
    month: int | None


def notices_of(actor: Actor, *, today: date) -> list[NoticeLine]:
    """The actor's own notices, newest first."""
    rows = Notice.objects.filter(account=actor.account_id or 0).select_related("cell", "meeting")[:MOST]
    seen = {
        row.cell_id: row.cell
        for row in rows
        if row.cell is not None and actor.may(Permission.ORGANISATION_VIEW, row.cell)
    }
    names = names_on([pk for pk in seen if pk is not None], today)
    found = []
    for row in rows:
        cell = seen.get(row.cell_id)
        name = names.get(cell.pk) if cell else None
        found.append(
            NoticeLine(
                row.pk,
                NoticeKind(row.kind),
                row.at,
                row.read_at is not None,
                cell.public_id if cell else "",
                name.name if name else "",
                row.meeting.public_id if cell and row.meeting else "",
                row.month,
            )
        )
    return found


# Those without an account --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallLine:
    """A member expected at the meeting who has no account: to be called. `told`: they were; `answered`: their
    answer was written down, so that they know of it."""

    public_id: str
    name: str
    told: bool
    answered: bool = False

    @property
    def knows(self) -> bool:
        """Nobody has to call them any more."""
        return self.told or self.answered


def call_list(actor: Actor, public_id: str, *, today: date) -> tuple[Meeting, list[CallLine]]:
    """The meeting and whom to call, by given name. Requires MEETING_RECORD at the host cell. Raises
    UnknownMeeting."""
    page = leave_page(actor, public_id, today=today)
    told = set(Told.objects.filter(meeting=page.meeting).values_list("member__public_id", flat=True))
    lines = [
        CallLine(one.public_id, one.name, one.public_id in told, one.answer is not None)
        for one in page.lines
        if not one.phone
    ]
    return page.meeting, lines


def still_to_call(actor: Actor, public_id: str, *, today: date) -> int:
    """How many of the call list have not been told. Requires what `call_list` requires."""
    return sum(not one.knows for one in call_list(actor, public_id, today=today)[1])


# The private calendar ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """The actor's calendar feed: when it was made and last asked for. Its address is shown once only."""

    made_at: datetime
    asked_at: datetime | None
    detailed: bool


def own_feed(actor: Actor) -> OwnFeed | None:
    """The feed of the actor's account, or None."""
    row = CalendarFeed.objects.filter(account=actor.account_id or 0).first()
    return OwnFeed(row.made_at, row.asked_at, row.detailed) if row else None


def feed_of(token: str) -> CalendarFeed | None:
    """The feed that this token opens. What is looked up is a keyed digest: how long the answer takes says
    nothing of the token."""
    rows = CalendarFeed.objects.filter(digest=token_digest(token), account__is_active=True)
    return rows.select_related("account").first()


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return keyed("calendar", token)


def feed_file(feed: CalendarFeed, *, today: date, at: datetime) -> bytes:
    """The feed as its owner's rights of today let them see it: without any, an empty calendar."""
    member = member_of_account(feed.account_id)
    actor = actor_for(feed.account, today=today, member_id=member)
    meetings = meetings_between(actor, today - BACK, today + AHEAD, today=today)
    return calendar_file([_dated(feed, row) for row in meetings], at=at)


def _dated(feed: CalendarFeed, row: Meeting) -> Dated:
    on = row.held_on or row.planned_on
    assert on is not None  # asked for by its day
    return Dated(
        uid=keyed(f"calendar.uid.{feed.account_id}", row.public_id)[:32],
        on=on,
        start=row.started_at or row.planned_time,
        end=row.ended_at,
        place=row.place if feed.detailed else "",
        sure=row.stage >= Stage.CALLED or row.held_on is not None,
    )


# One's own data ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnNotice:
    """A notice to me: what I was told, when, and when I read it."""

    kind: NoticeKind
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnNotices:
    """What notices keep of a person. `called`: meetings of which they were told by telephone, and when."""

    notices: tuple[OwnNotice, ...]
    called: tuple[tuple[At, datetime], ...]
    feed: OwnFeed | None


def own_notices(actor: Actor) -> OwnNotices:
    """All notices to the actor, read or not, newest first. Asks no rights: of the actor alone."""
    rows = Notice.objects.filter(account=actor.account_id or 0)
    told = Told.objects.filter(member=actor.member_id or 0).select_related("meeting").order_by("-at", "-pk")
    return OwnNotices(
        tuple(OwnNotice(NoticeKind(row.kind), row.at, row.read_at) for row in rows),
        tuple((at_meeting(row.meeting), row.at) for row in told),
        own_feed(actor),
    )
