"""Look for a member by name, year of birth or number, as far as the actor may know names."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.spans import on_day
from sotay.core.tree import reached
from sotay.core.vietnamese import fold
from sotay.members.choices import IdentifierKind, Status
from sotay.members.models import LookupReason, Member, MemberStatus
from sotay.members.rules import SITTING

WORDS = 6
"""How many words of a name are looked for; further ones are left aside."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: words of a name in any order, with or without marks; a year of birth; a whole
    number of any kind. Empty ones do not narrow. A year alone lists people: only where the names are seen
    anyway, whatever reason was stated."""

    name: str = ""
    birth_year: int | None = None
    number: str = ""

    @property
    def empty(self) -> bool:
        """Nothing to look for."""
        return self.year_alone and self.birth_year is None

    @property
    def year_alone(self) -> bool:
        """Neither a name nor a number."""
        return not fold(self.name) and not self.number


@dataclass(frozen=True, slots=True)
class Found:
    """A member found. `status` as today, None when there is none; `cell`: the id of the present cell.
    `open`: the actor sees the names of that cell anyway, and may open the record."""

    pk: int
    public_id: str
    name: str
    birth_year: int | None
    status: Status | None
    cell: int | None
    open: bool


@dataclass(frozen=True, slots=True)
class Hits:
    """One part of what was found, by given name; `total` of the whole."""

    total: int
    found: tuple[Found, ...]


def reason_in_force(actor: Actor, pk: int, *, at: datetime) -> str:
    """The words of the reason that the actor stated in this sitting; "" when there is none any more."""
    rows = LookupReason.objects.filter(pk=pk, account_id=actor.account_id or 0, ended_at=None)
    return rows.filter(stated_at__gt=at - SITTING).values_list("text", flat=True).first() or ""


def find(
    actor: Actor,
    sought: Sought,
    *,
    at: datetime,
    today: date,
    reason: int = 0,
    first: int = 0,
    size: int = 30,
) -> Hits:
    """Members who fit, from the `first` on. Requires MEMBER_VIEW somewhere, and finds only in its reach;
    with a reason of this sitting also within the reach of MEMBER_LOOKUP, unless a year is all that is said.

    Who is out of reach is as if not there: neither the total nor anything else tells of them.
    """
    actor.require(Permission.MEMBER_VIEW)
    if sought.empty:
        return Hits(0, ())
    scope = reached(actor.reaches_of(Permission.MEMBER_VIEW), "home__path")
    if reason and not sought.year_alone and reason_in_force(actor, reason, at=at):
        scope |= reached(actor.reaches_of(Permission.MEMBER_LOOKUP), "home__path")
    rows = _fitting(sought).filter(scope)
    standing = MemberStatus.objects.filter(on_day(today), member=OuterRef("pk"))
    part = (
        rows.select_related("home")
        .annotate(standing=Subquery(standing.values("status")[:1]))
        .order_by("sort_key", "pk")[first : first + size]
    )
    return Hits(rows.count(), tuple(_found(actor, row) for row in part))


def _fitting(sought: Sought) -> QuerySet[Member]:
    rows = Member.objects.all()
    for word in fold(sought.name).split()[:WORDS]:
        rows = rows.filter(search_name__contains=word)
    if sought.birth_year is not None:
        year = sought.birth_year
        rows = rows.filter(Q(born_on__year=year) | Q(born_on__isnull=True, birth_year=year))
    if sought.number:
        kinds = list(IdentifierKind.values)
        rows = rows.filter(identifiers__kind__in=kinds, identifiers__number=sought.number).distinct()
    return rows


def _found(actor: Actor, row: Member) -> Found:
    standing: str | None = row.standing  # type: ignore[attr-defined]  # annotated by find
    return Found(
        pk=row.pk,
        public_id=row.public_id,
        name=row.full_name,
        birth_year=row.born_on.year if row.born_on else row.birth_year,
        status=Status(standing) if standing else None,
        cell=row.home_id,
        open=row.home is not None and actor.may(Permission.MEMBER_VIEW, row.home),
    )


@dataclass(frozen=True, slots=True)
class OwnLookup:
    """Why I once looked for names beyond the cells whose names I see anyway."""

    reason: str
    stated_at: datetime


def own_lookups(actor: Actor) -> list[OwnLookup]:
    """Every reason that the actor gave, newest first. Asks no rights: of the actor alone."""
    rows = LookupReason.objects.filter(account=actor.account_id or 0).order_by("-stated_at", "-pk")
    return [OwnLookup(row.text, row.stated_at) for row in rows]
