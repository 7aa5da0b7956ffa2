"""Members with a status and an official place."""

from datetime import date

from sotay.members.choices import Status
from sotay.members.models import Member, MemberStatus, OfficialPlace, Position
from sotay.organisations.models import Organisation

LONG_AGO = date(2010, 5, 19)


def member(
    cell: Organisation | None = None,
    *,
    since: date = LONG_AGO,
    status: str = Status.OFFICIAL,
    sex: str = "",
    born_on: date | None = None,
    birth_year: int | None = None,
    name: str = "Đảng viên",
) -> Member:
    """A member of that status since a day, officially in the cell when one is given."""
    made = Member.objects.create(full_name=name, sex=sex, born_on=born_on, birth_year=birth_year, home=cell)
    MemberStatus.objects.create(member=made, status=status, valid_from=since)
    if cell is not None:
        official_place(made, cell, since)
    return made


def official_place(who: Member, cell: Organisation, since: date) -> None:
    """Officially in that cell from that day (of acceptance) on."""
    who.places.filter(valid_to__isnull=True).update(valid_to=since)
    OfficialPlace.objects.create(member=who, cell=cell, valid_from=since)


def position(organisation: Organisation, post: str, name: str, *, since: date = LONG_AGO) -> Position:
    """Somebody of that name holds the post there since a day."""
    return Position.objects.create(
        member=member(name=name), organisation=organisation, post=post, valid_from=since
    )
