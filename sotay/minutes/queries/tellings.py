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
from sotay.minutes.record import MeetingRecord, TaskOutcome
from sotay.minutes.rules import digest_of
from sotay.resolutions.choices import SETTLED, DecisionKind
from sotay.resolutions.models import Decision
from sotay.resolutions.queries import regular_before

SPREAD = "C1"
"""The step at which papers are spread."""
DRAFT = fold("dự thảo")
SAT = "Buổi sinh hoạt"


def papers_spread(meeting: Meeting) -> tuple[str, ...]:
    """Titles of the papers that members could read: not the cell's own drafts, which it is to decide on."""
    return tuple(
        title for title, origin in _published(meeting) if origin != Origin.CELL or DRAFT not in fold(title)
    )


def _published(meeting: Meeting) -> list[tuple[str, str]]:
    rows = MeetingPaper.objects.filter(meeting=meeting, published_at__isnull=False).order_by("position", "pk")
    return list(rows.values_list("title", "origin"))


def last_paper(meeting: Meeting) -> str:
    """What gave the tasks of the last regular meeting: "Nghị quyết tháng 10"; of a resolution without its
    number, or of none, the meeting: "Buổi sinh hoạt tháng 10". "" when there was no such meeting."""
    last = _last_regular(meeting)
    if last is None:
        return ""
    issued = Decision.objects.filter(meeting=last, number__isnull=False, cancelled="").order_by("-kind")
    kind = issued.values_list("kind", flat=True).first()
    return _paper(str(DecisionKind(kind).label) if kind else SAT, last)


def _last_regular(meeting: Meeting) -> Meeting | None:
    return regular_before(meeting.cell, meeting.held_on, without=meeting.pk) if meeting.held_on else None


def _paper(what: str, meeting: Meeting) -> str:
    return f"{what} tháng {meeting.counted_for % 100}"


def _any_last_paper(meeting: Meeting) -> str:
    """What minutes once said of all the tasks that came back: that the last paper with a number, of whatever
    month, gave them."""
    rows = Decision.objects.filter(cell=meeting.cell, number__isnull=False, cancelled="")
    before = rows.filter(meeting__held_on__lt=meeting.held_on).select_related("meeting")
    last = before.order_by("-meeting__held_on", "-kind").first()
    return _paper(str(DecisionKind(last.kind).label), last.meeting) if last else ""


def _of_one_paper(tasks: tuple[TaskOutcome, ...]) -> tuple[TaskOutcome, ...]:
    """The tasks as minutes told of them then: as of one meeting, without the older ones done since."""
    return tuple(replace(one, given="") for one in tasks if not one.given or one.state not in SETTLED)


def as_adopted(found: MeetingRecord, meeting: Meeting, adoption: Adoption | None) -> MeetingRecord:
    """The record as the cell adopted it, where nothing but the software's way of telling is another since;
    else as it stands."""
    if adoption is None or adoption.digest == digest_of(found):
        return found
    return next((one for one in _earlier(found, meeting) if digest_of(one) == adoption.digest), found)


def _earlier(found: MeetingRecord, meeting: Meeting) -> Iterator[MeetingRecord]:
    """Every way in which the same facts were told before: without the hours of groups (which cannot change
    after an adoption), with the cell's own drafts among the papers, without a word of the cells that sat
    there, with every task that came back as of the last paper, without a word of votes called off (none is
    after an adoption); and each of these together, since every one came with a version of its own. And before
    the last meeting's resolution took its number."""
    titles = tuple(title for title, _ in _published(meeting))
    items = tuple(replace(one, papers=titles) if one.step == SPREAD else one for one in found.items)
    ways: list[dict[str, Any]] = [{"groups": ()}, {"items": items}, {"joined": None}]
    ways.append({"last_tasks": _of_one_paper(found.last_tasks), "last_paper": _any_last_paper(meeting)})
    if found.last_paper and (last := _last_regular(meeting)) is not None:
        ways.append({"last_paper": _paper(SAT, last)})
    if found.voided:
        ways.append({"voided": ()})
    for many in range(1, len(ways) + 1):
        for chosen in combinations(ways, many):
            yield replace(found, **{name: value for way in chosen for name, value in way.items()})
