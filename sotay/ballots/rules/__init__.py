"""Decisions about votes, from plain values.

Sources: Điều lệ Đảng (Đại hội XI), Điều 9: a resolution holds when more than half of the members of that
body approve, not of those present (read in a commentary); Điều 4, 5: admission and recognition by at least
two thirds of the official members (known, not read); Quy chế bầu cử 190-QĐ/TW (10/10/2024): elections by
secret ballot on paper, a show of hands for the rest; discipline by secret ballot (known, not read).
"""

from dataclasses import dataclass
from typing import NamedTuple

from sotay.ballots.choices import Base, Method, Purpose, Threshold

FEWEST_SECRET = 3
"""Fewer ballots than this are not opened: they would tell who voted what."""
SUBJECT = 300
MOST_TELLERS = 3
DECIDES_NOTHING = frozenset({Purpose.ELECTION, Purpose.SOUNDING})
"""An election elects persons, a sounding asks for opinions: neither carries nor fails."""


class Rule(NamedTuple):
    """How a purpose is decided: over whom, by how many, in which ways it may be taken."""

    base: Base
    threshold: Threshold
    methods: tuple[Method, ...]


OPENLY = (Method.HAND, Method.ELECTRONIC)
ANY_WAY = (Method.HAND, Method.ELECTRONIC, Method.SECRET, Method.PAPER)
ON_PAPER = (Method.PAPER,)
RULES: dict[Purpose, Rule] = {
    Purpose.AGENDA: Rule(Base.PRESENT, Threshold.HALF, OPENLY),
    Purpose.TAKER: Rule(Base.PRESENT, Threshold.HALF, OPENLY),
    Purpose.MINUTES: Rule(Base.PRESENT, Threshold.HALF, OPENLY),
    Purpose.RESOLUTION: Rule(Base.ENTITLED, Threshold.HALF, ANY_WAY),
    Purpose.LEVEL: Rule(Base.ENTITLED, Threshold.HALF, OPENLY),
    Purpose.ADMISSION: Rule(Base.ENTITLED, Threshold.TWO_THIRDS, (Method.HAND, Method.PAPER)),
    Purpose.ELECTION: Rule(Base.PRESENT, Threshold.HALF, ON_PAPER),
    Purpose.DISCIPLINE: Rule(Base.ENTITLED, Threshold.HALF, ON_PAPER),
    Purpose.SOUNDING: Rule(Base.PRESENT, Threshold.HALF, ANY_WAY),
    Purpose.OTHER: Rule(Base.ENTITLED, Threshold.HALF, ANY_WAY),
}
"""Bases and thresholds are our reading, labelled so on the page; expulsion needs two thirds and is noted
by the person."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Votes as counted (persons)."""

    yes: int = 0
    no: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        return self.yes + self.no + self.other


@dataclass(frozen=True, slots=True)
class Voters:
    """Official members who may vote at this meeting, and how many of them are present (persons)."""

    entitled: int
    present: int

    def base(self, base: str) -> int:
        return self.entitled if base == Base.ENTITLED else self.present


@dataclass(frozen=True, slots=True)
class Slips:
    """Paper ballots: handed out, collected, and of these invalid."""

    issued: int
    collected: int
    invalid: int

    @property
    def valid(self) -> int:
        return self.collected - self.invalid


def votes_needed(base: int, threshold: str) -> int:
    """The least number of votes that carries: more than half, or at least two thirds, of `base` persons."""
    if threshold == Threshold.TWO_THIRDS:
        return -(-2 * base // 3)
    return base // 2 + 1


def carries(yes: int, base: int, threshold: str) -> bool:
    """Whether `yes` votes of `base` persons carry; nobody entitled: nothing is carried."""
    return base > 0 and yes >= votes_needed(base, threshold)


def counted_by_hand(voters: Voters, *, no: int, other: int) -> Counts:
    """Only the minority is counted: the rest of those present are for it."""
    return Counts(voters.present - no - other, no, other)


def hand_faults(voters: Voters, *, no: int, other: int) -> dict[str, str]:
    """What stands against a count by hand, by field."""
    if no < 0 or other < 0:
        return {"no" if no < 0 else "other": "Số người không thể âm: sửa lại."}
    if no + other > voters.present:
        return {
            "no": f"Có {voters.present} đảng viên có quyền biểu quyết đang dự, không thể có "
            f"{no + other} người không tán thành hoặc ý kiến khác: đếm lại."
        }
    return {}


def slip_faults(voters: Voters, slips: Slips, counts: Counts) -> dict[str, str]:
    """What stands against a count of paper ballots, by field."""
    if min(slips.issued, slips.collected, slips.invalid, counts.yes, counts.no, counts.other) < 0:
        return {"issued": "Số phiếu không thể âm: sửa lại."}
    if slips.issued > voters.present:
        return {"issued": f"Phát ra {slips.issued} phiếu mà chỉ có {voters.present} người có quyền đang dự."}
    if slips.collected > slips.issued:
        return {"collected": f"Thu về {slips.collected} phiếu, nhiều hơn {slips.issued} phiếu phát ra."}
    if slips.invalid > slips.collected:
        return {"invalid": f"Có {slips.invalid} phiếu không hợp lệ trong {slips.collected} phiếu thu về."}
    if counts.total != slips.valid:
        return {
            "yes": f"Cộng các ý kiến được {counts.total}, mà có {slips.valid} phiếu hợp lệ: kiểm lại phiếu."
        }
    return {}


class Matter(NamedTuple):
    """What a vote is on."""

    subject: str
    purpose: str


def same_matter(one: Matter, other: Matter) -> bool:
    """Whether two votes are on the same words, capitals, blanks and a full stop apart, whatever purpose was
    chosen; but to be asked for an opinion and to decide are two matters."""
    first, second = (" ".join(matter.subject.casefold().split()).rstrip(" .") for matter in (one, other))
    sounding = (matter.purpose == Purpose.SOUNDING for matter in (one, other))
    return first == second and len(set(sounding)) == 1


def deciding_fault(purpose: str, *, everybody: bool) -> str:
    """Why several cells may not vote on it together; "" when they may. What a cell decides rests on its own
    official members (Điều 9), whoever sits with them."""
    if everybody and purpose != Purpose.SOUNDING:
        return (
            "Các chi bộ cùng biểu quyết thì chỉ là trưng cầu ý kiến; việc phải quyết định thì từng chi bộ "
            "biểu quyết riêng."
        )
    return ""


def method_fault(purpose: str, method: str, *, secret_allowed: bool) -> str:
    """Why a purpose may not be voted on in this way; "" when it may."""
    if method == Method.SECRET and not secret_allowed:
        return "Máy chủ này chưa bật bỏ phiếu kín điện tử: dùng phiếu giấy rồi ghi kết quả kiểm phiếu."
    if Method(method) in RULES[Purpose(purpose)].methods:
        return ""
    ways = ", ".join(str(way.label).lower() for way in RULES[Purpose(purpose)].methods)
    return f"{Purpose(purpose).label}: chỉ {ways}."
