"""A private calendar feed as RFC 5545 asks. Neutral words: whoever looks over somebody's shoulder, or runs
the calendar's server, reads that there is a meeting and when, and no more unless the person chose so."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from sotay.core.clock import VIETNAM

NEUTRAL = "Có lịch sinh hoạt"
LASTS = timedelta(minutes=90)
"""How long a meeting stands in the calendar when its end is not known (the usual least length)."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A meeting in the feed. `uid` says nothing outside the feed; `place` "" unless the person chose it."""

    uid: str
    on: date
    start: time | None
    end: time | None
    place: str
    sure: bool


def calendar_file(meetings: list[Dated], *, at: datetime) -> bytes:
    """The feed, in Vietnam's time; a meeting without an hour takes the whole day."""
    feed = Calendar()
    feed.add("prodid", "-//So tay//Lich//VI")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Lịch riêng")
    feed.add_component(_vietnam())
    for one in meetings:
        feed.add_component(_event(one, at))
    return bytes(feed.to_ical())


def _vietnam() -> Timezone:
    """Seven hours ahead the whole year."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Ho_Chi_Minh")
    standard.add("dtstart", datetime(1975, 6, 13))  # noqa: DTZ001 — a zone's own beginning is local time
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone


def _event(one: Dated, at: datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", at)
    event.add("summary", NEUTRAL)
    event.add("status", "CONFIRMED" if one.sure else "TENTATIVE")
    event.add("class", "PRIVATE")
    if one.place:
        event.add("location", one.place)
    if one.start is None:
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        return event
    begins = datetime.combine(one.on, one.start, VIETNAM)
    ends = datetime.combine(one.on, one.end, VIETNAM) if one.end and one.end > one.start else begins + LASTS
    event.add("dtstart", begins)
    event.add("dtend", ends)
    return event
