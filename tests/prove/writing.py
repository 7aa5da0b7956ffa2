"""Write the world to the database, in a handful of statements."""

from datetime import date, datetime, time, timedelta
from itertools import islice

from django.utils import timezone

from sotay.ballots.choices import Base, Method, Purpose, Threshold
from sotay.ballots.models import Poll
from sotay.core.period import first_day, last_day, month_of, previous_month
from sotay.documents.models import Document
from sotay.facts.operations import recount_everything
from sotay.imports.models import Statement
from sotay.meetings.choices import Stage
from sotay.meetings.models import (
    Attendance,
    CellMonthCount,
    JointCell,
    Meeting,
    MeetingPaper,
    MeetingStep,
    Orientation,
)
from sotay.members.models import Exemption, Member, MemberIdentifier, MemberStatus, OfficialPlace, Position
from sotay.minutes.models import MonthlyReport
from sotay.organisations.models import (
    Organisation,
    OrganisationClass,
    OrganisationLink,
    OrganisationName,
    Succession,
)
from sotay.organisations.operations import rebuild_places
from sotay.programmes.models import ReviewText
from sotay.reporting.choices import ReportKind
from sotay.reporting.frozen import paper_to_json
from sotay.reporting.models import ClosedReport
from sotay.reporting.paper import Letterhead, Paper, Paragraph
from sotay.reporting.queries.closed import stored_digest
from sotay.reporting.review.outline import writings_of
from sotay.resolutions.models import Task
from sotay.rulesets.rules import in_force, rule_set
from tests.prove.ahead import write_ahead
from tests.prove.evening import write_evening, write_visit
from tests.prove.planned import write_planned
from tests.prove.world import JOINT, Place, World, moving_day

FOUNDED = date(2010, 1, 1)
PEOPLE = 3


def write_world(world: World) -> None:
    """Organisations, members, meetings, counts, review texts; then places and facts."""
    nodes = _organisations(world)
    _tree(world, nodes)
    _members(world, nodes)
    _meetings(world, nodes)
    _joint_meetings(world, nodes)
    _counts(world, nodes)
    write_ahead(world, nodes)
    write_planned(world, nodes)
    _texts(world, nodes)
    _papers(world, nodes)
    _polls(world, nodes)
    _minutes(world)
    _reports(world, nodes)
    _statement()
    rebuild_places(today=world.today)
    Organisation.objects.filter(pk=world.places["NOWHERE"].pk).update(path="")
    recount_everything()


def _statement() -> None:
    """Who controls the data: while nobody has said so, no file goes in, and nothing is shown of any file."""
    words = dict.fromkeys(("controller", "contact", "purpose", "legal_basis", "retention"), "Đã khai")
    Statement.objects.create(**words, stated_at=timezone.now())  # noqa: TID251 — any time will do


def _organisations(world: World) -> dict[str, Organisation]:
    new = world.aviary.new
    for place in world.places.values():
        place.public_id = new("id", place.name)
        place.code = new("name", place.name)
    rows = Organisation.objects.bulk_create(
        Organisation(
            public_id=p.public_id,
            code=p.code,
            kind=p.kind,
            seat=new("name", p.name),
            founded_on=FOUNDED,
            dissolved_on=moving_day(world) if p.dissolved else None,
            decision=new("detail", p.name),
            official_order=i,
        )
        for i, p in enumerate(world.places.values())
    )
    for place, row in zip(world.places.values(), rows, strict=True):
        place.pk = row.pk
    return {p.name: row for p, row in zip(world.places.values(), rows, strict=True)}


def _tree(world: World, nodes: dict[str, Organisation]) -> None:
    new, moved = world.aviary.new, moving_day(world)
    places = world.places.values()
    OrganisationName.objects.bulk_create(
        OrganisationName(
            organisation=nodes[p.name],
            name=f"Tổ chức {new('name', p.name)}",
            organ_name=f"Cấp ủy {new('name', p.name)}",
            valid_from=FOUNDED,
        )
        for p in places
    )
    links = [(p.name, p.parent, moved if p.former else FOUNDED, None) for p in places if p.parent]
    links += [(p.name, former, FOUNDED, moved) for p in places for former in p.former]
    OrganisationLink.objects.bulk_create(
        OrganisationLink(
            organisation=nodes[name],
            parent=nodes[parent],
            valid_from=first,
            valid_to=end,
            decision=new("detail", name),
        )
        for name, parent, first, end in links
    )
    OrganisationClass.objects.bulk_create(
        OrganisationClass(organisation=nodes[p.name], block=_block(p), valid_from=FOUNDED)
        for p in places
        if p.kind in {"grassroots_committee", "grassroots_cell"}
    )
    Succession.objects.create(
        predecessor=nodes["GONE"],
        successor=nodes["D1C1K1"],
        on=moved,
        change="merge",
        takes_over=True,
        decision=new("detail", "GONE"),
    )


def _block(place: Place) -> str:
    return "agency" if place.name.endswith("C3") else "commune"


def _members(world: World, nodes: dict[str, Organisation]) -> None:
    new = world.aviary.new
    homes = [p for p in world.places.values() if p.is_cell for _ in range(PEOPLE)]
    rows = []
    for place in homes:
        public_id = new("member", place.name)
        world.members[public_id] = place.name
        word = new("member", place.name, public_id)
        rows.append(
            Member(
                public_id=public_id,
                full_name=f"Nguyễn {word} Văn {word}",
                search_name=f"nguyen {word} van {word}",
                sort_key=f"van {public_id}",
                sex="female",
                birth_year=1960,
                home=nodes[place.name],
            )
        )
    Member.objects.bulk_create(rows)
    for place, row in zip(homes, rows, strict=True):
        world.member_pk.setdefault(place.name, []).append(row.pk)
    both = list(zip(homes, rows, strict=True))
    MemberIdentifier.objects.bulk_create(
        MemberIdentifier(
            member=r, kind=kind, number=new("identifier", p.name, r.public_id), valid_from=FOUNDED
        )
        for p, r in both
        for kind in ("record", "card", "citizen")
    )
    MemberStatus.objects.bulk_create(
        MemberStatus(member=r, status="official", valid_from=FOUNDED) for _, r in both
    )
    OfficialPlace.objects.bulk_create(
        OfficialPlace(member=r, cell=nodes[p.name], valid_from=FOUNDED) for p, r in both
    )
    Exemption.objects.bulk_create(
        Exemption(
            member=r,
            ground="age_health",
            decision=new("health", p.name, r.public_id),
            valid_from=world.today - timedelta(days=1),
        )
        for p, r in islice(both, 0, None, PEOPLE)
    )
    _positions(world, nodes)


def _positions(world: World, nodes: dict[str, Organisation]) -> None:
    """Every organisation has a secretary; a committee's is a member of its first cell."""
    rows = []
    for name, node in nodes.items():
        below = [n for n, p in world.places.items() if p.is_cell and world.levels_below(n, name) is not None]
        member = world.member_pk[sorted(below)[0]][0]
        rows.append(Position(member_id=member, organisation=node, post="secretary", valid_from=FOUNDED))
    Position.objects.bulk_create(rows)
    public_ids = dict(Member.objects.values_list("pk", "public_id"))
    names = {place.pk: place.name for place in world.places.values()}
    for row in rows:
        world.posts.setdefault(public_ids[row.member_id], []).append(names[row.organisation_id])


def _meeting(world: World, place: Place, node: Organisation, month: int, status: str) -> Meeting:
    new = world.aviary.new
    public_id = new("meeting", place.name)
    world.meetings[public_id] = place.name
    place.meetings.append(public_id)
    held = first_day(month) + timedelta(days=2) if status == "held" else None
    return Meeting(
        public_id=public_id,
        code=new("meeting", place.name, public_id),
        cell=node,
        kind="combined" if status == "held" else "regular",
        status=status,
        counted_for=month,
        held_on=held,
        started_at=time(19, 30) if held else None,
        ended_at=time(21, 0) if held else None,
        place=new("meeting", place.name, public_id),
        theme=f"Chuyên đề {new('meeting', place.name, public_id)}" if held else "",
        reason="" if held else new("meeting", place.name, public_id),
        consent=new("meeting", place.name, public_id) if status == "postponed" else "",
        rule_set=in_force(held or last_day(month)).code,
        roll_recorded=status == "held",
    )


def _meetings(world: World, nodes: dict[str, Organisation]) -> None:
    last, first = world.last_month, world.first_month
    rows: list[tuple[Place, Meeting]] = []
    for place in world.places.values():
        if place.is_cell:
            node = nodes[place.name]
            months = [(last, "held"), (first, "not_held"), (previous_month(first), "postponed")]
            if place.dissolved:
                months = [(month - 200, status) for month, status in months]
            rows += [(place, _meeting(world, place, node, month, status)) for month, status in months]
    Meeting.objects.bulk_create(row for _, row in rows)
    _rolls(world, [(row, (place.name,)) for place, row in rows if row.status == "held"])


def _joint_meetings(world: World, nodes: dict[str, Organisation]) -> None:
    rows = []
    for host, others in JOINT.items():
        row = _meeting(world, world.places[host], nodes[host], world.last_month, "held")
        row.kind = "thematic"
        world.joint[row.public_id] = (host, others)
        for other in others:
            world.places[other].meetings.append(row.public_id)
        rows.append((row, (host, *others)))
    Meeting.objects.bulk_create(row for row, _ in rows)
    JointCell.objects.bulk_create(
        JointCell(meeting=row, cell=nodes[other]) for row, cells in rows for other in cells[1:]
    )
    _rolls(world, rows)
    for row, cells in rows:
        for cell in cells:
            write_visit(world, cell, row, nodes[cell].pk)


def _rolls(world: World, meetings: list[tuple[Meeting, tuple[str, ...]]]) -> None:
    states = ("present", "excused", "")
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            cell_id=world.places[cell].pk,
            member_id=member,
            basis="official",
            expected=True,
            votes=True,
            state=states[i % 3],
        )
        for meeting, cells in meetings
        for cell in cells
        for i, member in enumerate(world.member_pk[cell])
    )
    MeetingStep.objects.bulk_create(
        MeetingStep(
            meeting=meeting,
            code=step.code,
            done=i > 0,
            reason="" if i else world.aviary.new("meeting", cells[0], meeting.public_id),
        )
        for meeting, cells in meetings
        for i, step in enumerate(rule_set(meeting.rule_set).steps)
    )


def _counts(world: World, nodes: dict[str, Organisation]) -> None:
    CellMonthCount.objects.bulk_create(
        CellMonthCount(
            cell=nodes[name],
            month=previous_month(previous_month(world.first_month)),
            held="no",
            reason=world.aviary.new("meeting", name),
        )
        for name, place in world.places.items()
        if place.is_cell and not place.dissolved
    )


def _papers(world: World, nodes: dict[str, Organisation]) -> None:
    """A paper with its file, published for the last meeting held of every cell; an orientation with its
    file of every committee. The orientations are of the month to come: proposed to every cell below."""
    at: datetime = timezone.make_aware(datetime.combine(world.today, time(8)))
    for name, node in nodes.items():
        if name == "NOWHERE":
            continue
        kind = "paper" if world.places[name].is_cell else "orientation"
        public_id, words = world.aviary.new(kind, name), world.aviary.new(kind, name)
        world.documents[public_id] = name
        document = Document.objects.create(
            public_id=public_id,
            organisation=node,
            purpose="paper",
            name=f"{words}.txt",
            media_type="text/plain",
            content=words.encode(),
            size=len(words),
            digest="0" * 64,
            stored_at=at,
        )
        shared = {"title": f"Tài liệu {words}", "text": words, "document": document}
        if world.places[name].is_cell:
            meeting = Meeting.objects.get(public_id=world.places[name].meetings[0])
            MeetingPaper.objects.create(meeting=meeting, published_at=at, **shared)
        else:
            Orientation.objects.create(
                organisation=node, month=month_of(world.today), published_at=at, **shared
            )


def _minutes(world: World) -> None:
    """The last meeting held of every cell has adopted its minutes, and gave a task to a member."""
    at: datetime = timezone.make_aware(datetime.combine(world.today, time(8)))
    for name, place in world.places.items():
        if not place.is_cell or name == "NOWHERE":
            continue
        meeting = Meeting.objects.get(public_id=place.meetings[0])
        first, second, *_ = world.member_pk[name]
        meeting.stage, meeting.chair_id, meeting.minute_taker_id = Stage.ADOPTED, first, second
        meeting.save()
        world.minutes[meeting.public_id] = name
        holder = Member.objects.get(pk=first).public_id
        public_id = world.aviary.new("task", name, holder)
        world.tasks[public_id] = name
        task = Task.objects.create(
            public_id=public_id,
            cell_id=place.pk,
            meeting=meeting,
            text=f"Việc {world.aviary.new('task', name, holder)}",
            due_on=world.today,
            given_at=at,
        )
        task.holders.set([first])
        MonthlyReport.objects.create(
            cell_id=place.pk,
            month=world.last_month,
            mood=f"Dư luận {world.aviary.new('minutes', name)}",
            proposals=f"Đề nghị {world.aviary.new('minutes', name)}",
            version=1,
        )


def _polls(world: World, nodes: dict[str, Organisation]) -> None:
    """An open electronic vote at a meeting in session of every cell, whose members are all present."""
    at: datetime = timezone.make_aware(datetime.combine(world.today, time(8)))
    for name, node in nodes.items():
        if not world.places[name].is_cell or world.places[name].dissolved or name == "NOWHERE":
            continue
        row = _meeting(world, world.places[name], node, month_of(world.today), "planned")
        row.stage, row.check_in = Stage.IN_SESSION, True
        world.underway.add(row.public_id)
        row.save()
        _rolls(world, [(row, (name,))])
        write_evening(world, name, row)
        public_id = world.aviary.new("poll", name)
        world.polls[public_id] = name
        people = len(world.member_pk[name])
        Poll.objects.create(
            public_id=public_id,
            meeting=row,
            cell=node,
            subject=f"Việc {world.aviary.new('poll', name)}",
            purpose=Purpose.OTHER,
            method=Method.ELECTRONIC,
            base=Base.ENTITLED,
            threshold=Threshold.HALF,
            entitled=people,
            present=people,
            opened_at=at,
        )


def _reports(world: World, nodes: dict[str, Organisation]) -> None:
    """A closed report of every placed organisation, with words of its own in the stored paper."""
    at: datetime = timezone.make_aware(datetime.combine(world.today, time(8)))
    for number, (name, node) in enumerate(nodes.items(), 1):
        if name == "NOWHERE":
            continue
        word = world.aviary.new("text", name)
        head = Letterhead("", "", "Số 01-BC/CB", "", "BÁO CÁO", ("thử",), "", "BÍ THƯ", "", ())
        row = ClosedReport(
            public_id=world.aviary.new("text", name),
            organisation=node,
            kind=ReportKind.MONTH,
            programme="de-an-11",
            first_month=world.last_month,
            last_month=world.last_month,
            report_date=world.today,
            term="2020–2025",
            number=number,
            symbol="BC/CB",
            post="BÍ THƯ",
            signatory="",
            paper=paper_to_json(Paper("HD-36", head, (Paragraph(f"Chữ riêng {word}."),))),
            figures=[],
            closed_at=at,
        )
        row.digest = stored_digest(row)
        row.save()
        world.reports[row.public_id] = name


def _texts(world: World, nodes: dict[str, Organisation]) -> None:
    """What persons wrote for the review of the months that the probes ask for, and of the default ones."""
    at: datetime = timezone.make_aware(datetime.combine(world.today, time(8)))
    ReviewText.objects.bulk_create(
        ReviewText(
            organisation=node,
            programme="de-an-11" if kind.is_review else "",
            report=kind.value,
            first_month=first,
            last_month=world.last_month,
            key=writing.key,
            text=f"Đồng chí viết {world.aviary.new('text', name)}.",
            version=1,
            updated_at=at,
        )
        for name, node in nodes.items()
        for kind, firsts in (
            (ReportKind.INTERIM, (world.first_month, 202112)),
            (ReportKind.FINAL, (world.first_month,)),
            (ReportKind.MONTH, (world.last_month,)),
        )
        for first in firsts
        for writing in writings_of(kind, cell=world.places[name].is_cell)
    )
