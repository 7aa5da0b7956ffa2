"""Ask about members."""

from dataclasses import dataclass
from datetime import date

from sotay.access.choices import Permission
from sotay.access.queries import openable, without_role
from sotay.core.actor import Actor
from sotay.core.spans import on_day
from sotay.members.choices import MEMBER_STATUSES
from sotay.members.models import Member
from sotay.organisations.models import Organisation


class UnknownMember(LookupError):
    """No such member in what the actor may see."""


def member_of_account(account_id: int) -> int | None:
    """The member that an account belongs to, or None."""
    return Member.objects.filter(account_id=account_id).values_list("pk", flat=True).first()


@dataclass(frozen=True, slots=True)
class ToEnrol:
    """A member who has no account yet. `birth_year` tells namesakes apart, None when not known."""

    public_id: str
    name: str
    birth_year: int | None


def members_without_account(actor: Actor, cell: Organisation, *, today: date) -> list[ToEnrol]:
    """Members of the cell who have no account, by given name. Requires MEMBER_ENROL at the cell."""
    actor.require(Permission.MEMBER_ENROL, cell)
    rows = (
        Member.objects.filter(
            on_day(today, "statuses__"), home=cell, account=None, statuses__status__in=sorted(MEMBER_STATUSES)
        )
        .order_by("sort_key", "pk")
        .distinct()
    )
    return [ToEnrol(r.public_id, r.full_name, r.born_on.year if r.born_on else r.birth_year) for r in rows]


def member_to_enrol(actor: Actor, public_id: str) -> Member:
    """The member with that public id where the actor may enrol. Raises UnknownMember."""
    found = (
        Member.objects.visible_to(actor, Permission.MEMBER_ENROL)
        .filter(public_id=public_id)
        .select_related("home")
        .first()
    )
    if found is None:
        raise UnknownMember
    return found


@dataclass(frozen=True, slots=True)
class HasAccount:
    """A member with an account; `may_open`: the actor may hand out a code for it. `roleless`: nothing is
    left of its roles; whoever gets a code is given that of a member again."""

    name: str
    username: str
    account: str
    may_open: bool
    roleless: bool


def members_with_account(actor: Actor, cell: Organisation, *, today: date) -> list[HasAccount]:
    """Members of the cell who have an account, by given name. Requires MEMBER_ENROL at the cell."""
    actor.require(Permission.MEMBER_ENROL, cell)
    rows = (
        Member.objects.filter(home=cell, account__isnull=False)
        .select_related("account")
        .order_by("sort_key", "pk")
    )
    found = [(row.full_name, row.account) for row in rows if row.account]
    ids = [account.pk for _, account in found]
    bare = without_role(ids, today=today)
    mine = openable(actor, ids, today=today) | bare
    return [HasAccount(name, a.username, a.public_id, a.pk in mine, a.pk in bare) for name, a in found]
