"""Sổ biên bản: the sealed minutes of a cell and year, in order, with the book's own page numbers."""

from sotay.core.errors import DomainError
from sotay.minutes.record import MeetingRecord
from sotay.reporting.forms import form_on
from sotay.reporting.meeting_papers.minutes import foot_words, minutes_paper
from sotay.reporting.meeting_papers.words import few
from sotay.reporting.paper import Book


def minutes_book(records: tuple[MeetingRecord, ...], year: int) -> Book:
    """The book of a year: sealed minutes alone, by the day they were held. The cover bears the names of the
    last of them. Raises DomainError when there is none."""
    sealed = sorted((one for one in records if one.seal), key=lambda one: (one.held_on, one.number))
    if not sealed:
        raise DomainError(f"Năm {year} chưa có biên bản nào đã chốt; đồng chí chốt biên bản rồi in sổ.")
    last = sealed[-1]
    parts = tuple(
        (foot_words(one, _number(one, place)), minutes_paper(one)) for place, one in enumerate(sealed, 1)
    )
    return Book(
        form=form_on(last.held_on),
        superior=last.superior,
        organ=last.organ,
        name="SỔ BIÊN BẢN",
        span=f"NĂM {year}",
        parts=parts,
        count=f"; {few(len(sealed))} biên bản",
    )


def _number(record: MeetingRecord, place: int) -> int:
    """The number that the minutes bear, else their place in the book."""
    digits = record.number.removeprefix("Số").strip().split("-")[0]
    return int(digits) if digits.isdigit() else place
