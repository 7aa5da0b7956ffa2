"""Organisations over time."""

from datetime import date
from itertools import count

from sotay.organisations.choices import Change, Kind
from sotay.organisations.models import (
    Organisation,
    OrganisationClass,
    OrganisationLink,
    OrganisationName,
    Succession,
)
from sotay.organisations.operations import rebuild_places

LONG_AGO = date(2015, 1, 1)
_numbers = count(1)


def organisation(
    kind: str = Kind.CELL,
    parent: Organisation | None = None,
    *,
    code: str = "",
    name: str = "",
    founded: date = LONG_AGO,
    dissolved: date | None = None,
    block: str = "",
    cell_type: str = "",
) -> Organisation:
    """An organisation with its name, its link and its class from the founding on. Then call `settle`."""
    code = code or f"TC{next(_numbers):04d}"
    made = Organisation.objects.create(code=code, kind=kind, founded_on=founded, dissolved_on=dissolved)
    OrganisationName.objects.create(organisation=made, name=name or f"Tổ chức {code}", valid_from=founded)
    if parent is not None:
        OrganisationLink.objects.create(organisation=made, parent=parent, valid_from=founded)
    if block or cell_type:
        OrganisationClass.objects.create(
            organisation=made, block=block, cell_type=cell_type, valid_from=founded
        )
    return made


def move(child: Organisation, parent: Organisation, on: date) -> None:
    """From that day on it stands under another parent."""
    child.links.filter(valid_to__isnull=True).update(valid_to=on)
    OrganisationLink.objects.create(organisation=child, parent=parent, valid_from=on)


def block_change(which: Organisation, block: str, on: date) -> None:
    """From that day on it belongs to another block."""
    which.classes.filter(valid_to__isnull=True).update(valid_to=on)
    OrganisationClass.objects.create(organisation=which, block=block, valid_from=on)


def dissolve(which: Organisation, on: date) -> None:
    """That day is the first without it."""
    which.dissolved_on = on
    which.save(update_fields=["dissolved_on"])


def succeed(
    change: Change, before: Organisation, after: Organisation, on: date, *, takes_over: bool = False
) -> None:
    """One goes over into the other; the predecessor ends, unless a part is split off."""
    if change != Change.SPLIT_OFF:
        dissolve(before, on)
    Succession.objects.create(
        predecessor=before, successor=after, on=on, change=change, takes_over=takes_over
    )


def settle(*organisations: Organisation, today: date = date(2026, 6, 1)) -> None:
    """Derive the places of the whole tree, and read them into these."""
    rebuild_places(today=today)
    for one in organisations:
        one.refresh_from_db()
