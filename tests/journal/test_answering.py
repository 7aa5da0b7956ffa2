"""Reactions: after the commit, each entry once, and what failed is caught up with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sotay.core.actor import Actor
from sotay.journal import answering
from sotay.journal.answering import Happened, answer, catch_up, register, unanswered
from sotay.journal.models import Answered, Cursor, Entry
from sotay.journal.operations import record

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)


@dataclass(frozen=True)
class BellRung:
    number: int


@dataclass(frozen=True)
class NobodyListens:
    number: int


@pytest.fixture
def heard() -> Iterator[list[int]]:
    found: list[int] = []
    before = dict(answering._reactions)
    answering._reactions.clear()
    register("thu", ["BellRung"], lambda what: found.append(what.payload["number"]))
    yield found
    answering._reactions.clear()
    answering._reactions.update(before)


def ring(number: int, at: datetime = AT) -> None:
    record(BellRung(number), actor=Actor(7, "Ai"), at=at, organisation_id=3)


def test_it_hears_after_the_commit_and_only_what_it_asked_for(
    heard: list[int], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        ring(1)
        record(NobodyListens(2), actor=Actor(7, "Ai"), at=AT)
        assert heard == [], "not before the commit"
    assert heard == [1]
    assert len(waiting) == 1


def test_each_entry_is_answered_once(heard: list[int]) -> None:
    ring(1)
    entry = Entry.objects.get()
    answer(entry.pk)
    answer(entry.pk)
    assert catch_up(at=AT) == (0, 0)
    assert heard == [1]


def test_what_was_left_is_caught_up_with_in_order(heard: list[int]) -> None:
    for number in (1, 2, 3):
        ring(number)
    assert catch_up(at=AT) == (3, 0)
    assert heard == [1, 2, 3]
    assert Cursor.objects.get().entry_id == Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    ring(4)
    assert catch_up(at=AT) == (1, 0)


def test_an_entry_committed_late_under_an_early_number_is_still_found(heard: list[int]) -> None:
    ring(1)
    Cursor.objects.create(reaction="thu", entry_id=Entry.objects.get().pk + 5)
    assert catch_up(at=AT) == (1, 0)


def test_a_failing_reaction_leaves_nothing_half_done_and_is_tried_again(heard: list[int]) -> None:
    broken = True

    def react(what: Happened) -> None:
        Cursor.objects.create(reaction=f"rac-{what.entry}")
        if broken:
            raise RuntimeError("Nguyễn Văn Kín")

    register("hong", ["BellRung"], react)
    ring(1)
    answer(Entry.objects.get().pk)
    assert heard == [1], "the other reaction is not disturbed"
    assert not Answered.objects.filter(reaction="hong").exists()
    assert not Cursor.objects.filter(reaction__startswith="rac").exists()
    assert catch_up(at=AT) == (0, 1)
    broken = False
    assert catch_up(at=AT) == (1, 0)
    assert catch_up(at=AT) == (0, 0)


def test_old_news_is_none(heard: list[int]) -> None:
    ring(1, AT - timedelta(days=8))
    assert catch_up(at=AT) == (0, 0)
    assert heard == []


def test_what_waits_is_counted_with_the_oldest_and_reading_changes_nothing(heard: list[int]) -> None:
    assert unanswered(at=AT) == (0, None)
    ring(1, AT - timedelta(hours=2))
    ring(2, AT - timedelta(hours=1))
    ring(3, AT - timedelta(days=8))
    assert unanswered(at=AT) == (2, AT - timedelta(hours=2))
    assert heard == []
    assert not Cursor.objects.exists()
    catch_up(at=AT)
    assert unanswered(at=AT) == (0, None)
