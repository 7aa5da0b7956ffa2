"""Which cell of the commune stands where in this month."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest

from sotay.core.actor import Actor
from sotay.core.clock import VIETNAM, day_of
from sotay.core.period import month_of
from sotay.core.vietnamese import format_date, format_month_paper
from sotay.demo.data import evenings as words
from sotay.demo.month.evening import EVENING, MEMBERS, Evening, moment
from sotay.demo.month.scan import signed_page
from sotay.demo.month.village import Hands, tell_village
from sotay.meetings.operations.planning import put_off_meeting
from sotay.meetings.operations.superior import publish_orientation, remind_cells
from sotay.minutes.operations import append_note, attach_scans
from sotay.organisations.models import Organisation
from sotay.oversight.operations import note_visit

HELD = (3, 4, 5, 6)
"""Days of the month on which cells have met: the demo begins on a tenth."""


class _Month:
    """The month up to `at`, as its cells plan, call and hold their meetings."""

    def __init__(self, at: datetime) -> None:
        self.at, self.today = at, day_of(at)
        self.first = self.today.replace(day=1)
        self.planned_at = moment(self.first, time(9))

    def day(self, number: int) -> date:
        return self.first.replace(day=number)

    def plan(self, cell: Organisation, day: date, at: time = EVENING) -> Evening:
        return Evening.plan(MEMBERS, cell, begins=moment(day, at), at=self.planned_at)

    def called(self, cell: Organisation, day: date, at: time = EVENING) -> Evening:
        evening = self.plan(cell, day, at)
        called_at = min(self.at - timedelta(hours=2), moment(day - timedelta(days=2), time(8)))
        evening.call(at=called_at)
        evening.answer(at=called_at + timedelta(hours=1))
        return evening

    def held(self, cell: Organisation, number: int, *, papers: bool = True) -> Evening:
        evening = self.plan(cell, self.day(HELD[number % len(HELD)]))
        evening.call(at=moment(self.first, time(15)), papers=papers)
        evening.answer(at=moment(self.first, time(20)))
        evening.hold()
        return evening

    # The states, in the order in which a small world gets them

    def sealed(self, cell: Organisation) -> Evening:
        evening = self.held(cell, 0)
        evening.resolve()
        evening.seal()
        return evening

    def called_ahead(self, cell: Organisation) -> Evening:
        return self.called(cell, self.today + timedelta(days=4))

    def in_session(self, cell: Organisation) -> Evening:
        begun = (self.at - timedelta(minutes=90)).astimezone(VIETNAM).time()
        evening = self.called(cell, self.today, begun.replace(minute=30 * (begun.minute // 30), second=0))
        evening.open()
        evening.discuss(opinions=3)
        evening.vote()
        return evening

    def closed(self, cell: Organisation) -> Evening:
        return self.held(cell, 3)

    def sealed_later(self, cell: Organisation) -> Evening:
        evening = self.held(cell, 1)
        evening.resolve()
        evening.seal()
        return evening

    def without_papers(self, cell: Organisation) -> Evening:
        """Nothing was sent before the day: the papers lay on the table."""
        return self.held(cell, 2, papers=False)

    def adopted(self, cell: Organisation) -> Evening:
        evening = self.held(cell, 2)
        evening.resolve()
        evening.adopt()
        return evening

    def filed(self, cell: Organisation) -> Evening:
        evening = self.sealed(cell)
        at = evening.begins + timedelta(days=1)
        append_note(
            actor=MEMBERS, meeting=evening.meeting, text=words.NOTE, form_key=f"demo-{cell.code}"[:32], at=at
        )
        pages = [(f"bien-ban-da-ky-trang-{n}.png", signed_page(n)) for n in (1, 2)]
        attach_scans(actor=MEMBERS, meeting=evening.meeting, files=pages, at=at)
        return evening

    def planned(self, cell: Organisation) -> Evening:
        return self.plan(cell, self.today + timedelta(days=8))

    def postponed(self, cell: Organisation) -> Evening:
        consent = words.CONSENT.format(day=format_date(self.day(4)))
        return self._put_off(cell, words.POSTPONED, consent, self.today + timedelta(days=6))

    def not_held(self, cell: Organisation) -> Evening:
        return self._put_off(cell, words.NOT_HELD, "", None)

    def _put_off(self, cell: Organisation, reason: str, consent: str, to: date | None) -> Evening:
        evening = self.plan(cell, self.day(6))
        at = moment(self.day(5), time(10))
        put_off_meeting(
            actor=MEMBERS, meeting=evening.meeting, later=to is not None, reason=reason, consent=consent,
            planned_on=to, at=at, today=day_of(at),
        )  # fmt: skip
        return evening

    def late(self, cell: Organisation) -> Evening:
        evening = self.plan(cell, self.day(5))
        evening.call(at=moment(self.day(2), time(8)))
        return evening

    def late_too(self, cell: Organisation) -> Evening:
        """Planned for a day gone by, and not even called."""
        return self.plan(cell, self.day(8))


STORIES: tuple[Callable[[_Month, Organisation], Evening], ...] = (
    _Month.sealed,
    _Month.called_ahead,
    _Month.in_session,
    _Month.closed,
    _Month.adopted,
    _Month.filed,
    _Month.planned,
    _Month.postponed,
    _Month.not_held,
    _Month.late,
    _Month.sealed_later,
    _Month.without_papers,
    _Month.late_too,
    _Month.sealed,
)
"""One cell each; those that are left have nothing yet."""
LATE = (_Month.late, _Month.late_too)
"""Their day has passed; the committee reminds them."""


def tell_month(cells: Sequence[Organisation], hands: Hands, *, at: datetime) -> int:
    """Let the commune's month begin: its orientation, then cells in every state; the first is the secretary's
    own. `cells`: of the commune, in official order. How many meetings there are."""
    month = _Month(at)
    _orient(hands, month)
    tell_village(cells[0], hands, at=at)
    evenings = [story(month, cell) for story, cell in zip_longest(STORIES, cells[1:]) if story and cell]
    _visit(hands.leader, evenings, at)
    late = [e.cell for e, story in zip(evenings, STORIES, strict=False) if story in LATE]
    if late:
        remind_cells(actor=hands.committee, cells=late, month=month_of(month.today), today=month.today, at=at)
    return 1 + len(evenings)


def _orient(hands: Hands, month: _Month) -> None:
    number = month_of(month.today)
    publish_orientation(
        actor=hands.committee, organisation=hands.commune, month=number,
        title=words.ORIENTATION.format(month=format_month_paper(number)), text=words.ORIENTATION_TEXT,
        at=moment(month.first, time(8)),
    )  # fmt: skip


def _visit(leader: Actor, evenings: Sequence[Evening], at: datetime) -> None:
    """The assigned leader attended the first meeting that was held."""
    if evenings:
        note_visit(
            actor=leader, meeting=evenings[0].meeting, attended=True, remarks=words.REMARKS, version=0,
            today=day_of(at), at=evenings[0].begins + timedelta(hours=14),
        )  # fmt: skip
