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

NEW = {"account": "", "full_name": "Đặng Văn Mới", "role": "secretary", "first": "15/06/2024", "last": ""}
CODE = re.compile(r'slip__code">([a-z ]+)<')


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
    sent = NEW | {"last": "31/12/2024"}
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
    "change", [{"role": "operator"}, {"role": "superior_officer"}, {"last": "01/01/2024"}]
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


def test_a_role_taken_back_by_mistake_can_be_given_again(world: World) -> None:
    secretary, officer = world.accounts["bi-thu"], world.client("xa")
    grant = Grant.objects.get(account=secretary)
    officer.post(world.page("A1", "thu-vai-tro"), {"grant": grant.pk})
    for search in ({}, {"tim": "nguoi bi"}):
        form = officer.get(world.page("A1", "giao-vai-tro/"), search).content.decode()
        assert secretary.public_id in form
    sent = NEW | {"account": secretary.public_id, "full_name": ""}
    assert officer.post(world.page("A1", "giao-vai-tro/"), sent).status_code == 302
    assert world.client("bi-thu").get(world.page("A1")).status_code == 200
    assert secretary.public_id not in page_of(world, "xa-b", "B1", "giao-vai-tro/").content.decode()


def test_a_member_whose_last_role_was_taken_back_gets_a_code_and_that_of_a_member(world: World) -> None:
    member = world.accounts["dang-vien"]
    Grant.objects.filter(account=member).update(revoked_at=clock.now())
    address = world.page("A1", "ghi-danh/")
    assert "đã thu vai trò" in world.client("bi-thu").get(address).content.decode()
    page = world.client("bi-thu").post(address, {"account": member.public_id}).content.decode()
    client = Client()
    enrol(client, CODE.findall(page)[0])
    assert signed_in(client)
    held = Grant.objects.get(account=member, revoked_at=None)
    assert (held.role, held.organisation) == ("member", world.places["A1"])
    assert world.client("bi-thu-2").post(address, {"account": member.public_id}).status_code == 404


def test_a_member_without_account_is_enrolled_and_given_the_role_at_once(world: World) -> None:
    member = make.member(world.places["A1"], name="Trịnh Hải Thử")
    stranger = make.member(world.places["A2"], name="Trịnh Hải Lạ")
    address = world.page("A1", "giao-vai-tro/")
    form = world.client("xa").get(address, {"tim": "trinh hai"}).content.decode()
    assert "Trịnh Hải Thử" in form
    assert "Trịnh Hải Lạ" not in form
    sent = NEW | {"account": f"m:{member.public_id}", "full_name": "", "role": "deputy"}
    page = world.client("xa").post(address, sent).content.decode()
    assert len(CODE.findall(page)) == 1
    account = Member.objects.get(pk=member.pk).account
    assert account is not None
    roles = Grant.objects.filter(account=account, organisation=world.places["A1"])
    assert set(roles.values_list("role", flat=True)) == {"member", "deputy"}
    before = Account.objects.count()
    assert world.client("xa").post(address, sent | {"account": f"m:{stranger.public_id}"}).status_code == 200
    assert Account.objects.count() == before


def test_roles_of_a_cell_are_not_given_at_a_committee(world: World) -> None:
    form = page_of(world, "xa", "A", "giao-vai-tro/").content.decode()
    assert 'value="committee_officer"' in form
    for role in ("secretary", "deputy", "member"):
        assert f'value="{role}"' not in form
        assert f'value="{role}"' in page_of(world, "xa", "A1", "giao-vai-tro/").content.decode()


def test_nobody_takes_their_own_role_and_others_are_asked_about_first(world: World) -> None:
    grant = Grant.objects.get(account=world.accounts["xa"])
    mine = page_of(world, "xa", "A", "ai-xem-duoc/").content.decode()
    assert f'name="grant" value="{grant.pk}"' not in mine
    world.client("xa").post(world.page("A", "thu-vai-tro"), {"grant": grant.pk})
    assert Grant.objects.get(pk=grant.pk).revoked_at is None
    theirs = page_of(world, "xa", "A1", "ai-xem-duoc/").content.decode()
    assert "Thu vai trò Bí thư chi bộ của đồng chí Người bi-thu?" in theirs


def test_members_are_enrolled_from_where_people_look(world: World) -> None:
    address = world.page("A1", "ghi-danh/")
    assert address in world.client("bi-thu").get("/", follow=True).content.decode()
    assert address in page_of(world, "bi-thu", "A1", "dang-vien/").content.decode()
    committee = page_of(world, "xa", "A", "ai-xem-duoc/").content.decode()
    assert world.page("A", "ghi-danh/") not in committee, "a committee has no members of its own"


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


def test_accounts_stand_by_given_name(world: World) -> None:
    """Đào Xuân Ân before Tạ Quang Huấn before Phạm Thị Loan: not as a database sorts letters."""
    for who, name in (("bi-thu", "Phạm Thị Loan"), ("xa", "Tạ Quang Huấn"), ("huyen", "Đào Xuân Ân")):
        Account.objects.filter(pk=world.accounts[who].pk).update(full_name=name)
    page = world.get("van-hanh", "/quan-ly/tai-khoan/").content.decode()
    places = [page.index(name) for name in ("Đào Xuân Ân", "Tạ Quang Huấn", "Phạm Thị Loan")]
    assert places == sorted(places)
