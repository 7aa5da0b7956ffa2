"""Whether somebody may give a role, or open an account: decided from plain rights, asked on both sides
(by operations before they change anything, by queries that say what may be offered)."""

from collections.abc import Iterable

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.access.permissions import BELOW, HERE, HERE_AND_CHILDREN, TABLE
from sotay.core.actor import Actor, Reach
from sotay.organisations.models import Organisation

CONTAINED_IN: dict[str, str] = {
    Permission.MEETING_RECORD: Permission.IMPORT_RUN,
    Permission.MEETING_SEAL: Permission.IMPORT_RUN,
    Permission.MEETING_JOIN: Permission.MEMBER_ENROL,
    Permission.VISIT_NOTE: Permission.MEETING_REMIND,
    Permission.MEMBER_REASONS: Permission.MEMBER_ENROL,
}
"""Whoever may bring in spreadsheets of a place may write its meetings already, though not by hand; whoever
enrols the members of a cell may give the secretary what only a secretary sees, and members their part in
meetings; whoever reminds a cell sends somebody to attend it."""


def may_give(actor: Actor, role: Role, organisation: Organisation | None) -> bool:
    """Whether the actor may give (and take) that role there.

    The role of a member is about that person alone: whoever may enrol members there gives it. Any other
    takes role:give, and every permission of the role over everything that it would reach; where a
    permission reaches one level below the place (names), holding it at the place itself suffices: the
    superior appoints who does the work there, without seeing those names.
    """
    if role is Role.MEMBER and organisation is not None and actor.may(Permission.MEMBER_ENROL, organisation):
        return True
    if role is not Role.OPERATOR and not holds(actor, Permission.ROLE_GIVE, organisation, HERE):
        return False
    return all(
        holds(actor, permission, organisation, depth)
        or (depth == HERE_AND_CHILDREN and holds(actor, permission, organisation, HERE))
        for permission, depth in TABLE[role].items()
    )


def holds_all_of(actor: Actor, role: Role, organisation: Organisation | None) -> bool:
    """Whether the actor holds every permission of the role over everything that the role would reach."""
    return all(holds(actor, permission, organisation, depth) for permission, depth in TABLE[role].items())


def holds(actor: Actor, permission: str, organisation: Organisation | None, depth: int | None) -> bool:
    wanted = Reach(organisation.path, depth) if organisation else Reach("", BELOW)
    held = (*actor.reaches_of(permission), *actor.reaches_of(CONTAINED_IN.get(permission, permission)))
    return any(reach.contains(wanted) for reach in held)


def may_open(actor: Actor, grants: Iterable[Grant]) -> bool:
    """Whether the actor may hand out a code for the account with these roles (present and to come).

    Whoever holds a code could use it: so only who could give every one of the roles, or manages accounts
    wherever they reach. An account without any role is the business of who manages all accounts.
    """
    held = list(grants)
    if not held:
        return holds(actor, Permission.ACCOUNT_MANAGE, None, BELOW)
    return all(
        may_give(actor, Role(grant.role), grant.organisation)
        or holds(actor, Permission.ACCOUNT_MANAGE, grant.organisation, BELOW)
        for grant in held
    )
