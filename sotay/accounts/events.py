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
    """Somebody signed in: by a password, a PIN, a passkey or an enrolment code."""

    account: int
    way: str = "password"


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Somebody signed out."""

    account: int


@dataclass(frozen=True, slots=True)
class CodeIssued:
    """An enrolment code was printed for an account; an earlier one is void."""

    account: int


@dataclass(frozen=True, slots=True)
class CodeRevoked:
    """An enrolment code that nobody had used was made void."""

    account: int


@dataclass(frozen=True, slots=True)
class CodeUsed:
    """An enrolment code was used."""

    account: int


@dataclass(frozen=True, slots=True)
class DeviceAdded:
    """A device of one's own was enrolled with a PIN."""

    account: int
    device: int


@dataclass(frozen=True, slots=True)
class DeviceLocked:
    """A device was locked after too many wrong PINs."""

    ends_rights: ClassVar[bool] = True
    account: int
    device: int


@dataclass(frozen=True, slots=True)
class DeviceEnded:
    """A device was taken off the list."""

    ends_rights: ClassVar[bool] = True
    account: int
    device: int


@dataclass(frozen=True, slots=True)
class PasskeyAdded:
    """A key of a machine was added."""

    account: int
    passkey: int


@dataclass(frozen=True, slots=True)
class PasskeyEnded:
    """A key of a machine was taken off the list."""

    ends_rights: ClassVar[bool] = True
    account: int
    passkey: int


@dataclass(frozen=True, slots=True)
class SecondFactorSet:
    """The second step of signing in was set up."""

    account: int


@dataclass(frozen=True, slots=True)
class SecondFactorRemoved:
    """The second step of signing in was taken away."""

    ends_rights: ClassVar[bool] = True
    account: int


@dataclass(frozen=True, slots=True)
class RecoveryCodeUsed:
    """A printed recovery code was used."""

    ends_rights: ClassVar[bool] = True
    account: int


@dataclass(frozen=True, slots=True)
class SessionsEnded:
    """Sessions of an account were ended: how many."""

    account: int
    count: int


@dataclass(frozen=True, slots=True)
class AccountLocked:
    """An account was locked."""

    ends_rights: ClassVar[bool] = True
    account: int


@dataclass(frozen=True, slots=True)
class AccountUnlocked:
    """An account was unlocked."""

    account: int


@dataclass(frozen=True, slots=True)
class AccountReset:
    """Everything that opens an account was made void."""

    ends_rights: ClassVar[bool] = True
    account: int
