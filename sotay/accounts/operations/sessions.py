"""End sessions; note, coarsely, that they were used."""

from datetime import datetime

from django.db import transaction

from sotay.accounts.events import SessionsEnded
from sotay.accounts.models import Account, Session
from sotay.accounts.rules import SEEN_EVERY
from sotay.core.actor import Actor
from sotay.journal.operations import record


@transaction.atomic
def end_session(*, actor: Actor, account: Account, public_id: str, at: datetime) -> bool:
    """End one session of the account at once; whether there was one. Whether the actor may is decided
    before: their own, or by `access`."""
    ended, _ = Session.objects.filter(account=account, public_id=public_id).delete()
    if ended:
        record(SessionsEnded(account.pk, ended), actor=actor, at=at)
    return bool(ended)


@transaction.atomic
def end_sessions_of(*, actor: Actor, account: Account, at: datetime, but: str = "") -> int:
    """End all sessions of the account but the one with that public id; how many."""
    ended, _ = Session.objects.filter(account=account).exclude(public_id=but).delete()
    if ended:
        record(SessionsEnded(account.pk, ended), actor=actor, at=at)
    return ended


def note_seen(*, public_id: str, seen_at: datetime | None, at: datetime) -> None:
    """Remember that the session was used, once a quarter of an hour at most."""
    if seen_at is None or at - seen_at >= SEEN_EVERY:
        Session.objects.filter(public_id=public_id).update(seen_at=at)


def sweep_sessions(*, at: datetime) -> None:
    """Forget sessions that ran out."""
    Session.objects.filter(expire_date__lt=at).delete()
