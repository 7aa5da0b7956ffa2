"""Members of the plan into rows."""

from sotay.imports.planning.world import Person, World
from sotay.members import operations
from sotay.members.models import (
    Exemption,
    Member,
    MemberIdentifier,
    MemberStatus,
    OfficialPlace,
    Position,
    TemporaryPlace,
)


def save_people(world: World) -> None:
    """Write what changed in the register."""
    persons = list(world.dirty_persons)
    if not persons:
        return
    known = [p.pk for p in persons if p.pk is not None]
    numbers_before = set(
        MemberIdentifier.objects.filter(member_id__in=known).values_list("kind", "number") if known else ()
    )
    new = [(p, _row(p)) for p in persons if p.pk is None]
    operations.save_members(
        actor=world.actor,
        cells={p.home for p in persons if p.home is not None},
        new=[row for _, row in new],
        changed=[_row(p) for p in persons if p.pk is not None],
    )
    for person, row in new:
        person.pk = row.pk
    operations.add_identifiers(
        [
            MemberIdentifier(member_id=p.row_id, kind=kind, number=number, valid_from=first)
            for p in persons
            for (kind, number), first in p.numbers.items()
            if (kind, number) not in numbers_before
        ]
    )
    _save_histories(persons, known)


def _row(person: Person) -> Member:
    row = Member(
        full_name=person.full_name,
        sex=person.sex,
        born_on=person.born_on,
        birth_year=person.birth_year,
        home_id=person.home.row_id if person.home is not None else None,
    )
    if person.pk is not None:
        row.pk = person.pk
    return row


def _save_histories(persons: list[Person], known: list[int]) -> None:
    operations.replace_histories(
        known,
        statuses=[
            MemberStatus(member_id=p.row_id, status=status, valid_from=first, valid_to=end)
            for p in persons
            for first, end, status in p.statuses.spans()
        ],
        places=[
            OfficialPlace(member_id=p.row_id, cell_id=cell.row_id, valid_from=first, valid_to=end)
            for p in persons
            for first, end, cell in p.places.spans()
            if cell is not None
        ],
        temporary=[
            TemporaryPlace(
                member_id=p.row_id,
                cell_id=a.value.row_id if a.value else None,
                valid_from=a.first,
                valid_to=a.end,
            )
            for p in persons
            for a in p.away
        ],
        exemptions=[
            Exemption(
                member_id=p.row_id, ground=e.value[0], decision=e.value[1], valid_from=e.first, valid_to=e.end
            )
            for p in persons
            for e in p.exempt
        ],
    )
    _save_posts(persons)


def _save_posts(persons: list[Person]) -> None:
    posts = [(p, post) for p in persons for post in p.posts]
    operations.save_positions(
        new=[
            Position(
                member_id=p.row_id,
                organisation_id=post.value[0].row_id,
                post=post.value[1],
                valid_from=post.first,
                valid_to=post.end,
                term=post.term,
            )
            for p, post in posts
            if post.pk is None
        ],
        ended=[
            Position(pk=post.pk, valid_to=post.end, term=post.term)
            for _, post in posts
            if post.pk is not None
        ],
    )
