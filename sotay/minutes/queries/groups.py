"""A meeting that was held group by group (tổ đảng): who came to each sitting, when and where it was."""

from collections.abc import Iterable, Iterator

from sotay.meetings.choices import PRESENCES, Basis, State
from sotay.meetings.models import Attendance, Meeting, Sitting
from sotay.minutes.record import GroupSitting, Heads, Membership


def heads(rows: Iterable[Attendance]) -> Heads:
    """Lines of a roll counted by right."""
    bases = [row.basis for row in rows]
    return Heads(bases.count(Basis.OFFICIAL), bases.count(Basis.PROBATIONARY), bases.count(Basis.ATTACHED))


def turnouts(meeting: Meeting, rows: list[Attendance]) -> Iterator[tuple[str, Membership]]:
    """Each group by name with who of the roll belongs to it and came. Asks no rights."""
    nobody = Heads()
    for one in _in_order(meeting):
        own = [row for row in rows if row.expected and row.sitting_id == one.pk]
        here = [row for row in own if row.state in PRESENCES]
        yield (
            one.name,
            Membership(
                all=heads(own),
                exempt=nobody,
                away=nobody,
                expected=heads(own),
                present=heads(here),
                excused=heads(row for row in own if row.state == State.EXCUSED),
                unexcused=heads(row for row in own if row.state == State.UNEXCUSED),
                online=sum(row.state == State.ONLINE for row in here),
                known=meeting.roll_recorded,
            ),
        )


def group_sittings(meeting: Meeting) -> Iterator[GroupSitting]:
    """When and where each group sat, of those for which any of it was written down. Asks no rights."""
    for one in _in_order(meeting):
        if one.held_on or one.started_at or one.ended_at or one.place:
            yield GroupSitting(one.name, one.held_on, one.started_at, one.ended_at, one.place)


def _in_order(meeting: Meeting) -> Iterable[Sitting]:
    return Sitting.objects.filter(meeting=meeting).order_by("position", "pk")
