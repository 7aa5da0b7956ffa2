"""What a restore does to accounts and their keys (see sotay/access/replay.py)."""

from collections.abc import Collection

from sotay.accounts.models import Account, Device, EnrolmentCode, Passkey, RecoveryCode, SecondFactor


def lock_accounts(accounts: Collection[int]) -> None:
    """Nobody signs in with these until somebody opens them again."""
    Account.objects.filter(pk__in=accounts).update(is_active=False)


def void_credentials(accounts: Collection[int]) -> None:
    """Whatever opened these accounts opens nothing any more: their owners get a new code."""
    for account in Account.objects.filter(pk__in=accounts):
        account.set_unusable_password()
        account.save(update_fields=["password"])
    for keys in (Device, Passkey, SecondFactor, RecoveryCode):
        keys._default_manager.filter(account__in=accounts).delete()


def void_loose_ends() -> None:
    """What was half open when the backup was made stays shut: codes on paper that nobody had used (they may
    have been used since), second steps not yet in force. Sessions are not in a backup at all."""
    EnrolmentCode.objects.filter(used_at__isnull=True).delete()
    SecondFactor.objects.filter(confirmed_at__isnull=True).delete()
