"""Who can see this?"""

import pytest

from sotay.access.choices import Permission
from sotay.web.access.pages import WORDS
from tests.web.world import World


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        (None, "A1", 302),
        ("huyen", "A1", 200),
        ("xa", "A1", 200),
        ("bi-thu", "A1", 200),
        ("xa", "H", 404),
        ("bi-thu", "A2", 404),
        ("dang-vien", "A1", 403),
    ],
)
def test_who_may_ask(world: World, who: str | None, code: str, status: int) -> None:
    assert world.get(who, world.page(code, "ai-xem-duoc/")).status_code == status


def test_says_who_sees_names_and_who_only_counts(world: World) -> None:
    page = world.get("bi-thu", world.page("A1", "ai-xem-duoc/")).content.decode()
    rows = {name: page.split(f"Người {name}<")[1].split("</li>")[0] for name in ("huyen", "xa", "bi-thu")}
    assert "xem tên trong danh sách điểm danh" in rows["xa"]
    assert "xem tên trong danh sách điểm danh" in rows["bi-thu"]
    assert "xem tên trong danh sách điểm danh" not in rows["huyen"]
    assert "giao tại Đảng bộ huyện Thử" in rows["huyen"]
    assert "Người xa-b" not in page
    assert "Người van-hanh" in page, "the operator manages accounts everywhere; it is said what"


def test_no_permission_is_passed_over_in_silence() -> None:
    """Whoever reads minutes and opinions by name must be told of as much as whoever reads figures."""
    assert set(Permission) - set(WORDS) == {Permission.ORGANISATION_VIEW}


def test_says_who_reads_minutes_and_the_words_of_a_leave_request(world: World) -> None:
    page = world.get("bi-thu", world.page("A1", "ai-xem-duoc/")).content.decode()
    rows = {name: page.split(f"Người {name}<")[1].split("</li>")[0] for name in ("huyen", "xa", "bi-thu")}
    told = {name: "đọc biên bản, ý kiến theo tên" in row for name, row in rows.items()}
    assert told == {"huyen": False, "xa": True, "bi-thu": True}
    assert [name for name, row in rows.items() if "chữ riêng trong đơn xin vắng" in row] == ["bi-thu"]
    assert "Chỉ bí thư, trong đơn xin vắng" in page
