"""Lists to print: members for those who see the names, organisations for those who see the counts."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pdfplumber
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.journal.models import Entry
from sotay.web.account.entering import FRESH_AT
from sotay.web.lists import views
from tests.web.members.world import people, person
from tests.web.world import World


@pytest.mark.parametrize(
    ("who", "members", "organisations"),
    [
        (None, 302, 302),
        ("huyen", 200, 200),
        ("xa", 200, 200),
        ("bi-thu", 404, 404),
        ("xa-b", 404, 404),
        ("dang-vien", 403, 403),
        ("van-hanh", 403, 403),
    ],
)
def test_who_may_print_those_of_a_committee(
    world: World, who: str | None, members: int, organisations: int
) -> None:
    people(world)
    for rest in ("", "docx/"):
        path = world.page("A", f"in-dang-vien/{rest}")
        expected = 302 if who == "huyen" and rest else members
        assert world.get(who, path).status_code == expected, "nobody to list is said on the page"
        assert world.get(who, world.page("A", f"in-to-chuc/{rest}")).status_code == organisations


def test_members_of_a_cell_by_given_name_with_the_last_line(world: World) -> None:
    people(world)
    page = world.get("bi-thu", world.page("A1", "in-dang-vien/")).content.decode()
    assert page.index("Bùi&lt;b&gt; An") < page.index("Đỗ Thị Ánh") < page.index("Lê Văn Út")
    assert "Danh sách có 04 đồng chí." in page
    assert "Gồm 03 chính thức, 01 dự bị; trong đó 01 được miễn sinh hoạt." in page
    assert "(tính đến ngày 15/6/2024)" in page
    assert "Đồng chí nơi khác đến sinh hoạt tạm thời" in page
    assert "NQ-SUCKHOE" not in page
    assert "0123456" not in page


def test_above_the_direct_superior_there_is_nobody_to_list(world: World) -> None:
    people(world)
    page = world.get("huyen", world.page("A", "in-dang-vien/")).content.decode()
    assert "tên không thuộc phạm vi" in page
    assert "Lê Văn Út" not in page
    whole = world.get("huyen", world.page("H", "in-dang-vien/")).content.decode()
    assert "Người Kho Bạc" in whole
    assert "Không gồm 03 chi bộ mà người lập không được xem tên đảng viên." in whole
    assert "(gồm 01 trong 07 đảng viên: các chi bộ người lập được xem tên)" in whole


def test_a_whole_list_speaks_of_no_part(world: World) -> None:
    people(world)
    page = world.get("bi-thu", world.page("A1", "in-dang-vien/")).content.decode()
    assert "người lập" not in page


def test_the_title_of_a_list_is_in_the_size_of_the_text(world: World) -> None:
    """14 pt, not the 16 of a report (papers §5.1)."""
    people(world)
    answer = world.get("bi-thu", world.page("A1", "in-dang-vien/pdf/"))
    with pdfplumber.open(io.BytesIO(answer.content)) as found:
        words = found.pages[0].extract_words(extra_attrs=["size"])
    assert {round(w["size"]) for w in words if w["text"] == "DANH"} == {14}


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "pdf"])
def test_files_leave_a_line_in_the_journal(world: World, form: str) -> None:
    people(world)
    answer = world.get("bi-thu", world.page("A1", f"in-dang-vien/{form}/"), ngay="2024-06-01")
    assert answer.status_code == 200
    assert f"danh-sach-dang-vien-A1-2024-06-01.{form}" in answer["Content-Disposition"]
    if form in {"docx", "xlsx"}:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            parts = "".join(archive.read(n).decode("utf-8", "ignore") for n in archive.namelist())
        assert "Văn" in parts
        assert "NQ-SUCKHOE" not in parts
    entry = Entry.objects.get(event="ListExported")
    assert entry.organisation_id == world.places["A1"].pk
    assert '"rows":5' in entry.payload
    assert f'"form":"{form}"' in entry.payload


def test_an_unknown_form_is_not_there(world: World) -> None:
    assert world.get("bi-thu", world.page("A1", "in-dang-vien/exe/")).status_code == 404


def test_organisations_in_official_order_with_block_and_counts(world: World) -> None:
    people(world)
    page = world.get("huyen", world.page("H", "in-to-chuc/")).content.decode()
    assert page.index("Đảng bộ xã An") < page.index("Đảng bộ xã Bình") < page.index("Chi bộ Kho bạc")
    assert "Chi bộ thôn A1" not in page
    assert "Danh sách có 03 tổ chức đảng: 02 đảng bộ cơ sở, 01 chi bộ cơ sở." in page
    assert "Tất cả có 4 chi bộ" in page
    whole = world.get("huyen", world.page("H", "in-to-chuc/"), cap="moi").content.decode()
    assert whole.index("Đảng bộ xã An") < whole.index("Chi bộ thôn A1") < whole.index("Đảng bộ xã Bình")
    assert "Danh sách có 07" not in whole
    assert "Danh sách có 06 tổ chức đảng" in whole


def test_organisations_as_they_stood_on_a_day(world: World) -> None:
    page = world.get("huyen", world.page("H", "in-to-chuc/"), ngay="2014-12-31").content.decode()
    assert "Đồng chí chọn ngày khác" in page
    answer = world.get("huyen", world.page("H", "in-to-chuc/docx/"), ngay="2014-12-31")
    assert answer.status_code == 302
    assert not Entry.objects.filter(event="ListExported").exists()
    assert world.get("huyen", world.page("H", "in-to-chuc/docx/")).status_code == 200
    assert str(date(2024, 6, 15)) in Entry.objects.get(event="ListExported").payload


def test_number_of_queries_does_not_grow(
    world: World, django_assert_num_queries: Callable[[int], Any]
) -> None:
    people(world)
    client = world.client("xa")
    client.get(world.page("A", "in-dang-vien/"))
    with CaptureQueriesContext(connection) as first:
        client.get(world.page("A", "in-dang-vien/"))
    for number in range(20):
        person(world, "A2", f"Lê Văn Số{number}")
    with django_assert_num_queries(len(first)):
        client.get(world.page("A", "in-dang-vien/"))


@pytest.mark.slow
def test_a_full_list_begins_on_the_first_page_and_is_signed_beside_its_last_line(world: World) -> None:
    for number in range(45):
        person(world, "A1", f"Lê Văn Số{number}")
    data = world.get("bi-thu", world.page("A1", "in-dang-vien/pdf/")).content
    with pdfplumber.open(io.BytesIO(data)) as file:
        pages = [page.extract_text() for page in file.pages]
    assert "Lê Văn Số1" in pages[0], "the table stands under its title"
    assert all("Họ và tên" in page for page in pages if "Lê Văn" in page), "the header row is repeated"
    assert "Gồm 46 chính thức" in pages[-1]
    assert "T/M CHI BỘ" in pages[-1]


def test_files_with_names_ask_for_a_fresh_proof(world: World) -> None:
    people(world)
    client = world.client("xa")
    session = client.session
    del session[FRESH_AT]
    session.save()
    answer = client.get(world.page("A", "in-dang-vien/xlsx/"))
    assert answer.headers.get("Location", "").startswith("/xac-nhan?next=")
    assert client.get(world.page("A", "in-to-chuc/xlsx/")).status_code == 200, "counts, no names"


def test_a_list_of_cells_alone_has_no_empty_column(world: World) -> None:
    """Each of them is a cell: nothing would stand under "Chi bộ"."""
    page = world.get("xa", world.page("A", "in-to-chuc/"), cap="moi").content.decode()
    heads = re.findall(r"<th[^>]*>([^<]*)</th>", page)
    assert "Đảng viên" in heads
    assert "Chi bộ" not in heads
    page = world.get("huyen", world.page("H", "in-to-chuc/"), cap="moi").content.decode()
    assert "Chi bộ" in re.findall(r"<th[^>]*>([^<]*)</th>", page)


def test_a_list_printed_from_the_page_says_what_it_lacks_and_is_not_signed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A print that ends after the first rows must not pass for the whole list."""
    people(world)
    monkeypatch.setattr(views, "PREVIEW", 2)
    page = world.get("bi-thu", world.page("A1", "in-dang-vien/")).content.decode()
    note = re.search(r"<p class=\"sheet__note\"><strong>(.*?)</strong></p>", page)
    assert note
    assert re.search(r"còn thiếu \d+ đồng chí. Bản đầy đủ để ký: tải bản PDF", note[1])
    assert page.index("sheet__note") < page.index("<table"), "before the names, not after the last one"
    assert 'class="sheet__sign noprint"' in page
    monkeypatch.setattr(views, "PREVIEW", 200)
    page = world.get("bi-thu", world.page("A1", "in-dang-vien/")).content.decode()
    assert ("còn thiếu" in page, 'class="sheet__sign"' in page) == (False, True)
