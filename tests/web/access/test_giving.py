"""Giving and taking roles on the pages; codes on paper."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sotay.access.models import Grant
from sotay.accounts.models import Account, EnrolmentCode
from sotay.core import clock
from sotay.members.models import Member
from tests import factories as make
from tests.web.account.support import enrol, put_in_force, signed_in
from tests.web.world import World

NEW = {"account": "", "full_name": "Đặng Văn Mới", "role": "secretary", "first": "2024-06-15", "last": ""}
CODE = re.compile(r'slip__code">([\d ]+)<')


def page_of(world: World, who: str, code: str, rest: str) -> Any:
    return world.client(who).get(world.page(code, rest))


@pytest.mark.parametrize(
    ("who", "code", "give", "enrol_"),
    [
        ("xa", "A", 200, 200),
        ("xa", "A1", 200, 200),
        ("huyen", "A", 200, 200),
        ("huyen", "A1", 404, 404),
        ("xa", "B1", 404, 404),
        ("xa", "H", 404, 404),
        ("bi-thu", "A1", 403, 200),
        ("bi-thu", "A2", 403, 404),
        ("dang-vien", "A1", 403, 403),
        ("van-hanh", "A1", 403, 403),
    ],
)
def test_who_may_give_and_who_may_enrol(world: World, who: str, code: str, give: int, enrol_: int) -> None:
    assert page_of(world, who, code, "giao-vai-tro/").status_code == give
    assert page_of(world, who, code, "ghi-danh/").status_code == enrol_


def test_a_new_secretary_gets_a_role_and_a_code_that_works(world: World) -> None:
    sent = NEW | {"last": "2024-12-31"}
    page = world.client("xa").post(world.page("A1", "giao-vai-tro/"), sent).content.decode()
    assert "Đặng Văn Mới" in page
    assert "<svg" in page
    grant = Grant.objects.get(account__username="dang-van-moi")
    assert (grant.role, str(grant.valid_to)) == ("secretary", "2025-01-01")
    client = Client()
    enrol(client, CODE.findall(page)[0])
    assert client.get(world.page("A1")).status_code == 200
    assert client.get(world.page("A2")).status_code == 404
    assert "đến hết 31/12/2024" in page_of(world, "xa", "A1", "ai-xem-duoc/").content.decode()


def test_somebody_known_is_found_and_given_a_role(world: World) -> None:
    form = (
        world.client("xa").get(world.page("A1", "giao-vai-tro/"), {"tim": "nguoi bi-thu-2"}).content.decode()
    )
    known = world.accounts["bi-thu-2"]
    assert known.public_id in form
    sent = NEW | {"account": known.public_id, "full_name": "", "role": "deputy"}
    address = world.page("A1", "giao-vai-tro/") + "?tim=nguoi+bi-thu-2"
    assert world.client("xa").post(address, sent).status_code == 302
    assert Grant.objects.filter(account=known, role="deputy", organisation=world.places["A1"]).exists()


def test_strangers_are_not_found(world: World) -> None:
    form = world.client("xa").get(world.page("A1", "giao-vai-tro/"), {"tim": "nguoi"}).content.decode()
    for stranger in ("xa-b", "huyen", "van-hanh", "khong"):
        assert world.accounts[stranger].public_id not in form
    sent = NEW | {"account": world.accounts["xa-b"].public_id}
    assert world.client("xa").post(world.page("A1", "giao-vai-tro/"), sent).status_code == 200
    assert not Grant.objects.filter(account=world.accounts["xa-b"], organisation=world.places["A1"]).exists()


@pytest.mark.parametrize(
    "change", [{"role": "operator"}, {"role": "superior_officer"}, {"last": "2024-01-01"}]
)
def test_what_may_not_be_given_changes_nothing_and_keeps_the_typing(world: World, change: Any) -> None:
    before = Account.objects.count()
    page = world.client("bi-thu" if "x" in change else "xa").post(
        world.page("A1", "giao-vai-tro/"), NEW | change
    )
    assert page.status_code == 200
    assert "Đặng Văn Mới" in page.content.decode()
    assert Account.objects.count() == before


def test_a_role_taken_back_is_gone_at_once(world: World) -> None:
    secretary = world.client("bi-thu")
    assert secretary.get(world.page("A1")).status_code == 200
    grant = Grant.objects.get(account=world.accounts["bi-thu"])
    world.client("xa-b").post(world.page("B1", "thu-vai-tro"), {"grant": grant.pk})
    assert secretary.get(world.page("A1")).status_code == 200, "not theirs to take"
    world.client("xa").post(world.page("A1", "thu-vai-tro"), {"grant": grant.pk})
    assert secretary.get(world.page("A1")).status_code == 403


def test_members_get_their_codes_on_one_sheet(world: World) -> None:
    members = [make.member(world.places["A1"], name=f"Hà Văn {n}") for n in ("Tí", "Sửu")]
    sent = {"member": [m.public_id for m in members]}
    page = world.client("bi-thu").post(world.page("A1", "ghi-danh/"), sent).content.decode()
    codes = CODE.findall(page)
    assert len(codes) == 2
    client = Client()
    enrol(client, codes[0])
    assert signed_in(client)
    assert client.get(world.page("A1", "ghi-danh/")).status_code == 403
    assert Member.objects.get(pk=members[0].pk).account is not None


def test_members_of_other_cells_are_not_the_secretarys(world: World) -> None:
    stranger = make.member(world.places["A2"], name="Người Lạ")
    address = world.page("A1", "ghi-danh/")
    assert world.client("bi-thu").post(address, {"member": stranger.public_id}).status_code == 404
    boss = world.accounts["xa"].public_id
    assert world.client("bi-thu").post(address, {"account": boss}).status_code == 404
    world.client("bi-thu").post(world.page("A1", "cap-ma"), {"account": boss})
    assert not EnrolmentCode.objects.exists()


def test_giving_asks_for_a_fresh_proof(world: World) -> None:
    client = world.client("xa")
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=True):
        answer = client.get(world.page("A1", "giao-vai-tro/"))
        assert answer.headers["Location"].startswith("/xac-nhan?next=")
        put_in_force(world.accounts["xa"])
        wrong = client.post(answer.headers["Location"], {"code": "000000"})
        assert wrong.status_code == 200
        assert client.get(world.page("A1", "giao-vai-tro/")).status_code == 302


def test_the_pages_ask_a_constant_number_of_questions(world: World) -> None:
    def questions(rest: str) -> int:
        client = world.client("xa")
        client.get(world.page("A1", rest))
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(world.page("A1", rest)).status_code == 200
        return len(found)

    rests = ("ai-xem-duoc/", "giao-vai-tro/", "ghi-danh/")
    before = [questions(rest) for rest in rests]
    for number in range(5):
        member = make.member(world.places["A1"], name=f"Thêm {number}")
        account = Account.objects.create_account(username=f"them{number}", full_name="X", password=None)
        Member.objects.filter(pk=member.pk).update(account=account)
        Grant.objects.create(
            account=account, role="member", organisation=world.places["A1"], valid_from="2024-01-01"
        )
    assert [questions(rest) for rest in rests] == before


def test_accounts_are_managed_without_seeing_any_content(world: World) -> None:
    manager, victim = world.client("van-hanh"), world.client("bi-thu")
    assert "Người bi-thu" in manager.get("/quan-ly/tai-khoan/", {"tim": "nguoi bi"}).content.decode()
    address = f"/quan-ly/tai-khoan/{world.accounts['bi-thu'].public_id}/"
    assert manager.get(address).status_code == 200
    manager.post(address + "sua", {"do": "lock"})
    assert not signed_in(victim)
    manager.post(address + "sua", {"do": "unlock"})
    assert not signed_in(victim), "sessions do not come back"
    page = manager.post(address + "sua", {"do": "anew"}).content.decode()
    client = Client()
    enrol(client, CODE.findall(page)[0])
    assert signed_in(client)
    assert not Account.objects.get(username="bi-thu").has_usable_password()
    for who in ("huyen", "bi-thu-2"):
        assert world.client(who).get(address).status_code == 403
