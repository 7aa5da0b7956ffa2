"""Votes taken before a vote named its cell were the host's (docs/adr/0009)."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sotay.ballots.models import Poll
from tests.ballots.support import AT, in_session

pytestmark = pytest.mark.slow


def migrate(name: str) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate([("ballots", name)])
    return MigrationExecutor(connection)


def test_votes_of_before_keep_their_numbers_under_the_host(transactional_db: None) -> None:
    hall = in_session()
    try:
        before = migrate("0001_votes").loader.project_state([("ballots", "0001_votes")]).apps
        before.get_model("ballots", "Poll").objects.create(
            public_id="phieucu", meeting_id=hall.meeting.pk, subject="Nghị quyết", purpose="resolution",
            method="hand", base="entitled", threshold="half", entitled=9, present=7, yes=7, no=0, other=0,
            opened_at=AT, closed_at=AT,
        )  # fmt: skip
    finally:
        migrate("0004_a_decision_has_its_cell")
    poll = Poll.objects.get()
    assert (poll.cell, poll.entitled, poll.yes) == (hall.cell, 9, 7)
