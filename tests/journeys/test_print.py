"""What the browser itself prints: a list begins under its title and no row is torn apart."""

from typing import Any

import pypdfium2
import pytest

from tests import factories as make
from tests.browser_support import DESK, OpenPage
from tests.journeys.test_every_page import sign_in
from tests.web.world import World, kept_today

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def world(transactional_db: None) -> World:
    return kept_today.stand()


def test_a_list_of_members_begins_on_its_first_sheet(
    live_server: Any, world: World, open_page: OpenPage
) -> None:
    for number in range(32):
        make.member(world.places["A1"], name=f"Nguyễn Văn Thử {number}")
    page = open_page(DESK)
    sign_in(page, live_server.url, "bi-thu")
    page.goto(f"{live_server.url}{world.page('A1', 'in-dang-vien/')}")
    sheets = [one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(page.pdf(format="A4"))]
    assert len(sheets) == 2
    assert "Nguyễn Văn Thử" in sheets[0], "the table is not moved whole to the next sheet"
    assert sheets[0].count("Nguyễn Văn Thử") > 15
    assert "Họ và tên" in sheets[1], "the header row is printed again"
