"""Keep the roll as it stood, and bring it back once."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.operations import record
from sotay.meetings.choices import Stage, Status
from sotay.meetings.events import RollUndone
from sotay.meetings.models import Attendance, Meeting, RollBefore
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.queries.rosters import roll_mark
from sotay.organisations.models import Organisation

NOTHING_KEPT = "Không còn lần xác nhận nào để hoàn tác: mở Sửa điểm danh để sửa từng người."
TOO_LATE = (
    "Biên bản đã thông qua nên không hoàn tác được: mở Sửa điểm danh để sửa từng người, rồi thông qua lại."
)


class RollConflict(DomainError):
    """Somebody confirmed or corrected the roll meanwhile, or the list of those expected is another now."""

    def __init__(self, then: str = "xác nhận lại") -> None:
        super().__init__(f"Điểm danh vừa có thay đổi. Đồng chí xem lại rồi {then}.")


def keep_roll(meeting: Meeting, cell: Organisation, rows: Iterable[Attendance], at: datetime) -> None:
    """Keep how the roll of the cell stands, over what was kept before. Called by operations."""
    lines = [
        [
            row.member_id,
            row.basis,
            row.expected,
            row.votes,
            row.state,
            row.way,
            f"{row.arrived_at:%H:%M}" if row.arrived_at else "",
            f"{row.left_at:%H:%M}" if row.left_at else "",
        ]
        for row in rows
    ]
    RollBefore.objects.update_or_create(
        meeting=meeting,
        cell=cell,
        defaults={"lines": lines, "recorded": meeting.roll_recorded, "kept_at": at},
    )


@transaction.atomic
def undo_roll(*, actor: Actor, meeting: Meeting, cell: Organisation, seen: str = "", at: datetime) -> Meeting:
    """Take back the last confirmation of a cell's roll, once: it stands as it stood before. `seen`: the mark
    of the roll that the person looked at ("" asks for none): nobody takes back what another just confirmed.

    Requires MEETING_RECORD at the cell. Raises RollConflict, and DomainError when nothing was kept, or the
    minutes are adopted already.
    """
    actor.require(Permission.MEETING_RECORD, cell)
    meeting = lock_meeting(meeting)
    kept = RollBefore.objects.filter(meeting=meeting, cell=cell).first()
    if kept is None:
        raise DomainError(NOTHING_KEPT)
    if meeting.stage >= Stage.ADOPTED:
        raise DomainError(TOO_LATE)
    rows = {row.member_id: row for row in Attendance.objects.filter(meeting=meeting, cell=cell)}
    if seen and roll_mark((row.member_id, row.state) for row in rows.values()) != seen:
        raise RollConflict("bấm hoàn tác, nếu vẫn cần")
    before = {line[0]: line for line in kept.lines}
    changed = sum(
        (rows[member].state if member in rows else "") != (before[member][4] if member in before else "")
        for member in {*rows, *before}
    )
    Attendance.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in before]).delete()
    for member, line in before.items():
        row = rows.get(member) or Attendance(meeting=meeting, cell=cell, member_id=member)
        _bring_back(row, line)
        row.save()
    elsewhere = Attendance.objects.filter(meeting=meeting).exclude(cell=cell).exclude(state="")
    meeting.roll_recorded = kept.recorded or elsewhere.exists()
    meeting.save(update_fields=["roll_recorded"])
    kept.delete()
    event = RollUndone(meeting.pk, cell.pk, changed)
    record(event, actor=actor, at=at, organisation_id=cell.pk)
    if meeting.status == Status.HELD:
        mark_stale((cell.pk, month) for month in (meeting.counted_for, meeting.also_for) if month)
        refresh()
    touch_meeting(meeting)
    return meeting


def _bring_back(row: Attendance, line: list[Any]) -> None:
    _, row.basis, row.expected, row.votes, row.state, row.way, arrived, left = line
    row.arrived_at = time.fromisoformat(arrived) if arrived else None
    row.left_at = time.fromisoformat(left) if left else None
