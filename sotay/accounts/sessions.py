"""Django's session engine on our own table: keys are kept as digests only.

A session is looked up at every request; the row carries whose it is, so that it can be listed and ended.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from sotay.accounts.models import Session

WAY, OPENED_WITH, WORDS, BEGAN = "way", "opened_with", "device_words", "began"


def digest_of(key: str | None) -> str:
    """What is kept of a session's key: it has 190 random bits, so a plain digest cannot be undone."""
    return sha256(f"sotay.session.{key}".encode()).hexdigest()


def _now() -> datetime:
    return timezone.now()  # noqa: TID251 — Django calls the engine without a time


class SessionStore(DatabaseStore):
    """As Django's, with the digest in place of the key, and columns for listing and ending."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    @property
    def public_id(self) -> str:
        """The id by which this session is listed."""
        return self.row.public_id if self.row else ""

    @property
    def seen_at(self) -> datetime | None:
        """When it was last used, coarsely; its beginning before that."""
        return (self.row.seen_at or self.row.began_at) if self.row else None

    def _get_session_from_db(self) -> Session | None:
        found: Session | None = Session.objects.filter(session_key=digest_of(self.session_key)).first()
        if found is None or self._is_past(found.expire_date):
            self._session_key = None
            return None
        self.row = found
        return found

    @staticmethod
    def _is_past(moment: datetime) -> bool:
        return moment <= _now()

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=digest_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        row.session_key = digest_of(self.session_key)
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.way, row.opened_with = data.get(WAY, ""), data.get(OPENED_WITH, "")
        row.device_words = data.get(WORDS, "")[:60]
        row.began_at = datetime.fromisoformat(data[BEGAN]) if BEGAN in data else _now()
        return row

    def save(self, must_create: bool = False) -> None:
        """Insert, or change the row that is there. Raises UpdateError when it has been ended meanwhile:
        a session that has ended never comes back."""
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        data = self._get_session(no_load=False)  # type: ignore[attr-defined]  # Django's own
        row = self.create_model_instance(data)
        changed = Session.objects.filter(session_key=row.session_key).update(
            session_data=row.session_data,
            expire_date=row.expire_date,
            account=row.account_id,
            way=row.way,
            opened_with=row.opened_with,
            device_words=row.device_words,
            **({"began_at": row.began_at} if BEGAN in data else {}),
        )
        if not changed:
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=digest_of(key)).delete()
