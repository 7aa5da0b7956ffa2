"""What minutes came to tell otherwise with a later version of the software: whatever a cell adopted before
stays as the cell heard it, and is confirmed and sealed so."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from sotay.core.vietnamese import fold
from sotay.meetings.choices import Origin
from sotay.meetings.models import Meeting, MeetingPaper
from sotay.minutes.models import Adoption
from sotay.minutes.record import MeetingRecord
from sotay.minutes.rules import digest_of

SPREAD = "C1"
"""The step at which papers are spread."""
DRAFT = fold("dự thảo")


def papers_spread(meeting: Meeting) -> tuple[str, ...]:
    """Titles of the papers that members could read: not the cell's own drafts, which it is to decide on."""
    return tuple(
        title for title, origin in _published(meeting) if origin != Origin.CELL or DRAFT not in fold(title)
    )


def _published(meeting: Meeting) -> list[tuple[str, str]]:
    rows = MeetingPaper.objects.filter(meeting=meeting, published_at__isnull=False).order_by("position", "pk")
    return list(rows.values_list("title", "origin"))


def as_adopted(found: MeetingRecord, meeting: Meeting, adoption: Adoption | None) -> MeetingRecord:
    """The record as the cell adopted it, where nothing but the software's way of telling is another since;
    else as it stands."""
    if adoption is None or adoption.digest == digest_of(found):
        return found
    return next((one for one in _earlier(found, meeting) if digest_of(one) == adoption.digest), found)


def _earlier(found: MeetingRecord, meeting: Meeting) -> Iterator[MeetingRecord]:
    """Every way in which the same facts were told before: without the hours of groups (which cannot change
    after an adoption), with the cell's own drafts among the papers, without a word of the cells that sat
    there; and each of these together, since every one came with a version of its own."""
    titles = tuple(title for title, _ in _published(meeting))
    items = tuple(replace(one, papers=titles) if one.step == SPREAD else one for one in found.items)
    ways: list[dict[str, Any]] = [{"groups": ()}, {"items": items}, {"joined": None}]
    for many in range(1, len(ways) + 1):
        for chosen in combinations(ways, many):
            yield replace(found, **{name: value for way in chosen for name, value in way.items()})
