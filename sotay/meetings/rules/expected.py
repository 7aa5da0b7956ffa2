"""Who is expected at a meeting, with what right, as at the day held (indicators.md, definition 10)."""

from sotay.meetings.choices import Basis
from sotay.members.choices import MEMBER_STATUSES, Status


def basis_of(*, standing: str | None, here: bool, attached: bool, away: bool, exempt: bool) -> Basis:
    """Why a person is, or is not, expected in a cell on a day.

    `standing`: the membership status of that day; `here`: officially in the cell; `attached`:
    temporarily attached to it; `away`: temporarily elsewhere; `exempt`: from work and meetings.
    """
    if standing not in MEMBER_STATUSES or not (here or attached):
        return Basis.ELSEWHERE
    if exempt:
        return Basis.EXEMPT
    if attached:
        return Basis.ATTACHED
    if away:
        return Basis.AWAY
    return Basis.OFFICIAL if standing == Status.OFFICIAL else Basis.PROBATIONARY


def may_vote(basis: str, standing: str | None) -> bool:
    """Official members vote, in their own cell."""
    return basis != Basis.ATTACHED and standing == Status.OFFICIAL
