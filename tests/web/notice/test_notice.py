"""The statement of the controller and the notice that prints from it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.imports.models import Statement
from tests.factories import statement
from tests.factories.imports import WORDS
from tests.web.world import World

NOTICE, STATE = "/thong-bao-du-lieu/", "/thong-bao-du-lieu/khai-bao/"


@pytest.mark.parametrize(
    ("who", "reads", "states"),
    [
        (None, 302, 302),
        ("huyen", 200, 200),
        ("van-hanh", 200, 200),
        ("xa", 200, 403),
        ("bi-thu", 200, 403),
        ("dang-vien", 200, 403),
    ],
)
def test_who_reads_and_who_states(world: World, who: str | None, reads: int, states: int) -> None:
    assert world.get(who, NOTICE).status_code == reads
    assert world.get(who, STATE).status_code == states
    assert world.client(who).post(STATE, WORDS).status_code == (302 if states == 200 else states)
    assert Statement.objects.count() == (1 if states == 200 else 0)


def test_before_it_is_stated_the_page_says_so(world: World) -> None:
    assert "chưa khai mục đích" in world.get("dang-vien", NOTICE).content.decode()


def test_the_notice_says_what_was_stated_and_what_the_product_keeps(world: World) -> None:
    world.client("huyen").post(STATE, WORDS | {"purpose": "Một <b>mục đích</b>"})
    page = world.get("dang-vien", NOTICE).content.decode()
    assert "Huyện ủy Thử" in page
    assert "Một &lt;b&gt;mục đích&lt;/b&gt;" in page
    assert "Số định danh" in page, "the data that the import takes"
    assert "đơn xin vắng" in page
    assert "chỉ bí thư chi bộ; xóa sau một năm" in page, "what members type about themselves is told too"
    assert "trong 2 ngày làm việc" in page
    assert "Chưa kiểm chứng" not in page, "for those who state, not for members"
    assert "Chưa kiểm chứng" in world.get("huyen", NOTICE).content.decode()


def test_what_was_typed_is_kept_when_something_is_missing(world: World) -> None:
    page = world.client("huyen").post(STATE, WORDS | {"legal_basis": ""}).content.decode()
    assert "Ô này chưa ghi" in page
    assert WORDS["controller"] in page
    assert not Statement.objects.exists()


def test_the_number_of_queries_is_small(world: World) -> None:
    statement()
    client = world.client("dang-vien")
    with CaptureQueriesContext(connection) as queries:
        client.get(NOTICE)
    assert len(queries) <= 12
