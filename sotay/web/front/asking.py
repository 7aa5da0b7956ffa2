"""What the front asks of the database, in threads of its own."""

from collections.abc import Callable, Collection, Hashable
from types import SimpleNamespace
from typing import Any, cast

from django.contrib.auth import get_user
from django.db import DatabaseError, close_old_connections, connection
from django.http import HttpRequest

from sotay.access.choices import Permission
from sotay.access.queries import actor_for, roles_in_force
from sotay.accounts.queries import accounts_of_sessions
from sotay.accounts.sessions import SessionStore
from sotay.core import clock
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.live import meeting_in_room, versions_of, watched_meeting
from sotay.members.queries import member_of_account
from sotay.web.front.tickets import standing_of
from sotay.web.session.state import words_of


def _kept[T](ask: Callable[[], T], otherwise: T) -> T:
    """Ask on the thread's own connection, which stays open; a broken one is opened anew at the next look."""
    try:
        return ask()
    except DatabaseError:
        connection.close()
        return otherwise


def versions(public_ids: Collection[str]) -> dict[str, int]:
    """How often each meeting has changed; nothing while the database does not answer."""
    return _kept(lambda: versions_of(public_ids), {})


def state(public_id: str) -> str | None:
    """What may be told of a meeting, as one line of JSON."""

    def ask() -> str | None:
        meeting = watched_meeting(public_id)
        return None if meeting is None else words_of(meeting)

    return _kept(ask, None)


def standings(session_keys: Collection[str]) -> dict[str, Hashable] | None:
    """By session that still holds, of an account with any role: whose it is and which roles. Whoever's
    differs from before, or is not there any more, must be asked for. Two questions, however many listen;
    None while the database does not answer."""

    def ask() -> dict[str, Hashable] | None:
        accounts = accounts_of_sessions(session_keys, at=clock.now())
        roles = roles_in_force(set(accounts.values()), today=clock.today())
        held = {key: account for key, account in accounts.items() if account in roles}
        return {key: standing_of(account, roles[account]) for key, account in held.items()}

    return _kept(ask, None)


def still_let_in(session_key: str, public_id: str) -> bool:
    """Whether whoever opened this session may still follow the meeting. Listening is no use of a session:
    it does not keep one alive."""
    close_old_connections()
    try:
        asked = SimpleNamespace(session=SessionStore(session_key))
        user: Any = get_user(cast(HttpRequest, asked))
        if not user.is_authenticated:
            return False
        actor = actor_for(user, today=clock.today(), member_id=member_of_account(user.pk))
        if not actor.may(Permission.MEETING_JOIN):
            return False
        meeting_in_room(actor, public_id)
    except UnknownMeeting:
        return False
    finally:
        close_old_connections()
    return True
