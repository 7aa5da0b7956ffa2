"""Closing a report in the browser: number and day, the stored files, differences, cancelling."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.core.cache import cache

from sotay.facts.operations import recount_everything
from sotay.meetings.models import Attendance
from sotay.reporting.models import ClosedReport, ReportWithdrawal
from sotay.web.account.entering import FRESH_AT
from tests import factories as make
from tests.kept import Kept
from tests.web.conftest import MORNING
from tests.web.reviews.walking import walk
from tests.web.world import World, build

MARCH = "den=2024-03&ngay=2024-06-10"
VALUES = {"number": "7", "term": "2020-2025", "day": "10/6/2024"}


def ready(world: World, code: str = "A") -> None:
    """Everything is written, and who signs is known."""
    make.position(world.places[code], "secretary", "Bí Thư Thử")
    data = {
        "key": ["remarks", "proposals"],
        "version": [0, 0],
        "text": ["Đã <b>viết</b>.", "Không."],
        "do": "save",
    }
    world.client("huyen").post(f"{world.page(code, 'bao-cao-thang/luu')}?{MARCH}", data)


def close(world: World, who: str = "xa", code: str = "A", query: str = MARCH, **more: str) -> Any:
    return world.client(who).post(f"{world.page(code, 'bao-cao-thang/chot/')}?{query}", VALUES | more)


def closed(world: World) -> str:
    ready(world)
    answer = close(world)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def _district_with_a_closed_report() -> tuple[World, str]:
    with time_machine.travel(MORNING, tick=False):
        world = build()
        return world, closed(world)


_kept = Kept(_district_with_a_closed_report)


@pytest.fixture
def standing(db: None) -> Iterator[tuple[World, str]]:
    """The district of the pages with a closed report of A, and its address."""
    cache.clear()
    with time_machine.travel(MORNING, tick=True):
        yield _kept.stand()


def _writing(world: World) -> str:
    """What stands under "Đang viết" in the list of A's reports."""
    page = world.get("huyen", world.page("A", "bao-cao/")).content.decode()
    return page.split('id="dang-viet"')[1].split("</section>")[0]


def test_a_closed_report_is_no_longer_being_written(world: World) -> None:
    ready(world)
    assert "tháng 3 năm 2024" in _writing(world)
    assert close(world).status_code == 302
    assert "tháng 3 năm 2024" not in _writing(world)
    assert "Đã chốt: Số 07-BC/" in world.get("huyen", world.page("A", "bao-cao/")).content.decode()
    data = {"key": "remarks", "version": 1, "text": "Viết lại sau khi chốt.", "do": "save"}
    world.client("huyen").post(f"{world.page('A', 'bao-cao-thang/luu')}?{MARCH}", data)
    assert "tháng 3 năm 2024" in _writing(world), "what is written for a new one is not lost"


def test_a_cancelled_report_is_being_written_again(standing: tuple[World, str]) -> None:
    world, address = standing
    assert "tháng 3 năm 2024" not in _writing(world)
    world.client("xa").post(f"{address}huy", {"note": "Sai số."})
    assert "tháng 3 năm 2024" in _writing(world)


def test_a_report_is_closed_and_its_files_come_from_what_was_stored(world: World) -> None:
    address = closed(world)
    page = world.get("xa", address).content.decode()
    assert "Số 07-BC/" in page
    assert "Mọi số liệu đã in vẫn đúng với bản ghi." in page
    before = world.get("xa", f"{address}tai-ve/docx")
    assert "bao-cao-thang-A-2024-03-so-07.docx" in before.headers["Content-Disposition"]
    Attendance.objects.filter(state="unexcused").update(state="present")
    recount_everything()
    after = world.get("xa", address).content.decode()
    assert "số liệu đã in nay khác" in after
    assert world.get("xa", f"{address}tai-ve/docx").content == before.content
    with ZipFile(io.BytesIO(before.content)) as parts:
        assert "DỰ THẢO" not in parts.read("word/document.xml").decode()
    sheet = world.get("xa", f"{address}ban-in/").content.decode()
    assert "Đã &lt;b&gt;viết&lt;/b&gt;." in sheet
    assert "Số 07-BC/" in world.get("xa", world.page("A", "bao-cao/")).content.decode()


@pytest.mark.parametrize("rest", ["", "ban-in/", "tai-ve/docx"])
@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("huyen", 200), ("xa", 200), ("xa-b", 404), ("bi-thu", 404), ("dang-vien", 403)],
)
def test_who_may_see_a_closed_report(
    standing: tuple[World, str], who: str | None, status: int, rest: str
) -> None:
    world, address = standing
    assert world.get(who, address + rest).status_code == status


@pytest.mark.parametrize(("who", "status"), [("bi-thu", 403), ("xa-b", 404), ("dang-vien", 403)])
def test_who_may_not_close_or_cancel(standing: tuple[World, str], who: str, status: int) -> None:
    world, address = standing
    assert close(world, who, number="8").status_code == status
    assert world.get(who, world.page("A", "bao-cao-thang/chot/")).status_code == status
    assert world.client(who).post(f"{address}huy", {"note": "x"}).status_code == status
    assert ClosedReport.objects.count() == 1
    assert not ReportWithdrawal.objects.exists()


def test_issuing_and_cancelling_ask_for_a_fresh_proof(world: World) -> None:
    """Looking at it does not."""
    address = closed(world)
    client = world.client("xa")
    session = client.session
    del session[FRESH_AT]
    session.save()
    page = world.page("A", "bao-cao-thang/chot/")
    answers = [client.get(page), client.post(page, VALUES), client.post(f"{address}huy", {"note": "Sai."})]
    assert {a.headers.get("Location", "").partition("=")[0] for a in answers} == {"/xac-nhan?next"}
    assert client.get(address).status_code == 200
    assert ClosedReport.objects.count() == 1
    assert not ReportWithdrawal.objects.exists()


def test_what_is_missing_is_told_and_what_was_typed_is_kept(world: World) -> None:
    page = world.get("xa", world.page("A", "bao-cao-thang/chot/"), den="2024-03").content.decode()
    assert "Còn 2 phần chưa viết" in page
    ready(world)
    answer = close(world, number="7", term="2020")
    assert answer.status_code == 400
    assert 'value="7"' in answer.content.decode()
    assert "Ghi nhiệm kỳ bằng hai năm" in answer.content.decode()
    assert not ClosedReport.objects.exists()


def test_a_replacement_marks_the_old_one(world: World) -> None:
    address = closed(world)
    page = world.get("xa", address).content.decode().replace("&amp;", "&")
    link = re.findall(r'href="([^"]*chot/[^"]*thay=[^"]*)"', page)[0]
    form = world.client("xa").get(link)
    assert 'value="8"' in form.content.decode(), "the next number is proposed"
    answer = world.client("xa").post(link, VALUES | {"number": "8", "note": "Sai số."})
    assert answer.status_code == 302
    old = world.get("xa", address).content.decode()
    assert "không còn giá trị" in old
    assert "Sai số." in old
    listed = world.get("xa", world.page("A", "bao-cao/")).content.decode()
    assert "Đã thay" in listed


def test_a_foreign_report_cannot_be_named_as_the_old_one(world: World) -> None:
    ready(world, "B")
    close(world, "xa-b", "B")
    foreign = ClosedReport.objects.get().public_id
    ready(world)
    assert close(world, query=f"{MARCH}&thay={foreign}", number="8", note="x").status_code == 404
    assert close(world, query=f"{MARCH}&thay=khong-co", number="8", note="x").status_code == 404


def test_cancelling_asks_for_a_reason(standing: tuple[World, str]) -> None:
    world, address = standing
    assert world.client("xa").post(f"{address}huy", {"note": " "}).status_code == 400
    assert world.client("xa").post(f"{address}huy", {"note": "Lấy nhầm <i>số</i>."}).status_code == 302
    page = world.get("xa", address).content.decode()
    assert "Lấy nhầm &lt;i&gt;số&lt;/i&gt;." in page
    assert "Đã hủy" in page
    assert world.get("xa", f"{address}tai-ve/exe").status_code == 404


def test_number_of_queries_is_constant(
    world: World, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    address = closed(world)
    client = world.client("xa")
    with django_assert_max_num_queries(80) as first:
        client.get(address)
    enough = len(first.captured_queries)
    cell = make.organisation(parent=world.places["A"], name="Chi bộ thêm")
    make.settle(cell)
    make.roll(make.meeting(cell, 202403), "present")
    recount_everything()
    with django_assert_max_num_queries(enough):
        client.get(address)


@pytest.mark.slow
def test_every_number_of_the_stored_paper_opens_the_records_of_its_day(standing: tuple[World, str]) -> None:
    world, address = standing
    count, faults = walk(world.client("xa"), f"{address}ban-in/")
    assert faults == []
    assert count >= 60
