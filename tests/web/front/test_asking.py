"""Whoever listens must still be let in: the session, the role, the cell."""

from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest

from sotay.access.models import Grant
from sotay.accounts.models import Session
from sotay.web.front.asking import standings, state, still_let_in, versions
from sotay.web.front.tickets import holds, standing_in
from tests.web.session.support import Evening, evening
from tests.web.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one(world: World) -> Evening:
    made = evening(world)
    made.post(do="open")
    return made


def key(world: World, who: str) -> str:
    return str(world.client(who).session.session_key)


def test_a_member_follows_until_the_right_ends(one: Evening, monkeypatch: Any) -> None:
    monkeypatch.setattr("sotay.web.front.asking.close_old_connections", lambda: None)
    public_id, world = one.meeting.public_id, one.world
    mine = key(world, "dang-vien")
    assert still_let_in(mine, public_id)
    assert not still_let_in(mine, "khong-co")
    assert not still_let_in("khong-co", public_id)
    for who in ("bi-thu-2", "xa", "khong", "van-hanh"):
        assert not still_let_in(key(world, who), public_id), who
    Grant.objects.filter(account=world.accounts["dang-vien"]).update(valid_to=date(2024, 6, 1))
    assert not still_let_in(mine, public_id)
    chair = key(world, "bi-thu")
    assert still_let_in(chair, public_id)
    Session.objects.filter(account=world.accounts["bi-thu"]).delete()
    assert not still_let_in(chair, public_id)


def test_a_standing_goes_with_the_session_the_account_and_the_roles(one: Evening) -> None:
    world = one.world
    member, chair, other = (key(world, who) for who in ("dang-vien", "bi-thu", "bi-thu-2"))
    before = standings([member, chair, other, "khong-co"])
    assert before is not None
    assert before.keys() == {member, chair, other}
    assert standings([member, chair]) == {k: before[k] for k in (member, chair)}, "nothing has happened"
    Grant.objects.filter(account=world.accounts["dang-vien"]).update(valid_to=date(2024, 6, 1))
    Session.objects.filter(account=world.accounts["bi-thu"]).delete()
    assert standings([member, chair, other]) == {other: before[other]}
    grant = Grant.objects.get(account=world.accounts["bi-thu-2"])
    Grant.objects.create(
        account=grant.account, role="member", organisation=grant.organisation, valid_from=grant.valid_from
    )
    changed = standings([other])
    assert changed is not None
    assert changed[other] != before[other]
    type(grant.account).objects.filter(pk=grant.account_id).update(is_active=False)
    assert standings([other]) == {}


def test_versions_grow_and_the_state_names_nobody(one: Evening) -> None:
    public_id = one.meeting.public_id
    before = versions([public_id])[public_id]
    one.post(do="done", muc=one.item("O1").public_id)
    assert versions([public_id, "khong-co"]) == {public_id: before + 1}
    words = state(public_id)
    assert words is not None
    assert "Kín" not in words
    assert '"step": 2' in words
    assert state("khong-co") is None


def test_the_pages_ticket_says_by_what_it_was_let_in(one: Evening) -> None:
    """So that the watch sees a role that was taken since; nobody writes a ticket but the server."""
    client = one.world.client("dang-vien")
    mine, public_id = str(client.session.session_key), one.meeting.public_id
    page = client.get("/cua-toi/").content.decode()
    ticket = unquote(page.split("?ve=")[1].split('"')[0])
    assert holds(ticket, mine, public_id)
    assert standings([mine]) == {mine: standing_in(ticket)}
    assert not holds(ticket, key(one.world, "bi-thu"), public_id), "another's session"
    assert not holds(ticket, mine, "khac")
    assert not holds("khac" + ticket, mine, public_id), "another standing"
    assert not holds("", mine, public_id)
    Grant.objects.create(
        account=one.world.accounts["dang-vien"], role="member", organisation=one.world.places["A2"],
        valid_from=date(2024, 1, 1),
    )  # fmt: skip
    changed = standings([mine])
    assert changed is not None
    assert changed[mine] != standing_in(ticket)
