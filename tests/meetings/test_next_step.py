"""What a cell does next: this evening first, then minutes, then the call."""

from datetime import date

import pytest

from sotay.meetings.choices import Stage
from sotay.meetings.rules.next_step import Do, NextStep, Underway, next_of, step_of

TODAY = date(2026, 11, 20)
LAST, COMING = date(2026, 11, 3), date(2026, 12, 3)


@pytest.mark.parametrize(
    ("stage", "day", "do"),
    [
        (Stage.PLANNED, COMING, Do.CALL),
        (Stage.PLANNED, TODAY, Do.CALL),
        (Stage.PLANNED, LAST, Do.PASSED),
        (Stage.PLANNED, None, Do.DATE),
        (Stage.CALLED, None, Do.DATE),
        (Stage.CALLED, COMING, Do.WAIT),
        (Stage.CALLED, TODAY, Do.OPEN),
        (Stage.CALLED, LAST, Do.PASSED),
        (Stage.IN_SESSION, LAST, Do.LEAD),
        (Stage.CLOSED, LAST, Do.ADOPT),
        (Stage.ADOPTED, LAST, Do.SEAL),
    ],
)
def test_each_stage_asks_for_one_thing(stage: Stage, day: date | None, do: Do) -> None:
    assert step_of(Underway("m", stage, day), TODAY) is do


def test_a_meeting_without_a_roll_is_rolled_before_its_minutes() -> None:
    held = Underway("a", Stage.CLOSED, LAST, rolled=False)
    assert step_of(held, TODAY) is Do.ROLL
    other = Underway("b", Stage.CLOSED, LAST)
    assert next_of([other, held], TODAY) == NextStep(Do.ROLL, "a")


def test_the_evening_comes_before_minutes_and_minutes_before_the_call() -> None:
    minutes, call = Underway("a", Stage.CLOSED, LAST), Underway("b", Stage.PLANNED, COMING)
    tonight = Underway("c", Stage.CALLED, TODAY)
    assert next_of([call, minutes, tonight], TODAY) == NextStep(Do.OPEN, "c")
    assert next_of([call, minutes], TODAY) == NextStep(Do.ADOPT, "a")
    assert next_of([call], TODAY) == NextStep(Do.CALL, "b")
    assert next_of([], TODAY) is None


def test_a_later_meeting_does_not_hide_the_nearer_one() -> None:
    """A regular meeting is called for the third, a thematic one planned for the twentieth."""
    near = Underway("near", Stage.CALLED, COMING)
    later = Underway("later", Stage.PLANNED, date(2026, 12, 20))
    assert next_of([later, near], TODAY) == NextStep(Do.WAIT, "near")
    assert next_of([later], TODAY) == NextStep(Do.CALL, "later")


def test_of_equals_the_earlier_and_old_minutes_step_back() -> None:
    old = Underway("old", Stage.CLOSED, date(2026, 6, 3))
    assert next_of([old], TODAY) is None
    two = [Underway("b", Stage.ADOPTED, LAST), Underway("a", Stage.ADOPTED, date(2026, 10, 3))]
    assert next_of(two, TODAY) == NextStep(Do.SEAL, "a")
