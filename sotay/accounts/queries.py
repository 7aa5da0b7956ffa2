"""Ask about accounts and what opens them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.crypto import constant_time_compare

from sotay.accounts.choices import Way
from sotay.accounts.digests import keyed
from sotay.accounts.models import (
    Account,
    Device,
    EnrolmentCode,
    Passkey,
    RecoveryCode,
    SecondFactor,
    Session,
)
from sotay.accounts.rules import PIN_TRIES, code_letters
from sotay.accounts.sessions import digest_of


def account_named(username: str) -> Account | None:
    """The account with that sign-in name, or None."""
    return Account.objects.filter(username=username).first()


def account_of(pk: int) -> Account | None:
    """The account with that id while it is not locked, or None."""
    return Account.objects.filter(pk=pk, is_active=True).first()


def account_by_public_id(public_id: str) -> Account | None:
    """The account with that public id while it is not locked, or None."""
    return Account.objects.filter(public_id=public_id, is_active=True).first()


def accounts_of_sessions(keys: Collection[str], *, at: datetime) -> dict[str, int]:
    """By the key of each session that still holds, of an account that is not locked: the account's id."""
    by_digest = {digest_of(key): key for key in keys}
    rows = Session.objects.filter(
        session_key__in=by_digest, expire_date__gt=at, account__is_active=True
    ).values_list("session_key", "account_id")
    return {by_digest[digest]: account for digest, account in rows if account is not None}


def anybody() -> bool:
    """Whether this installation has any account yet."""
    return Account.objects.exists()


def living_device(public_id: str, key: str) -> Device | None:
    """The enrolled device with that key, or None; locked ones included."""
    device = (
        Device.objects.filter(public_id=public_id, ended_at__isnull=True).select_related("account").first()
    )
    known = device is not None and constant_time_compare(device.key_digest, keyed("device", key))
    return device if known else None


def is_locked(device: Device) -> bool:
    """Whether too many wrong PINs were tried on it."""
    return device.wrong_pins >= PIN_TRIES


def has_totp(account: Account) -> bool:
    """Whether the changing digits of an app are in force."""
    return SecondFactor.objects.filter(account=account, confirmed_at__isnull=False).exists()


def living_passkeys(account: Account) -> list[Passkey]:
    """The account's keys of machines, oldest first."""
    return list(Passkey.objects.filter(account=account, ended_at__isnull=True).order_by("pk"))


def passkey_of(credential_id: str) -> Passkey | None:
    """The living key with that id, of an account that is not locked, or None."""
    found = Passkey.objects.filter(
        credential_id=credential_id, ended_at__isnull=True, account__is_active=True
    ).select_related("account")
    return found.first()


def has_second_step(account: Account) -> bool:
    """Whether the account has anything beyond what it signs in with: an app's digits, a machine's key."""
    return has_totp(account) or Passkey.objects.filter(account=account, ended_at__isnull=True).exists()


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session in a list. Where it was opened is not kept."""

    public_id: str
    words: str
    way: str
    began_at: datetime | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A device or a machine's key in a list."""

    public_id: str
    words: str
    made_at: datetime
    seen_on: date | None
    locked: bool


@dataclass(frozen=True, slots=True)
class Openers:
    """Everything that opens an account now."""

    sessions: list[OpenSession]
    devices: list[OwnKey]
    passkeys: list[OwnKey]
    totp: bool
    code_until: datetime | None


def openers_of(account: Account, *, at: datetime) -> Openers:
    """What opens the account at that moment, the latest first. Five queries."""
    sessions = Session.objects.filter(account=account, expire_date__gt=at).order_by("-seen_at", "-began_at")
    devices = Device.objects.filter(account=account, ended_at__isnull=True).order_by("-pk")
    passkeys = Passkey.objects.filter(account=account, ended_at__isnull=True).order_by("-pk")
    code = EnrolmentCode.objects.filter(
        account=account, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at
    ).first()
    return Openers(
        [
            OpenSession(s.public_id, s.device_words, _way(s.way), s.began_at, s.seen_at or s.began_at)
            for s in sessions
        ],
        [OwnKey(d.public_id, d.words, d.made_at, d.seen_on, is_locked(d)) for d in devices],
        [OwnKey(p.public_id, p.words, p.made_at, p.seen_on, False) for p in passkeys],
        has_totp(account),
        code.expires_at if code else None,
    )


def _way(way: str) -> str:
    return str(Way(way).label) if way else ""


def account_by_code(code: str, *, at: datetime) -> Account | None:
    """Whose living enrolment code it is, without using it up; or None."""
    found = EnrolmentCode.objects.filter(
        digest=keyed("code", code_letters(code)),
        used_at__isnull=True,
        revoked_at__isnull=True,
        expires_at__gt=at,
        account__is_active=True,
    ).select_related("account")
    living = found.first()
    return living.account if living else None


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A device or a machine's key, ended ones too."""

    words: str
    made_at: datetime
    seen_on: date | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptCode:
    """A printed code that was made for an account, and what became of it."""

    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptOfAccount:
    """Everything kept of what opens an account, living or ended; never a secret. `recovery_left`: printed
    recovery codes not used yet."""

    sessions: tuple[OpenSession, ...]
    devices: tuple[KeptKey, ...]
    passkeys: tuple[KeptKey, ...]
    codes: tuple[KeptCode, ...]
    totp_since: datetime | None
    recovery_left: int


def kept_of_account(account: Account) -> KeptOfAccount:
    """What is kept of an account's ways in, the latest first. The caller gives the reader's own account."""
    sessions = Session.objects.filter(account=account).order_by("-seen_at", "-began_at")
    factor = SecondFactor.objects.filter(account=account).first()
    return KeptOfAccount(
        tuple(OpenSession(s.public_id, s.device_words, _way(s.way), s.began_at, s.seen_at) for s in sessions),
        tuple(_kept(row) for row in Device.objects.filter(account=account).order_by("-pk")),
        tuple(_kept(row) for row in Passkey.objects.filter(account=account).order_by("-pk")),
        tuple(
            KeptCode(row.made_at, row.expires_at, row.used_at, row.revoked_at)
            for row in EnrolmentCode.objects.filter(account=account).order_by("-pk")
        ),
        factor.confirmed_at if factor else None,
        RecoveryCode.objects.filter(account=account, used_at__isnull=True).count(),
    )


def _kept(row: Device | Passkey) -> KeptKey:
    return KeptKey(row.words, row.made_at, row.seen_on, row.ended_at)
