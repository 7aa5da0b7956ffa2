"""From the code on paper to one's own PIN; and everybody who tries without."""

import unicodedata
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.test import Client

from sotay.accounts import rules
from sotay.accounts.models import Account, Device, EnrolmentCode, Session
from sotay.accounts.operations import lock_account, revoke_code
from sotay.core import clock
from sotay.journal.models import Entry
from sotay.web.account.cookies import DEVICE_COOKIE
from tests.web.account.support import PIN, SYSTEM, a_code, enrol, out, signed_in
from tests.web.world import World

NFD = partial(unicodedata.normalize, "NFD")
GONE = "không còn dùng được"


def member(world: World) -> Account:
    return world.accounts["dang-vien"]


def test_a_code_a_pin_and_from_then_on_the_pin_alone(world: World) -> None:
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) Mobile Chrome/120")
    code = a_code(member(world))
    page = client.get("/ghi-danh/", {"ma": code.replace(" ", "-")}).content.decode()
    assert f'value="{code}"' in page, "the QR picture fills the code in"
    assert EnrolmentCode.objects.get().used_at is None, "opening it uses nothing up"
    assert enrol(client, code).status_code == 302
    assert signed_in(client)
    assert Device.objects.get().words == "Điện thoại Android, Chrome"
    page = out(client).get("/dang-nhap").content.decode()
    assert 'name="pin"' in page
    assert 'name="username"' not in page
    assert client.post("/dang-nhap", {"pin": PIN}).status_code == 302
    assert signed_in(client)
    ways = [line.payload for line in Entry.objects.filter(event="SignedIn").order_by("pk")]
    assert ['"code"' in ways[0], '"pin"' in ways[1]] == [True, True]


def test_nothing_secret_is_kept_as_it_is(world: World) -> None:
    client = Client()
    code = a_code(member(world))
    enrol(client, code)
    cookie = client.cookies[DEVICE_COOKIE].value
    key = cookie.split(":")[0].partition(".")[2]
    session = client.cookies["sotay"].value
    for model in (EnrolmentCode, Device, Session, Entry):
        text = repr(list(model.objects.values()))
        for secret in (code, PIN, key, session):
            assert secret not in text, model
    assert client.cookies[DEVICE_COOKIE]["httponly"]
    assert client.cookies[DEVICE_COOKIE]["max-age"] > 300 * 24 * 3600


@pytest.mark.parametrize("end", ["used", "revoked", "newer", "expired", "locked"])
def test_a_code_works_once_and_not_for_ever(world: World, end: str) -> None:
    account, code, now = member(world), "", clock.now()
    code = a_code(account)
    if end == "used":
        enrol(Client(), code)
    elif end == "revoked":
        revoke_code(actor=SYSTEM, account=account, at=now)
    elif end == "newer":
        a_code(account)
    elif end == "locked":
        lock_account(actor=SYSTEM, account=account, at=now)
    later = timedelta(days=7) if end == "expired" else timedelta(0)
    with time_machine.travel(now + later, tick=True):
        client = Client()
        assert GONE in client.post("/ghi-danh/", {"code": code}).content.decode()
        assert not signed_in(client)


def test_six_days_later_it_still_works(world: World) -> None:
    code = a_code(member(world))
    with time_machine.travel(clock.now() + timedelta(days=6), tick=True):
        client = Client()
        enrol(client, code)
        assert signed_in(client)


def test_what_the_code_may_look_like(world: World) -> None:
    code = a_code(member(world))
    marked = code.upper().replace("A", "Á").replace("O", "Ờ").replace("D", "Đ")
    for typed in (code.replace(" ", " - "), code.replace(" ", ""), marked, f" {code}. ", NFD(marked)):
        page = Client().post("/ghi-danh/", {"code": typed}).content.decode()
        assert "Người dang-vien" in page, "marks, capitals, blanks, hyphens mean nothing; the person is named"
    slip = code.rpartition(" ")[0] + " zzz"
    for wrong in ("lam hoa cam", slip, "", "abc", "4827 1590"):
        page = Client().post("/ghi-danh/", {"code": wrong}).content.decode()
        assert GONE not in page, "a slip of the finger is told without asking the database"
    assert f'value="{slip}"' in Client().post("/ghi-danh/", {"code": slip}).content.decode(), "typing is kept"


@pytest.mark.parametrize("pin", ["123456", "111111", "121212", "987654", "12345", "abcdef", "482482"])
def test_a_pin_that_is_easily_guessed_is_refused_and_the_code_stays_good(world: World, pin: str) -> None:
    code = a_code(member(world))
    client = Client()
    enrol(client, code, pin)
    assert not signed_in(client)
    enrol(client, code)
    assert signed_in(client)


def test_a_shared_machine_keeps_nothing_and_leaves_by_itself(world: World) -> None:
    client = Client()
    code = a_code(member(world))
    words = "mot cau rat dai de nho"
    sent = {"code": code, "way": "mat-khau", "new": words, "again": words, "shared": "on"}
    assert client.post("/ghi-danh/", sent).status_code == 302
    assert signed_in(client)
    assert DEVICE_COOKIE not in client.cookies
    with time_machine.travel(clock.now() + timedelta(minutes=9), tick=True):
        assert signed_in(client), "each page begins the ten minutes anew"
        with time_machine.travel(clock.now() + timedelta(minutes=9), tick=True):
            assert signed_in(client)
            with time_machine.travel(clock.now() + timedelta(minutes=11), tick=True):
                assert not signed_in(client)


def test_five_wrong_pins_lock_the_device_and_a_new_code_opens_it_again(world: World) -> None:
    client = Client()
    enrol(client, a_code(member(world)))
    out(client)
    said = [client.post("/dang-nhap", {"pin": "000111"}).content.decode() for _ in range(5)]
    assert "còn 4 lần" in said[0]
    assert "đã khóa" in said[4]
    assert "đã khóa" in client.post("/dang-nhap", {"pin": PIN}).content.decode(), "the right one is too late"
    assert not signed_in(client)
    assert Entry.objects.filter(event="DeviceLocked").count() == 1
    enrol(client, a_code(member(world)))
    assert signed_in(client)
    assert Device.objects.filter(ended_at=None).count() == 1, "the one before has ended"


def test_a_right_pin_gives_the_tries_back(world: World) -> None:
    client = Client()
    enrol(client, a_code(member(world)))
    for _ in range(3):
        out(client)
        for _ in range(4):
            client.post("/dang-nhap", {"pin": "000111"})
        assert client.post("/dang-nhap", {"pin": PIN}).status_code == 302


def test_the_pin_is_worth_nothing_on_another_machine(world: World) -> None:
    enrol(Client(), a_code(member(world)))
    thief = Client()
    for cookie in (None, f"{Device.objects.get().public_id}.x", "x" * 5000):
        if cookie:
            thief.cookies[DEVICE_COOKIE] = cookie
        thief.post("/dang-nhap", {"pin": PIN})
        assert not signed_in(thief)
    assert Device.objects.get().wrong_pins == 0, "nobody locks a device from elsewhere"


def test_guessing_codes_is_held_up_but_not_the_neighbour_with_a_pin(world: World) -> None:
    client = Client()
    enrol(client, a_code(member(world)))
    out(client)
    guesser = Client()
    wrong = "lam hoa cam dong xuan thu"
    assert rules.code_words(rules.code_letters(wrong))
    answers = [guesser.post("/ghi-danh/", {"code": wrong}) for _ in range(rules.CODE_ADDRESS.most + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert answers[-1].status_code == 429
    assert "15 phút" in answers[-1].content.decode()
    assert client.post("/dang-nhap", {"pin": PIN}).status_code == 302
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=True):
        assert guesser.post("/ghi-danh/", {"code": wrong}).status_code == 200


def test_the_session_before_is_not_the_session_after(world: World) -> None:
    client = Client()
    client.get("/dang-nhap/khoa")
    planted = client.session.session_key
    enrol(client, a_code(member(world)))
    assert client.session.session_key != planted
    other = Client()
    other.cookies["sotay"] = planted
    assert not signed_in(other)


def test_both_forms_need_a_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/ghi-danh/", {"code": a_code(member(world))}).status_code == 403


def test_what_is_wrong_with_a_code_or_a_pin_is_said_and_whose_it_is_stays(world: World) -> None:
    code = a_code(member(world))
    *most, last = code.split()
    slip = Client().post("/ghi-danh/", {"code": " ".join([*most, f"{last}zq"])}).content.decode()
    assert f"Từ “{last}zq” không có trong mã nào" in slip
    assert "gồm 6 từ" in Client().post("/ghi-danh/", {"code": "lam hoa cam"}).content.decode()
    weak = {"code": code, "way": "pin", "pin": "123456", "pin_again": "123456"}
    page = Client().post("/ghi-danh/", weak).content.decode()
    assert "dễ đoán (" in page
    assert "Người dang-vien" in page
