"""The raw records as they stand in the database, read plainly: what the recount counts from."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sotay.access.models import Grant
from sotay.meetings.models import Attendance, CellMonthCount, JointCell, Meeting, MeetingStep
from sotay.members.models import Exemption, Member, MemberStatus, OfficialPlace
from sotay.organisations.models import Organisation, OrganisationClass, OrganisationLink, Succession
from sotay.oversight.models import Visit
from sotay.resolutions.models import Task

Lists = dict[int, list]


@dataclass(frozen=True)
class Sitting:
    """One meeting with its marks and, cell by cell, its roll of (expected, state)."""

    meeting: Meeting
    cells: frozenset[int]
    marks: dict[str, bool]
    rolls: dict[int, list[tuple[bool, str]]]
    own: list[int]
    """Members of the host who were expected, temporarily attached ones left out."""
    holders: set[int]
    """Who got a task by name at the meeting."""
    visits: list[Visit]


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
    tasks: Lists
    leaders: Lists
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
    visits = _grouped(Visit.objects.all(), "meeting_id")
    tasks = _grouped(Task.objects.prefetch_related("holders"), "meeting_id")
    found: dict[int, list[Sitting]] = defaultdict(list)
    for meeting in Meeting.objects.all():
        by_cell: dict[int, list[tuple[bool, str]]] = defaultdict(list)
        for row in rolls[meeting.pk]:
            by_cell[row.cell_id].append((row.expected, row.state))
        cells = frozenset({meeting.cell_id} | {row.cell_id for row in joint[meeting.pk]})
        own = [
            row.member_id
            for row in rolls[meeting.pk]
            if row.cell_id == meeting.cell_id and row.expected and row.basis != "attached"
        ]
        holders = {one.pk for task in tasks[meeting.pk] for one in task.holders.all()}
        marks = {s.code: s.done for s in steps[meeting.pk]}
        sitting = Sitting(meeting, cells, marks, by_cell, own, holders, visits[meeting.pk])
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
        tasks=_grouped(Task.objects.select_related("meeting"), "cell_id"),
        leaders=_grouped(Grant.objects.filter(role="leader"), "organisation_id"),
        codes={pk: row.code for pk, row in organisations.items()},
    )


def covers(span: object, day: date) -> bool:
    """Half-open: the last day named is the first day without."""
    return span.valid_from <= day and (span.valid_to is None or day < span.valid_to)
