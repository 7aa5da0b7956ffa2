"""The `sotay` command line: plain words, a named person, a line in the journal."""

import json
import sys
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from sotay.access.models import Grant
from sotay.facts.operations import mark_stale
from sotay.facts.registry import indicators
from sotay.jobs.cli import COMMANDS, main
from sotay.jobs.cli.base import prepare_database
from sotay.jobs.cli.facts_command import facts_command
from sotay.jobs.cli.progress import shown
from sotay.jobs.cli.report_command import FILES, report_command
from sotay.jobs.cli.user_command import user_command
from sotay.journal.models import Entry
from sotay.organisations.choices import Block, Kind
from sotay.reporting.operations import CONTENT_TYPES
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-du-dai"


def run(command: click.Command, *words: str) -> Result:
    return CliRunner().invoke(command, [*words, "--as", "can-bo"])


@pytest.fixture(autouse=True)
def first_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOTAY_AS", raising=False)


@pytest.fixture
def district() -> None:
    top = factories.organisation(Kind.SUPERIOR, code="H")
    commune = factories.organisation(Kind.GRASSROOTS_COMMITTEE, top, code="X", block=Block.COMMUNE)
    cell = factories.organisation(Kind.CELL, commune, code="X1")
    factories.settle(top, commune, cell)
    held = factories.meeting(cell, 202401, held_on=date(2024, 1, 3))
    factories.steps(held)
    mark_stale([(cell.pk, 202401)])


def report(form: str, out: Path, *more: str, code: str = "H") -> Result:
    words = (
        "--organisation",
        code,
        "--from",
        "2024-01",
        "--to",
        "2024-03",
        "--format",
        form,
        "--out",
        str(out),
    )
    return run(report_command, "so-ket", *words, *more)


def test_help_lists_every_command_in_plain_words() -> None:
    answer = CliRunner().invoke(main, ["--help"])
    assert answer.exit_code == 0
    hidden = {"import-batch"}  # started by the pages, never typed
    assert [name for name in COMMANDS if f" {name} " not in answer.output] == [*hidden]


@pytest.mark.skipif("sqlite3" in settings.DATABASES["default"]["ENGINE"], reason="PostgreSQL only")
def test_with_postgresql_a_command_works_from_a_folder_that_it_cannot_enter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`sudo -u sotay sotay check`, typed in root's own folder."""

    def shut(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "mkdir", shut)
    prepare_database(demo=False)


@pytest.mark.usefixtures("district")
def test_review_is_written_for_a_named_person_and_journalled(tmp_path: Path) -> None:
    out = tmp_path / "so-ket.json"
    answer = report("json", out)
    assert answer.exit_code == 0, answer.output
    data = json.loads(out.read_text())
    assert data["organisation"]["code"] == "H"
    assert data["period"] == {"from": "2024-01", "to": "2024-03"}
    rows = {r["code"]: r for r in data["indicators"] if not r["scope"]}
    assert (rows["meeting.regular"]["numerator"], rows["meeting.regular"]["denominator"]) == (1, 3)
    line = Entry.objects.get(event="ReportExported")
    assert line.account_id is not None
    assert json.loads(line.payload)["form"] == "json"


@pytest.mark.usefixtures("district")
def test_a_report_says_which_step_it_is_at(tmp_path: Path) -> None:
    answer = report("docx", tmp_path / "a.docx", "--date", "2024-06-18")
    assert answer.stderr.splitlines()[1:] == [  # after who is asking
        "Tính lại số liệu của các tháng vừa có thay đổi …",
        "Đọc bản ghi của 3 tháng …",
        f"Tính các chỉ tiêu ({len(indicators())}) …",
        "Đặt 7 biểu vào bản Word …",
    ], "six tables and that of the annex"
    assert answer.stdout.startswith("Đã ghi "), "what is asked for stands apart from how far it has come"


def test_on_a_terminal_parts_are_counted_in_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with shown() as tell:
        tell("Đọc bản ghi", 0, 1)
        for number in range(3):
            tell("Tính", number, 3)
        tell("Xong", 3, 3)
    told = capsys.readouterr().err.split("\r\033[K")
    assert told == ["", "Đọc bản ghi …", "Tính 1/3 …", "Tính 2/3 …", "Tính 3/3 …", "Xong …", ""]


def test_every_kind_of_file_is_offered() -> None:
    assert set(FILES) == set(CONTENT_TYPES)


@pytest.mark.usefixtures("district")
@pytest.mark.parametrize(
    ("form", "opening"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-"), ("html", b"<!doctype html>")]
)
def test_each_kind_of_file_is_written(tmp_path: Path, form: str, opening: bytes) -> None:
    out = tmp_path / f"so-ket.{form}"
    assert report(form, out, "--date", "2024-06-18").exit_code == 0
    assert out.read_bytes().startswith(opening)


@pytest.mark.usefixtures("district")
@pytest.mark.parametrize(
    ("more", "code", "sentence"),
    [
        ((), "KHONG-CO", "Không có tổ chức mã KHONG-CO"),
        (("--programme", "la"), "H", "Không có đề án mang mã này"),
        (("--to", "2023-12"), "H", "Tháng đầu (--from) phải trước"),
        (("--to", "2024/03"), "H", "viết tháng theo dạng YYYY-MM"),
        (("--date", "18/6/2024"), "H", "viết ngày theo dạng YYYY-MM-DD"),
    ],
)
def test_wrong_words_get_one_sentence_and_no_file(
    tmp_path: Path, more: tuple[str, ...], code: str, sentence: str
) -> None:
    out = tmp_path / "so-ket.json"
    answer = report("json", out, *more, code=code)
    assert answer.exit_code == 2
    assert sentence in answer.output
    assert "Traceback" not in answer.output
    assert not out.exists()


def test_a_folder_that_is_not_there_is_said_before_the_work(tmp_path: Path) -> None:
    answer = report("json", tmp_path / "khong-co" / "a.json")
    assert answer.exit_code == 2
    assert "Thư mục của --out chưa có" in answer.output


def add(name: str, *more: str) -> Result:
    return run(user_command, "add", name, "--name", "Trần Thị B", "--password", PASSWORD, *more)


@pytest.mark.usefixtures("district")
def test_a_person_is_added_with_a_role_and_journalled() -> None:
    answer = add("tran.b", "--role", "secretary", "--organisation", "X1")
    assert answer.exit_code == 0, answer.output
    assert set(Entry.objects.values_list("event", flat=True)) >= {"AccountCreated", "RoleGiven"}


def test_an_unknown_organisation_leaves_no_half_made_person() -> None:
    answer = add("tran.b", "--role", "secretary", "--organisation", "KHONG")
    assert answer.exit_code == 2
    assert add("tran.b", "--role", "operator").exit_code == 0


def test_somebody_unknown_cannot_act_once_there_is_anybody() -> None:
    assert add("tran.b", "--role", "operator").exit_code == 0
    answer = CliRunner().invoke(facts_command, ["--as", "nguoi-la"])
    assert answer.exit_code == 2
    assert "Chưa có người dùng nguoi-la" in answer.output


@pytest.mark.usefixtures("district")
def test_a_recount_is_journalled() -> None:
    answer = run(facts_command, "--all")
    assert answer.exit_code == 0, answer.output
    assert "Đã đếm 1 chi bộ–tháng" in answer.output
    assert Entry.objects.filter(event="FactsCounted").count() == 1


@pytest.mark.usefixtures("district")
def test_a_role_is_given_for_a_time_and_taken_back_at_once() -> None:
    assert add("tran.b", "--role", "operator").exit_code == 0
    where = ("tran.b", "--role", "secretary", "--organisation", "X1")
    given = run(user_command, "give", *where, "--from", "2024-01-01", "--until", "2024-07-01")
    assert given.exit_code == 0, given.output
    grant = Grant.objects.get(role="secretary")
    assert (grant.valid_from, grant.valid_to) == (date(2024, 1, 1), date(2024, 7, 1))
    assert run(user_command, "take", *where).exit_code == 0
    grant.refresh_from_db()
    assert grant.revoked_at is not None
    assert run(user_command, "take", *where).exit_code == 2
    assert set(Entry.objects.values_list("event", flat=True)) >= {"RoleGiven", "RoleTaken"}


def test_a_role_cannot_end_before_it_begins() -> None:
    answer = add("tran.b", "--role", "operator", "--from", "2024-02-01", "--until", "2024-02-01")
    assert answer.exit_code == 2
    assert "phải sau ngày bắt đầu" in answer.output
