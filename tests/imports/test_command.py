"""`sotay import`: what it prints, and what it leaves behind it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sotay.imports.plan import ImportPlan
from sotay.jobs.cli.import_command import import_command
from sotay.journal.models import Entry
from sotay.organisations.models import Organisation
from tests.factories import statement
from tests.imports.support import (
    COUNTS,
    DISTRICT,
    MEETINGS,
    MEMBERS,
    ORGANISATIONS,
    ROLL,
    Desk,
    count,
    line,
    meeting,
    member,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stated(db: None) -> None:
    statement()


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(import_command, [str(w) for w in words], catch_exceptions=False)


def test_a_dry_run_says_what_it_would_do_and_how_to_write(desk: Desk) -> None:
    result = run(desk.book({ORGANISATIONS: DISTRICT}, "huyen.xlsx"))
    assert result.exit_code == 0
    assert "huyen.xlsx · Tổ chức: mới 4, đổi 0, giữ nguyên 0, lỗi 0" in result.stdout
    assert "Chạy thử, chưa ghi gì. Ghi thật: thêm --commit" in result.stdout
    assert "Đọc huyen.xlsx" in result.stderr
    assert not Organisation.objects.exists()


def test_a_commit_is_journalled_for_a_named_person(desk: Desk) -> None:
    book = desk.book({ORGANISATIONS: DISTRICT})
    result = run(book, "--commit", "--as", "an")
    assert (result.exit_code, Organisation.objects.count()) == (0, 4)
    assert "Đã ghi: 4 dòng mới" in result.stdout
    assert Entry.objects.get(event="ImportCommitted").account_id is not None
    assert "Không có gì mới" in run(book, "--commit", "--as", "an").stdout


@pytest.mark.parametrize("words", [[], ["--commit"]])
def test_faults_name_file_sheet_row_and_column(district: Desk, words: list[str]) -> None:
    rows = {MEMBERS: [member("X1", "A", **{"Ngày sinh": "31/02/1970"})]}
    result = run(district.book(rows, "dv.xlsx"), *words)
    assert result.exit_code == 1
    assert "dv.xlsx · Đảng viên · dòng 2 · cột Ngày sinh: Không phải ngày: viết dd/mm/yyyy." in result.stdout
    assert "31/02/1970" not in result.output


def test_wrong_rows_aside(district: Desk, tmp_path: Path) -> None:
    book = district.book({COUNTS: [count("X1", "01/2024"), count("zz", "01/2024")]})
    result = run(book, "--commit", "--set-aside", tmp_path / "loi.xlsx")
    assert result.exit_code == 0
    assert "Đã để riêng 1 dòng lỗi" in result.stdout
    assert (tmp_path / "loi.xlsx").exists()


def test_the_meaning_of_blanks_is_asked(district: Desk) -> None:
    rows = {
        MEMBERS: [member("X1", "A")],
        MEETINGS: [meeting("X1", "01/2024", "05/01/2024"), meeting("X1", "02/2024", "05/02/2024")],
        ROLL: [line("X1", "A", **{"01/2024": "x", "02/2024": ""})],
    }
    book = district.book(rows)
    assert "--blank present: có mặt" in run(book).stdout
    refused = run(book, "--commit")
    assert refused.exit_code == 1
    assert "Ô trống trong bảng điểm danh nghĩa là gì?" in refused.stderr
    assert run(book, "--commit", "--blank", "present").exit_code == 0


def test_the_year_of_months_without_one_is_asked(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A")], MEETINGS: [meeting("X1", "01/2024", "05/01/2024")]})
    book = district.book({ROLL: [line("X1", "A", **{"Tháng 1": "x"})]})
    assert "--year 2024: 2024" in run(book).stdout
    refused = run(book, "--commit")
    assert refused.exit_code == 1
    assert "(--year " in refused.stderr
    assert run(book, "--commit", "--year", "2024").exit_code == 0


def test_templates_are_written(tmp_path: Path) -> None:
    result = run("--templates", tmp_path / "mau")
    assert result.exit_code == 0
    assert len(list((tmp_path / "mau").glob("*.xlsx"))) == 6


@pytest.mark.parametrize(
    "words", [[], ["--blank", "maybe", "a.xlsx"], ["a.xlsx", "--as", "nobody-of-that-name"]]
)
def test_wrong_use(district: Desk, words: list[str]) -> None:
    run(district.book({COUNTS: [count("X1", "01/2024")]}), "--as", "first")
    assert run(*words).exit_code == 2


def test_an_empty_plan_has_no_rows() -> None:
    assert (ImportPlan().new, ImportPlan().wrong) == (0, 0)
