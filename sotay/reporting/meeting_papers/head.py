"""Heads of papers of meetings: organ, number, day, who signs."""

from datetime import date

from django.utils.timezone import localtime

from sotay.core.vietnamese import format_date_long, format_date_paper
from sotay.minutes.record import MeetingRecord, Person, SealLine
from sotay.reporting.paper import Letterhead, Signer

TAKER = "NGƯỜI GHI BIÊN BẢN"
CHAIR = "CHỦ TRÌ HỘI NGHỊ"
DRAFT = "DỰ THẢO"
FREE = "\u00a0" * 10


def number_line(number: str, symbol: str) -> str:
    """Số 06-BB/CB, however it was given; free room for the pen while there is none."""
    number = number.strip()
    if not number:
        return f"Số{FREE}-{symbol}"
    return number if number.startswith("Số") else f"Số {number}"


def place_line(seat: str, day: date | None, month: int) -> str:
    """An Hòa, ngày 03 tháng 11 năm 2026; the day left free while there is none."""
    if day is not None:
        return f"{seat}, {format_date_long(day)}"
    of_month = f"{month % 100:02d}" if month % 100 <= 2 else str(month % 100)
    return f"{seat}, ngày{FREE}tháng {of_month} năm {month // 100}"


def name_of(person: Person | None) -> str:
    """The name alone, "" for nobody."""
    return person.name if person else ""


def minutes_head(
    *, superior: str, organ: str, number: str, abstract: str, taker: Person | None, chair: Person | None,
    sealed: bool, signed: bool = False, seal_line: str = "",
) -> Letterhead:  # fmt: skip
    """The head of any minutes: no place and date, two signatures, a draft until sealed. A sealed paper
    without a number of its own bears no line for one."""
    return Letterhead(
        superior=superior,
        organ=organ,
        number=number_line(number, "BB/CB") if number or not sealed else "",
        place_and_date="",
        kind="BIÊN BẢN",
        abstract=(abstract,),
        right_to_sign=CHAIR,
        post="",
        signatory=name_of(chair),
        recipients=(),
        draft="" if sealed else DRAFT,
        beside=Signer(TAKER, "", name_of(taker)),
        signed=signed and sealed,
        seal_line=seal_line,
    )


def seal_words(seal: SealLine | None) -> str:
    """Đã chốt 21 giờ 40 phút, ngày 03/11/2026; mã đối chiếu 7F3A-91C2-0B5E."""
    if seal is None:
        return ""
    at = localtime(seal.at)
    return (
        f"Đã chốt {at.hour} giờ {at.minute:02d} phút, ngày {format_date_paper(at.date())}; "
        f"mã đối chiếu {seal.code}"
    )


def record_head(record: MeetingRecord, abstract: str) -> Letterhead:
    """The head of the minutes of a meeting of the cell."""
    return minutes_head(
        superior=record.superior,
        organ=record.organ,
        number=record.number,
        abstract=abstract,
        taker=record.minute_taker,
        chair=record.chair,
        sealed=record.seal is not None,
        signed=record.signed,
        seal_line=seal_words(record.seal),
    )
