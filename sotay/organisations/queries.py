"""Ask about organisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sotay.core.actor import SEGMENT, Actor
from sotay.core.spans import on_day
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.models import (
    Organisation,
    OrganisationClass,
    OrganisationLink,
    OrganisationName,
    OrganisationPath,
)


class UnknownOrganisation(LookupError):
    """No such organisation in what the actor may see."""


@dataclass(frozen=True, slots=True)
class Names:
    """What an organisation and its leading organ are called on a day."""

    name: str
    organ_name: str


def organisation_by_code(actor: Actor, code: str, permission: str) -> Organisation:
    """The organisation with that code within the actor's scope. Raises UnknownOrganisation."""
    return _one(actor, permission, code=code)


def organisation_by_public_id(actor: Actor, public_id: str, permission: str) -> Organisation:
    """The organisation with that public id within the actor's scope. Raises UnknownOrganisation."""
    return _one(actor, permission, public_id=public_id)


def _one(actor: Actor, permission: str, **lookup: str) -> Organisation:
    found = Organisation.objects.visible_to(actor, permission).filter(**lookup).first()
    if found is None:
        raise UnknownOrganisation
    return found


def top_organisations(actor: Actor, permission: str) -> list[Organisation]:
    """The highest organisations in the actor's scope: where the way down begins."""
    paths = {reach.path for reach in actor.reaches_of(permission)}
    visible = Organisation.objects.visible_to(actor, permission).order_by("path")
    if "" in paths:
        return list(visible.filter(path__length=SEGMENT))
    highest = {path for path in paths if not any(path != p and path.startswith(p) for p in paths)}
    return list(visible.filter(path__in=highest))


def names_on(organisations: list[int], day: date) -> dict[int, Names]:
    """Names in force on a day (the last ones for what ended before, the first for what is to come)."""
    found: dict[int, Names] = {}
    chosen: dict[int, tuple[bool, date]] = {}
    for row in OrganisationName.objects.filter(organisation_id__in=organisations).order_by("valid_from"):
        begun = row.valid_from <= day
        if row.organisation_id not in chosen or begun:
            chosen[row.organisation_id] = (begun, row.valid_from)
            found[row.organisation_id] = Names(row.name, row.organ_name)
    return found


def names_of(organisation: Organisation, day: date) -> Names:
    """Names of one organisation in force on a day."""
    return names_on([organisation.pk], day).get(organisation.pk, Names(organisation.code, ""))


def names_under(organisations: list[int], above: int, day: date) -> dict[int, str]:
    """Names of organisations as they are told apart below `above` (an id): itself and those that stand
    directly under it by their own name, others with that of their superior ("Chi bộ thôn Bến, Đảng bộ xã An
    Hòa"). Two
    queries; asks no rights."""
    links = OrganisationLink.objects.filter(on_day(day), organisation_id__in=organisations)
    parents = dict(links.values_list("organisation_id", "parent_id"))
    names = names_on([*organisations, *set(parents.values())], day)
    found = {}
    for pk in organisations:
        own, parent = names.get(pk), names.get(parents.get(pk, above))
        if own is not None:
            plain = parent is None or above in {pk, parents.get(pk, above)}
            found[pk] = own.name if plain or parent is None else f"{own.name}, {parent.name}"
    return found


def superior_on(organisation: Organisation, day: date) -> Organisation | None:
    """The organisation directly above on that day. No rights are asked: papers print its name only."""
    link = (
        OrganisationLink.objects.filter(on_day(day), organisation=organisation)
        .select_related("parent")
        .first()
    )
    return link.parent if link else None


def children_on(actor: Actor, organisation: Organisation, day: date, permission: str) -> list[Organisation]:
    """Direct children that exist on the day and that the permission reaches, in official order."""
    return list(
        Organisation.objects.visible_to(actor, permission)
        .existing_on(day)
        .filter(on_day(day, "links__"), links__parent=organisation)
        .order_by("official_order", "code")
        .distinct()
    )


def neighbours_on(organisation: Organisation, day: date) -> list[Organisation]:
    """Other cells directly under the same superior on the day, in official order. Asks no rights: for those
    who record a meeting held together with them."""
    above = superior_on(organisation, day)
    if above is None:
        return []
    rows = Organisation.objects.existing_on(day).filter(
        on_day(day, "links__"), links__parent=above, kind__in=sorted(CELL_KINDS)
    )
    return list(rows.exclude(pk=organisation.pk).order_by("official_order", "code").distinct())


def ancestors_of(actor: Actor, organisation: Organisation, permission: str) -> list[Organisation]:
    """Organisations above, highest first, as far as the permission reaches (for the way back up)."""
    paths = [organisation.path[:end] for end in range(6, len(organisation.path), 6)]
    return list(Organisation.objects.visible_to(actor, permission).filter(path__in=paths).order_by("path"))


def child_blocks(organisation: Organisation, day: date) -> dict[str, str]:
    """Block of each organisation that ever stood directly below, by code: that of the day, or of
    its last day when it has ended."""
    rows = (
        Organisation.objects.filter(links__parent=organisation)
        .order_by("code", "paths__valid_from")
        .values_list("code", "dissolved_on", "paths__valid_from", "paths__valid_to", "paths__block")
    )
    found: dict[str, str] = {}
    for code, dissolved, first, end, block in rows:
        last = min(day, dissolved - timedelta(days=1)) if dissolved else day
        if code not in found or (first <= last and (end is None or last < end)):
            found[code] = block
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation in a list. `open`: the actor may open it."""

    pk: int
    public_id: str
    code: str
    kind: str
    name: str
    order: int
    open: bool


def entries_of(actor: Actor, ids: Iterable[int], day: date, permission: str) -> dict[int, Entry]:
    """What lists of organisations show, by id: the name of the day, and whether the permission reaches
    them. Asks no rights for the names: the caller shows only what counts for somebody's own node."""
    rows = Organisation.objects.filter(pk__in=list(ids))
    names = names_on([row.pk for row in rows], day)
    return {
        row.pk: Entry(
            row.pk,
            row.public_id,
            row.code,
            row.kind,
            names[row.pk].name if row.pk in names else row.code,
            row.official_order,
            actor.may(permission, row),
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Standing:
    """The block in force and the cell type of an organisation on a day; empty when there is none."""

    block: str
    cell_type: str


def standing_on(organisation: Organisation, day: date) -> Standing:
    """Block (its own or inherited) and cell type on a day."""
    spans = OrganisationPath.objects.filter(on_day(day), organisation=organisation)
    classes = OrganisationClass.objects.filter(on_day(day), organisation=organisation)
    block = spans.values_list("block", flat=True).first()
    cell_type = classes.values_list("cell_type", flat=True).first()
    return Standing(block or "", cell_type or "")
