"""Write a drawn district to the database, in a handful of statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.meetings.models import Attendance, CellMonthCount, JointCell, Meeting, MeetingStep
from sotay.members.models import Exemption, Member, MemberStatus, OfficialPlace
from sotay.organisations.models import (
    Organisation,
    OrganisationClass,
    OrganisationLink,
    OrganisationName,
    Succession,
)
from sotay.organisations.operations import rebuild_places
from sotay.oversight.models import Visit
from sotay.resolutions.models import Task
from sotay.rulesets.rules import in_force
from tests.facts.records import POOL, Sitting, last_day, marks
from tests.facts.worlds import World

EXPECTED = {"official", "probationary", "attached"}
TODAY = date(2026, 6, 1)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def write(world: World) -> list[Organisation]:
    """Write the district; its organisations, in the order of its nodes."""
    nodes = _write_tree(world)
    _write_meetings(world, nodes)
    CellMonthCount.objects.bulk_create(
        CellMonthCount(
            cell=nodes[c.cell],
            month=c.month,
            held=c.held,
            steps_complete=c.steps,
            theme_held=c.theme,
            **dict(zip(("expected", "present", "excused", "unexcused"), c.people or (), strict=False)),
        )
        for c in world.counts
    )
    _write_people(world, nodes)
    rebuild_places(today=TODAY)
    for node, place in zip(nodes, Organisation.objects.order_by("pk").values_list("path"), strict=True):
        node.path = place[0]
    return nodes


def _write_tree(world: World) -> list[Organisation]:
    nodes = Organisation.objects.bulk_create(
        Organisation(
            code=f"N{i:02d}", kind=n.kind, founded_on=n.founded, dissolved_on=n.dissolved, official_order=i
        )
        for i, n in enumerate(world.nodes)
    )
    OrganisationName.objects.bulk_create(
        OrganisationName(
            organisation=node,
            name=f"Tổ chức {node.code}",
            valid_from=node.founded_on,
            valid_to=node.dissolved_on if node.official_order % 2 else None,
        )
        for node in nodes
    )
    pairs = list(zip(nodes, world.nodes, strict=True))
    OrganisationLink.objects.bulk_create(
        OrganisationLink(organisation=node, parent=nodes[parent], valid_from=first, valid_to=end)
        for node, spec in pairs
        for parent, first, end in spec.links
    )
    OrganisationClass.objects.bulk_create(
        OrganisationClass(organisation=node, block=block, valid_from=first, valid_to=end)
        for node, spec in pairs
        for block, first, end in spec.blocks
    )
    Succession.objects.bulk_create(
        Succession(predecessor=nodes[a], successor=nodes[b], on=on, change=change, takes_over=takes)
        for a, b, on, change, takes in world.successions
    )
    return nodes


def _papers_on(meeting: Sitting) -> date | None:
    if meeting.held_on is None or meeting.papers is None:
        return None
    return meeting.held_on - timedelta(days=meeting.papers)


def _write_meetings(world: World, nodes: list[Organisation]) -> None:
    pool = Member.objects.bulk_create(Member(full_name=f"Người thứ {i}") for i in range(POOL))
    rows = Meeting.objects.bulk_create(
        Meeting(
            cell=nodes[m.cell],
            kind=m.kind,
            status=m.status,
            counted_for=m.month,
            also_for=m.also_for,
            held_on=m.held_on,
            consent="Có" if m.also_for or m.status == "postponed" else "",
            reason="Bão" if m.status == "not_held" else "",
            rule_set=in_force(m.held_on or last_day(m.month)).code,
            started_at=m.times[0],
            ended_at=m.times[1],
            papers_on=_papers_on(m),
            roll_recorded=m.rolls is not None,
            stage=4 if m.status == "held" and number % 3 else 0,
        )
        for number, m in enumerate(world.meetings)
    )
    both = list(zip(rows, world.meetings, strict=True))
    JointCell.objects.bulk_create(JointCell(meeting=r, cell=nodes[c]) for r, m in both for c in m.joint)
    MeetingStep.objects.bulk_create(
        MeetingStep(meeting=r, code=code, done=done, reason="" if done else "Không có nội dung")
        for r, m in both
        for code, done in marks(m.marks).items()
    )
    lines: list[Attendance] = []
    for row, meeting in both:
        people = iter(pool)
        for cell, roll in (meeting.rolls or {}).items():
            lines += [
                Attendance(
                    meeting=row,
                    cell=nodes[cell],
                    member=next(people),
                    basis=basis,
                    expected=basis in EXPECTED,
                    votes=basis == "official",
                    state=state,
                )
                for basis, state in roll
            ]
    Attendance.objects.bulk_create(lines)
    held = [row for row in rows if row.held_on]
    _write_tasks(held, pool)
    _write_visits(world, nodes, held)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(5), UTC)  # noon in Vietnam


def _write_tasks(held: list[Meeting], pool: list[Member]) -> None:
    """One or two at most meetings: due that month or later, told of in time, late or never."""
    tasks = [
        Task(
            cell=row.cell,
            meeting=row,
            text="Việc",
            due_on=row.held_on + timedelta(days=13 * ((number + which) % 5)),
            outcome=("done", "", "late", "done", "not")[(number + which) % 5],
            given_at=_noon(row.held_on),
        )
        for number, row in enumerate(held)
        for which in range(number % 3)
    ]
    for number, task in enumerate(tasks):
        if task.outcome:
            task.settled_on = task.due_on + timedelta(days=(-3, 0, 20, 45)[number % 4])
    Task.objects.bulk_create(tasks)
    Task.holders.through.objects.bulk_create(
        Task.holders.through(task_id=task.pk, member_id=one.pk)
        for number, task in enumerate(tasks)
        for one in pool[number % 2 : number % 4]
    )


def _write_visits(world: World, nodes: list[Organisation], held: list[Meeting]) -> None:
    """Two leaders with spans of days, one of them taken back; visits noted on the day or much later."""
    first, second = Account.objects.bulk_create(
        Account(username=f"phu-trach-{n}", full_name="Người phụ trách") for n in (1, 2)
    )
    day = world.start + timedelta(days=40)
    for number, cell in enumerate(world.cells()):
        if number % 2 == 0:
            end = day + timedelta(days=70) if number % 4 else None
            Grant.objects.create(
                account=first, role="leader", organisation=nodes[cell], valid_from=day, valid_to=end
            )
        if number % 3 == 0:
            revoked = _noon(day + timedelta(days=100))
            Grant.objects.create(
                account=second, role="leader", organisation=nodes[cell], valid_from=day, revoked_at=revoked
            )
    beside = dict(JointCell.objects.order_by("pk").values_list("meeting_id", "cell_id"))
    Visit.objects.bulk_create(
        Visit(
            meeting=row,
            cell_id=beside.get(row.pk, row.cell_id) if number % 2 else row.cell_id,
            account=(first, second)[number % 2],
            attended=number % 5 != 0,
            noted_at=_noon(row.held_on + timedelta(days=(0, 5, 40)[number % 3])),
        )
        for number, row in enumerate(held)
        if number % 4
    )


def _write_people(world: World, nodes: list[Organisation]) -> None:
    rows = Member.objects.bulk_create(
        Member(full_name="Đảng viên", sex=p.sex, born_on=p.born_on, birth_year=p.birth_year)
        for p in world.people
    )
    both = list(zip(rows, world.people, strict=True))
    OfficialPlace.objects.bulk_create(
        OfficialPlace(member=r, cell=nodes[cell], valid_from=a, valid_to=b)
        for r, p in both
        for cell, a, b in p.places
    )
    MemberStatus.objects.bulk_create(
        MemberStatus(member=r, status=status, valid_from=a, valid_to=b)
        for r, p in both
        for status, a, b in p.statuses
    )
    Exemption.objects.bulk_create(
        Exemption(member=r, ground="age_health", valid_from=a, valid_to=b)
        for r, p in both
        for a, b in p.exemptions
    )
