"""Store members and their histories as they are given."""

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor, HasPath
from sotay.core.vietnamese import fold, name_sort_key
from sotay.members.models import (
    Exemption,
    Member,
    MemberIdentifier,
    MemberStatus,
    OfficialPlace,
    Position,
    TemporaryPlace,
)

BATCH = 2000


@transaction.atomic
def save_members(
    *, actor: Actor, cells: Iterable[HasPath], new: Sequence[Member], changed: Sequence[Member]
) -> None:
    """Store members as they are given; the new ones get their ids. `cells`: every home among them.

    Search and sort keys follow the name. Their dated rows go in by `replace_histories`.
    """
    for cell in cells:
        actor.require(Permission.IMPORT_RUN, cell)
    for member in (*new, *changed):
        member.search_name = fold(member.full_name)
        member.sort_key = name_sort_key(member.full_name)
    Member.objects.bulk_create(new, batch_size=BATCH)
    fields = ["full_name", "search_name", "sort_key", "sex", "born_on", "birth_year", "home"]
    Member.objects.bulk_update(changed, fields, batch_size=500)


@transaction.atomic
def replace_histories(
    members: Collection[int],
    *,
    statuses: Sequence[MemberStatus],
    places: Sequence[OfficialPlace],
    temporary: Sequence[TemporaryPlace],
    exemptions: Sequence[Exemption],
) -> None:
    """Let these be all dated standings, places and exemptions of the members (ids known before)."""
    ids = sorted(members)
    for start in range(0, len(ids), BATCH * 10):
        part = ids[start : start + BATCH * 10]
        for model in (MemberStatus, OfficialPlace, TemporaryPlace, Exemption):
            model.objects.filter(member_id__in=part).delete()
    MemberStatus.objects.bulk_create(statuses, batch_size=BATCH)
    OfficialPlace.objects.bulk_create(places, batch_size=BATCH)
    TemporaryPlace.objects.bulk_create(temporary, batch_size=BATCH)
    Exemption.objects.bulk_create(exemptions, batch_size=BATCH)


@transaction.atomic
def add_identifiers(numbers: Sequence[MemberIdentifier]) -> None:
    """Numbers by which members are known from now on; the ones known before stay."""
    MemberIdentifier.objects.bulk_create(numbers, batch_size=BATCH)


@transaction.atomic
def save_positions(*, new: Sequence[Position], ended: Sequence[Position]) -> None:
    """New posts, and the days on which others end, with their terms."""
    Position.objects.bulk_create(new, batch_size=BATCH)
    Position.objects.bulk_update(ended, ["valid_to", "term"], batch_size=500)
