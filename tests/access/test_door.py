"""The door: every route declares a permission, and rights are looked up at each request."""

import types
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import clear_url_caches, include, path
from django.utils import timezone

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.core import clock
from sotay.web.door import declaration_of, needs, routes, verify_routes
from tests.access.support import a_tree, an_account

pytestmark = pytest.mark.django_db


def silent(request: HttpRequest) -> HttpResponse:
    """A view that forgot to declare."""
    return HttpResponse("mở toang")


@pytest.fixture
def planted() -> Iterator[None]:
    """The installation with one more route, which declares nothing."""
    module = types.ModuleType("planted_urls")
    module.urlpatterns = [path("", include("config.urls")), path("bi-quen/", silent)]  # type: ignore[attr-defined]
    with override_settings(ROOT_URLCONF=module):
        clear_url_caches()
        yield
    clear_url_caches()


def test_every_route_declares_what_it_needs() -> None:
    verify_routes()
    assert len(list(routes())) > 10


def test_a_route_without_a_declaration_stops_the_start(planted: None) -> None:
    with pytest.raises(ImproperlyConfigured, match="bi-quen"):
        verify_routes()


def test_a_route_without_a_declaration_is_not_served_either(planted: None) -> None:
    answer = Client(raise_request_exception=False).get("/bi-quen/", HTTP_HOST="localhost")
    assert answer.status_code == 500
    assert "mở toang" not in answer.content.decode()


def test_a_declaration_is_read_from_functions_and_classes() -> None:
    from django.views import View

    @needs(Permission.ROLL_VIEW)
    class Page(View):
        pass

    assert declaration_of(needs(Permission.FIGURES_VIEW)(lambda request: None)) == "figures:view"
    assert declaration_of(Page.as_view()) == "roll:view"
    assert declaration_of(silent) is None


def test_a_right_taken_back_is_gone_with_the_next_request() -> None:
    tree = a_tree()
    account = an_account()
    grant = Grant.objects.create(
        account=account, role=Role.COMMITTEE_OFFICER, organisation=tree.commune, valid_from=clock.today()
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    page = f"/to-chuc/{tree.commune.public_id}/"
    assert client.get(page).status_code == 200
    assert client.get(f"/to-chuc/{tree.other.public_id}/").status_code == 404
    grant.revoked_at = timezone.now()  # noqa: TID251
    grant.save()
    assert client.get(page).status_code == 403


def test_a_closed_account_is_out_with_the_next_request() -> None:
    tree = a_tree()
    account = an_account()
    Grant.objects.create(
        account=account, role=Role.SECRETARY, organisation=tree.cell, valid_from=clock.today()
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    page = f"/to-chuc/{tree.cell.public_id}/"
    assert client.get(page).status_code == 200
    account.is_active = False
    account.save()
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap?")
