"""Once it is written: which rows went in, what each speaks of, and for whom."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.core import clock
from sotay.imports.operations import sweep
from sotay.imports.waiting import ROWS, waiting
from sotay.members.models import Member
from tests import factories as make
from tests.web.imports.test_desk import PEOPLE, upload
from tests.web.imports.test_import import GOOD, HEAD
from tests.web.world import World

NEW = PEOPLE + "A1;000777;Trần Thị Bưởi;03/02/1970;01/05/2000\nA1;000778;Lê Văn <b>Mít</b>;1971;01/05/2000\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any, db: None) -> None:
    settings.DATA_DIR = tmp_path
    make.statement()


def commit(world: World, who: str, text: str) -> tuple[Any, str]:
    """The browser and the address of the page of rows."""
    client, address = upload(world, who, text)
    client.post(f"{address}ghi", {"do": "commit"})
    return client, f"{address}xong/dong/"


def test_new_rows_are_listed_with_the_way_to_each(world: World) -> None:
    client, address = commit(world, "xa", NEW)
    assert (
        f'href="{address}">Xem 2 dòng đã ghi</a>'
        in client.get(address.removesuffix("dong/")).content.decode()
    )
    page = client.get(address).content.decode()
    pomelo = Member.objects.get(full_name="Trần Thị Bưởi")
    assert f'<a href="/dang-vien/{pomelo.public_id}/">Trần Thị Bưởi</a>' in page
    assert "Lê Văn &lt;b&gt;Mít&lt;/b&gt;" in page
    assert re.findall(r"dòng \d", page)[:2] == ["dòng 2", "dòng 3"]
    assert "2 dòng đã ghi" in page
    assert page.count("thêm mới</td>") == 2


def test_new_and_changed_rows_are_told_apart(world: World) -> None:
    commit(world, "xa", NEW)
    client, address = commit(
        world, "xa", NEW.replace("03/02/1970", "04/02/1970") + "A1;000779;Đỗ Ổi;1972;01/05/2000\n"
    )
    page = client.get(address).content.decode()
    assert "Tất cả: 2" in page
    changed = client.get(f"{address}?loai=doi").content.decode()
    assert "Trần Thị Bưởi" in changed
    assert "Đỗ Ổi" not in changed
    assert "Trần Thị Bưởi" not in client.get(f"{address}?loai=moi").content.decode()


def test_a_meeting_is_named_by_its_kind_and_month(world: World) -> None:
    client, address = commit(world, "xa", GOOD)
    page = client.get(address).content.decode()
    assert "Sinh hoạt chuyên đề tháng 5/2024</a>" in page


def test_the_district_imports_for_a_cell_and_does_not_read_its_names(world: World) -> None:
    client, address = commit(world, "huyen", NEW)
    page = client.get(address).content.decode()
    assert "Trần Thị Bưởi" not in page
    assert page.count("Đảng viên không thuộc quyền xem") == 2
    assert "2 dòng đã ghi" in page


def test_names_go_with_the_right_to_see_them(world: World) -> None:
    """Whoever imported yesterday and has no right to the cell today sees that there were rows, no more."""
    client, address = commit(world, "xa", NEW)
    Member.objects.filter(full_name="Trần Thị Bưởi").update(home=world.places["B1"])
    page = client.get(address).content.decode()
    assert "Trần Thị Bưởi" not in page
    assert "Mít" in page


def test_the_list_is_its_owners(world: World) -> None:
    _, address = commit(world, "xa", NEW)
    for who, status in (
        ("huyen", 404),
        ("xa-b", 404),
        ("bi-thu", 403),
        ("dang-vien", 403),
        ("van-hanh", 403),
    ):
        assert world.get(who, address).status_code == status
    client, fresh = upload(world, "xa", HEAD)
    assert client.get(f"{fresh}xong/dong/").status_code == 404, "nothing has been written yet"


def test_what_is_kept_of_the_rows_names_nobody_and_goes_after_a_day(world: World) -> None:
    client, address = commit(world, "xa", NEW)
    kept = waiting(address.split("/")[2])
    assert len(kept.read(ROWS)) == 2
    assert "Bưởi" not in (kept.folder / ROWS).read_text()
    assert "000777" not in (kept.folder / ROWS).read_text()
    sweep(at=clock.now() + timedelta(hours=25))
    assert not kept.folder.exists()
    assert client.get(address).status_code == 404


def test_the_rows_stay_when_the_file_of_wrong_rows_is_deleted(world: World) -> None:
    client, address = upload(world, "xa", NEW + "zz;000999;Ai Đó;1970;01/05/2000\n")
    client.post(f"{address}ghi", {"do": "commit-aside"})
    assert client.get(f"{address}de-rieng").status_code == 200
    client.post(f"{address}huy")
    assert client.get(f"{address}de-rieng").status_code == 404
    assert "Trần Thị Bưởi" in client.get(f"{address}xong/dong/").content.decode()


def test_questions_do_not_grow_with_the_rows(world: World) -> None:
    asked = []
    for number in (1, 40):
        people = "".join(f"A1;{number}{n:04};Người {number} {n};1970;01/05/2000\n" for n in range(number))
        client, address = commit(world, "xa", PEOPLE + people)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]
