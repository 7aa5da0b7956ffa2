"""The private calendar: neutral, by an unguessable token, gone when ended or when the rights are gone."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.core.actor import Actor, Reach
from sotay.core.errors import PermissionDenied
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting
from sotay.members.models import Member
from sotay.notifications.models import CalendarFeed
from sotay.notifications.operations import end_feed, make_feed
from sotay.notifications.queries import feed_file, feed_of
from sotay.organisations.models import Organisation
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ON = date(2026, 11, 28)


@pytest.fixture
def cell() -> Organisation:
    made = make.organisation(parent=make.organisation("grassroots_committee"), name="Chi bộ Kín")
    make.settle(made)
    return made


@pytest.fixture
def me(cell: Organisation) -> Actor:
    account = Account.objects.create_account(username="toi", full_name="Tôi", password=None)
    Grant.objects.create(account=account, role=Role.MEMBER, organisation=cell, valid_from=date(2020, 1, 1))
    member = make.member(cell, name="Tên Kín")
    Member.objects.filter(pk=member.pk).update(account=account)
    return Actor(account.pk, "Tôi", {str(Permission.MEETING_JOIN): (Reach(cell.path, 0),)}, member.pk)


def events(token: str) -> list[dict[str, object]]:
    feed = feed_of(token)
    assert feed is not None
    content = feed_file(feed, today=TODAY, at=AT)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = Calendar.from_ical(content)
    return [
        {
            "summary": str(one["summary"]),
            "begins": one["dtstart"].dt,
            "place": str(one.get("location", "")),
            "status": str(one["status"]),
            "uid": str(one["uid"]),
        }
        for one in calendar.walk("VEVENT")
    ]


def test_the_feed_is_read_by_strict_programs(cell: Organisation, me: Actor) -> None:
    """RFC 5545, 3.1: lines end by CR and LF, none beyond 75 octets. 3.7.2 and RFC 5546, 3.2.1: a METHOD would
    need its parameter in the content type, and an organiser in every event; a feed to subscribe has none."""
    make.called(cell, ON, planned_time=time(19, 30), place="Nhà văn hóa thôn, gian bên phải cổng đình " * 2)
    feed = feed_of(make_feed(actor=me, detailed=True, at=AT))
    assert feed is not None
    content = feed_file(feed, today=TODAY, at=AT)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    calendar = Calendar.from_ical(content)
    assert "METHOD" not in calendar
    [event] = calendar.walk("VEVENT")
    assert {"UID", "DTSTAMP", "DTSTART", "DTEND"} <= set(event)
    zones = {str(one["TZID"]) for one in calendar.walk("VTIMEZONE")}
    assert event["DTSTART"].params["TZID"] in zones, "every zone named is told"


def test_neutral_words_and_vietnams_time(cell: Organisation, me: Actor) -> None:
    make.called(cell, ON, planned_time=time(19, 30), place="Nhà Kín", theme="Chuyên đề Kín")
    token = make_feed(actor=me, detailed=False, at=AT)
    [event] = events(token)
    assert event["summary"] == "Có lịch sinh hoạt"
    assert str(event["begins"]) == "2026-11-28 19:30:00+07:00"
    feed = feed_of(token)
    assert feed is not None
    content = feed_file(feed, today=TODAY, at=AT).decode()
    for word in ("Kín", "Chi bộ", Meeting.objects.get().public_id, cell.public_id):
        assert word not in content, word
    assert content == feed_file(feed, today=TODAY, at=AT).decode(), "the same day gives the same events"


def test_the_place_only_when_chosen(cell: Organisation, me: Actor) -> None:
    make.called(cell, ON, planned_time=time(19, 30), place="Nhà văn hóa; thôn, xóm", theme="Chuyên đề Kín")
    [event] = events(make_feed(actor=me, detailed=True, at=AT))
    assert event["place"] == "Nhà văn hóa; thôn, xóm"


def test_without_an_hour_it_takes_the_day_and_planned_is_not_sure(cell: Organisation, me: Actor) -> None:
    make.called(cell, ON, stage=Stage.PLANNED)
    [event] = events(make_feed(actor=me, detailed=False, at=AT))
    assert event["begins"] == ON
    assert event["status"] == "TENTATIVE"


def test_another_cells_meetings_are_not_in_it(cell: Organisation, me: Actor) -> None:
    other = make.organisation(parent=make.organisation("grassroots_committee"))
    make.settle(other)
    make.called(other, ON)
    make.meeting(cell, 202611, status="not_held", planned_on=ON)
    assert events(make_feed(actor=me, detailed=False, at=AT)) == []


def test_only_the_digest_is_kept_and_a_new_one_ends_the_old(cell: Organisation, me: Actor) -> None:
    first = make_feed(actor=me, detailed=False, at=AT)
    row = CalendarFeed.objects.get()
    assert first not in row.digest
    assert len(first) >= 32
    second = make_feed(actor=me, detailed=False, at=AT)
    assert feed_of(first) is None
    assert feed_of(second) is not None
    assert feed_of(row.digest) is None
    end_feed(actor=me, at=AT)
    assert feed_of(second) is None
    assert all(second not in entry.payload for entry in Entry.objects.all())


def test_with_the_rights_the_meetings_go(cell: Organisation, me: Actor) -> None:
    make.called(cell, ON)
    token = make_feed(actor=me, detailed=False, at=AT)
    assert len(events(token)) == 1
    Grant.objects.update(revoked_at=AT)
    assert events(token) == []
    Account.objects.update(is_active=False)
    assert feed_of(token) is None


def test_whoever_is_no_member_has_none(cell: Organisation) -> None:
    for actor in (Actor(1, "Ai"), Actor(1, "Ai", {str(Permission.MEETING_JOIN): (Reach(cell.path, 0),)})):
        with pytest.raises(PermissionDenied):
            make_feed(actor=actor, detailed=False, at=AT)
