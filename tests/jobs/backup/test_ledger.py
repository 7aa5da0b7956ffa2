"""The rights ledger: what was taken away is written down outside the database, before it happens."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings

from sotay.access.choices import Permission, Role
from sotay.access.operations import give_role, take_role
from sotay.core import clock
from sotay.core.actor import system_actor
from sotay.journal import ledger
from tests import factories
from tests.access.support import an_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def book(settings: LazySettings, tmp_path: Path) -> Path:
    settings.RIGHTS_LEDGER = str(tmp_path / "so" / "thu-quyen")
    return tmp_path / "so" / "thu-quyen"


def give_and_take() -> None:
    cell = factories.organisation()
    factories.settle(cell)
    account = an_account()
    actor = system_actor(Permission)
    grant = give_role(
        actor=actor,
        account=account,
        role=Role.SECRETARY,
        organisation=cell,
        valid_from=date(2024, 1, 1),
        at=clock.now(),
    )
    take_role(actor=actor, grant=grant, at=clock.now())


def test_a_role_taken_is_in_the_ledger(book: Path) -> None:
    give_and_take()
    assert [line.event for line in ledger.lines()] == ["RoleGiven", "RoleTaken"]
    assert set(list(ledger.lines())[1].payload) == {"account", "role", "organisation"}, "ids, no names"
    assert book.stat().st_mode & 0o077 == 0, "its owner's alone"


def test_a_last_line_cut_by_a_crash_is_passed_over(book: Path) -> None:
    give_and_take()
    book.write_bytes(book.read_bytes()[:-5])
    assert ledger.length() == 1


def test_a_changed_line_stops_the_restore(book: Path) -> None:
    give_and_take()
    book.write_bytes(book.read_bytes().replace(b"secretary", b"operator "))
    with pytest.raises(ledger.BrokenLedger, match="dòng 1"):
        ledger.length()
