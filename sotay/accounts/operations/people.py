"""Make and change accounts."""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from sotay.accounts.choices import Way
from sotay.accounts.events import (
    AccountCreated,
    AccountLocked,
    AccountUnlocked,
    PasswordChanged,
    SignedIn,
    SignedOut,
)
from sotay.accounts.models import Account
from sotay.accounts.operations.sessions import end_sessions_of
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.vietnamese import fold, nfc
from sotay.journal.operations import record

CREATE = "account:create"
MANAGE = "account:manage"


@transaction.atomic
def create_account(
    *, actor: Actor, username: str, full_name: str, password: str | None, at: datetime
) -> Account:
    """Make an account for a person. Requires account:create. Raises DomainError when the name is taken
    or the password is weak."""
    actor.require(CREATE)
    if password is not None:
        check_password_strength(password)
    return open_account(actor=actor, username=username, full_name=full_name, password=password, at=at)


@transaction.atomic
def open_account(
    *, actor: Actor, username: str, full_name: str, password: str | None = None, at: datetime
) -> Account:
    """As `create_account`, for operations of higher floors that have decided themselves whether the actor
    may (who enrols a member needs no account:create)."""
    username = nfc(username)
    if not username or Account.objects.filter(username=username).exists():
        raise DomainError("Tên đăng nhập này đã có người dùng hoặc để trống; đồng chí chọn tên khác.")
    account = Account.objects.create_account(
        username=username, full_name=nfc(full_name) or username, password=password
    )
    record(AccountCreated(account.pk), actor=actor, at=at)
    return account


@transaction.atomic
def change_password(*, actor: Actor, account: Account, password: str, at: datetime) -> None:
    """Set a new password: one's own, or anybody's with account:manage."""
    if actor.account_id != account.pk:
        actor.require(MANAGE)
    check_password_strength(password)
    account.set_password(password)
    account.save(update_fields=["password"])
    record(PasswordChanged(account.pk), actor=actor, at=at)


def check_password_strength(password: str) -> None:
    """Raise DomainError, in one sentence, for a password that is too short or too common."""
    try:
        validate_password(password)
    except ValidationError as error:
        raise DomainError(
            "Mật khẩu cần ít nhất 10 ký tự và không phải loại hay gặp; đồng chí đặt mật khẩu khác."
        ) from error


def note_sign_in(*, account: Account, way: Way = Way.PASSWORD, at: datetime) -> None:
    """Write to the journal that somebody came in, and how."""
    record(SignedIn(account.pk, way), actor=Actor(account.pk, account.full_name), at=at)


def note_sign_out(*, actor: Actor, at: datetime) -> None:
    """Write to the journal that somebody left."""
    if actor.account_id is not None:
        record(SignedOut(actor.account_id), actor=actor, at=at)


def ask_for_factor(*, account: Account, due: date) -> None:
    """Say from which day on this person needs a second step; the first day said stays."""
    Account.objects.filter(pk=account.pk, factor_due_on__isnull=True).update(factor_due_on=due)


@transaction.atomic
def lock_account(*, actor: Actor, account: Account, at: datetime) -> None:
    """Let nobody in by this account until it is unlocked; whoever is in is out at once.

    Whether the actor may, `access` decides before it calls this.
    """
    Account.objects.filter(pk=account.pk).update(is_active=False)
    end_sessions_of(actor=actor, account=account, at=at)
    record(AccountLocked(account.pk), actor=actor, at=at)


@transaction.atomic
def unlock_account(*, actor: Actor, account: Account, at: datetime) -> None:
    """Undo `lock_account`. Sessions do not come back."""
    Account.objects.filter(pk=account.pk).update(is_active=True)
    record(AccountUnlocked(account.pk), actor=actor, at=at)


def free_username(full_name: str) -> str:
    """A sign-in name of the person's own, without diacritics: nguyen-van-a, nguyen-van-a-2, …"""
    base = "-".join(fold(full_name).split())[:50] or "nguoi-dung"
    taken = set(Account.objects.filter(username__startswith=base).values_list("username", flat=True))
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name
