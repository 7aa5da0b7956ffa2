"""Who may be chosen when a role is given: persons known by their roles, members of the cell."""

from datetime import date
from typing import TYPE_CHECKING

from sotay.access.choices import Permission
from sotay.access.queries import MANY, known_people
from sotay.accounts.queries import account_by_public_id
from sotay.core.actor import Actor
from sotay.core.vietnamese import fold
from sotay.members.queries import members_with_account, members_without_account
from sotay.organisations.choices import CELL_KINDS

if TYPE_CHECKING:
    from sotay.accounts.models import Account
    from sotay.organisations.models import Organisation

MEMBER = "m:"
"""Before the public id of a member who has no account yet; an account stands by its own alone."""


def choices_for(actor: Actor, node: "Organisation", *, search: str, today: date) -> list[tuple[str, str]]:
    """Pairs (value, words): those with an account, then members of the cell who get one with the role.
    A member is never asked to be typed in as a new person. Some thirty of each at most."""
    found = {
        one.public_id: f"{one.full_name} ({one.username})"
        for one in known_people(actor, node, search=search, today=today)
    }
    if not _may_see_members(actor, node):
        return list(found.items())
    wanted = fold(search)
    having = [
        (one.account, f"{one.name} ({one.username})")
        for one in members_with_account(actor, node, today=today)
        if one.may_open
    ]
    without = [
        (f"{MEMBER}{one.public_id}", _words(one.name, one.birth_year))
        for one in members_without_account(actor, node, today=today)
    ]
    found |= {value: words for value, words in having if wanted in fold(words)}
    return [*found.items()][:MANY] + [one for one in without if wanted in fold(one[1])][:MANY]


def chosen_account(actor: Actor, node: "Organisation", public_id: str, *, today: date) -> "Account | None":
    """The account of that public id if it may be chosen there, or None."""
    if known := known_people(actor, node, public_id=public_id, today=today):
        return known[0]
    if not _may_see_members(actor, node):
        return None
    members = {one.account for one in members_with_account(actor, node, today=today)}
    return account_by_public_id(public_id) if public_id in members else None


def _may_see_members(actor: Actor, node: "Organisation") -> bool:
    return node.kind in CELL_KINDS and actor.may(Permission.MEMBER_ENROL, node)


def _words(name: str, born: int | None) -> str:
    return f"{name}{f', sinh năm {born}' if born else ''} (chưa có tài khoản, sẽ in mã)"
