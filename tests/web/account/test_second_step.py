"""The second step: who is asked, what opens it, what does not."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from sotay.accounts import rules
from sotay.accounts.models import Account, SecondFactor
from sotay.core import clock
from tests.web.account.support import a_code, digits, enrol, put_in_force, signed_in
from tests.web.world import PASSWORD, World

STEP = "/dang-nhap/buoc-hai"


def half_way(world: World, who: str = "huyen") -> Client:
    """A browser that has given the right password."""
    client = Client()
    client.post("/dang-nhap", {"username": who, "password": PASSWORD})
    return client


def test_the_app_is_set_up_and_then_asked(world: World) -> None:
    account = world.accounts["huyen"]
    client = world.client("huyen")
    page = client.get("/tai-khoan/buoc-hai").content.decode()
    assert "<svg" in page
    assert "chưa đúng" not in page
    wrong = client.post("/tai-khoan/buoc-hai", {"code": "000000"}).content.decode()
    assert "không đúng" in wrong
    done = client.post("/tai-khoan/buoc-hai", {"code": digits(account)}).content.decode()
    assert done.count('class="nowrap"') == rules.RECOVERY_CODES
    SecondFactor.objects.update(last_step=0)
    client = half_way(world)
    assert not signed_in(client), "the password alone opens nothing"
    assert client.post(STEP, {"code": digits(account)}).status_code == 302
    assert signed_in(client)


def test_a_code_of_the_app_works_once(world: World) -> None:
    account = world.accounts["huyen"]
    put_in_force(account)
    code = digits(account)
    first, second = half_way(world), half_way(world)
    first.post(STEP, {"code": code})
    assert "đã dùng rồi" in second.post(STEP, {"code": code}).content.decode()
    assert (signed_in(first), signed_in(second)) == (True, False)


def test_a_recovery_code_works_once(world: World) -> None:
    codes = put_in_force(world.accounts["huyen"])
    for expected in (True, False):
        client = half_way(world)
        client.post(STEP, {"code": rules.grouped(codes[3])})
        assert signed_in(client) is expected


def test_guessing_digits_is_held_up(world: World) -> None:
    account = world.accounts["huyen"]
    put_in_force(account)
    answers = [half_way(world).post(STEP, {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    client = half_way(world)
    assert client.post(STEP, {"code": digits(account)}).status_code == 429
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=True):
        client = half_way(world)
        client.post(STEP, {"code": digits(account)})
        assert signed_in(client)


def test_half_way_in_is_forgotten_after_ten_minutes(world: World) -> None:
    account = world.accounts["huyen"]
    put_in_force(account)
    client = half_way(world)
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=True):
        client.post(STEP, {"code": digits(account)})
        assert not signed_in(client)


@pytest.mark.parametrize("way", ["pin", "code"])
def test_a_pin_or_a_code_does_not_go_round_it(world: World, way: str) -> None:
    account = world.accounts["huyen"]
    put_in_force(account)
    client = Client()
    enrol(client, a_code(account))
    assert not signed_in(client)
    if way == "pin":
        client.post("/dang-nhap", {"pin": "482915"})
        assert not signed_in(client)
    client.post(STEP, {"code": digits(account)})
    assert signed_in(client)


@pytest.mark.parametrize(
    ("who", "asked"), [("huyen", True), ("xa", True), ("van-hanh", True), ("bi-thu", False)]
)
def test_who_reaches_below_is_asked_within_a_fortnight(world: World, who: str, asked: bool) -> None:
    client = half_way(world, who)
    assert signed_in(client)
    assert client.get("/").headers["Location"] != "/tai-khoan/buoc-hai", "not yet due"
    due = Account.objects.get(username=who).factor_due_on
    assert (due is not None) is asked
    with time_machine.travel(clock.now() + timedelta(days=14), tick=True):
        client = half_way(world, who)
        answer = client.get("/")
        assert (answer.headers.get("Location") == "/tai-khoan/buoc-hai") is asked
        assert signed_in(client), "the account page stays open"


@pytest.mark.parametrize("who", ["huyen", "xa", "van-hanh"])
def test_an_officers_first_page_says_by_when_and_leads_there(world: World, who: str) -> None:
    client = half_way(world, who)
    due = Account.objects.get(username=who).factor_due_on
    page = client.get("/", follow=True).content.decode()
    assert f"Từ ngày {due:%d/%m/%Y}, đồng chí phải đặt xong bước thứ hai" in page
    assert '<a class="btn" href="/tai-khoan/buoc-hai">Đặt bước thứ hai</a>' in page
    assert "đặt xong bước thứ hai" not in client.get("/tai-khoan/").content.decode(), "not on every page"
    put_in_force(world.accounts[who])
    assert "đặt xong bước thứ hai" not in client.get("/", follow=True).content.decode()


def test_a_secretary_is_not_reminded_of_a_second_step(world: World) -> None:
    client = half_way(world, "bi-thu")
    assert "đặt xong bước thứ hai" not in client.get("/", follow=True).content.decode()


def test_the_demo_is_spared(world: World, settings: object) -> None:
    settings.SECOND_STEP = False  # type: ignore[attr-defined]
    put_in_force(world.accounts["huyen"])
    assert signed_in(half_way(world))


def test_a_wrong_answer_of_a_key_is_refused_in_words(world: World) -> None:
    answer = world.client("huyen").post("/xac-nhan", {"answer": "{}"})
    assert answer.status_code == 200
    assert 'class="banner is-bad"' in answer.content.decode()
