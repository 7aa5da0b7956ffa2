"""Use an enrolment code up for a way of signing in: both, or neither."""

from datetime import datetime

from django.db import transaction

from sotay.accounts.events import PasswordChanged
from sotay.accounts.models import Account, Device, Passkey
from sotay.accounts.operations.codes import use_code
from sotay.accounts.operations.devices import NewDevice, add_device
from sotay.accounts.operations.passkeys import add_passkey
from sotay.accounts.operations.people import check_password_strength
from sotay.core.actor import Actor
from sotay.journal.operations import record


@transaction.atomic
def enrol_with_pin(*, code: str, pin: str, words: str, replaces: Device | None, at: datetime) -> NewDevice:
    """A PIN on this device. Raises DomainError: the code stays good when the PIN will not do."""
    account = use_code(code=code, at=at)
    return add_device(account=account, pin=pin, words=words, replaces=replaces, at=at)


@transaction.atomic
def enrol_with_password(*, code: str, password: str, at: datetime) -> Account:
    """A password, for shared machines too. Raises DomainError: the code stays good when it is weak."""
    account = use_code(code=code, at=at)
    check_password_strength(password)
    account.set_password(password)
    account.save(update_fields=["password"])
    record(PasswordChanged(account.pk), actor=Actor(account.pk, account.full_name), at=at)
    return account


@transaction.atomic
def enrol_with_passkey(
    *, code: str, credential_id: str, credential: str, sign_count: int, words: str, at: datetime
) -> Passkey:
    """A key of this machine, verified before. Raises DomainError."""
    account = use_code(code=code, at=at)
    return add_passkey(
        account=account,
        credential_id=credential_id,
        credential=credential,
        sign_count=sign_count,
        words=words,
        at=at,
    )
