"""A meeting in session for proofs about many hands at once: its cell, people, and who leads."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from django.db import OperationalError, connection

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.core import clock
from sotay.core.actor import Actor, system_actor
from sotay.meetings.choices import Status
from sotay.meetings.models import AgendaItem, Meeting
from sotay.meetings.operations.session import open_meeting
from sotay.organisations.choices import Kind
from tests import factories as make

HANDS = 3
"""Threads that act at once: where one writes at a time, more only wait longer for their turn."""


@dataclass
class Evening:
    """The meeting, its people's public ids, its items, two who may write."""

    meeting: Meeting
    people: list[str]
    items: list[AgendaItem]
    secretary: Account
    actor: Actor
    deputy: Actor


def evening(people: int = 8) -> Evening:
    """A meeting opened today."""
    today = clock.today()
    above = make.organisation(Kind.GRASSROOTS_COMMITTEE)
    cell = make.organisation(Kind.CELL, above)
    make.settle(above, cell, today=today)
    members = [make.member(cell, name=f"Đảng viên {number}") for number in range(people)]
    accounts = []
    for name, role in (("bi-thu", Role.SECRETARY), ("pho-bi-thu", Role.DEPUTY)):
        account = Account.objects.create(username=f"{name}-{cell.pk}", full_name="Người", password="!")
        Grant.objects.create(account=account, role=role, organisation=cell, valid_from=cell.founded_on)
        accounts.append(account)
    month = today.year * 100 + today.month
    meeting = make.meeting(cell, month, status=Status.PLANNED, planned_on=today)
    actors = [replace(system_actor(Permission), account_id=account.pk) for account in accounts]
    open_meeting(actor=actors[0], meeting=meeting, at=clock.now())
    meeting.refresh_from_db()
    items = list(AgendaItem.objects.filter(meeting=meeting))
    return Evening(meeting, [m.public_id for m in members], items, accounts[0], *actors)


def at_once[T](work: Iterable[T], do: Callable[[T], str]) -> list[str]:
    """Let many hands do the work at once; what was wrong with it, in words."""

    def patiently(task: T) -> str:
        for _ in range(50):
            try:
                return do(task)
            except OperationalError:
                continue  # its turn did not come in time; a browser would send it again
        return do(task)

    with ThreadPoolExecutor(HANDS) as pool:
        found = list(pool.map(patiently, work))
        list(pool.map(_close, range(HANDS * 4)))
    return [words for words in found if words]


def _close(_: Any) -> None:
    connection.close()
