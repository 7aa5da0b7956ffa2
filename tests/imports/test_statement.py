"""Before anything comes in: who controls the data, for what, on which ground."""

from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

from sotay.core.actor import Actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.imports.models import Statement
from sotay.imports.operations import commit_import, state_controller
from sotay.imports.plan import ImportOptions, ImportRefused
from sotay.imports.queries import statement
from sotay.imports.rules import ControllerWords
from sotay.jobs.cli.controller_command import controller_command
from sotay.journal.models import Entry
from sotay.organisations.models import Organisation
from tests.factories.imports import WORDS
from tests.imports.support import AT, DISTRICT, EVERYWHERE, ORGANISATIONS, TODAY, Desk

pytestmark = pytest.mark.django_db
SAID = ControllerWords(**WORDS)


def test_without_a_statement_nothing_goes_in(desk: Desk) -> None:
    book = desk.book({ORGANISATIONS: DISTRICT})
    assert desk.plan(book).new == 4, "a dry run is free"
    with pytest.raises(ImportRefused, match="khai bên kiểm soát dữ liệu"):
        commit_import(EVERYWHERE, [book], options=ImportOptions(), at=AT, today=TODAY)
    assert not Organisation.objects.exists()
    state_controller(actor=EVERYWHERE, words=SAID, at=AT)
    commit_import(EVERYWHERE, [book], options=ImportOptions(), at=AT, today=TODAY)
    assert Organisation.objects.count() == 4


def test_the_latest_holds_and_earlier_ones_stay() -> None:
    state_controller(actor=EVERYWHERE, words=SAID, at=AT)
    state_controller(actor=EVERYWHERE, words=SAID, at=AT + timedelta(days=1))
    later = replace(SAID, purpose="Mục đích khác")
    state_controller(actor=EVERYWHERE, words=later, at=AT + timedelta(days=2))
    found = statement()
    assert found is not None
    assert (found.purpose, Statement.objects.count()) == ("Mục đích khác", 2)
    entries = Entry.objects.filter(event="ControllerStated")
    assert entries.count() == 2
    assert "Huyện ủy" not in entries[0].payload, "ids only"


@pytest.mark.parametrize("name", list(WORDS))
def test_everything_must_be_said(name: str) -> None:
    for empty in ("", "  ", "x" * 2001):
        with pytest.raises(DomainError):
            state_controller(actor=EVERYWHERE, words=replace(SAID, **{name: empty}), at=AT)
    assert statement() is None


def test_stating_needs_the_permission() -> None:
    with pytest.raises(PermissionDenied):
        state_controller(actor=Actor(1, "đảng viên"), words=SAID, at=AT)


def test_it_is_stated_by_command_too() -> None:
    asked = CliRunner().invoke(controller_command, [], catch_exceptions=False)
    assert asked.exit_code == 1
    words = [
        "--name",
        "Huyện ủy Thử",
        "--contact",
        "Ban Tổ chức",
        "--purpose",
        "Sinh hoạt",
        "--basis",
        "Điều lệ",
    ]
    assert CliRunner().invoke(controller_command, words, catch_exceptions=False).exit_code == 2, (
        "keep is missing"
    )
    told = CliRunner().invoke(controller_command, [*words, "--keep", "5 năm"], catch_exceptions=False)
    assert (told.exit_code, "Thời hạn lưu: 5 năm" in told.stdout) == (0, True)
    CliRunner().invoke(controller_command, ["--keep", "3 năm"], catch_exceptions=False)
    found = statement()
    assert found is not None
    assert (found.retention, found.controller) == ("3 năm", "Huyện ủy Thử")
