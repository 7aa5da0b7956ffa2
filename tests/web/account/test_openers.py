"""What opens my account, and ending it."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client

from sotay.accounts.models import Device, Session
from sotay.core import clock
from tests.web.account.support import PIN, a_code, enrol, out, signed_in
from tests.web.world import PASSWORD, World

LIST, END = "/tai-khoan/may", "/tai-khoan/may/ket-thuc"


def test_my_sessions_are_listed_and_ended_at_once(world: World) -> None:
    here, there, other = Client(), Client(HTTP_USER_AGENT="Windows Firefox"), Client()
    for client in (here, there):
        client.post("/dang-nhap", {"username": "bi-thu", "password": PASSWORD})
    other.post("/dang-nhap", {"username": "bi-thu-2", "password": PASSWORD})
    page = here.get(LIST).content.decode()
    assert "Máy tính Windows, Firefox" in page
    assert page.count('value="session"') == 1, "not this one, and nobody else's"
    row = Session.objects.get(device_words="Máy tính Windows, Firefox")
    assert here.post(END, {"kind": "session", "id": row.public_id}).status_code == 302
    assert (signed_in(here), signed_in(there), signed_in(other)) == (True, False, True)


@pytest.mark.parametrize("kind", ["session", "device", "passkey"])
def test_nobody_ends_what_is_somebody_elses(world: World, kind: str) -> None:
    victim = Client()
    enrol(victim, a_code(world.accounts["dang-vien"]))
    ids = {"session": Session.objects.get().public_id, "device": Device.objects.get().public_id}
    world.client("bi-thu").post(END, {"kind": kind, "id": ids.get(kind, "x")})
    assert signed_in(victim)
    assert Device.objects.get().ended_at is None


def test_ending_a_device_ends_its_sessions_and_its_pin(world: World) -> None:
    phone, desk = Client(), world.client("dang-vien")
    enrol(phone, a_code(world.accounts["dang-vien"]))
    desk.post(END, {"kind": "device", "id": Device.objects.get().public_id})
    assert not signed_in(phone)
    phone.post("/dang-nhap", {"pin": PIN})
    assert not signed_in(phone)


def test_all_others_end_together(world: World) -> None:
    clients = [world.client("bi-thu") for _ in range(3)]
    clients[0].post(END, {"kind": "others"})
    assert [signed_in(client) for client in clients] == [True, False, False]


def test_last_seen_is_coarse(world: World) -> None:
    client = world.client("bi-thu")
    client.get("/tai-khoan/")
    before = Session.objects.get().seen_at
    with time_machine.travel(clock.now() + timedelta(minutes=14), tick=True):
        client.get("/tai-khoan/")
        assert Session.objects.get().seen_at == before
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=True):
        client.get("/tai-khoan/")
        assert Session.objects.get().seen_at != before


def test_an_ended_session_does_not_come_back_by_saving(world: World) -> None:
    client = world.client("bi-thu")
    session = client.session
    session["x"] = 1
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert not signed_in(client)
    assert not Session.objects.filter(account=world.accounts["bi-thu"]).exists()


def test_signing_out_keeps_the_device(world: World) -> None:
    client = Client()
    enrol(client, a_code(world.accounts["dang-vien"]))
    assert 'name="pin"' in out(client).get("/dang-nhap").content.decode()
