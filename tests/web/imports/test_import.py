"""The import page: upload, dry run, choices, commit; files belong to one account and do not stay."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from sotay.core import clock
from sotay.imports.operations import sweep
from sotay.journal.models import Entry
from sotay.meetings.models import Attendance, Meeting
from tests.factories import statement
from tests.web.world import World

HEAD = "Mã chi bộ;Loại sinh hoạt;Tháng tính;Ngày sinh hoạt\n"
GOOD = HEAD + "A2;Chuyên đề;05/2024;20/05/2024\n"
WRONG = GOOD + "A2;Chuyên đề;02/2024;ngày mai\n"
FOREIGN = HEAD + "B1;Chuyên đề;05/2024;20/05/2024\n"
START = "/nhap-du-lieu/"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any, db: None) -> None:
    settings.DATA_DIR = tmp_path
    statement()


def upload(world: World, who: str, text: str = GOOD, name: str = "sinh-hoat.csv") -> tuple[Any, str]:
    """The browser and the address of the dry run."""
    client = world.client(who)
    answer = client.post(START, {"sheets": [SimpleUploadedFile(name, text.encode())]})
    assert answer.status_code == 302, answer.content.decode()
    return client, answer.headers["Location"]


def waiting(folder: Path) -> list[str]:
    return sorted(p.name for p in (folder / "uploads").rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("huyen", 200), ("xa", 200), ("bi-thu", 403), ("dang-vien", 403), ("van-hanh", 403)],
)
def test_who_may_import(world: World, who: str | None, status: int) -> None:
    assert world.get(who, START).status_code == status
    assert world.get(who, f"{START}mau/to-chuc.xlsx").status_code == status


def test_empty_workbooks_are_given(world: World) -> None:
    page = world.get("xa", START).content.decode()
    for name in ("to-chuc", "dang-vien", "sinh-hoat", "diem-danh", "diem-danh-dai", "so-lieu-thang"):
        assert f"{START}mau/{name}.xlsx" in page
        answer = world.get("xa", f"{START}mau/{name}.xlsx")
        assert answer.content[:2] == b"PK"
    assert world.get("xa", f"{START}mau/khac.xlsx").status_code == 404


def test_the_months_of_an_empty_roll_are_this_years(world: World) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(world.get("xa", f"{START}mau/diem-danh.xlsx").content))
    assert book.get_sheet_by_index(0).to_python()[0][-1] == f"12/{clock.today().year}"


def test_dry_run_writes_nothing_and_commit_writes_once(world: World, tmp_path: Path) -> None:
    before = Meeting.objects.count()
    client, address = upload(world, "xa")
    page = client.get(address).content.decode()
    assert "Chạy thử xong, chưa ghi gì" in page
    assert "Nhập 1 dòng" in page
    assert Meeting.objects.count() == before
    assert "sinh-hoat.csv" in waiting(tmp_path)
    done = client.post(f"{address}ghi", {"do": "commit"}, follow=True)
    assert "Các buổi sinh hoạt · " in done.content.decode()
    assert Meeting.objects.count() == before + 1
    assert waiting(tmp_path) == ["lock", "rows.json"], "the files are gone, and what repeats them"
    client.post(f"{address}ghi", {"do": "commit"})
    assert Meeting.objects.count() == before + 1
    assert Entry.objects.filter(event="ImportCommitted").count() == 1
    assert client.get(address).status_code == 302, "the dry run is over"


def test_wrong_rows_stop_until_they_are_set_aside(world: World) -> None:
    client, address = upload(world, "xa", WRONG)
    page = client.get(address).content.decode()
    assert "1 lỗi cần sửa" in page
    assert "Dòng 3" in page
    assert "ngày mai" not in page, "the table of errors repeats no value"
    assert "Nhập 1 dòng, để riêng 1 dòng lỗi" in page, "the button says what becomes of the wrong row"
    assert 'value="commit"' not in page
    before = Meeting.objects.count()
    refused = client.post(f"{address}ghi", {"do": "commit"}, follow=True)
    assert Meeting.objects.count() == before
    assert 'class="banner is-bad"' in refused.content.decode()
    done = client.post(f"{address}ghi", {"do": "commit-aside"}, follow=True).content.decode()
    assert Meeting.objects.count() == before + 1
    assert f"{address}de-rieng" in done
    assert client.get(f"{address}de-rieng").content[:2] == b"PK"
    assert client.get(f"{address}de-rieng").content[:2] == b"PK", "a lost download may be had again"
    client.post(f"{address}huy")
    assert client.get(f"{address}de-rieng").status_code == 404, "until it is closed"
    assert "Các buổi sinh hoạt · " in client.get(f"{address}xong/").content.decode(), "the counts stay"


def test_rows_outside_the_scope_look_like_unknown_codes(world: World) -> None:
    client, address = upload(world, "xa", FOREIGN)
    foreign = client.get(address).content.decode()
    client, other = upload(world, "xa", FOREIGN.replace("B1", "K9"))
    absent = client.get(other).content.decode()

    def remedies(page: str) -> list[str]:
        return page.split('class="bare">')[1:2]

    assert [r.split("<")[0] for r in remedies(foreign)] == [r.split("<")[0] for r in remedies(absent)]
    before = Meeting.objects.count()
    client.post(f"{address}ghi", {"do": "commit"})
    assert Meeting.objects.count() == before


ROLL = "Mã chi bộ;Số lý lịch;Họ và tên;%s\nA1;000777;Trần Thị Bưởi;x;\nA1;000778;Lê Văn Mít;;p\n"


@pytest.fixture
def cell(world: World) -> World:
    """Two members of A1, known by their numbers; the cell met every month of 2024 so far."""
    people = "Mã chi bộ;Số lý lịch;Họ và tên;Ngày vào Đảng\n"
    people += "A1;000777;Trần Thị Bưởi;01/05/2000\nA1;000778;Lê Văn Mít;01/05/2000\n"
    client, address = upload(world, "xa", people)
    client.post(f"{address}ghi", {"do": "commit"})
    return world


def states_of(number: str) -> list[tuple[int, str]]:
    """Month and state of every line of the member with that number."""
    rows = Attendance.objects.filter(member__identifiers__number=number).order_by("meeting__counted_for")
    return list(rows.values_list("meeting__counted_for", "state"))


def test_what_blanks_mean_is_asked(cell: World) -> None:
    client, address = upload(cell, "xa", ROLL % "04/2024;05/2024", "diem-danh.csv")
    page = client.get(address).content.decode()
    assert "Ô trống trong bảng điểm danh nghĩa là gì?" in page
    assert "Đồng chí trả lời câu hỏi ở trên" in page
    assert "năm nào" not in page
    said = {"blank": "unexcused", "prefer": "roll"}
    client.post(f"{address}ghi", {"do": "recheck", **said})
    client.post(f"{address}ghi", {"do": "commit", **said})
    assert states_of("000777")[0] == (202404, "present")


def test_the_year_of_months_without_one_is_asked(cell: World) -> None:
    client, address = upload(cell, "xa", ROLL % "Tháng 4;Tháng 5", "diem-danh.csv")
    page = client.get(address).content.decode()
    assert "Các cột tháng của bảng điểm danh không ghi năm. Đó là năm nào?" in page
    assert re.findall(r'name="year" value="(\d+)"', page)[:2] == ["2024", "2023"]
    assert "checked" not in page[page.index('name="year"') : page.index('name="year"') + 400], "never guessed"
    said = {"year": "2024", "blank": "unrecorded", "prefer": "status"}
    client.post(f"{address}ghi", {"do": "recheck", **said})
    page = client.get(address).content.decode()
    assert re.search(r'name="year" value="2024"[^>]*checked', page)
    client.post(f"{address}ghi", {"do": "commit", **said})
    assert states_of("000777") == [(202404, "present"), (202405, "")]
    assert states_of("000778") == [(202404, ""), (202405, "excused")]


@pytest.mark.parametrize("who", ["huyen", "xa-b"])
def test_uploads_belong_to_one_account(world: World, who: str) -> None:
    _, address = upload(world, "xa")
    other = world.client(who)
    assert other.get(address).status_code == 404
    for deed in ("ghi", "huy"):
        assert other.post(f"{address}{deed}", {"do": "commit"}).status_code == 404
    assert world.client("xa").get(address).status_code == 200


@pytest.mark.parametrize("token", ["..", "aaaaaaaaaaaaaa", "a", "OWNER-JSON-000"])
def test_an_unknown_upload_is_not_found(world: World, token: str) -> None:
    assert world.get("xa", f"{START}{token}/").status_code == 404


def test_cancelling_deletes_at_once(world: World, tmp_path: Path) -> None:
    client, address = upload(world, "xa")
    page = client.post(f"{address}huy", follow=True).content.decode()
    assert "chưa ghi gì" in page
    assert waiting(tmp_path) == []


@pytest.mark.parametrize("text", [GOOD, WRONG])
def test_the_enter_key_never_cancels(world: World, text: str) -> None:
    client, address = upload(world, "xa", text)
    page = client.get(address).content.decode()
    form = page[page.index('<form id="nhap"') :]
    form = form[: form.index("</form>")]
    own = [b for b in re.findall(r"<button[^>]*>", form) if "form=" not in b]
    assert 'value="recheck"' in own[0], "a browser takes the first button of a form for Enter"
    assert f'<form id="huy" method="post" action="{address}huy">' in page
    assert 'form="huy"' in form


def test_what_waits_too_long_is_deleted(world: World, tmp_path: Path) -> None:
    upload(world, "xa")
    sweep(at=clock.now() + timedelta(hours=23))
    assert "sinh-hoat.csv" in waiting(tmp_path)
    sweep(at=clock.now() + timedelta(hours=25))
    assert waiting(tmp_path) == []


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "chọn ít nhất một tệp"),
        ([SimpleUploadedFile("a.exe", b"x")], "Chỉ nhận tệp .xlsx, .xls, .ods và .csv"),
        ([SimpleUploadedFile("a.csv", b"")], "Tệp trống"),
    ],
)
def test_wrong_files_say_what_to_do(world: World, files: list[SimpleUploadedFile], words: str) -> None:
    answer = world.client("xa").post(START, {"sheets": files})
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_a_broken_workbook_says_so_and_goes_nowhere(world: World) -> None:
    client, address = upload(world, "xa", "không phải tệp Excel", "hong.xlsx")
    page = client.get(address)
    assert page.status_code == 200
    assert 'value="commit"' not in page.content.decode()


def test_names_of_files_are_harmless(world: World, tmp_path: Path) -> None:
    client, address = upload(world, "xa", name="../../<b>x</b>.csv")
    page = client.get(address).content.decode()
    assert "<b>x</b>" not in page
    assert not list(tmp_path.parent.glob("*.csv"))
