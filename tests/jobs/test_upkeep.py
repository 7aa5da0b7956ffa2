"""`sotay react`, `sotay sweep`: what a clock calls."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from click.testing import CliRunner

from sotay.core.actor import Actor
from sotay.jobs.cli import upkeep_command
from sotay.jobs.cli.upkeep_command import react_command, sweep_command
from sotay.journal.operations import record
from sotay.meetings.events import CellReminded
from sotay.meetings.models import Reply
from sotay.notifications.models import Notice
from tests import factories as make
from tests.web.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with time_machine.travel(datetime(2024, 6, 15, 8, tzinfo=UTC)):
        yield build()


@pytest.fixture(autouse=True)
def _no_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep_command, "prepare_database", lambda *, demo: None)


def test_what_was_left_untold_is_told_and_only_once(world: World) -> None:
    cell = world.places["A1"]
    at = datetime(2024, 6, 15, 7, tzinfo=UTC)
    record(CellReminded(cell.pk, 202406), actor=Actor(None, "Ai"), at=at, organisation_id=cell.pk)
    answer = CliRunner().invoke(react_command)
    assert answer.exit_code == 0, answer.output
    assert Notice.objects.get().account == world.accounts["bi-thu"]
    CliRunner().invoke(react_command)
    assert Notice.objects.count() == 1


def test_own_words_of_last_year_are_swept(world: World) -> None:
    meeting = make.called(world.places["A1"], date(2024, 6, 20))
    now = datetime(2024, 6, 15, 8, tzinfo=UTC)
    for days in (300, 400):
        Reply.objects.create(
            meeting=meeting,
            member=make.member(),
            answer="leave",
            reason_class="health",
            reason="Chữ riêng",
            answered_at=now - timedelta(days=days),
        )
    answer = CliRunner().invoke(sweep_command)
    assert "chữ riêng của 1 đơn" in answer.output
    assert Reply.objects.filter(reason="Chữ riêng").count() == 1
