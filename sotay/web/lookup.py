"""From an address to a thing within the actor's scope: foreign and absent are both "not there"."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.queries import (
    UnknownOrganisation,
    ancestors_of,
    names_on,
    organisation_by_public_id,
)
from sotay.web.door import ActorRequest
from sotay.web.periods import carried

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation


def organisation_or_404(actor: Actor, public_id: str, permission: Permission) -> "Organisation":
    """The organisation of an address, where the permission holds."""
    try:
        return organisation_by_public_id(actor, public_id, permission)
    except UnknownOrganisation as error:
        raise Http404 from error


def cell_or_404(actor: Actor, public_id: str, permission: Permission) -> "Organisation":
    """The cell of an address, where the permission holds; a committee has no meetings of this kind."""
    found = organisation_or_404(actor, public_id, permission)
    if found.kind not in CELL_KINDS:
        raise Http404
    return found


def organisation_url(public_id: str) -> str:
    """The page of an organisation."""
    return reverse("web:organisation", args=[public_id])


def name_on(organisation: "Organisation", day: date) -> str:
    """Its name on a day; the code when it has none."""
    names = names_on([organisation.pk], day)
    return names[organisation.pk].name if names else organisation.code


def header_of(
    request: ActorRequest, organisation: "Organisation", today: date, *, own: bool = False
) -> dict[str, Any]:
    """`organisation` and `parents` of a page: names of the day, the way back up. With `own` the
    organisation itself closes the way (the page is about something inside it). The address's period
    goes along."""
    above, query = ancestors_of(request.actor, organisation, Permission.FIGURES_VIEW), carried(request.GET)
    names = names_on([organisation.pk, *(o.pk for o in above)], today)

    def link(one: "Organisation") -> dict[str, str]:
        name = names[one.pk].name if one.pk in names else one.code
        return {"name": name, "code": one.code, "url": organisation_url(one.public_id) + query}

    itself = link(organisation)
    parents = [link(one) for one in above]
    return {"organisation": itself, "parents": [*parents, itself] if own else parents}


def page_of[T](request: ActorRequest, items: Iterable[T], size: int = 30) -> "Page[T]":
    """The page of a long list that the address asks for; a wrong number gives the nearest page."""
    return Paginator(list(items), size).get_page(request.GET.get("page"))
