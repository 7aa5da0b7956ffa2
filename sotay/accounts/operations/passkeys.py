"""Keys of machines (passkeys). What a browser answered is verified by the web with fido2; here it is kept."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from sotay.accounts.events import PasskeyAdded, PasskeyEnded
from sotay.accounts.models import Account, Passkey, Session
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record


@transaction.atomic
def add_passkey(
    *, account: Account, credential_id: str, credential: str, sign_count: int, words: str, at: datetime
) -> Passkey:
    """Keep a verified key for the account. Raises DomainError when it is known already."""
    try:
        with transaction.atomic():
            passkey = Passkey.objects.create(
                account=account,
                credential_id=credential_id,
                credential=credential,
                sign_count=sign_count,
                words=words[:60],
                made_at=at,
            )
    except IntegrityError as error:
        raise DomainError("Khóa của máy này đã có trong danh sách; không cần thêm nữa.") from error
    record(PasskeyAdded(account.pk, passkey.pk), actor=Actor(account.pk, account.full_name), at=at)
    return passkey


@transaction.atomic
def note_passkey(*, passkey: Passkey, sign_count: int, today: date) -> None:
    """The key was used. Raises DomainError when its counter went backwards: a copy of it is about.

    Keys that are kept in several machines count nothing (always 0), which is no fault.
    """
    allowed = Passkey.objects.filter(pk=passkey.pk, ended_at__isnull=True)
    if sign_count:
        allowed = allowed.filter(sign_count__lt=sign_count)
    elif passkey.sign_count:
        allowed = allowed.none()
    if not allowed.update(sign_count=sign_count, seen_on=today):
        raise DomainError("Khóa này không còn dùng được; đồng chí xin mã ghi danh mới.")


@transaction.atomic
def end_passkey(*, actor: Actor, account: Account, public_id: str, at: datetime) -> bool:
    """Take a key off the list, with the sessions it opened; whether there was one."""
    passkey = Passkey.objects.filter(account=account, public_id=public_id, ended_at__isnull=True).first()
    if passkey is None:
        return False
    Passkey.objects.filter(pk=passkey.pk).update(ended_at=at)
    Session.objects.filter(opened_with=public_id).delete()
    record(PasskeyEnded(account.pk, passkey.pk), actor=actor, at=at)
    return True
