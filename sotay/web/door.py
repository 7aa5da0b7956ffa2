"""The one door to every page: each view says which permission it needs, or that it is public.

`verify_routes` refuses to start when a route says nothing. An object is always looked up inside
a query scoped to the actor, so that what is foreign and what is absent look alike (404).
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

from sotay.access.choices import Permission
from sotay.core.actor import Actor

if TYPE_CHECKING:
    from sotay.accounts.sessions import SessionStore

View = TypeVar("View", bound=Callable[..., Any])


class ActorRequest(HttpRequest):
    """A request behind the door: `actor` is who asks, with the rights of this moment."""

    actor: Actor
    session: "SessionStore"


PUBLIC = "public"
"""Anybody may ask, signed in or not."""
SIGNED_IN = "signed-in"
"""Anybody who is signed in may ask; the page shows only what is theirs."""


def needs(permission: Permission) -> Callable[[View], View]:
    """Only actors who hold the permission somewhere reach the view; where, its query decides."""
    return _declared(str(permission))


def _declared(declaration: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        view.declared = declaration  # type: ignore[attr-defined]  # a function takes attributes
        return view

    return decorate


public = _declared(PUBLIC)
signed_in = _declared(SIGNED_IN)


def fresh[V: Callable[..., Any]](view: V) -> V:
    """Only within ten minutes of proving who one is (a form may be sent ten minutes later still): for
    giving roles, exporting names, issuing papers. Others are asked again and come back to the page.
    Stands above `needs`: @fresh, @needs(…), @require_…"""
    view.fresh = True  # type: ignore[attr-defined]  # a function takes attributes
    return view


def always[V: Callable[..., Any]](view: V) -> V:
    """Open also to somebody whose second step is overdue: the pages where it is set up, and the way out."""
    view.always = True  # type: ignore[attr-defined]  # a function takes attributes
    return view


def takes_files[V: Callable[..., Any]](most: int) -> Callable[[V], V]:
    """The view takes a form with files of so many bytes in all; other forms are short."""

    def decorate(view: V) -> V:
        view.takes_bytes = most  # type: ignore[attr-defined]  # a function takes attributes
        return view

    return decorate


def taken_bytes(view: Callable[..., Any]) -> int:
    """How many bytes of files a view takes; 0 for none."""
    return int(getattr(view, "takes_bytes", 0))


def asks_for(view: Callable[..., Any], mark: str) -> bool:
    """Whether a view carries the mark `fresh` or `always`."""
    return bool(getattr(view, mark, False))


def declaration_of(view: Callable[..., Any]) -> str | None:
    """What a view (function or class-based) declared, or None."""
    declared = getattr(view, "declared", None) or getattr(getattr(view, "view_class", None), "declared", None)
    return declared if isinstance(declared, str) else None


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the installation with its pattern text."""
    for entry in (resolver or get_resolver()).url_patterns:
        text = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, text)
        else:
            yield text, entry


def verify_routes() -> None:
    """Raise ImproperlyConfigured for the first route without a declared permission."""
    for text, pattern in routes():
        if declaration_of(pattern.callback) is None:
            raise ImproperlyConfigured(f"route {text!r} declares no permission (sotay/web/door.py)")
