"""What a restore takes away again: the rights that ended after the backup was made.

Deliberately only takes. A role given since the backup is not given back: somebody who may do so
gives it anew. Whoever changed a password, or lost a device, gets a new code instead of the old key.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.accounts.replay import lock_accounts, void_credentials, void_loose_ends
from sotay.core.errors import DomainError
from sotay.journal.ledger import LedgerLine


@dataclass(slots=True)
class Replayed:
    """`lines` of the ledger were replayed: `grants` ended or narrowed; `accounts` must sign in anew."""

    lines: int = 0
    grants: int = 0
    accounts: int = 0
    locked: set[int] = field(default_factory=set)


def replay(since: Iterable[LedgerLine], *, at: datetime) -> Replayed:
    """Take away what these lines took away. Raises DomainError for a line that says nothing known."""
    done, changed, locked = Replayed(), set[int](), set[int]()
    for line in since:
        done.lines += 1
        match line.event:
            case "RoleTaken":
                done.grants += _standing(line.payload).update(revoked_at=at)
            case "RoleGiven":
                done.grants += _narrow(line.payload, at)
            case "AccountLocked":
                locked.add(int(line.payload["account"]))
            case _ if "account" in line.payload:
                changed.add(int(line.payload["account"]))
            case _:
                raise DomainError(
                    f"Sổ thu quyền có việc lạ ({line.event}); nâng cấp chương trình rồi khôi phục lại."
                )
    lock_accounts(locked)
    void_credentials(changed)
    void_loose_ends()
    done.accounts, done.locked = len(changed | locked), locked
    return done


def void_everything(*, at: datetime) -> Replayed:
    """The ledger is lost: every account is locked and every key void, until somebody opens it anew."""
    everybody = set(Account.objects.values_list("pk", flat=True))
    lock_accounts(everybody)
    void_credentials(everybody)
    void_loose_ends()
    return Replayed(accounts=len(everybody), locked=everybody)


def _standing(payload: dict[str, Any]) -> QuerySet[Grant]:
    standing = Grant.objects.filter(
        account_id=payload["account"], role=payload["role"], revoked_at__isnull=True
    )
    place = int(payload["organisation"])
    return standing.filter(organisation_id=place) if place else standing.filter(organisation__isnull=True)


def _narrow(payload: dict[str, Any], at: datetime) -> int:
    """A role given again with an earlier end ends then; with a later end nothing is added."""
    if not payload.get("until"):
        return 0
    until = date.fromisoformat(payload["until"])
    rows = _standing(payload).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=until))
    begun = rows.filter(valid_from__lt=until)
    never = rows.filter(valid_from__gte=until)
    return int(never.update(revoked_at=at)) + int(begun.update(valid_to=until))
