"""What happened to members. Ids and counts only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountLinked:
    """From now on the account acts as this member."""

    member: int
    account: int


@dataclass(frozen=True, slots=True)
class AccountUnlinked:
    """The account no longer acts as this member."""

    member: int
    account: int
