"""The month that has begun when the demo opens: by its tenth day most cells have met."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sotay.core.period import first_day, next_month
from sotay.core.vietnamese import format_date
from sotay.demo.data import topics
from sotay.demo.district.attendance import mark_rolls, turn_out
from sotay.demo.district.calendar import HELD, NOT_HELD, PLANNED, POSTPONED, Calendar, one_month
from sotay.demo.district.model import Count, Person, Sitting, Underway, Unit
from sotay.demo.district.shape import Shape
from sotay.demo.district.steps import Clerk
from sotay.organisations.choices import Block

TENTH = 10
"""The day of the month on which the demo opens."""
SILENT, WAITING, PASSED, PUT_OFF, CALLED_OFF = 0.07, 0.09, 0.04, 0.03, 0.015
"""Shares of the cells: nothing said yet; the day still to come; the day past, nothing recorded; postponed
with consent; not held. The others have met."""
ROLLLESS, UNFINISHED, SAME_DAY, UNSENT = 0.06, 0.05, 0.08, 0.05
"""Of those that have met: the roll not yet in; a step not marked; papers on the day itself, not at all."""
ON_TIME_PAPERS = (1, 2, 2, 3, 5)
"""Days before the meeting on which the others sent theirs."""


def begin(shape: Shape, cells: Sequence[Unit], people: list[Person], *, seed: int) -> Underway:
    """The month after the period up to its tenth day, of every cell but the first commune's: what happens
    there is told by the product's own operations. Draws its own luck: what went before stays as it was."""
    random = Random(seed)  # noqa: S311 — invents people, guards nothing
    month = next_month(shape.period.last)
    told_apart = next(c.grassroots for c in cells if c.grassroots.block == Block.COMMUNE)
    calendar = one_month(random, shape, [c for c in cells if c.grassroots is not told_apart], month)
    written = [_settle(random, sitting) for sitting in calendar.regular.values()]
    met = {s.cell: s for s in written if s and s.status == HELD}
    held = Calendar(regular={(cell, month): sitting for cell, sitting in met.items()})
    turnouts = turn_out(
        random, replace(shape, period=replace(shape.period, first=month, last=month)), held, people
    )
    known = [t for t in turnouts if t.cell.counted or random.random() >= ROLLLESS]
    return Underway(
        month,
        [s for s in written if s and not s.cell.counted],
        mark_rolls(random, known, people),
        [Count(t.cell, month, t) for t in known if t.cell.counted],
    )


def _settle(random: Random, sitting: Sitting) -> Sitting | None:
    """What is written down of one cell's month so far; None: nothing yet."""
    today = first_day(sitting.month) + timedelta(TENTH - 1)
    luck = random.random()
    for share, outcome in (
        (SILENT, lambda: None),
        (WAITING, lambda: _not_yet(sitting, today + timedelta(random.randint(1, 9)))),
        (PASSED, lambda: _not_yet(sitting, today - timedelta(random.randint(1, 5)))),
        (PUT_OFF, lambda: _put_off(random, sitting, today)),
        (CALLED_OFF, lambda: _call_off(random, sitting)),
    ):
        if luck < share:
            return outcome()
        luck -= share
    if sitting.held_on is None or sitting.held_on >= today:
        return _not_yet(sitting, today)
    return _finish(random, sitting)


def _not_yet(sitting: Sitting, planned: date) -> Sitting:
    return replace(sitting, status=PLANNED, planned_on=planned, held_on=None, start=None, end=None, steps={})


def _put_off(random: Random, sitting: Sitting, today: date) -> Sitting:
    asked = first_day(sitting.month) + timedelta(random.randint(0, 4))
    later = _not_yet(sitting, today + timedelta(random.randint(4, 12)))
    reason = random.choice(topics.POSTPONED_REASONS)
    consent = f"Cấp ủy cấp trên đồng ý ngày {format_date(asked)}"
    return replace(later, status=POSTPONED, reason=reason, consent=consent)


def _call_off(random: Random, sitting: Sitting) -> Sitting:
    empty = _not_yet(sitting, first_day(sitting.month) + timedelta(4))
    return replace(empty, status=NOT_HELD, reason=random.choice(topics.NOT_HELD_REASONS))


def _finish(random: Random, sitting: Sitting) -> Sitting:
    """Held: its papers, and the steps as the clerk marked them."""
    luck, steps = random.random(), dict(sitting.steps)
    days = None if luck < UNSENT else 0 if luck < UNSENT + SAME_DAY else random.choice(ON_TIME_PAPERS)
    if not Clerk.is_meticulous(sitting.cell) and random.random() < UNFINISHED:
        steps.pop(random.choice(topics.FORGOTTEN_STEPS), None)
    held = sitting.held_on or sitting.planned_on
    sent = held - timedelta(days) if held and days is not None else None
    return replace(sitting, steps=steps, papers_on=sent)
