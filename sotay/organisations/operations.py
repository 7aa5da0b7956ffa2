"""Change the tree."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction

from sotay.organisations.models import (
    Organisation,
    OrganisationClass,
    OrganisationLink,
    OrganisationName,
    OrganisationPath,
    Succession,
)
from sotay.organisations.rules import FAR, BlockSpan, LinkSpan, PlaceSpan, places


@transaction.atomic
def rebuild_places(*, today: date) -> int:
    """Derive every organisation's dated places and today's path from links and classes.

    Only rows that differ are written; returns how many organisations changed.
    Raises BrokenTree when links make a circle.
    """
    derived = _derived_places()
    stored: dict[int, list[PlaceSpan]] = defaultdict(list)
    for row in OrganisationPath.objects.order_by("organisation_id", "valid_from"):
        stored[row.organisation_id].append(
            PlaceSpan(row.path, row.block, row.valid_from, row.valid_to or FAR)
        )
    changed = [pk for pk, spans in derived.items() if stored.get(pk) != spans]
    OrganisationPath.objects.filter(organisation_id__in=changed).delete()
    OrganisationPath.objects.bulk_create(
        [
            OrganisationPath(
                organisation_id=pk,
                path=span.path,
                block=span.block,
                valid_from=span.first,
                valid_to=None if span.end == FAR else span.end,
            )
            for pk in changed
            for span in derived[pk]
        ],
        batch_size=2000,
    )
    _store_present_paths(derived, today)
    return len(changed)


def _derived_places() -> dict[int, list[PlaceSpan]]:
    links: dict[int, list[LinkSpan]] = defaultdict(list)
    for link in OrganisationLink.objects.all():
        links[link.organisation_id].append(LinkSpan(link.parent_id, link.valid_from, link.valid_to or FAR))
    blocks: dict[int, list[BlockSpan]] = defaultdict(list)
    for row in OrganisationClass.objects.exclude(block=""):
        blocks[row.organisation_id].append(BlockSpan(row.block, row.valid_from, row.valid_to or FAR))
    known: dict[int, list[PlaceSpan]] = {}
    ids = list(Organisation.objects.values_list("pk", flat=True))
    return {pk: places(pk, links=links, blocks=blocks, known=known) for pk in ids}


def _store_present_paths(derived: dict[int, list[PlaceSpan]], today: date) -> None:
    """Today's place; the last one for what is dissolved, the first one for what is still to come."""
    moved = []
    for organisation in Organisation.objects.only("pk", "path", "founded_on", "dissolved_on"):
        day = max(min(today, organisation.dissolved_on or FAR), organisation.founded_on)
        if organisation.dissolved_on and day >= organisation.dissolved_on:
            day = date.fromordinal(organisation.dissolved_on.toordinal() - 1)
        path = next(s.path for s in derived[organisation.pk] if s.first <= day < s.end)
        if path != organisation.path:
            organisation.path = path
            moved.append(organisation)
    Organisation.objects.bulk_update(moved, ["path"], batch_size=1000)


@transaction.atomic
def save_organisations(*, new: Sequence[Organisation], changed: Sequence[Organisation]) -> None:
    """Store organisations as they are given; the new ones get their ids.

    The caller has required the permission on each (or on what stands above a new one), stores their
    dated rows by `replace_histories`, and rebuilds the places at the end.
    """
    Organisation.objects.bulk_create(new, batch_size=1000)
    Organisation.objects.bulk_update(
        changed,
        ["kind", "seat", "founded_on", "dissolved_on", "decision", "official_order"],
        batch_size=500,
    )


@transaction.atomic
def replace_histories(
    organisations: Collection[int],
    *,
    names: Sequence[OrganisationName],
    links: Sequence[OrganisationLink],
    classes: Sequence[OrganisationClass],
) -> None:
    """Let these be all dated names, superiors and classes of the organisations (ids)."""
    for model in (OrganisationName, OrganisationLink, OrganisationClass):
        model.objects.filter(organisation_id__in=organisations).delete()
    OrganisationName.objects.bulk_create(names, batch_size=1000)
    OrganisationLink.objects.bulk_create(links, batch_size=1000)
    OrganisationClass.objects.bulk_create(classes, batch_size=1000)


@transaction.atomic
def save_successions(*, new: Sequence[Succession], changed: Sequence[Succession]) -> None:
    """Store who went over into whom, by which decision."""
    Succession.objects.bulk_create(new)
    Succession.objects.bulk_update(changed, ["on", "change", "takes_over", "decision"])
