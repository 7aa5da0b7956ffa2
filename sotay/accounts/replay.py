"""What a restore does to accounts and their keys (see sotay/access/replay.py)."""

from collections.abc import Collection

from sotay.accounts.models import Account


def lock_accounts(accounts: Collection[int]) -> None:
    """Nobody signs in with these until somebody opens them again."""
    Account.objects.filter(pk__in=accounts).update(is_active=False)


def void_credentials(accounts: Collection[int]) -> None:
    """Passwords and other keys of these accounts open nothing any more: their owners get a new code."""
    for account in Account.objects.filter(pk__in=accounts):
        account.set_unusable_password()
        account.save(update_fields=["password"])


def void_loose_ends() -> None:
    """What was half open when the backup was made stays shut (sessions are not in a backup at all)."""
