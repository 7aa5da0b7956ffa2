"""One meeting of a demo cell, moved along by the product's own operations."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sotay.access.choices import Permission
from sotay.ballots.choices import Purpose
from sotay.ballots.operations import count_vote
from sotay.ballots.operations.counting import CountDraft
from sotay.core.actor import Actor, system_actor
from sotay.core.clock import VIETNAM, day_of
from sotay.core.ids import new_public_id
from sotay.core.period import month_of
from sotay.demo.data import evenings as words
from sotay.meetings.choices import Answer, Decision, Kind, State
from sotay.meetings.models import AgendaItem, Attendance, Meeting
from sotay.meetings.operations.items import ItemTexts, finish_through, write_item
from sotay.meetings.operations.opinions import OpinionDraft, note_opinion
from sotay.meetings.operations.planning import call_meeting, plan_meeting
from sotay.meetings.operations.preparing import add_paper
from sotay.meetings.operations.replies import decide_leave, enter_reply, send_opinion
from sotay.meetings.operations.rolls import confirm_roll
from sotay.meetings.operations.session import close_meeting, open_meeting
from sotay.meetings.queries.planning import propose_next
from sotay.meetings.queries.rosters import Standing, roll_form, roster_on
from sotay.members.models import Member
from sotay.minutes.choices import Hand
from sotay.minutes.operations import adopt_minutes, confirm_minutes, seal_minutes
from sotay.organisations.models import Organisation
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.models import Decision as Paper
from sotay.resolutions.operations import give_task, issue_decision, write_decision
from sotay.resolutions.rules import TaskDraft

MEMBERS = system_actor(Permission, "bộ dữ liệu mẫu")
HERE = "Nhà văn hóa thôn"
EVENING = time(19, 30)


def moment(day: date, at: time) -> datetime:
    """That time of the day in Vietnam."""
    return datetime.combine(day, at, VIETNAM)


@dataclass(slots=True)
class Evening:
    """A planned meeting, and who belongs to its cell: the chair, the minute taker, the others expected."""

    cell: Organisation
    actor: Actor
    meeting: Meeting
    begins: datetime
    people: tuple[Standing, ...]

    @classmethod
    def plan(cls, actor: Actor, cell: Organisation, *, begins: datetime, at: datetime) -> "Evening":
        """Planned as it proposes itself, on another day."""
        today, day, local = day_of(at), day_of(begins), begins.astimezone(VIETNAM)
        draft = propose_next(actor, cell, today=today, month=month_of(day)).draft
        people = _people(cell, day, draft.chair)
        draft = replace(
            draft,
            kind=Kind.REGULAR,
            planned_on=day,
            planned_time=local.time().replace(second=0, microsecond=0),
            place=draft.place or HERE,
            chair=people[0].member,
            minute_taker=people[1].member,
        )
        key = new_public_id()
        meeting = plan_meeting(actor=actor, cell=cell, draft=draft, form_key=key, at=at, today=today)
        return cls(cell, actor, meeting, begins, people)

    def after(self, minutes: int) -> datetime:
        """So many minutes after the beginning."""
        return self.begins + timedelta(minutes=minutes)

    def item(self, step: str) -> AgendaItem | None:
        return AgendaItem.objects.filter(meeting=self.meeting, step=step).first()

    # Before

    def call(self, *, at: datetime, papers: bool = True) -> None:
        """Called, its papers published (or not yet)."""
        if papers:
            self.send_papers(at=at)
        call_meeting(actor=self.actor, meeting=self.meeting, at=at, today=day_of(at))

    def send_papers(self, *, at: datetime) -> None:
        """Papers published."""
        for title, text in words.PAPERS:
            add_paper(
                actor=self.actor, meeting=self.meeting, title=title, text=text, file=None,
                at=at, today=day_of(at),
            )  # fmt: skip

    def answer(self, *, at: datetime, spared: int | None = None) -> None:
        """Some will come, two ask leave (the first is let go), one sends an opinion. `spared`: id of a
        member who says nothing."""
        others = [one for one in self.people[2:] if one.member != spared]
        for one, (reason_class, reason) in zip(others[:2], words.LEAVES, strict=False):
            self._reply(one, Answer.LEAVE, reason_class, reason, at)
        for one in others[2:6]:
            self._reply(one, Answer.COME, "", "", at)
        if others:
            decide_leave(
                actor=self.actor, meeting=self.meeting, member=others[0].public_id,
                decision=Decision.APPROVED, at=at,
            )  # fmt: skip
            send_opinion(
                actor=replace(MEMBERS, member_id=others[-1].member), meeting=self.meeting,
                text=words.OPINION_BEFORE, form_key=new_public_id(), today=day_of(at), at=at,
            )  # fmt: skip

    def _reply(self, one: Standing, answer: str, reason_class: str, reason: str, at: datetime) -> None:
        enter_reply(
            actor=self.actor, meeting=self.meeting, member=one.public_id, answer=answer,
            reason_class=reason_class, reason=reason, today=day_of(at), at=at,
        )  # fmt: skip

    # During

    def open(self) -> None:
        """Opened, and the roll confirmed: two are absent."""
        open_meeting(actor=self.actor, meeting=self.meeting, at=self.begins)
        form = roll_form(self.actor, self.meeting.public_id)
        states = {line.public_id: line.state or State.PRESENT for line in form.expected}
        absent = [one.public_id for one in self.people[2:] if one.public_id in states][-2:]
        reasons = dict(zip(absent, ("work", ""), strict=False))
        states |= dict(zip(absent, (State.EXCUSED, State.UNEXCUSED), strict=False))
        confirm_roll(
            actor=self.actor, meeting=self.meeting, cell=self.cell, states=states, reasons=reasons,
            seen=form.seen, at=self.after(6),
        )  # fmt: skip

    def discuss(self, opinions: int = 4) -> None:
        """Presented, and discussed: so many speak."""
        for number, (step, text) in enumerate(words.PRESENTED.items()):
            self._write(step, text, "", self.after(12 + 8 * number))
        self._finish("C4", self.after(40))
        talk = self.item("C6")
        present = self._present()[1:]
        for number, (one, text) in enumerate(zip(present, words.OPINIONS[:opinions], strict=False)):
            draft = OpinionDraft(one.public_id, text, talk.public_id if talk else "")
            note_opinion(
                actor=self.actor, meeting=self.meeting, draft=draft, form_key=new_public_id(),
                at=self.after(45 + 4 * number),
            )  # fmt: skip

    def _present(self) -> list[Standing]:
        """Who is on the roll as present, in the order of the people."""
        here = Attendance.objects.filter(meeting=self.meeting, expected=True, state=State.PRESENT)
        there = set(here.values_list("member_id", flat=True))
        return [one for one in self.people if one.member in there]

    def vote(self) -> None:
        """Concluded, and voted by hand."""
        self._write("C7", "", words.CONCLUSION, self.after(75))
        self._finish("C7", self.after(78))
        subject = words.VOTE.format(month=self.begins.astimezone(VIETNAM).month)
        draft = CountDraft(subject, Purpose.RESOLUTION)
        count_vote(
            actor=self.actor, meeting=self.meeting, draft=draft, item=self.item("C8"),
            form_key=new_public_id(), at=self.after(82),
        )  # fmt: skip

    def give_tasks(self) -> None:
        for one, (text, days) in zip(self._present()[1:], words.TASKS, strict=False):
            due = day_of(self.begins) + timedelta(days=days)
            give_task(
                actor=self.actor, meeting=self.meeting, draft=TaskDraft(text, (one.public_id,), "", due),
                form_key=new_public_id(), at=self.after(88),
            )  # fmt: skip

    def hold(self) -> None:
        """The whole evening, to its close."""
        self.open()
        self.discuss()
        self.vote()
        self.give_tasks()
        self._finish("E2", self.after(98))
        close_meeting(actor=self.actor, meeting=self.meeting, at=self.after(100))

    def _write(self, step: str, content: str, conclusion: str, at: datetime) -> None:
        if item := self.item(step):
            texts = ItemTexts(content or item.content, conclusion)
            write_item(
                actor=self.actor, meeting=self.meeting, item=item.public_id, texts=texts,
                version=item.version, at=at,
            )  # fmt: skip

    def _finish(self, step: str, at: datetime) -> None:
        if item := self.item(step):
            finish_through(actor=self.actor, meeting=self.meeting, item=item.public_id, at=at)

    # After

    def adopt(self) -> None:
        at = self.after(106)
        adopt_minutes(actor=self.actor, meeting=self.meeting, read_aloud=True, at=at, today=day_of(at))

    def resolve(self) -> None:
        """The resolution, with the number of its series."""
        local = self.begins.astimezone(VIETNAM)
        written = write_decision(
            actor=self.actor, meeting=self.meeting, kind=DecisionKind.RESOLUTION,
            subject=words.RESOLUTION.format(month=local.month, year=local.year),
            text=words.RESOLUTION_TEXT, seen=0, at=self.after(103),
        )  # fmt: skip
        self._issue(written)

    def _issue(self, written: Paper) -> None:
        at = self.after(104)
        issue_decision(actor=self.actor, decision=written, carried=True, at=at, today=day_of(at))

    def seal(self) -> None:
        """Adopted, confirmed by both, sealed."""
        self.adopt()
        for hand in Hand:
            confirm_minutes(actor=self.actor, meeting=self.meeting, hand=hand, at=self.after(108))
        at = self.after(110)
        seal_minutes(actor=self.actor, meeting=self.meeting, at=at, today=day_of(at))


def _people(cell: Organisation, day: date, chair: int | None) -> tuple[Standing, ...]:
    """Those expected: the chair first, then who takes the minutes, then the others by name. The minute taker
    votes, and has no sign-in: then the secretary may enter that they confirm."""
    expected = [one for one in roster_on(cell.pk, day) if one.expected]
    ids = [one.member for one in expected]
    signs_in = set(Member.objects.filter(pk__in=ids, account__isnull=False).values_list("pk", flat=True))
    first = sorted(expected, key=lambda one: (one.member != chair, not one.votes, one.member in signs_in))[:2]
    return (*first, *(one for one in expected if one not in first))
