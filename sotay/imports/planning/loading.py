"""The world before the import, in a constant number of questions to the database."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Count as Number
from django.db.models import Q

from sotay.core.actor import Actor
from sotay.core.vietnamese import fold
from sotay.imports.models import RefusedRow, TwinDecision
from sotay.imports.plan import ImportOptions
from sotay.imports.planning.naming import named_in
from sotay.imports.planning.steps import Interval
from sotay.imports.planning.world import Count, Gathering, Handover, Held, Mark, Org, Person, World
from sotay.imports.reading.sheets import Sheet
from sotay.imports.reading.values import text_of
from sotay.meetings.choices import PRESENCES, Stage, State
from sotay.meetings.models import Attendance, CellMonthCount, JointCell, Meeting, MeetingStep
from sotay.meetings.operations import MEETING_FIELDS
from sotay.members.models import (
    Exemption,
    Member,
    MemberIdentifier,
    MemberStatus,
    OfficialPlace,
    Position,
    TemporaryPlace,
)
from sotay.organisations.models import (
    Organisation,
    OrganisationClass,
    OrganisationLink,
    OrganisationName,
    Succession,
)

CHUNK = 20_000
"""Ids in one question: below the limit of every database, above a district."""
PEOPLE = {"bien-dong-to-chuc", "dang-vien", "bien-dong-dang-vien", "diem-danh", "diem-danh-dai"}
MEETINGS = {"sinh-hoat", "diem-danh", "diem-danh-dai", "so-lieu-thang"}


def load_world(actor: Actor, options: ImportOptions, *, today: date, sheets: Sequence[Sheet]) -> World:
    """Everything that the rows of these sheets may speak of."""
    world = World(actor, options, today)
    kinds = {sheet.dataset.kind for sheet in sheets}
    by_pk = _load_organisations(world)
    named = _named(sheets, {"code", "codes"})
    meant = [org for code, org in world.orgs.items() if code in named]
    meant += named_in(world.orgs.values(), named, today)
    cells = {org.pk: org for org in meant if org.pk is not None}
    if kinds & PEOPLE:
        _load_persons(world, by_pk, cells, _named(sheets, {"number"}), _names(sheets))
    world.answers = dict(TwinDecision.objects.values_list("key", "answer"))
    world.refused = set(RefusedRow.objects.values_list("key", flat=True))
    if kinds & MEETINGS:
        world.steps_known = bool(kinds & {"sinh-hoat", "so-lieu-thang"})
        _load_meetings(world, by_pk, cells, with_steps=world.steps_known)
        for row in CellMonthCount.objects.filter(cell_id__in=cells):
            cell = by_pk[row.cell_id]
            world.counts[cell, row.month] = Count(
                cell,
                row.month,
                row.held,
                row.expected,
                row.present,
                row.excused,
                row.unexcused,
                row.steps_complete,
                row.theme_held,
                row.reason,
                row.consent,
                pk=row.pk,
            )
    return world


def _named(sheets: Iterable[Sheet], kinds: set[str]) -> set[str]:
    """Every code (folded) or number that stands in a column of these kinds."""
    found: set[str] = set()
    for sheet in sheets:
        for column in sheet.dataset.columns:
            position = sheet.index.get(column.key)
            if column.kind in kinds and position is not None:
                cells = {row[position] for row in sheet.table.rows[sheet.header_row :] if position < len(row)}
                for cell in cells:
                    parts = text_of(cell).split(";") if column.kind == "codes" else [text_of(cell)]
                    found.update(p.strip().casefold() if column.kind != "number" else p for p in parts)
    return found - {""}


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids in lists short enough for one question."""
    every = sorted(ids)
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


def _load_organisations(world: World) -> dict[int, Org]:
    by_pk: dict[int, Org] = {}
    for row in Organisation.objects.all():
        org = Org(
            row.code, row.path, row.kind, row.seat, row.founded_on, row.dissolved_on, row.decision, pk=row.pk
        )
        org.official_order = row.official_order
        by_pk[row.pk] = world.orgs[row.code.casefold()] = org
    names = OrganisationName.objects.order_by("valid_from")
    for pk, first, name, organ in names.values_list("organisation_id", "valid_from", "name", "organ_name"):
        by_pk[pk].names.load(first, name)
        by_pk[pk].organs.load(first, organ)
    for link in OrganisationLink.objects.order_by("valid_from"):
        parents = by_pk[link.organisation_id].parents
        parents.load(link.valid_from, (by_pk[link.parent_id], link.decision))
    classes = OrganisationClass.objects.order_by("valid_from")
    for pk, first, block, cell_type in classes.values_list(
        "organisation_id", "valid_from", "block", "cell_type"
    ):
        by_pk[pk].blocks.load(first, block)
        by_pk[pk].cell_types.load(first, cell_type)
    for org in by_pk.values():
        _fill(org)
    for s in Succession.objects.all():
        one, other = by_pk[s.predecessor_id], by_pk[s.successor_id]
        world.handovers[one, other] = Handover(one, other, s.on, s.change, s.takes_over, s.decision, pk=s.pk)
    return by_pk


def _fill(org: Org) -> None:
    """What has no row is known to be empty from the founding on."""
    if not org.parents.days:
        org.parents.load(org.founded_on, (None, ""))
    for steps in (org.names, org.organs, org.blocks, org.cell_types):
        if not steps.days or steps.days[0] > org.founded_on:
            steps.days.insert(0, org.founded_on)
            steps.values.insert(0, "")


def _names(sheets: Iterable[Sheet]) -> set[str]:
    """The folded names in sheets of members: who bears one of them may be meant."""
    found: set[str] = set()
    for sheet in sheets:
        position = sheet.index.get("full_name") if sheet.dataset.kind == "dang-vien" else None
        if position is not None:
            rows = sheet.table.rows[sheet.header_row :]
            found.update(fold(text_of(row[position])) for row in rows if position < len(row))
    return found - {""}


def _load_persons(
    world: World, by_pk: dict[int, Org], cells: dict[int, Org], numbers: set[str], names: set[str]
) -> None:
    ids = set(OfficialPlace.objects.filter(cell_id__in=cells).values_list("member_id", flat=True))
    ids |= set(TemporaryPlace.objects.filter(cell_id__in=cells).values_list("member_id", flat=True))
    wanted = sorted(numbers)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        ids |= set(MemberIdentifier.objects.filter(number__in=part).values_list("member_id", flat=True))
    bearers = sorted(names)
    for start in range(0, len(bearers), CHUNK):
        part = bearers[start : start + CHUNK]
        ids |= set(Member.objects.filter(search_name__in=part).values_list("pk", flat=True))
    persons: dict[int, Person] = {}
    for part_ids in chunks(ids):
        for m in Member.objects.filter(pk__in=part_ids):
            home = by_pk[m.home_id] if m.home_id else None
            persons[m.pk] = Person(m.full_name, m.sex, m.born_on, m.birth_year, home, pk=m.pk)
        _load_histories(world, by_pk, persons, part_ids)
    world.everybody = list(persons.values())


def _load_histories(world: World, by_pk: dict[int, Org], persons: dict[int, Person], ids: list[int]) -> None:
    for number in MemberIdentifier.objects.filter(member_id__in=ids):
        persons[number.member_id].numbers[number.kind, number.number] = number.valid_from
        world.persons[number.kind, number.number] = persons[number.member_id]
    for status in MemberStatus.objects.filter(member_id__in=ids).order_by("valid_from"):
        persons[status.member_id].statuses.load(status.valid_from, status.status)
    for place in OfficialPlace.objects.filter(member_id__in=ids).order_by("valid_from"):
        person, cell = persons[place.member_id], by_pk[place.cell_id]
        person.places.load(place.valid_from, cell)
        if place.valid_to is not None:
            # Closed; the next place, when it begins that day, takes this step over.
            person.places.put(place.valid_to, None)
        world.belong(cell, person)
    for temporary in TemporaryPlace.objects.filter(member_id__in=ids).order_by("valid_from"):
        host = by_pk[temporary.cell_id] if temporary.cell_id else None
        person = persons[temporary.member_id]
        person.away.append(Interval(temporary.valid_from, temporary.valid_to, host))
        if host is not None:
            world.belong(host, person)
    for e in Exemption.objects.filter(member_id__in=ids).order_by("valid_from"):
        persons[e.member_id].exempt.append(Interval(e.valid_from, e.valid_to, (e.ground, e.decision)))
    for p in Position.objects.filter(member_id__in=ids).order_by("valid_from"):
        post = (by_pk[p.organisation_id], p.post)
        persons[p.member_id].posts.append(Held(p.valid_from, p.valid_to, post, p.pk, p.term))


def _load_meetings(world: World, by_pk: dict[int, Org], cells: dict[int, Org], *, with_steps: bool) -> None:
    guests = JointCell.objects.filter(cell_id__in=cells).values_list("meeting_id", flat=True)
    found: dict[int, Gathering] = {}
    rows = [*Meeting.objects.filter(cell_id__in=cells), *Meeting.objects.filter(pk__in=set(guests))]
    for m in rows:
        if m.pk in found:
            continue
        g = found[m.pk] = Gathering(by_pk[m.cell_id], m.kind, m.counted_for, m.code, m.status, pk=m.pk)
        g.sealed = m.stage >= Stage.SEALED
        for name in SIMPLE_FIELDS:
            setattr(g, name, getattr(m, name))
        world.gatherings[g.cell].append(g)
    for ids in chunks(found):
        for meeting_id, cell_id in JointCell.objects.filter(meeting_id__in=ids).values_list(
            "meeting_id", "cell_id"
        ):
            found[meeting_id].joint.append(by_pk[cell_id])
            world.gatherings[by_pk[cell_id]].append(found[meeting_id])
        if with_steps:
            steps = MeetingStep.objects.filter(meeting_id__in=ids)
            for meeting_id, code, done, reason in steps.values_list("meeting_id", "code", "done", "reason"):
                found[meeting_id].steps[code] = (done, reason)


SIMPLE_FIELDS = tuple(
    name for name in MEETING_FIELDS if name not in {"code", "kind", "status", "counted_for"}
)
"""Fields of a meeting that carry over one to one."""


def load_marks(world: World, gatherings: Iterable[Gathering]) -> None:
    """The snapshots that these meetings already have."""
    by_pk = {g.pk: g for g in gatherings if g.pk is not None}
    cells = {o.pk: o for o in world.orgs.values()}
    persons = {p.pk: p for p in world.persons.values()}
    fields = ("meeting_id", "member_id", "cell_id", "basis", "expected", "votes", "state", "pk")
    for ids in chunks(by_pk):
        rows = Attendance.objects.filter(meeting_id__in=ids).values_list(*fields)
        for meeting_id, member_id, cell_id, basis, expected, votes, state, pk in rows.iterator(20_000):
            person = persons.get(member_id)
            if person is not None:
                by_pk[meeting_id].marks[person] = Mark(cells[cell_id], basis, expected, votes, state, pk)


def load_other_marks(
    world: World, days: set[date], persons: Iterable[Person]
) -> Iterator[tuple[Person, date, Org]]:
    """Where these persons were counted on these days in cells whose meetings the batch does not speak of."""
    by_pk = {p.pk: p for p in persons if p.pk is not None}
    cells = {o.pk: o for o in world.orgs.values()}
    known = [cell.pk for cell in world.gatherings if cell.pk is not None]
    for ids in chunks(by_pk):
        rows = (
            Attendance.objects.filter(member_id__in=ids, meeting__held_on__in=days)
            .filter(Q(expected=True) | Q(state__in=PRESENCES))
            .exclude(cell_id__in=known)
            .exclude(state="")
        )
        for member_id, day, cell_id in rows.values_list("member_id", "meeting__held_on", "cell_id"):
            if day is not None:
                yield by_pk[member_id], day, cells[cell_id]


def load_turnouts(gatherings: Iterable[Gathering]) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Expected, present and excused of stored snapshots, by the ids of meeting and cell."""
    found: dict[tuple[int, int], tuple[int, int, int]] = {}
    for ids in chunks({g.pk for g in gatherings if g.pk is not None}):
        rows = Attendance.objects.filter(meeting_id__in=ids, expected=True).values_list(
            "meeting_id", "cell_id"
        )
        counted = rows.annotate(
            all=Number("pk"),
            present=Number("pk", filter=Q(state__in=PRESENCES)),
            excused=Number("pk", filter=Q(state=State.EXCUSED)),
        )
        for meeting_id, cell_id, *numbers in counted:
            found[meeting_id, cell_id] = (numbers[0], numbers[1], numbers[2])
    return found
