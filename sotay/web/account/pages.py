"""Page data of one's own account."""

from datetime import date
from typing import Any

from django.urls import reverse

from sotay.access.choices import Role
from sotay.access.queries import OwnGrant
from sotay.core.actor import Actor
from sotay.organisations.queries import names_on


def account_page(actor: Actor, account: Any, grants: list[OwnGrant], *, today: date) -> dict[str, Any]:
    """The context of web/account.html."""
    names = names_on([g.organisation.pk for g in grants if g.organisation], today)

    def place(grant: OwnGrant) -> str:
        if grant.organisation is None:
            return "Toàn hệ thống"
        found = names.get(grant.organisation.pk)
        return found.name if found else grant.organisation.code

    return {
        "account": {"name": actor.name, "username": account.username, "url": reverse("web:account")},
        "grants": [
            {"role": g.role.label, "scope": place(g), "since": g.valid_from, "until": g.valid_to}
            for g in grants
        ],
        "wide": any(g.organisation is None and g.role == Role.SUPERIOR_OFFICER for g in grants),
        "text_size_url": reverse("web:text-size"),
        "sign_out_url": reverse("web:sign-out"),
    }
