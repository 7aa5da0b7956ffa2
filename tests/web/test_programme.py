"""A district that carries out no programme sees none of one: figures without aims, no reviews."""

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured

from sotay.core.errors import DomainError
from sotay.programmes.rules import NONE, programme, programme_codes
from sotay.reporting.choices import ReportKind
from sotay.reporting.rules import require_programme
from tests.web.world import World

pytestmark = pytest.mark.django_db
SPAN = "?tu=2024-01&den=2024-05"
PAGES = (
    "", "truc-thuoc/", "bao-cao/", "so-sanh/", "so-lieu/meeting.attendance_net/", "so-lieu/meeting.regular/",
    "bieu-do/meeting.attendance_net/", "bieu-do/meeting.regular/", "bao-cao-thang/", "bao-cao-nam/",
)  # fmt: skip


@pytest.fixture
def without(settings: LazySettings) -> None:
    settings.PROGRAMME = ""


def page(world: World, path: str, place: str = "H") -> str:
    answer = world.get("huyen", f"/to-chuc/{world.places[place].public_id}/{path}{SPAN}")
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_speaks_of_a_programme_or_an_aim(world: World, without: None, path: str) -> None:
    text = page(world, path).lower()
    for word in ("đề án", "11-đa", "mục tiêu", "sơ kết"):
        assert word not in text, word


def test_the_pages_of_a_cell_and_of_its_parent_too(world: World, without: None) -> None:
    for place in ("A", "A1"):
        assert "mục tiêu" not in page(world, "", place).lower()


def test_figures_are_shown_all_the_same(world: World, without: None) -> None:
    text = page(world, "")
    assert "Kết quả sinh hoạt" in text
    assert "Chi bộ sinh hoạt thường kỳ đủ các tháng" in text
    assert "Lập báo cáo" in text


@pytest.mark.parametrize("path", ["so-ket/", "so-ket/tai-ve/json", "tong-ket/"])
def test_there_is_no_review(world: World, without: None, path: str) -> None:
    node = world.places["H"].public_id
    answers = {world.get("huyen", f"/to-chuc/{node}/{one}{SPAN}").status_code for one in (path,)}
    assert answers == {404}


def test_the_district_of_the_article_sees_its_programme(world: World) -> None:
    text = page(world, "")
    assert "Đề án 11 ở" in text
    assert "Kết quả so với mục tiêu" in text
    assert "Lập báo cáo sơ kết" in text


def test_a_review_is_refused_below_the_pages_too() -> None:
    with pytest.raises(DomainError, match="chưa khai đề án"):
        require_programme(ReportKind.INTERIM, "")
    require_programme(ReportKind.MONTH, "")


def test_no_programme_is_one_without_aims_and_an_unknown_one_is_none_at_all() -> None:
    assert not programme("")
    assert programme("") is NONE
    assert all(programme(code) for code in programme_codes())
    with pytest.raises(KeyError):
        programme("de-an-99")


def test_a_code_that_is_none_stops_the_start(settings: LazySettings) -> None:
    settings.PROGRAMME = "de-an-99"
    with pytest.raises(ImproperlyConfigured, match="de-an-11"):
        apps.get_app_config("programmes").ready()
