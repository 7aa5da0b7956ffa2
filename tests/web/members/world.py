"""Members by name in the district of the pages: A1's and A2's in the commune A, one in B1, one in S."""

from datetime import date

from sotay.core.vietnamese import fold, name_sort_key
from sotay.members.choices import IdentifierKind
from sotay.members.models import Exemption, Member, MemberIdentifier, Position, TemporaryPlace
from tests import factories as make
from tests.web.world import World

SINCE = date(2015, 2, 3)


def person(
    world: World, code: str, name: str, *, year: int | None = 1957, status: str = "official"
) -> Member:
    """A member of that cell with the keys that searching and sorting need."""
    made = make.member(world.places[code], name=name, birth_year=year, since=SINCE, status=status)
    Member.objects.filter(pk=made.pk).update(search_name=fold(name), sort_key=name_sort_key(name))
    return made


def people(world: World) -> dict[str, Member]:
    """Those whom the tests speak of, by a short word."""
    found = {
        "ut": person(world, "A1", "Lê Văn Út"),
        "anh": person(world, "A1", "Đỗ Thị Ánh", year=1990, status="probationary"),
        "an": person(world, "A1", "Bùi<b> An", year=None),
        "hoa": person(world, "A2", "Trần Thị Hòa"),
        "xa": person(world, "B1", "Người Xã Bình"),
        "khobac": person(world, "S", "Người Kho Bạc"),
    }
    ut = found["ut"]
    MemberIdentifier.objects.create(member=ut, kind=IdentifierKind.CARD, number="0123456", valid_from=SINCE)
    Exemption.objects.create(
        member=ut, ground="age_health", decision="NQ-SUCKHOE", valid_from=date(2024, 1, 1)
    )
    Position.objects.create(
        member=found["anh"], organisation=world.places["A1"], post="secretary", valid_from=date(2023, 1, 1)
    )
    TemporaryPlace.objects.create(member=found["hoa"], cell=world.places["A1"], valid_from=date(2024, 5, 1))
    return found
