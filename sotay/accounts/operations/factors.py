"""The second step of signing in: changing digits of an app, and printed recovery codes."""

import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
from django.db import transaction

from sotay.accounts.digests import keyed, seal, unseal
from sotay.accounts.events import RecoveryCodeUsed, SecondFactorRemoved, SecondFactorSet
from sotay.accounts.models import Account, RecoveryCode, SecondFactor
from sotay.accounts.rules import RECOVERY_CODES, RECOVERY_DIGITS, plain_digits
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record

STEP = 30
ISSUER = "Sổ tay"
WRONG = "Mã 6 số không đúng hoặc đã dùng rồi. Đồng chí xem mã mới trong ứng dụng và giờ của điện thoại."


@dataclass(frozen=True, slots=True)
class Begun:
    """What the app needs: the address that the QR picture holds, and the same as letters to type."""

    address: str
    letters: str


@transaction.atomic
def begin_second_factor(*, account: Account) -> Begun:
    """The secret to put into the app: a new one unless one has been begun. Raises DomainError when the
    second step is already in force."""
    factor, _ = SecondFactor.objects.get_or_create(
        account=account, defaults={"sealed_secret": seal(pyotp.random_base32())}
    )
    if factor.confirmed_at is not None:
        raise DomainError("Đồng chí đã có bước thứ hai; muốn đổi thì gỡ cái cũ trước.")
    secret = unseal(factor.sealed_secret)
    address = pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=ISSUER)
    return Begun(address, secret)


@transaction.atomic
def confirm_second_factor(*, account: Account, code: str, at: datetime) -> list[str]:
    """Put the second step in force with a first code of the app; returns the recovery codes, shown once.
    Raises DomainError for a wrong code."""
    if not _accept(account, code, at, confirmed=False):
        raise DomainError(WRONG)
    SecondFactor.objects.filter(account=account).update(confirmed_at=at)
    RecoveryCode.objects.filter(account=account).delete()
    codes = [_random_digits() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=_recovery_digest(account, one)) for one in codes
    )
    record(SecondFactorSet(account.pk), actor=Actor(account.pk, account.full_name), at=at)
    return codes


def pass_second_factor(*, account: Account, code: str, at: datetime) -> None:
    """Accept the app's present code, once. Raises DomainError."""
    if not _accept(account, code, at, confirmed=True):
        raise DomainError(WRONG)


def _accept(account: Account, code: str, at: datetime, *, confirmed: bool) -> bool:
    """Whether the code is that of this half minute or a neighbour, later than the last one accepted."""
    factor = SecondFactor.objects.filter(account=account, confirmed_at__isnull=not confirmed).first()
    digits = plain_digits(code)
    if factor is None or len(digits) != 6:
        return False
    totp = pyotp.TOTP(unseal(factor.sealed_secret))
    present = int(at.timestamp()) // STEP
    for step in (present - 1, present, present + 1):
        if secrets.compare_digest(totp.generate_otp(step), digits):
            newer = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
            return bool(newer.update(last_step=step))
    return False


@transaction.atomic
def use_recovery_code(*, account: Account, code: str, at: datetime) -> None:
    """Use a printed code up. Raises DomainError."""
    digest = _recovery_digest(account, plain_digits(code))
    unused = RecoveryCode.objects.filter(account=account, digest=digest, used_at__isnull=True)
    if not unused.update(used_at=at):
        raise DomainError("Mã dự phòng không đúng hoặc đã dùng rồi; đồng chí xem lại tờ giấy.")
    record(RecoveryCodeUsed(account.pk), actor=Actor(account.pk, account.full_name), at=at)


@transaction.atomic
def remove_second_factor(*, actor: Actor, account: Account, at: datetime) -> None:
    """Take the app's codes and the recovery codes away."""
    removed, _ = SecondFactor.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    if removed:
        record(SecondFactorRemoved(account.pk), actor=actor, at=at)


def _random_digits() -> str:
    return str(secrets.randbelow(10**RECOVERY_DIGITS)).rjust(RECOVERY_DIGITS, "0")


def _recovery_digest(account: Account, digits: str) -> str:
    return keyed(f"recovery.{account.pk}", digits)
