"""Ask about members."""

from sotay.members.models import Member


def member_of_account(account_id: int) -> int | None:
    """The member that an account belongs to, or None."""
    return Member.objects.filter(account_id=account_id).values_list("pk", flat=True).first()
