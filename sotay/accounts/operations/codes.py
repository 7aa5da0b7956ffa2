"""Enrolment codes: made once, shown once, used once."""

import secrets
from datetime import datetime

from django.db import transaction

from sotay.accounts.code_words import WORDS
from sotay.accounts.digests import keyed
from sotay.accounts.events import CodeIssued, CodeRevoked, CodeUsed
from sotay.accounts.models import Account, EnrolmentCode
from sotay.accounts.rules import CODE_LIFE, CODE_WORDS, code_letters
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record

CODE_GONE = (
    "Mã này không còn dùng được: có thể viết sai, đã dùng, hết hạn hoặc đã cấp mã mới. "
    "Đồng chí xem lại tờ giấy mới nhất hoặc xin mã khác."
)


def code_digest(code: str) -> str:
    """What is kept of a code, however it was typed."""
    return keyed("code", code_letters(code))


@transaction.atomic
def make_code(*, actor: Actor, account: Account, at: datetime) -> str:
    """A new code for the account, as six words that are shown now and never again; the one before is
    void. Whether the actor may, `access` decides before it calls this."""
    Account.objects.select_for_update().get(pk=account.pk)
    _revoke(account, at)
    code = " ".join(secrets.choice(WORDS) for _ in range(CODE_WORDS))
    EnrolmentCode.objects.create(
        account=account,
        digest=code_digest(code),
        made_by_id=actor.account_id,
        made_at=at,
        expires_at=at + CODE_LIFE,
    )
    record(CodeIssued(account.pk), actor=actor, at=at)
    return code


@transaction.atomic
def revoke_code(*, actor: Actor, account: Account, at: datetime) -> bool:
    """Make the account's living code void; whether there was one."""
    revoked = bool(_revoke(account, at))
    if revoked:
        record(CodeRevoked(account.pk), actor=actor, at=at)
    return revoked


def _revoke(account: Account, at: datetime) -> int:
    living = EnrolmentCode.objects.filter(account=account, used_at__isnull=True, revoked_at__isnull=True)
    return living.update(revoked_at=at)


@transaction.atomic
def use_code(*, code: str, at: datetime) -> Account:
    """Whose code it is; from now on it is used up. Raises DomainError with one sentence for every way in
    which it may be wrong. Two at once: one of them gets in."""
    found = EnrolmentCode.objects.filter(digest=code_digest(code)).select_related("account").first()
    used = found and EnrolmentCode.objects.filter(
        pk=found.pk, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at, account__is_active=True
    ).update(used_at=at)
    if not found or not used:
        raise DomainError(CODE_GONE)
    record(CodeUsed(found.account_id), actor=Actor(found.account_id, ""), at=at)
    return found.account
