"""Decisions about minutes, from plain values.

Sources: minutes are read before closing and adopted, signed by secretary and chair who answer for them,
kept as a bound book (rules.md §1.4: read in forms and commentaries). Sealing is the product's own.
"""

from hashlib import sha256

from sotay.ballots.rules import Counts, carries
from sotay.core.errors import DomainError
from sotay.meetings.choices import Mode
from sotay.meetings.rules.session import mode_fault, quorum_of, quorum_share
from sotay.minutes.record import MeetingRecord, record_to_json
from sotay.rulesets.rules import rule_set

NOTE = 4000
WORDS = 8000


class MinutesRefused(DomainError):
    """The rules forbid it; `faults`: by field ("": the whole), what to do."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


def digest_of(record: MeetingRecord) -> str:
    """SHA-256 of what the minutes say, hexadecimal; adoption, number, seal and later notes are no part."""
    return sha256(record_to_json(record, bare=True).encode()).hexdigest()


def code_of(digest: str) -> str:
    """What stands under the signatures, to compare: "7F3A-91C2-0B5E"."""
    text = digest[:12].upper()
    return "-".join(text[at : at + 4] for at in range(0, 12, 4))


def adoption_faults(counts: Counts, present: int) -> dict[str, str]:
    """Minutes are adopted by more than half of those present who may vote."""
    if counts.yes < 0 or counts.no < 0 or counts.other < 0:
        return {"no": f"Có {present} đảng viên có quyền biểu quyết đang dự: đếm lại."}
    if not carries(counts.yes, present, "half"):
        return {"": "Chưa đủ số tán thành: sửa biên bản, đọc lại, rồi biểu quyết lại."}
    return {}


def mode_of(words: str) -> Mode | None:
    """The mode that a record's words name ("trực tiếp kết hợp trực tuyến"); None for other words."""
    return next((one for one in Mode if words in {str(one.label).lower(), one.value}), None)


def odd_mode(record: MeetingRecord) -> str:
    """How the roll does not fit the way the meeting is said to be held, and what to do; "" when it fits."""
    members, mode = record.membership, mode_of(record.mode)
    if mode is None or not members.known:
        return ""
    return mode_fault(
        mode,
        present=members.present.total,
        online=members.online,
        reason=record.mode_reason,
        alone=not record.joined,
    )


def missing(record: MeetingRecord) -> list[str]:
    """What the minutes still lack before they can be adopted, in words; each says what to do."""
    found = []
    if record.chair is None:
        found.append("Chưa ghi chủ trì.")
    if record.minute_taker is None:
        found.append("Chưa ghi thư ký cuộc họp.")
    if not record.membership.known:
        found.append("Chưa xác nhận điểm danh.")
    if record.started_at is None or record.ended_at is None:
        found.append("Chưa ghi giờ bắt đầu, giờ kết thúc.")
    return found


def noticed(record: MeetingRecord) -> list[str]:
    """What a careful reader would point out, without standing in the way."""
    found = []
    if record.minutes_long is not None and record.minutes_long < record.minutes_least:
        found.append(
            f"Buổi sinh hoạt {record.minutes_long} phút, ngắn hơn {record.minutes_least} phút theo quy định."
        )
    if fault := odd_mode(record):
        found.append(fault)
    found += _thin(record)
    found += _in_no_group(record)
    absent = {one.name for one in record.excused} | set(record.unexcused)
    found += _absent_officers(record, absent)
    said = [one.name for item in record.items for one in item.opinions if "gửi trước" not in one.note]
    if spoke := sorted(absent & set(said)):
        found.append(f"Ghi là vắng mà có ý kiến tại buổi: {', '.join(spoke)}. Xem lại điểm danh.")
    present = record.membership.present.official
    if any(vote.yes + vote.no + vote.other > present for vote in record.votes):
        found.append("Có biểu quyết nhiều phiếu hơn số chính thức có mặt: xem lại điểm danh, biểu quyết.")
    if not any(item.opinions for item in record.items):
        found.append("Chưa ghi ý kiến phát biểu nào.")
    if not record.tasks:
        found.append("Chưa giao nhiệm vụ nào.")
    if not record.votes:
        found.append("Chưa ghi biểu quyết nào.")
    silent = [item.title for item in record.items if item.skipped]
    if silent:
        found.append(f"Có {len(silent)} nội dung bỏ qua, đã ghi lý do.")
    return found


def left_out_words(people: int) -> str:
    """What is said of opinions sent before the meeting, of so many members, that are not in its minutes."""
    return f"Ý kiến gửi trước của {people} đồng chí chưa đưa vào biên bản"


def _absent_officers(record: MeetingRecord, absent: set[str]) -> list[str]:
    """Chair and minute taker answer for the minutes with their names (rules.md §1.4): they were there."""
    officers = (("Chủ trì", record.chair), ("Thư ký cuộc họp", record.minute_taker))
    return [
        f"{what} {one.name} lại ghi là vắng: xem lại điểm danh, hoặc ghi lại {what.lower()}."
        for what, one in officers
        if one is not None and one.name in absent
    ]


def _in_no_group(record: MeetingRecord) -> list[str]:
    """Where groups sit by themselves, each person belongs to one: else the groups' counts do not make up the
    whole."""
    rest = record.membership.expected.total - sum(part.expected.total for _, part in record.sittings)
    if not record.sittings or not record.membership.known or rest <= 0:
        return []
    return [f"Họp theo tổ mà còn {rest} đồng chí chưa xếp vào tổ nào: xếp vào tổ để số của các tổ cộng đủ."]


def _thin(record: MeetingRecord) -> list[str]:
    """When fewer sat there than the rule set asks for: late comers count once they came, leavers until they
    went. It warns and refuses nothing."""
    expected = record.membership.expected.total
    if not record.membership.known or not expected:
        return []
    share = quorum_share(rule_set(record.rule_set) if record.rule_set else None)
    found = []
    for moment, here in (("khai mạc", record.at_opening), ("bế mạc", record.at_close)):
        quorum = quorum_of(here, expected, share)
        if not quorum.met:
            found.append(
                f"Lúc {moment} có {here}/{expected} đồng chí đang dự, ít hơn {quorum.needed} "
                f"({share.numerator}/{share.denominator} số phải dự): phần mềm chỉ nhắc."
            )
    return found
