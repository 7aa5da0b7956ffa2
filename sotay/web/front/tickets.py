"""What a page gives along to open its events with: Django has just answered this session about this meeting,
so four hundred pages opened at once need not ask it again. It is good for two minutes and with the session's
own cookie only; whoever comes with it is looked up within ten seconds like everybody who listens."""

from hashlib import sha256

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

SALT = "sotay.live"
GOOD_FOR = 120
"""Seconds."""


def ticket_for(session_key: str, public_id: str) -> str:
    """The ticket of a session for the events of a meeting."""
    return TimestampSigner(salt=SALT).sign(_mark(session_key, public_id)).partition(":")[2]


def holds(ticket: str, session_key: str, public_id: str) -> bool:
    """Whether the ticket is ours, fresh, and of this session and meeting."""
    try:
        said = f"{_mark(session_key, public_id)}:{ticket}"
        TimestampSigner(salt=SALT).unsign(said, max_age=GOOD_FOR)
    except BadSignature:
        return False
    return bool(session_key)


def live_address(request: HttpRequest, public_id: str) -> str:
    """Where the page that is being answered finds its events."""
    ticket = ticket_for(request.session.session_key or "", public_id)
    return f"{reverse('web:session-live', args=[public_id])}?{urlencode({'ve': ticket})}"


def _mark(session_key: str, public_id: str) -> str:
    return sha256(f"{session_key} {public_id}".encode()).hexdigest()[:32]
