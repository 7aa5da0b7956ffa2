"""The import desk: columns to confirm, likely twins to decide, before and after, long work."""

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.imports.choices import BatchState
from sotay.imports.models import Batch, KnownShape, TwinDecision
from sotay.imports.operations import work
from sotay.imports.waiting import PROGRESS, waiting
from sotay.meetings.models import Meeting
from sotay.members.models import Member
from sotay.web.account.entering import FRESH_AT
from sotay.web.imports import running
from tests import factories as make
from tests.web.imports.test_import import GOOD, HEAD, START, WRONG
from tests.web.world import World

ODD = "Đơn vị;Loại hình họp lạ;Kỳ nào;Họp hôm\nA2;Chuyên đề;05/2024;20/05/2024\n"
PEOPLE = "Mã chi bộ;Số lý lịch;Họ và tên;Ngày sinh;Ngày vào Đảng\n"
SAME = PEOPLE + "A1;000777;Trần Thị Bưởi;03/02/1970;01/05/2000\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any, db: None) -> None:
    settings.DATA_DIR = tmp_path
    make.statement()


def upload(world: World, who: str, text: str = GOOD, name: str = "tep.csv") -> tuple[Any, str]:
    client = world.client(who)
    answer = client.post(START, {"sheets": [SimpleUploadedFile(name, text.encode())]})
    assert answer.status_code == 302, answer.content.decode()
    return client, answer.headers["Location"]


def confirm(world: World) -> tuple[Any, str, dict[str, str]]:
    client, address = upload(world, "xa", ODD)
    said = {"do": "confirm", "trang-0": "sinh-hoat", "truoc-0": "sinh-hoat"}
    fields = ("cell", "kind", "counted_for", "held_on")
    return client, address, said | {f"cot-0-{n}": field for n, field in enumerate(fields)}


def test_columns_nobody_knows_are_asked_about(world: World) -> None:
    client, address, said = confirm(world)
    asked = client.get(address)
    assert asked.headers["Location"] == f"{address}cot/"
    assert "Kỳ nào" not in client.get(f"{address}cot/").content.decode(), "first what the sheet is"
    page = client.post(f"{address}cot/", said | {"do": "kind", "truoc-0": ""}).content.decode()
    assert "Kỳ nào" in page
    assert "20/05/2024" in page, "samples for who uploaded them"
    assert client.post(f"{address}cot/", said).headers["Location"] == address
    assert "Nhập 1 dòng" in client.get(address).content.decode()
    client.post(f"{address}ghi", {"do": "commit"})
    assert Meeting.objects.filter(cell__code="A2", theme="", counted_for=202405, kind="thematic").exists()


def test_what_was_confirmed_is_not_asked_again_in_this_office(world: World) -> None:
    client, address, said = confirm(world)
    client.post(f"{address}cot/", said)
    _, again = upload(world, "xa", ODD)
    page = client.get(again).content.decode()
    assert "Theo cách ghép cột đã xác nhận" in page
    assert f"{again}cot/" in page
    other, foreign = upload(world, "xa-b", ODD)
    assert other.get(foreign).headers["Location"] == f"{foreign}cot/", "another office has its own words"
    assert "A2" not in str(KnownShape.objects.get().mapping), "titles only"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cot-0-3": "counted_for"}, "hai cột cùng là Tháng tính"),
        ({"cot-0-2": ""}, "chưa có cột nào là Tháng tính"),
    ],
)
def test_a_mapping_that_cannot_be_read_is_kept_for_mending(
    world: World, change: dict[str, str], words: str
) -> None:
    client, address, said = confirm(world)
    answer = client.post(f"{address}cot/", said | change)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not KnownShape.objects.exists()


def test_a_sheet_may_be_left_out_by_hand(world: World) -> None:
    client, address, _ = confirm(world)
    client.post(f"{address}cot/", {"do": "confirm", "trang-0": "", "truoc-0": "sinh-hoat"})
    assert 'value="commit"' not in client.get(address).content.decode()


def known_person(world: World) -> Member:
    make.statement()
    found = make.member(world.places["A1"], name="Trần Thị Bưởi", born_on=date(1970, 2, 3))
    Member.objects.filter(pk=found.pk).update(search_name="tran thi buoi")
    return found


@pytest.mark.parametrize(("answer", "members", "line"), [("same", 0, "1 dòng"), ("both", 1, "1 dòng")])
def test_likely_twins_are_decided_and_remembered(world: World, answer: str, members: int, line: str) -> None:
    known_person(world)
    before = Member.objects.count()
    client, address = upload(world, "xa", SAME)
    page = client.get(address).content.decode()
    assert "1 dòng cần chọn" in page
    assert 'value="commit"' not in page
    refused = client.post(f"{address}ghi", {"do": "commit"}, follow=True).content.decode()
    assert "có thể trùng người đã có" in refused
    asked = client.get(f"{address}trung/").content.decode()
    assert "Cùng họ tên và ngày sinh" in asked
    assert "000777" in asked
    name = re.findall(r'name="(chon-[0-9a-f]+)"', asked)[0]
    client.post(f"{address}trung/", {name: answer})
    assert Member.objects.count() == before, "nothing is written by deciding"
    assert f"Nhập {line}" in client.get(address).content.decode()
    client.post(f"{address}ghi", {"do": "commit"})
    assert Member.objects.count() == before + members
    _, again = upload(world, "xa", SAME)
    assert "dòng cần chọn" not in client.get(again).content.decode()


def test_a_twin_written_without_marks_is_not_called_the_same(world: World) -> None:
    known_person(world)
    client, address = upload(world, "xa", SAME.replace("Trần Thị Bưởi", "TRAN THI BUOI"))
    asked = client.get(f"{address}trung/").content.decode()
    name = asked.split("Họ và tên</th>")[1].split("</tr>")[0]
    assert "Khác cách viết" in name
    assert "Giống" not in name


def test_the_twin_of_a_row_is_told_with_its_file(world: World) -> None:
    client = world.client("xa")
    files = [
        SimpleUploadedFile(name, (PEOPLE + f"A1;{number};Trần Thị Bưởi;03/02/1970;01/05/2000\n").encode())
        for name, number in (("mot.csv", "000777"), ("hai.csv", "000778"))
    ]
    address = client.post(START, {"sheets": files}).headers["Location"]
    asked = client.get(f"{address}trung/").content.decode()
    assert "mot.csv · dòng 2; người ở dòng 2 của tệp hai.csv" in asked
    assert "Ở dòng kia" in asked


def test_a_file_that_cannot_be_read_is_not_called_a_finished_trial(world: World) -> None:
    client, address = upload(world, "xa", "\x89PNG\r\n\x1a\n" + "\0" * 99, "anh.xlsx")
    page = client.get(address).content.decode()
    assert "Không đọc được tệp, chưa ghi gì" in page
    assert "Chạy thử xong" not in page
    assert "Đuôi tên tệp không đúng" in page


def test_a_row_left_aside_comes_back_as_a_file(world: World) -> None:
    known_person(world)
    client, address = upload(world, "xa", SAME)
    asked = client.get(f"{address}trung/").content.decode()
    name = re.findall(r'name="(chon-[0-9a-f]+)"', asked)[0]
    client.post(f"{address}trung/", {name: "aside"})
    client.post(f"{address}ghi", {"do": "commit"})
    assert client.get(f"{address}de-rieng").content[:2] == b"PK"
    _, again = upload(world, "xa", SAME)
    assert "Để riêng 1 dòng" in client.get(again).content.decode(), "remembered"


def test_the_file_of_rows_left_aside_asks_for_a_fresh_proof(world: World) -> None:
    """It holds names."""
    client, address = upload(world, "xa", WRONG)
    session = client.session
    del session[FRESH_AT]
    session.save()
    asked = client.get(f"{address}de-rieng").headers.get("Location", "")
    assert asked.startswith("/xac-nhan?next=")


def test_answers_to_questions_of_other_uploads_are_not_taken(world: World) -> None:
    client, address = upload(world, "xa")
    client.post(f"{address}trung/", {"chon-" + "a" * 64: "same"})
    assert not TwinDecision.objects.exists()


def test_values_of_those_above_are_not_shown(world: World) -> None:
    """The district may import for the cell, but names of its members are for the commune."""
    known_person(world)
    client, address = upload(world, "huyen", SAME)
    page = client.get(f"{address}trung/").content.decode()
    assert "không thuộc quyền xem" in page
    assert "Giống" not in page, "a guess that agrees would tell the value"
    (name,) = set(re.findall(r'name="(chon-[^"]+)"', page))
    assert re.findall(r'type="radio"[^>]*value="([^"]+)"', page) == ["aside"]
    assert client.post(f"{address}trung/", {name: "same"}).status_code == 200, "asked again"
    assert not TwinDecision.objects.exists()
    client, address = upload(world, "xa", SAME)
    assert "không thuộc quyền xem" not in client.get(f"{address}trung/").content.decode()


def test_what_changes_is_shown_before_and_after(world: World) -> None:
    client, address = upload(
        world,
        "xa",
        GOOD.replace("Tháng tính;", "Tháng tính;Chuyên đề;").replace(
            "05/2024;", "05/2024;Một <b>chuyên đề</b>;"
        ),
    )
    client.post(f"{address}ghi", {"do": "commit"})
    client, address = upload(
        world, "xa", GOOD.replace("Tháng tính;", "Tháng tính;Chuyên đề;").replace("05/2024;", "05/2024;Hai;")
    )
    assert "Xem 1 dòng thay đổi" in client.get(address).content.decode()
    page = client.get(f"{address}thay-doi/").content.decode()
    assert "Một &lt;b&gt;chuyên đề&lt;/b&gt;" in page
    assert "Hai" in page


@pytest.mark.parametrize("rest", ["cot/", "trung/", "thay-doi/"])
def test_the_pages_of_an_upload_are_its_owners(world: World, rest: str) -> None:
    client, address = upload(world, "xa")
    assert client.get(address + rest).status_code == 200
    for who, status in (("huyen", 404), ("xa-b", 404), ("bi-thu", 403), ("dang-vien", 403)):
        assert world.get(who, address + rest).status_code == status
        assert world.client(who).post(address + rest, {"do": "confirm"}).status_code in (status, 405)


def test_queries_do_not_grow_with_the_rows(world: World) -> None:
    asked = []
    for rows in (1, 40):
        text = HEAD + "".join(f"A2;Chuyên đề;05/2024;{d % 28 + 1:02d}/05/2024\n" for d in range(rows))
        client, address = upload(world, "xa", text)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]


# Long work ------------------------------------------------------------------------------------------


@pytest.fixture
def left_running(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every upload is a long one; the child only takes its lock along."""
    started: list[tuple[str, int]] = []
    monkeypatch.setattr(running, "NEAR", 0)
    monkeypatch.setattr(running, "launch", lambda token, lock: started.append((token, os.dup(lock))))
    return started


def finish(world: World, who: str, started: list[tuple[str, int]]) -> None:
    """What the child does; then it ends and lets go of the lock."""
    from sotay.access.queries import actor_for
    from sotay.core import clock

    token, lock = started.pop()
    actor = actor_for(world.accounts[who], today=clock.today())
    work(actor=actor, batch=Batch.objects.get(token=token), at=clock.now(), today=clock.today())
    os.close(lock)


def test_long_work_may_be_left_and_found_again(world: World, left_running: list[tuple[str, int]]) -> None:
    before = Meeting.objects.count()
    client, address = upload(world, "xa")
    page = client.get(address)
    assert "Đang chạy thử, chưa ghi gì" in page.content.decode()
    assert page.headers["Refresh"] == "3", "the page looks again without a script"
    assert address in client.get(START).content.decode(), "the way back"
    finish(world, "xa", left_running)
    done = client.get(address)
    assert "Chạy thử xong" in done.content.decode()
    assert "Refresh" not in done.headers
    client.post(f"{address}ghi", {"do": "commit"})
    assert "Đang nhập" in client.get(address).content.decode()
    assert Meeting.objects.count() == before
    client.post(f"{address}ghi", {"do": "commit"})
    client.post(f"{address}huy")
    assert len(left_running) == 1, "one commit of a batch, and nobody takes its files away"
    finish(world, "xa", left_running)
    assert Meeting.objects.count() == before + 1
    assert client.get(address).headers["Location"] == f"{address}xong/"


@pytest.mark.parametrize(("done", "total", "said"), [(2, 7, "Xong 2/7 việc"), (0, 1, "<progress>")])
def test_a_step_without_parts_counts_none(
    world: World, left_running: list[tuple[str, int]], done: int, total: int, said: str
) -> None:
    client, address = upload(world, "xa")
    token = address.rstrip("/").rpartition("/")[2]
    waiting(token).write(PROGRESS, {"stage": "Đối chiếu", "done": done, "total": total})
    page = client.get(address).content.decode()
    assert said in page
    assert ("việc của bước này" in page) == (total > 1)


@pytest.mark.parametrize(
    ("state", "words"),
    [(BatchState.CHECKING, "Chưa chạy thử xong"), (BatchState.COMMITTING, "Việc nhập bị ngắt, chưa ghi gì")],
)
def test_a_crash_leaves_a_clear_state(world: World, state: BatchState, words: str) -> None:
    client, address = upload(world, "xa")
    Batch.objects.update(state=state)  # whoever worked on it is gone, and the lock with them
    page = client.get(address).content.decode()
    assert words in page
    assert "Chạy thử lại" in page
    client.post(f"{address}ghi", {"do": "recheck"})
    assert "Nhập 1 dòng" in client.get(address).content.decode()


def test_a_failure_within_the_commit_writes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from sotay.imports.operations import committing

    before = Meeting.objects.count()
    client, address = upload(world, "xa")

    def broken() -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(committing, "refresh", broken)
    client.post(f"{address}ghi", {"do": "commit"})
    assert Meeting.objects.count() == before
    assert Batch.objects.get().state == BatchState.READY
    assert "chưa ghi gì" in client.get(address).content.decode()
    monkeypatch.undo()


def test_what_was_shown_is_what_goes_in(world: World) -> None:
    client, address = upload(world, "xa")
    _, other = upload(world, "xa")
    client.post(f"{other}ghi", {"do": "commit"})
    before = Meeting.objects.count()
    page = client.post(f"{address}ghi", {"do": "commit"}, follow=True).content.decode()
    assert "dữ liệu đã đổi từ lúc chạy thử" in page
    assert Meeting.objects.count() == before


def test_a_row_refused_for_its_twin_does_not_slip_in_alone(world: World) -> None:
    head = "Mã chi bộ;Tháng;Đã sinh hoạt;Lý do\n"
    both = head + "A1;04/2023;Có;\nA1;04/2023;Không;Bão\n"
    client, address = upload(world, "xa", both)
    client.post(f"{address}ghi", {"do": "commit-aside"})
    client, alone = upload(world, "xa", head + "A1;04/2023;Không;Bão\n")
    page = client.get(alone).content.decode()
    assert "1 dòng cần chọn" in page
    assert "Dòng đã bị từ chối" in client.get(f"{alone}trung/").content.decode()


def test_an_upload_has_a_folder_nobody_else_reads(world: World) -> None:
    upload(world, "xa", WRONG)
    folder = waiting(Batch.objects.get().token).folder
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("address", "length", "status"),
    [(START, 22 << 20, 413), (START, 20 << 20, 200), ("/tai-khoan/", 6 << 20, 413)],
)
def test_too_much_is_refused_before_it_is_read(world: World, address: str, length: int, status: int) -> None:
    client = world.client("xa")
    answer = client.generic("POST", address, b"", content_type="text/plain", CONTENT_LENGTH=str(length))
    assert answer.status_code == status
    assert ("Gửi lên quá nặng" in answer.content.decode()) == (status == 413)


def tiles(page: str) -> dict[str, str]:
    return dict(re.findall(r"<div><dt>([^<]+)</dt><dd[^>]*>([^<]+)</dd></div>", page))


def test_a_file_that_cannot_be_read_is_counted_as_one(world: World) -> None:
    client = world.client("xa")
    broken = SimpleUploadedFile("hong.xlsx", b"no workbook at all")
    good = SimpleUploadedFile("sinh-hoat.csv", GOOD.encode())
    address = client.post(START, {"sheets": [good, broken]}).headers["Location"]
    page = client.get(address).content.decode()
    assert "1 lỗi cần sửa" in page
    assert tiles(page)["dòng có lỗi"] == "0"
    assert tiles(page)["tệp, trang chưa nhập được"] == "1"
    assert 'name="do" value="commit' not in page


def test_every_row_stands_in_one_tile(world: World) -> None:
    known_person(world)
    client, address = upload(world, "xa", SAME + "A1;000778;Lê Thị Mới;03/02/1971;01/05/2001\n")
    shown = tiles(client.get(address).content.decode())
    assert shown["chờ đồng chí chọn"] == "1"
    assert shown["thêm mới"] == "1"
    assert "tệp, trang chưa nhập được" not in shown, "nothing unread, so nothing is said of it"
    assert sum(map(int, shown.values())) == 2, "the rows of the file"


def test_saving_no_choice_says_so(world: World) -> None:
    known_person(world)
    client, address = upload(world, "xa", SAME)
    answer = client.post(f"{address}trung/", {})
    assert answer.status_code == 200
    assert "Đồng chí chưa chọn dòng nào" in answer.content.decode()
    assert not TwinDecision.objects.exists()


def test_of_many_files_the_first_names_are_shown(world: World) -> None:
    client = world.client("xa")
    files = [SimpleUploadedFile(f"tep{number}.csv", GOOD.encode()) for number in range(5)]
    address = client.post(START, {"sheets": files}).headers["Location"]
    head = client.get(address).content.decode().split('class="quiet">')[1].split("<")[0]
    assert head.startswith("tep0.csv, tep1.csv, tep2.csv và 2 tệp nữa")
