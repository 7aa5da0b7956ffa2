"""One member's record: for those who may see it, and for the member."""

from dataclasses import dataclass
from datetime import date

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.spans import span_on
from sotay.members.choices import IdentifierKind, Sex, Status
from sotay.members.models import Member
from sotay.members.queries.enrolment import UnknownMember
from sotay.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Dated:
    """Something true of a member from `valid_from` on, up to (not with) `valid_to`.

    `what`: the value of its closed set (status, post, ground; "" where there is none or it is not for
    the reader). `organisation`: the id of the cell or organisation meant, None: none, or outside.
    """

    what: str
    organisation: int | None
    note: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything that the register says of one member. `status`: today's, None when there is none.

    `exemptions` carry ground and decision only for the one who may see reasons (`grounds`).
    """

    pk: int
    public_id: str
    name: str
    sex: Sex | None
    born_on: date | None
    birth_year: int | None
    home: Organisation | None
    status: Status | None
    numbers: tuple[tuple[IdentifierKind, str], ...]
    statuses: tuple[Dated, ...]
    places: tuple[Dated, ...]
    away: tuple[Dated, ...]
    exemptions: tuple[Dated, ...]
    posts: tuple[Dated, ...]
    grounds: bool
    has_account: bool

    @property
    def organisations(self) -> set[int]:
        """The ids of every organisation that the record speaks of."""
        dated = (*self.places, *self.away, *self.posts)
        return {one.organisation for one in dated if one.organisation is not None}


OwnFile = PersonFile
"""The same of oneself: nothing is left out."""


def person_file(actor: Actor, public_id: str, *, today: date) -> PersonFile:
    """The record of a member whose present cell the actor sees the names of. Raises UnknownMember."""
    member = (
        Member.objects.visible_to(actor, Permission.MEMBER_VIEW)
        .filter(public_id=public_id)
        .select_related("home")
        .first()
    )
    if member is None:
        raise UnknownMember
    grounds = member.home is not None and actor.may(Permission.MEMBER_REASONS, member.home)
    return _file(member, today, grounds=grounds)


def own_file(actor: Actor, *, today: date) -> PersonFile:
    """The actor's own record, whole. Raises UnknownMember when the account belongs to no member, or when
    its holder has no role left: then nothing is shown at all."""
    member = Member.objects.filter(pk=actor.member_id or 0).select_related("home").first()
    if member is None or not actor.reaches:
        raise UnknownMember
    return _file(member, today, grounds=True)


def _file(member: Member, today: date, *, grounds: bool) -> PersonFile:
    statuses = list(member.statuses.order_by("valid_from"))
    now = span_on(statuses, today)
    return PersonFile(
        pk=member.pk,
        public_id=member.public_id,
        name=member.full_name,
        sex=Sex(member.sex) if member.sex else None,
        born_on=member.born_on,
        birth_year=member.born_on.year if member.born_on else member.birth_year,
        home=member.home,
        status=Status(now.status) if now else None,
        numbers=_numbers(member),
        statuses=tuple(Dated(s.status, None, "", s.valid_from, s.valid_to) for s in statuses),
        places=tuple(
            Dated("", p.cell_id, "", p.valid_from, p.valid_to) for p in member.places.order_by("valid_from")
        ),
        away=tuple(
            Dated("", p.cell_id, "", p.valid_from, p.valid_to)
            for p in member.temporary_places.order_by("valid_from")
        ),
        exemptions=tuple(
            Dated(
                e.ground if grounds else "",
                None,
                e.decision if grounds else "",
                e.valid_from,
                e.valid_to,
            )
            for e in member.exemptions.order_by("valid_from")
        ),
        posts=tuple(
            Dated(p.post, p.organisation_id, p.term, p.valid_from, p.valid_to)
            for p in member.positions.order_by("valid_from", "pk")
        ),
        grounds=grounds,
        has_account=member.account_id is not None,
    )


def _numbers(member: Member) -> tuple[tuple[IdentifierKind, str], ...]:
    order = list(IdentifierKind)
    rows = [(IdentifierKind(n.kind), n.number) for n in member.identifiers.order_by("valid_from", "pk")]
    return tuple(sorted(rows, key=lambda row: order.index(row[0])))
