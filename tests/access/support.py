"""A district, its committees and cells, and people with roles."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.access.queries import actor_for
from sotay.accounts.models import Account
from sotay.core.actor import Actor
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from sotay.organisations.operations import rebuild_places
from tests.factories.organisations import organisation

TODAY = date(2024, 6, 10)
NOW = datetime(2024, 6, 10, 3, tzinfo=UTC)
DAY = timedelta(days=1)
_numbers = count(1)


@dataclass(frozen=True)
class Tree:
    """district → commune → (cell, beside); the district's other commune → cousin."""

    district: Organisation
    commune: Organisation
    cell: Organisation
    beside: Organisation
    other: Organisation
    cousin: Organisation


def a_tree() -> Tree:
    """Written and placed."""
    district = organisation(Kind.SUPERIOR)
    commune = organisation(Kind.GRASSROOTS_COMMITTEE, district)
    cell, beside = organisation(Kind.CELL, commune), organisation(Kind.CELL, commune)
    other = organisation(Kind.GRASSROOTS_COMMITTEE, district)
    cousin = organisation(Kind.CELL, other)
    rebuild_places(today=TODAY)
    nodes = (district, commune, cell, beside, other, cousin)
    for node in nodes:
        node.refresh_from_db()
    return Tree(*nodes)


def an_account() -> Account:
    """Somebody without any role."""
    number = next(_numbers)
    return Account.objects.create_account(
        username=f"nguoi{number}", full_name=f"Người {number}", password=None
    )


def given(role: Role, place: Organisation | None, account: Account | None = None, **more: object) -> Grant:
    """A role from today on, unless `more` says otherwise."""
    values: dict[str, object] = {"valid_from": TODAY, **more}
    return Grant.objects.create(account=account or an_account(), role=role, organisation=place, **values)


def actor_with(role: Role, place: Organisation | None, **more: object) -> Actor:
    """Somebody with that one role, as they stand today."""
    return actor_for(given(role, place, **more).account, today=TODAY)
