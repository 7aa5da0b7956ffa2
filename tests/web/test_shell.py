"""What surrounds every page: navigation, errors, headers, the door at the start."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import path

from sotay.core import clock
from sotay.web import door
from sotay.web.apps import every_route_declares_a_permission
from tests.web.world import World

PLANTED = [path("la", lambda request: None)]


def test_every_route_declares_a_permission() -> None:
    door.verify_routes()
    assert every_route_declares_a_permission(None) == []
    assert len(list(door.routes())) >= 20


@override_settings(ROOT_URLCONF=__name__)
def test_a_route_without_a_permission_stops_the_start() -> None:
    global urlpatterns
    urlpatterns = PLANTED
    with pytest.raises(ImproperlyConfigured):
        door.verify_routes()
    assert [error.id for error in every_route_declares_a_permission(None)] == ["sotay.E001"]


urlpatterns = PLANTED


def test_navigation_has_only_what_the_person_may(world: World) -> None:
    seen = {}
    for who in ("huyen", "bi-thu", "dang-vien", "van-hanh"):
        page = world.get(who, "/tai-khoan/").content.decode()
        nav = page[page.index('<nav class="nav"') : page.index("</nav>")]
        seen[who] = [
            w
            for w in ("Chi bộ", "Tổng quan", "Báo cáo", "Nhập liệu", "Của tôi", "Máy chủ", "Tài khoản")
            if w in nav
        ]
    assert seen == {
        "huyen": ["Tổng quan", "Báo cáo", "Nhập liệu", "Tài khoản"],
        "bi-thu": ["Chi bộ", "Báo cáo", "Tài khoản"],
        "dang-vien": ["Của tôi", "Tài khoản"],
        "van-hanh": ["Máy chủ", "Tài khoản"],
    }


def test_place_in_the_navigation_is_marked(world: World) -> None:
    for rest, word in (("", "Tổng quan"), ("so-ket/", "Báo cáo")):
        page = world.get("huyen", world.page("A", rest)).content.decode()
        if "aria-current=" in page and '<nav class="nav"' in page:
            nav = page[page.index('<nav class="nav"') : page.index("</nav>")]
            assert word in nav.split('aria-current="page"')[1].split("</a>")[0]


@pytest.mark.parametrize("page", ["A", "A1", "records", "meeting", "who", "review"])
def test_the_chosen_period_goes_along(world: World, page: str) -> None:
    known = {
        "records": world.page("A", "so-lieu/meeting.regular/"),
        "meeting": world.meeting("A1-202403"),
        "who": world.page("A", "ai-xem-duoc/"),
        "review": world.page("A", "so-ket/"),
    }
    query = {"tu": "2024-02", "den": "2024-04", "ngay": "2024-06-01"}
    found = world.get("huyen", known.get(page) or world.page(page), **query).content.decode()
    links = re.findall(r'href="(/(?:to-chuc|sinh-hoat)/[^"]*)"', found)
    assert links
    timeless = ("/ghi-danh/", "/giao-vai-tro/")  # who may what has no period
    assert {link for link in links if "tu=2024-" not in link and not link.endswith(timeless)} == set()
    wrong = world.get("huyen", world.page("A"), tu="<b>", den="2024-13", ngay="x").content.decode()
    assert f'href="{world.page("H")}"' in wrong, "what is wrong is left behind"


@pytest.mark.parametrize("who", ["huyen", None])
def test_not_found_speaks_vietnamese(world: World, who: str | None) -> None:
    answer = world.get(who, "/khong-co/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


def test_broken_page_speaks_vietnamese(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("Kín")

    monkeypatch.setattr("sotay.web.overview.views.overview_page", broken)
    answer = world.get("huyen", world.page("H"))
    assert answer.status_code == 500
    assert "Máy chủ gặp lỗi" in answer.content.decode()
    assert "Kín" not in answer.content.decode()


def test_pages_are_not_kept_and_run_no_foreign_script(world: World) -> None:
    answer = world.get("huyen", world.page("H"))
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "post"])
def test_other_methods_are_refused(world: World, method: str) -> None:
    assert getattr(world.client("huyen"), method)(world.page("H")).status_code == 405


@override_settings(DEMO=True)
def test_demo_says_that_it_is_one(world: World) -> None:
    assert "Dữ liệu mẫu" in world.get(None, "/dang-nhap").content.decode()


def test_a_revoked_role_is_gone_at_the_next_request(world: World) -> None:
    client: Client = world.client("xa")
    assert client.get(world.page("A")).status_code == 200
    world.accounts["xa"].grants.update(revoked_at=clock.now())
    assert client.get(world.page("A")).status_code == 403
