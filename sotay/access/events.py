"""What happened to rights. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """A role was given to an account at an organisation (0: the whole installation)."""

    account: int
    role: str
    organisation: int


@dataclass(frozen=True, slots=True)
class RoleTaken:
    """A role was taken back."""

    account: int
    role: str
    organisation: int
