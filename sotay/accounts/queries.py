"""Ask about accounts."""

from sotay.accounts.models import Account


def account_named(username: str) -> Account | None:
    """The account with that sign-in name, or None."""
    return Account.objects.filter(username=username).first()


def anybody() -> bool:
    """Whether this installation has any account yet."""
    return Account.objects.exists()
