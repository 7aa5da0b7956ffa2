"""What a page gives along to open its events with: Django has just answered this session about this meeting,
so four hundred pages opened at once need not ask it again. It is good for two minutes and with the session's
own cookie only; whoever comes with it is looked up within ten seconds like everybody who listens, and at once
when their roles are not those of the page any more."""

from collections.abc import Collection
from hashlib import sha256

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils.http import urlencode

from sotay.access.queries import roles_in_force
from sotay.core import clock
from sotay.web.door import ActorRequest

SALT = "sotay.live"
GOOD_FOR = 120
"""Seconds."""


def ticket_for(session_key: str, public_id: str, standing: str) -> str:
    """The ticket of a session for the events of a meeting. `standing`: by what it was let in to the page."""
    signed = TimestampSigner(salt=SALT).sign(_mark(session_key, public_id, standing))
    return f"{standing}:{signed.partition(':')[2]}"


def holds(ticket: str, session_key: str, public_id: str) -> bool:
    """Whether the ticket is ours, fresh, and of this session and meeting."""
    standing, _, rest = ticket.partition(":")
    try:
        said = f"{_mark(session_key, public_id, standing)}:{rest}"
        TimestampSigner(salt=SALT).unsign(said, max_age=GOOD_FOR)
    except BadSignature:
        return False
    return bool(session_key)


def standing_in(ticket: str) -> str | None:
    """What the ticket says of its bearer's standing, once it is known to be ours; None for no ticket."""
    standing, colon, _ = ticket.partition(":")
    return standing if colon else None


def standing_of(account: int, roles: Collection[int]) -> str:
    """By what an account is let in: another mark as soon as its roles (ids) are others."""
    return sha256(f"{account} {sorted(roles)}".encode()).hexdigest()[:12]


def live_address(request: ActorRequest, public_id: str) -> str:
    """Where the page that is being answered finds its events. One question to the database."""
    account = request.actor.account_id or 0
    roles = roles_in_force({account}, today=clock.today()).get(account, frozenset())
    ticket = ticket_for(request.session.session_key or "", public_id, standing_of(account, roles))
    return f"{reverse('web:session-live', args=[public_id])}?{urlencode({'ve': ticket})}"


def _mark(session_key: str, public_id: str, standing: str) -> str:
    return sha256(f"{session_key} {public_id} {standing}".encode()).hexdigest()[:32]
