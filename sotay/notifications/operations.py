"""Read notices, note who was told by telephone, make and end a calendar feed, let old notices go."""

from datetime import date, datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.journal.operations import record
from sotay.meetings.queries.leave import leave_page
from sotay.members.models import Member
from sotay.notifications.events import CalendarEnded, CalendarMade, MemberTold, NoticesSwept
from sotay.notifications.models import CalendarFeed, Notice, Told
from sotay.notifications.queries import token_digest

KEPT = timedelta(days=365)
"""So long a notice is kept."""
SEEN_EVERY = timedelta(hours=6)
"""How finely it is kept when a feed was asked for last."""


@transaction.atomic
def read_notices(*, actor: Actor, number: int | None = None, at: datetime) -> None:
    """One of the actor's notices (or all of them) is read. Somebody else's is left alone."""
    rows = Notice.objects.filter(account=actor.account_id or 0, read_at__isnull=True)
    if number is not None:
        rows = rows.filter(pk=number)
    rows.update(read_at=at)


@transaction.atomic
def note_told(*, actor: Actor, meeting: str, member: str, told: bool, today: date, at: datetime) -> None:
    """Tick (or untick) that a member without an account was called. Both by public id. Requires
    MEETING_RECORD at the host cell. Raises UnknownMeeting, DomainError for who is not on the list."""
    page = leave_page(actor, meeting, today=today)
    if not any(one.public_id == member for one in page.lines):
        raise DomainError("Người này không có trong danh sách; mở lại trang rồi đánh dấu lại.")
    row = Member.objects.get(public_id=member)
    if told:
        given = {"at": at, "account_id": actor.account_id}
        _, changed = Told.objects.get_or_create(meeting=page.meeting, member=row, defaults=given)
    else:
        changed = bool(Told.objects.filter(meeting=page.meeting, member=row).delete()[0])
    if changed:
        event = MemberTold(page.meeting.pk, row.pk, told)
        record(event, actor=actor, at=at, organisation_id=page.meeting.cell_id)


@transaction.atomic
def make_feed(*, actor: Actor, detailed: bool, at: datetime) -> str:
    """A new private calendar feed; returns its token, which is shown once and kept nowhere. The one before
    ends. Requires MEETING_JOIN somewhere, as a member. Raises PermissionDenied."""
    actor.require(Permission.MEETING_JOIN)
    if actor.account_id is None or actor.member_id is None:
        raise PermissionDenied("Tài khoản này chưa gắn với hồ sơ đảng viên nào.")
    token = token_urlsafe(24)
    CalendarFeed.objects.update_or_create(
        account_id=actor.account_id,
        defaults={
            "digest": token_digest(token),
            "detailed": detailed,
            "made_at": at,
            "asked_at": None,
        },
    )
    record(CalendarMade(actor.account_id, detailed), actor=actor, at=at)
    return token


@transaction.atomic
def end_feed(*, actor: Actor, at: datetime) -> None:
    """The actor's feed ends at once; none to end is no fault."""
    if CalendarFeed.objects.filter(account=actor.account_id or 0).delete()[0]:
        record(CalendarEnded(actor.account_id or 0), actor=actor, at=at)


def note_asked(feed: CalendarFeed, *, at: datetime) -> None:
    """Keep, coarsely, when the feed was asked for: its owner sees whether somebody still uses it."""
    if feed.asked_at is None or at - feed.asked_at >= SEEN_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(asked_at=at)


@transaction.atomic
def sweep_notices(*, actor: Actor, at: datetime) -> int:
    """Delete notices older than a year. Requires JOURNAL_CHECK (the system's). How many."""
    actor.require(Permission.JOURNAL_CHECK)
    swept, _ = Notice.objects.filter(at__lt=at - KEPT).delete()
    if swept:
        record(NoticesSwept(swept), actor=actor, at=at)
    return swept
