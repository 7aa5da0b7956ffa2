"""Failed sign-ins are limited: so many in a quarter of an hour from one address for one name.

The counts stand in Django's cache. Without a shared cache each server process counts for itself,
so the true limit is this one times the number of processes.
"""

import hashlib

from django.core.cache import cache

TRIES = 10
SECONDS = 15 * 60
MINUTES = SECONDS // 60


def _key(username: str, address: str) -> str:
    """Names and addresses are not kept, only their digest."""
    digest = hashlib.sha256(f"{username.strip().casefold()}\n{address}".encode()).hexdigest()
    return f"sign-in:{digest}"


def too_many(username: str, address: str) -> bool:
    """Whether the limit has been reached."""
    return int(cache.get(_key(username, address), 0)) >= TRIES


def count_failure(username: str, address: str) -> None:
    """One more failure; the time runs from the first."""
    key = _key(username, address)
    if not cache.add(key, 1, SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two calls
            cache.set(key, 1, SECONDS)


def forget_failures(username: str, address: str) -> None:
    """Signed in: the count begins anew."""
    cache.delete(_key(username, address))
