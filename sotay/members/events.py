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


@dataclass(frozen=True, slots=True)
class MembersSeen:
    """Somebody opened the list of members of an organisation as on a day; `shown`: how many names."""

    cells: tuple[int, ...]
    day: str
    shown: int


@dataclass(frozen=True, slots=True)
class MemberSeen:
    """Somebody opened a member's record."""

    member: int


@dataclass(frozen=True, slots=True)
class ReasonStated:
    """Somebody stated why they look for names further down; the words are kept under that id."""

    reason: int


@dataclass(frozen=True, slots=True)
class ReasonEnded:
    """The look-up of names further down was ended before its time."""

    reason: int


@dataclass(frozen=True, slots=True)
class MembersFound:
    """A search showed these members; `reason`: under which reason, 0 without one."""

    members: tuple[int, ...]
    reason: int


@dataclass(frozen=True, slots=True)
class OwnDataTaken:
    """A member took out what the register holds about them."""

    member: int
    form: str
