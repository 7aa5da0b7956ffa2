"""The raw records as they stand in the database, read plainly: what the recount counts from."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sotay.meetings.models import Attendance, CellMonthCount, JointCell, Meeting, MeetingStep
from sotay.members.models import Exemption, Member, MemberStatus, OfficialPlace
from sotay.organisations.models import Organisation, OrganisationClass, OrganisationLink, Succession

Lists = dict[int, list]


@dataclass(frozen=True)
class Sitting:
    """One meeting with its marks and, cell by cell, its roll of (expected, state)."""

    meeting: Meeting
    cells: frozenset[int]
    marks: dict[str, bool]
    rolls: dict[int, list[tuple[bool, str]]]


@dataclass(frozen=True)
class Raw:
    """Everything that was written down."""

    organisations: dict[int, Organisation]
    links: Lists
    classes: Lists
    successions: list[Succession]
    sittings: dict[int, list[Sitting]]
    counts: dict[tuple[int, int], CellMonthCount]
    members: list[Member]
    places: Lists
    statuses: Lists
    exemptions: Lists
    codes: dict[int, str] = field(default_factory=dict)


def _grouped(rows: object, name: str) -> Lists:
    found: Lists = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _sittings() -> dict[int, list[Sitting]]:
    joint = _grouped(JointCell.objects.all(), "meeting_id")
    steps = _grouped(MeetingStep.objects.all(), "meeting_id")
    rolls = _grouped(Attendance.objects.all(), "meeting_id")
    found: dict[int, list[Sitting]] = defaultdict(list)
    for meeting in Meeting.objects.all():
        by_cell: dict[int, list[tuple[bool, str]]] = defaultdict(list)
        for row in rolls[meeting.pk]:
            by_cell[row.cell_id].append((row.expected, row.state))
        cells = frozenset({meeting.cell_id} | {row.cell_id for row in joint[meeting.pk]})
        sitting = Sitting(meeting, cells, {s.code: s.done for s in steps[meeting.pk]}, by_cell)
        for cell in cells:
            found[cell].append(sitting)
    return found


def read() -> Raw:
    """Read every record of the database, nothing derived."""
    organisations = {row.pk: row for row in Organisation.objects.all()}
    return Raw(
        organisations=organisations,
        links=_grouped(OrganisationLink.objects.all(), "organisation_id"),
        classes=_grouped(OrganisationClass.objects.all(), "organisation_id"),
        successions=list(Succession.objects.all()),
        sittings=_sittings(),
        counts={(row.cell_id, row.month): row for row in CellMonthCount.objects.all()},
        members=list(Member.objects.all()),
        places=_grouped(OfficialPlace.objects.all(), "member_id"),
        statuses=_grouped(MemberStatus.objects.all(), "member_id"),
        exemptions=_grouped(Exemption.objects.all(), "member_id"),
        codes={pk: row.code for pk, row in organisations.items()},
    )


def covers(span: object, day: date) -> bool:
    """Half-open: the last day named is the first day without."""
    return span.valid_from <= day and (span.valid_to is None or day < span.valid_to)
