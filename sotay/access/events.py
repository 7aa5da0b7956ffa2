"""What happened to rights. Ids only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """A role was given to an account at an organisation (0: the whole installation), until a day.

    Given again with an earlier end it narrows what stood before, hence the rights ledger.
    """

    ends_rights: ClassVar[bool] = True
    account: int
    role: str
    organisation: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RoleTaken:
    """A role was taken back."""

    ends_rights: ClassVar[bool] = True
    account: int
    role: str
    organisation: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup was brought back; this much was taken away again."""

    lines: int
    grants: int
    accounts: int
