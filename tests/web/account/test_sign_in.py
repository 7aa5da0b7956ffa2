"""Signing in and out, one's own account."""

import re

import pytest
from django.test import Client

from sotay.accounts import rules
from sotay.accounts.models import Account
from sotay.journal.models import Entry
from tests.web.world import PASSWORD, World

ADDRESS = "/dang-nhap"


def try_in(client: Client, name: str, password: str, **more: str) -> object:
    return client.post(ADDRESS, {"username": name, "password": password} | more)


def test_signs_in_with_a_new_session_and_a_line_in_the_journal(world: World) -> None:
    client = Client()
    client.get(ADDRESS)
    client.session["x"] = 1
    before = client.session.session_key
    answer = try_in(client, "huyen", PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.session.session_key != before
    line = Entry.objects.get(event="SignedIn")
    assert line.account_id == world.accounts["huyen"].pk
    assert "huyen" not in line.payload
    assert client.post("/dang-xuat").status_code == 302
    assert Entry.objects.filter(event="SignedOut").count() == 1
    assert client.get("/").status_code == 302


def test_says_the_same_whichever_is_wrong(world: World) -> None:
    Account.objects.filter(username="khong").update(is_active=False)
    pages = [
        try_in(Client(), name, password).content.decode().replace(name, "")
        for name, password in (("huyen", "sai"), ("chua-co-ai", PASSWORD), ("khong", PASSWORD))
    ]
    without_token = {page.split("csrfmiddlewaretoken")[0] + page.split("</form>")[-1] for page in pages}
    assert len(without_token) == 1
    assert "không đúng" in pages[0]


def test_what_was_typed_stays_but_the_password(world: World) -> None:
    page = try_in(Client(), "huyen", "sai-mat-khau").content.decode()
    assert 'value="huyen"' in page
    assert "sai-mat-khau" not in page
    focused = re.findall(r"<input[^>]*autofocus[^>]*>", page)
    assert [re.findall(r'name="(\w+)"', one) for one in focused] == [["password"]]


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/tai-khoan/", "/tai-khoan/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_goes_on_only_to_addresses_of_ours(world: World, wanted: str, reached: str) -> None:
    assert try_in(Client(), "huyen", PASSWORD, next=wanted).headers["Location"] == reached


def test_failures_are_limited_for_one_name(world: World) -> None:
    client = Client()
    for _ in range(rules.NAME_AND_ADDRESS.most):
        assert try_in(client, "huyen", "sai").status_code == 200
    refused = try_in(client, "huyen", PASSWORD)
    assert refused.status_code == 429
    assert "15 phút" in refused.content.decode()
    assert try_in(client, "xa", PASSWORD).status_code == 302, "others are not held up"


def test_a_stranger_is_led_to_the_sign_in_page(world: World) -> None:
    answer = world.get(None, world.page("H"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{ADDRESS}?next=/to-chuc/")


def test_own_account_shows_roles_and_changes_the_password(world: World) -> None:
    client = world.client("bi-thu")
    page = client.get("/tai-khoan/").content.decode()
    assert "Bí thư chi bộ" in page
    assert "Chi bộ thôn A1" in page
    wrong = client.post("/tai-khoan/", {"present": "x", "new": "mot cau khac dai", "again": "mot cau khac"})
    assert "Mật khẩu hiện nay không đúng" in wrong.content.decode()
    assert "chưa giống nhau" in wrong.content.decode()
    weak = client.post("/tai-khoan/", {"present": PASSWORD, "new": "ngan", "again": "ngan"})
    assert "ít nhất 10 ký tự" in weak.content.decode()
    right = {"present": PASSWORD, "new": "mot cau khac dai", "again": "mot cau khac dai"}
    assert client.post("/tai-khoan/", right).status_code == 302
    assert client.get("/tai-khoan/").status_code == 200, "this session stays"
    assert Account.objects.get(username="bi-thu").check_password("mot cau khac dai")


def test_large_print_stays_on_the_device(world: World) -> None:
    client = world.client("bi-thu")
    client.post("/tai-khoan/co-chu", {"size": "lon"})
    assert 'data-chu="lon"' in client.get("/tai-khoan/").content.decode()
    client.post("/tai-khoan/co-chu", {"size": '"><script>'})
    assert 'data-chu="lon"' in client.get("/tai-khoan/").content.decode()


def test_changes_need_a_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = try_in(client, "huyen", PASSWORD)
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()


def test_alive_says_ok_to_anybody(client: Client) -> None:
    assert client.get("/song").content == b"ok"


def test_what_a_stranger_sends_does_not_come_back_after_signing_in(world: World) -> None:
    answer = Client().post(world.page("H", "so-ket/luu"), {"text": "x"})
    assert answer.headers["Location"] == f"{ADDRESS}?next=/"
