"""What happened to accounts. Ids only."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AccountCreated:
    """An account was made for a person."""

    account: int


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """The password of an account was changed: the old one must not open anything again."""

    ends_rights: ClassVar[bool] = True
    account: int


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in."""

    account: int


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Somebody signed out."""

    account: int
