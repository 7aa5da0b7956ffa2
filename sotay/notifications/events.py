"""What happened to notices and feeds. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemberTold:
    """A member without an account was told by telephone (or the mark was taken back)."""

    meeting: int
    member: int
    told: bool


@dataclass(frozen=True, slots=True)
class CalendarMade:
    """Somebody made a private calendar feed; an earlier one ended."""

    account: int
    detailed: bool


@dataclass(frozen=True, slots=True)
class CalendarEnded:
    """Somebody ended their calendar feed."""

    account: int


@dataclass(frozen=True, slots=True)
class NoticesSwept:
    """Notices older than a year were deleted: so many."""

    notices: int
