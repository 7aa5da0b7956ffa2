"""The page of components shows all of them, and so breaks first when one of them does."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from sotay.accounts.models import Account

WEB = Path(__file__).resolve().parents[3] / "sotay" / "web"
pytestmark = pytest.mark.django_db


def test_it_asks_for_a_sign_in(client: Client) -> None:
    assert client.get(reverse("web:components")).status_code == 302


def shown(client: Client) -> str:
    somebody = Account.objects.create_account(username="ai", full_name="Ai đó", password=None)
    client.force_login(somebody)
    return client.get(reverse("web:components")).content.decode()


def test_every_colour_it_names_is_a_token(client: Client) -> None:
    page = shown(client)
    tokens = set(re.findall(r"--([\w-]+):", (WEB / "static/web/tokens.css").read_text()))
    named = set(re.findall(r"var\(--([\w-]+)\)", page))
    assert named
    assert named <= tokens


def test_it_shows_each_kind_of_component(client: Client) -> None:
    page = shown(client)
    parts = "btn--main,chip is-hold,banner is-bad,field--bad,tile,chart--narrow,heat__c"
    for part in parts.split(","):
        assert f'class="{part}' in page or f" {part}" in page, part
    assert "Lịch không có ngày này" in page
    assert 'value="Nhà văn hóa thôn Hạ"' in page, "an error keeps what was typed"
