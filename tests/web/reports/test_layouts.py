"""The page of an organisation's own Word layout: take one home, change it, bring it back, drop it."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from sotay.reporting.choices import LayoutKind
from sotay.reporting.layouts.placeholders import placeholders
from sotay.reporting.layouts.starting import starting_layout
from sotay.reporting.models import ReportLayout
from tests.web.world import World

pytestmark = pytest.mark.usefixtures("layouts_read_here")
QUERY = "tu=2024-01&den=2024-05"


def changed(line: str, kind: LayoutKind = LayoutKind.INTERIM) -> bytes:
    document = Document(io.BytesIO(starting_layout(kind)))
    document.add_paragraph(line)
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def send(world: World, who: str | None, data: bytes, code: str = "H", kind: str = "so-ket") -> Any:
    file = SimpleUploadedFile("mẫu <b>huyện.docx", data)
    return world.client(who).post(world.page(code, "bao-cao/mau/"), {"kind": kind, "file": file})


def word_file(world: World, who: str, code: str) -> list[str]:
    answer = world.client(who).get(f"{world.page(code, 'so-ket/tai-ve/docx')}?{QUERY}")
    return [p.text for p in Document(io.BytesIO(answer.content)).paragraphs]


@pytest.mark.parametrize("rest", ["", "so-ket.docx", "tong-ket.docx"])
@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        (None, "H", 302),
        ("huyen", "H", 200),
        ("huyen", "A1", 200),
        ("xa", "A", 200),
        ("xa", "H", 404),
        ("xa", "B", 404),
        ("bi-thu", "A1", 403),
        ("dang-vien", "A1", 403),
    ],
)
def test_who_may_see_it(world: World, who: str | None, code: str, status: int, rest: str) -> None:
    assert world.get(who, world.page(code, f"bao-cao/mau/{rest}")).status_code == status


def test_a_layout_is_used_here_and_below_until_it_is_dropped(world: World) -> None:
    assert send(world, "huyen", changed("Mẫu của huyện")).status_code == 302
    assert "Mẫu của huyện" in word_file(world, "huyen", "H")
    assert "Mẫu của huyện" in word_file(world, "xa", "A")
    page = world.get("huyen", world.page("H", "bao-cao/mau/")).content.decode()
    assert "&lt;b&gt;huyện" in page
    assert "Đang dùng mẫu của cấp trên." in world.get("xa", world.page("A", "bao-cao/mau/")).content.decode()
    drop = world.client("huyen").post(world.page("H", "bao-cao/mau/bo"), {"remove": "so-ket"})
    assert drop.status_code == 302
    assert "Mẫu của huyện" not in word_file(world, "xa", "A")


def test_what_is_wrong_is_told_beside_the_file(world: World) -> None:
    for data, words in (
        (changed("[[khong_co]]"), "[[khong_co]]"),
        (b"khong phai word", "Không mở được tệp"),
        (b"x" * 2_000_001, "lớn quá 2 MB"),
    ):
        answer = send(world, "huyen", data)
        assert answer.status_code == 400
        assert words in answer.content.decode()
    assert not ReportLayout.objects.exists()


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("xa", 404), ("bi-thu", 403), ("dang-vien", 403)])
def test_who_may_not_change_it(world: World, who: str | None, status: int) -> None:
    send(world, "huyen", changed("Mẫu của huyện"))
    assert send(world, who, changed("Mẫu khác")).status_code == status
    drop = world.client(who).post(world.page("H", "bao-cao/mau/bo"), {"remove": "so-ket"})
    assert drop.status_code == status
    assert ReportLayout.objects.filter(removed_at__isnull=True).count() == 1


@pytest.mark.parametrize("kind", [*LayoutKind])
def test_every_report_and_list_has_a_layout_to_begin_from(world: World, kind: LayoutKind) -> None:
    start = world.get("huyen", world.page("H", f"bao-cao/mau/{kind}.docx"))
    assert start.status_code == 200
    assert send(world, "huyen", start.content, kind=kind).status_code == 302
    assert ReportLayout.objects.get().kind == kind.value


def test_what_has_no_layout(world: World) -> None:
    assert send(world, "huyen", changed("x"), kind="bien-ban").status_code == 400
    assert world.get("huyen", world.page("H", "bao-cao/mau/bien-ban.docx")).status_code == 404


def test_the_page_tells_every_placeholder(world: World) -> None:
    page = world.get("huyen", world.page("H", "bao-cao/mau/")).content.decode()
    told = set(re.findall(r"<code>\[\[(.*?)\]\]</code>", page))
    known = {name for kind in LayoutKind for name in placeholders(kind)}
    assert told == {name for name in known if name.count(":") < 2}
    blocks = {name.rpartition(":")[2] for name in known - told}
    assert all(f"{block} (" in page for block in blocks)


def test_a_list_of_members_is_set_in_it(world: World) -> None:
    assert (
        send(world, "huyen", changed("Mẫu danh sách", LayoutKind.MEMBERS), kind="ds-dang-vien").status_code
        == 302
    )
    answer = world.client("xa").get(world.page("A", "in-dang-vien/docx/"))
    assert answer.status_code == 200
    assert "Mẫu danh sách" in [p.text for p in Document(io.BytesIO(answer.content)).paragraphs]
