"""Organisations of the plan into rows."""

from datetime import date

from sotay.core.vietnamese import text_sort_key
from sotay.imports.planning.steps import Steps
from sotay.imports.planning.world import Handover, Org, World
from sotay.organisations import operations
from sotay.organisations.models import (
    Organisation,
    OrganisationClass,
    OrganisationLink,
    OrganisationName,
    Succession,
)


def save_tree(world: World) -> None:
    """Write what changed in the tree, then derive the places anew."""
    if not world.dirty_orgs and not world.dirty_handovers:
        return
    orgs = list(world.dirty_orgs)
    new = [(org, _row(org)) for org in orgs if org.pk is None]
    old = [_row(org) for org in orgs if org.pk is not None]
    known = [org.pk for org in orgs if org.pk is not None]
    operations.save_organisations(new=[row for _, row in new], changed=old)
    for org, row in new:
        org.pk = row.pk
    operations.replace_histories(
        known,
        names=[row for org in orgs for row in _names(org)],
        links=[row for org in orgs for row in _links(org)],
        classes=[row for org in orgs for row in _classes(org)],
    )
    handovers = list(world.dirty_handovers)
    operations.save_successions(
        new=[_succession(h) for h in handovers if h.pk is None],
        changed=[_succession(h) for h in handovers if h.pk is not None],
    )
    operations.rebuild_places(today=world.today)
    paths = dict(Organisation.objects.values_list("pk", "path"))
    for org in world.orgs.values():
        if org.pk is not None:
            org.path = paths[org.pk]


def _row(org: Org) -> Organisation:
    row = Organisation(
        code=org.code,
        kind=org.kind,
        seat=org.seat,
        founded_on=org.founded_on,
        dissolved_on=org.dissolved_on,
        decision=org.decision,
        official_order=org.official_order,
    )
    if org.pk is not None:
        row.pk = org.pk
    return row


def _together(one: Steps[str], other: Steps[str]) -> list[tuple[date, date | None, str, str]]:
    """Two values side by side, a span wherever neither changes."""
    days = sorted({*one.days, *other.days})
    ends: list[date | None] = [*days[1:], None]
    return [(d, e, one.on(d) or "", other.on(d) or "") for d, e in zip(days, ends, strict=True)]


def _names(org: Org) -> list[OrganisationName]:
    return [
        OrganisationName(
            organisation_id=org.row_id,
            name=name,
            organ_name=organ,
            sort_key=text_sort_key(name),
            valid_from=first,
            valid_to=end,
        )
        for first, end, name, organ in _together(org.names, org.organs)
    ]


def _links(org: Org) -> list[OrganisationLink]:
    return [
        OrganisationLink(
            organisation_id=org.row_id,
            parent_id=parent.row_id,
            decision=decision,
            valid_from=first,
            valid_to=end,
        )
        for first, end, (parent, decision) in org.parents.spans()
        if parent is not None
    ]


def _classes(org: Org) -> list[OrganisationClass]:
    return [
        OrganisationClass(
            organisation_id=org.row_id, block=block, cell_type=cell_type, valid_from=first, valid_to=end
        )
        for first, end, block, cell_type in _together(org.blocks, org.cell_types)
        if block or cell_type
    ]


def _succession(handover: Handover) -> Succession:
    row = Succession(
        predecessor_id=handover.predecessor.row_id,
        successor_id=handover.successor.row_id,
        on=handover.on,
        change=handover.change,
        takes_over=handover.takes_over,
        decision=handover.decision,
    )
    if handover.pk is not None:
        row.pk = handover.pk
    return row
