"""The cell of the demo's secretary: last month's minutes sealed, this month's meeting called."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sotay.core.actor import Actor
from sotay.core.clock import day_of
from sotay.core.ids import new_public_id
from sotay.core.period import month_of, previous_month
from sotay.demo.data import evenings as words
from sotay.demo.month.evening import EVENING, Evening, moment
from sotay.meetings.choices import PRESENCES, REGULAR_KINDS, THEMATIC_KINDS, State, Status
from sotay.meetings.models import Attendance, Meeting, PlanEntry
from sotay.meetings.operations.committee import CommitteeDraft, save_committee_meeting
from sotay.meetings.operations.recording import amend_meeting
from sotay.meetings.operations.year import keep_topic, plan_month, propose_plan
from sotay.meetings.queries.recorded import draft_of
from sotay.meetings.queries.rosters import Standing, roster_on
from sotay.meetings.rules.recording import mark_of
from sotay.meetings.rules.year import EntryDraft
from sotay.members.models import Member
from sotay.minutes.choices import Hand
from sotay.minutes.operations import adopt_minutes, confirm_minutes, name_officers, seal_minutes
from sotay.organisations.models import Organisation
from sotay.resolutions.operations import give_task, settle_task
from sotay.resolutions.rules import TaskDraft


@dataclass(frozen=True, slots=True)
class Hands:
    """Who acts, with the rights of their own sign-ins. `spared`: id of the member whose sign-in is left
    something to answer."""

    commune: Organisation
    committee: Actor
    leader: Actor
    secretary: Actor
    deputy: Actor
    spared: int


def tell_village(cell: Organisation, hands: Hands, *, at: datetime) -> None:
    """The year's plan and topics; last month sealed with its tasks; this month prepared and called."""
    first = day_of(at).replace(day=1)
    begun = moment(first, time(10))
    _plan_year(cell, hands.secretary, first, begun)
    _seal_last_month(cell, hands.secretary, first, begun)
    day = day_of(at) + timedelta(days=2)
    evening = Evening.plan(hands.secretary, cell, begins=moment(day, EVENING), at=begun)
    _prepare(cell, hands.deputy, evening.people, day - timedelta(days=5), at)
    called_at = at - timedelta(hours=20)
    evening.call(at=called_at)
    evening.answer(at=called_at + timedelta(hours=2), spared=hands.spared)


def _plan_year(cell: Organisation, secretary: Actor, first: date, at: datetime) -> None:
    topics = [
        keep_topic(
            actor=secretary, cell=cell, topic="", title=title, outline=outline, shared=not number, at=at
        )
        for number, (title, outline) in enumerate(words.TOPICS)
    ]
    propose_plan(actor=secretary, cell=cell, year=first.year, at=at, first=month_of(first))
    entries = PlanEntry.objects.filter(
        cell=cell,
        month__gt=month_of(first),
        month__lte=first.year * 100 + 12,
        kind__in=sorted(THEMATIC_KINDS),
    )
    for topic, entry in zip(topics, entries.order_by("month"), strict=False):
        draft = EntryDraft(entry.month, entry.kind, entry.planned_on, topic.title, topic.pk)
        plan_month(actor=secretary, cell=cell, entry=entry.pk, draft=draft, version=entry.version, at=at)


def _seal_last_month(cell: Organisation, secretary: Actor, first: date, at: datetime) -> None:
    """Last month's meeting, as the spreadsheets brought it, gets its minutes: closed by writing down where in
    the house it met, its tasks given, adopted, sealed. What the figures count stays as it is."""
    last = Meeting.objects.filter(
        cell=cell, counted_for=previous_month(month_of(first)), kind__in=sorted(REGULAR_KINDS),
        status=Status.HELD, roll_recorded=True, started_at__isnull=False, ended_at__isnull=False,
    ).first()  # fmt: skip
    if last is None or last.held_on is None:
        return
    standing = draft_of(last)
    draft = replace(standing, place=f"{standing.place}, gian chính".removeprefix(", "))
    at = max(at, moment(last.held_on + timedelta(days=1), time(10)))
    today = day_of(at)
    last = amend_meeting(
        actor=secretary, meeting=last, draft=draft, seen=mark_of(standing), at=at, today=today
    )
    people = [one for one in roster_on(cell.pk, draft.held_on or first) if one.expected and one.votes]
    people.sort(key=lambda one: (one.member != secretary.member_id, not one.posts))
    taker = _taker(last, people[1:])
    name_officers(actor=secretary, meeting=last, chair=people[0].public_id, taker=taker.public_id, at=at)
    due = first + timedelta(days=8)
    for one, (text, outcome, note) in zip(people[1:], words.LAST_TASKS, strict=False):
        task = give_task(
            actor=secretary, meeting=last, draft=TaskDraft(text, (one.public_id,), "", due),
            form_key=new_public_id(), at=at,
        )  # fmt: skip
        if outcome:
            settle_task(actor=secretary, task=task, outcome=outcome, note=note, at=at, today=today)
    adopt_minutes(actor=secretary, meeting=last, read_aloud=True, at=at, today=today)
    for hand in Hand:
        confirm_minutes(actor=secretary, meeting=last, hand=hand, at=at)
    seal_minutes(actor=secretary, meeting=last, at=at, today=today)


def _taker(meeting: Meeting, people: list[Standing]) -> Standing:
    """The first who was there and has no account: who has one would have to confirm the minutes in person."""
    members = [one.member for one in people]
    known = set(Member.objects.filter(pk__in=members, account__isnull=False).values_list("pk", flat=True))
    rows = Attendance.objects.filter(meeting=meeting, state__in=sorted(PRESENCES))
    here = set(rows.values_list("member_id", flat=True))
    return next(one for one in people if one.member in here and one.member not in known)


def _prepare(
    cell: Organisation, deputy: Actor, people: tuple[Standing, ...], day: date, at: datetime
) -> None:
    """The committee met before, written down by the deputy; all but one of those with a post were there."""
    there = [one for one in people if one.posts] or list(people[:2])
    there.sort(key=lambda one: (one is not people[0], one.member != deputy.member_id))
    presences = {one.member: str(State.PRESENT) for one in there}
    if len(there) > 2:
        presences[there[-1].member] = State.EXCUSED
    came = [member for member, state in presences.items() if state == State.PRESENT]
    draft = CommitteeDraft(
        held_on=day, started_at=time(19, 30), ended_at=time(20, 30), place="Nhà văn hóa thôn",
        chair=there[0].member, minute_taker=there[1].member if len(there) > 1 else None,
        presences=presences, said=dict(zip(came[1:], words.COMMITTEE_SAID, strict=False)),
        in_favour=len(came), **words.COMMITTEE,
    )  # fmt: skip
    save_committee_meeting(
        actor=deputy, cell=cell, month=month_of(day_of(at)), draft=draft, version=0,
        at=moment(day, time(21)), today=day,
    )  # fmt: skip
