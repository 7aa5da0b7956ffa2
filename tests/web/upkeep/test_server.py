"""The operator's first page: how the server stands, and what mends it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from sotay.core import clock
from sotay.core.actor import Actor
from sotay.facts.events import FactsCompared
from sotay.journal.events import JournalChecked
from sotay.journal.models import Answered
from sotay.journal.operations import record
from sotay.meetings.events import CellReminded
from sotay.upkeep.choices import Concern, Job
from sotay.upkeep.runs import note_run
from sotay.web.upkeep.pages import MENDINGS
from tests.web.world import World

PAGE = "/may-chu/"
OPERATORS = Path(__file__).resolve().parents[3] / "docs" / "operators.md"
HERE = Actor(None, "người vận hành")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(DATA_DIR=tmp_path, RIGHTS_LEDGER=str(tmp_path / "rights-ledger"), HTTPS=True):
        yield


def seen(world: World) -> str:
    """The page as it is read, without its marks."""
    answer = world.get("van-hanh", PAGE)
    assert answer.status_code == 200
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def keep_well(place: Path) -> None:
    """Everything that an operator does, done an hour ago."""
    at = clock.now() - timedelta(minutes=30)
    place.write_bytes(b"0" * 2_500_000)
    note_run(Job.BACKUP, at=at, rows=125_536, place=str(place), size=2_500_000, read_back=1)
    note_run(Job.REACT, at=at, done=0, failed=0)
    note_run(Job.SWEEP, at=at, reasons=0, notices=0)
    record(JournalChecked(9, 0), actor=HERE, at=at)
    record(FactsCompared(40, 0), actor=HERE, at=at)


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("van-hanh", 200), ("huyen", 403), ("xa", 403), ("bi-thu", 403), ("dang-vien", 403),
     ("khong", 403)],
)  # fmt: skip
def test_only_the_operator_may_look(world: World, who: str | None, status: int) -> None:
    assert world.get(who, PAGE).status_code == status


def test_it_is_where_the_operator_begins(world: World) -> None:
    assert world.get("van-hanh", "/").headers["Location"] == PAGE


def test_of_a_new_server_it_says_honestly_what_nobody_did_yet(world: World) -> None:
    page = seen(world)
    assert "Chưa có bản sao lưu nào ghi lại" in page
    assert "sudo -u sotay sotay backup /srv/sao-luu/" in page
    assert "Chuỗi nhật ký Chưa có lần kiểm tra nào ghi lại" in page
    assert "Việc gửi nốt thông báo không chạy theo lịch" in page


def test_of_a_server_that_is_kept_well_nothing_is_asked(world: World, tmp_path: Path) -> None:
    keep_well(tmp_path / "sotay-2024-06-15.zip")
    page = seen(world)
    assert "Máy chủ chạy tốt, không có việc cần làm" in page
    assert "125.536 dòng, 2,5 MB" in page
    assert "Đọc lại cả tệp, đúng như dữ liệu" in page
    assert "9 chuỗi, nguyên vẹn" in page
    assert "40 tháng của các chi bộ, khớp với bản ghi" in page


def test_a_backup_that_is_gone_and_a_broken_journal_are_told(world: World, tmp_path: Path) -> None:
    keep_well(tmp_path / "sotay.zip")
    (tmp_path / "sotay.zip").unlink()
    record(JournalChecked(9, 2), actor=HERE, at=clock.now())
    page = seen(world)
    assert "Máy chủ: 2 việc cần làm" in page
    assert "Không thấy tệp ở đó nữa" in page
    assert "2/9 chuỗi bị sửa hoặc thiếu" in page


def test_a_backup_sent_away_at_once_cannot_be_read_back_here(world: World, tmp_path: Path) -> None:
    keep_well(tmp_path / "sotay.zip")
    note_run(Job.BACKUP, at=clock.now(), rows=10)
    page = seen(world)
    assert "Chuyển thẳng ra ngoài" in page
    assert "không đọc lại được" in page


def test_news_that_nobody_was_told_of_is_counted(world: World, tmp_path: Path) -> None:
    keep_well(tmp_path / "sotay.zip")
    cell = world.places["A1"].pk
    at = clock.now() - timedelta(hours=2)
    record(CellReminded(cell, 202406), actor=HERE, at=at, organisation_id=cell)
    assert "1 việc chưa báo cũ nhất từ" in seen(world)  # the test's transaction never ends: nobody answers
    assert not Answered.objects.exists()


def test_tables_that_wait_for_an_upgrade_are_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sotay.upkeep.queries._tables_behind", lambda: 3)
    assert "Còn 3 bước nâng cấp chưa làm" in seen(world)


def test_nobody_is_named_and_no_password_shown(world: World, tmp_path: Path) -> None:
    keep_well(tmp_path / "sotay.zip")
    page = world.get("van-hanh", PAGE).content.decode().split("<main")[1].split("</main>")[0]
    names = [account.full_name for account in world.accounts.values()]
    assert not [name for name in names if name in page]
    assert settings.SECRET_KEY not in page
    kept = settings.DATABASES["default"]
    hidden = [str(kept.get(part) or "") for part in ("PASSWORD", "HOST")] + [str(kept["NAME"])]
    assert not [text for text in hidden if len(text) > 8 and text in page]


def test_every_concern_names_a_part_of_the_operators_page() -> None:
    assert set(MENDINGS) == set(Concern)
    heads = {line[3:].strip() for line in OPERATORS.read_text("utf-8").splitlines() if line.startswith("## ")}
    assert not {one.part for one in MENDINGS.values()} - heads


@pytest.mark.parametrize("concern", Concern)
def test_every_command_is_one_of_the_page(concern: Concern) -> None:
    command = MENDINGS[concern].command.removeprefix("sudo -u sotay ")
    assert command.split(" /")[0] in OPERATORS.read_text("utf-8")


def test_every_command_that_the_page_asks_for_has_a_run_to_show(world: World, tmp_path: Path) -> None:
    keep_well(tmp_path / "sotay.zip")
    assert "Chưa có lần" not in seen(world)
