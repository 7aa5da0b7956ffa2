"""Who may have chaired a meeting and taken its minutes, for the form that writes it down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sotay.meetings.choices import Basis, Status
from sotay.meetings.models import Meeting
from sotay.meetings.queries.planning import chair_of, last_held, taker_of
from sotay.meetings.queries.rosters import Standing, roster_on
from sotay.members.models import Member
from sotay.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Officers:
    """`people`: who belonged to the cell on the day, and whoever stands recorded; `chair`, `taker`: ids, as
    recorded or as it usually is."""

    people: tuple[Standing, ...]
    chair: int | None
    taker: int | None


def officers_for(cell: Organisation, day: date, meeting: Meeting | None) -> Officers:
    """Of a meeting held: as recorded. Before: as planned, else the secretary (or deputy) chairs and the last
    minute taker writes. Asks no rights: for whoever records for the cell."""
    people = tuple(roster_on(cell.pk, day))
    if meeting is not None:
        people += tuple(_gone({meeting.chair_id, meeting.minute_taker_id} - {one.member for one in people}))
    if meeting is not None and meeting.status == Status.HELD:
        return Officers(people, meeting.chair_id, meeting.minute_taker_id)
    chair = (meeting.chair_id if meeting else None) or chair_of(people)
    taker = (meeting.minute_taker_id if meeting else None) or taker_of(last_held(cell), people)
    return Officers(people, chair, taker if taker != chair else None)


def _gone(members: set[int | None]) -> Iterator[Standing]:
    """Who is recorded and did not belong to the cell that day, by the register."""
    rows = Member.objects.filter(pk__in=[one for one in members if one])
    for pk, public_id, name in rows.values_list("pk", "public_id", "full_name"):
        yield Standing(pk, public_id, name, Basis.ELSEWHERE, votes=False)
