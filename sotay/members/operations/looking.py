"""Reads of names leave a trace; looking further down needs a reason."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import SEGMENT, Actor
from sotay.core.errors import PermissionDenied
from sotay.journal.operations import record
from sotay.members.events import (
    MemberSeen,
    MembersFound,
    MembersSeen,
    OwnDataTaken,
    ReasonEnded,
    ReasonStated,
)
from sotay.members.models import LookupReason, Member
from sotay.members.rules import reason_of


@transaction.atomic
def state_reason(*, actor: Actor, text: str, at: datetime) -> int:
    """Keep why the actor looks for names beyond the own cells; returns the reason's id, good for one
    sitting. Requires MEMBER_LOOKUP somewhere. Raises DomainError for words that say nothing."""
    actor.require(Permission.MEMBER_LOOKUP)
    if actor.account_id is None:
        raise PermissionDenied("Chỉ người có tài khoản mới nêu lý do và tìm tên được.")
    row = LookupReason.objects.create(account_id=actor.account_id, text=reason_of(text), stated_at=at)
    record(ReasonStated(row.pk), actor=actor, at=at, organisation_id=_seat(actor, Permission.MEMBER_LOOKUP))
    return row.pk


@transaction.atomic
def end_reason(*, actor: Actor, reason: int, at: datetime) -> None:
    """The actor's look-up under that reason is over. One that is over, or somebody else's, is left alone."""
    rows = LookupReason.objects.filter(pk=reason, account_id=actor.account_id or 0, ended_at=None)
    if rows.update(ended_at=at):
        event = ReasonEnded(reason)
        record(event, actor=actor, at=at, organisation_id=_seat(actor, Permission.MEMBER_LOOKUP))


def note_members_seen(
    *, actor: Actor, organisation: int, cells: Sequence[int], day: date, shown: int, at: datetime
) -> None:
    """Write to the organisation's journal that names of members of these cells were read. The names were
    handed out by `queries.register`, which asked for the right."""
    event = MembersSeen(tuple(cells), day.isoformat(), shown)
    record(event, actor=actor, at=at, organisation_id=organisation)


def note_member_seen(*, actor: Actor, member: int, cell: int | None, at: datetime) -> None:
    """Write to the cell's journal that a member's record was opened (`queries.person_file`)."""
    record(MemberSeen(member), actor=actor, at=at, organisation_id=cell)


def note_found(*, actor: Actor, members: Sequence[int], reason: int, at: datetime) -> None:
    """Write to the journal which members a search showed, and under which reason (0: none). It stands with
    the organisation that the actor looks from."""
    seat = _seat(actor, Permission.MEMBER_LOOKUP if reason else Permission.MEMBER_VIEW)
    record(MembersFound(tuple(members), reason), actor=actor, at=at, organisation_id=seat)


def note_own_data(*, actor: Actor, form: str, at: datetime) -> None:
    """Write to the cell's journal that a member took out the own data (`queries.own_file`)."""
    assert actor.member_id is not None  # own_file refuses who is no member
    cell = Member.objects.filter(pk=actor.member_id).values_list("home_id", flat=True).first()
    record(OwnDataTaken(actor.member_id, form), actor=actor, at=at, organisation_id=cell)


def _seat(actor: Actor, permission: str) -> int | None:
    """The highest organisation where the actor holds the permission; None: the whole installation."""
    paths = sorted((reach.path for reach in actor.reaches_of(permission)), key=lambda p: (len(p), p))
    return int(paths[0][-SEGMENT:], 36) if paths and paths[0] else None
