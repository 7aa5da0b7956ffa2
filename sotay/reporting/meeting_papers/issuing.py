"""The head of papers that a cell issues: number, day, right to sign, recipients."""

from datetime import date

from sotay.reporting.meeting_papers.head import number_line, place_line
from sotay.reporting.meeting_papers.inputs import Desk
from sotay.reporting.paper import Letterhead, Place


def issued_head(
    desk: Desk, kind: str, abstract: str, *, symbol: str, number: str, day: date | None, month: int,
    right: str, recipients: tuple[str, ...], draft: str = "", signed: bool = False,
) -> Letterhead:  # fmt: skip
    """Elements 1 to 5 and 7 to 9; a draft has room for number and day."""
    return Letterhead(
        superior=desk.superior,
        organ=desk.organ,
        number=number_line("" if draft else number, symbol),
        place_and_date=place_line(desk.seat, None if draft else day, month),
        kind=kind,
        abstract=(abstract,),
        right_to_sign=right,
        post=desk.post,
        signatory=desk.signatory,
        recipients=recipients,
        draft=draft,
        signed=signed and not draft,
    )


def place_for(key: str, prompt: str, draft: str) -> list[Place]:
    """A place that nobody has written yet: shown in a draft, left out of an issued paper."""
    return [Place(key, prompt)] if draft else []
