"""Lead the meeting along its agenda: done, skipped, taken back; and what was said under an item."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.vietnamese import nfc, nfc_lines
from sotay.journal.operations import record
from sotay.meetings.choices import ItemState, Stage
from sotay.meetings.events import ItemsMarked, ItemWritten
from sotay.meetings.models import AgendaItem, Meeting
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.queries.review import content_written
from sotay.meetings.rules.moves import require_stage

LIMITS = {"content": 20_000, "conclusion": 8_000}
NO_ITEM = "Chương trình vừa có thay đổi: tải lại trang rồi làm lại."


@dataclass(frozen=True, slots=True)
class ItemTexts:
    """What was presented under an item, and the chair's conclusion."""

    content: str
    conclusion: str


class ItemConflict(DomainError):
    """Somebody wrote the same item meanwhile; `theirs` is what stands there now, `version` its number."""

    def __init__(self, theirs: ItemTexts, version: int) -> None:
        super().__init__("Có người vừa sửa nội dung này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs, self.version = theirs, version


@transaction.atomic
def finish_item(*, actor: Actor, meeting: Meeting, item: str, at: datetime) -> None:
    """The item (public id) is done, and the meeting is at the next one that is to come.

    Sent twice it goes on once: what is done already stays so. Requires MEETING_RECORD at the host cell.
    Raises WrongStage outside the session.
    """
    meeting, found = _held(actor, meeting, item)
    _mark(actor, meeting, [found], ItemState.DONE, "", at, by_itself=True)


@transaction.atomic
def finish_through(*, actor: Actor, meeting: Meeting, item: str, at: datetime) -> None:
    """Everything up to and including the item (public id) is done that has no mark yet: to catch up. As
    `finish_item`."""
    meeting, found = _held(actor, meeting, item)
    rows = AgendaItem.objects.filter(meeting=meeting, position__lte=found.position, state="")
    _mark(actor, meeting, list(rows), ItemState.DONE, "", at, by_itself=False)


@transaction.atomic
def skip_item(*, actor: Actor, meeting: Meeting, item: str, reason: str, at: datetime) -> None:
    """The item (public id) is left out, for that reason. Raises DomainError without one; else as
    `finish_item`."""
    meeting, found = _held(actor, meeting, item)
    reason = " ".join(nfc(reason).split())
    if not reason:
        raise DomainError("Bước bỏ thì phải ghi lý do.")
    if len(reason) > 200:
        raise DomainError("Lý do dài quá 200 chữ cái: viết gọn lại.")
    _mark(actor, meeting, [found], ItemState.SKIPPED, reason, at, by_itself=True)


@transaction.atomic
def reopen_item(*, actor: Actor, meeting: Meeting, item: str, at: datetime) -> None:
    """Take back the mark of an item (public id): the meeting comes back to it. As `finish_item`."""
    meeting, found = _held(actor, meeting, item)
    if not found.state:
        return
    AgendaItem.objects.filter(pk=found.pk).update(state="", reason="", by_itself=False)
    _tell(actor, meeting, [found], "", at)


def _held(actor: Actor, meeting: Meeting, item: str) -> tuple[Meeting, AgendaItem]:
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.IN_SESSION)
    found = AgendaItem.objects.filter(meeting=meeting, public_id=item).first()
    if found is None:
        raise DomainError(NO_ITEM)
    return meeting, found


def _mark(
    actor: Actor,
    meeting: Meeting,
    items: Iterable[AgendaItem],
    state: ItemState,
    reason: str,
    at: datetime,
    *,
    by_itself: bool,
) -> None:
    """Mark items, and note when the meeting came to the next one."""
    changed = [item for item in items if item.state != state or item.reason != reason]
    if not changed:
        return
    for item in changed:
        item.state, item.reason, item.by_itself = state, reason, by_itself
        if state == ItemState.DONE and item.begun_at is None:
            item.begun_at = at
    AgendaItem.objects.bulk_update(changed, ["state", "reason", "by_itself", "begun_at"])
    coming = AgendaItem.objects.filter(meeting=meeting, state="").order_by("position", "pk").first()
    if coming is not None and coming.begun_at is None:
        AgendaItem.objects.filter(pk=coming.pk).update(begun_at=at)
    _tell(actor, meeting, changed, state, at)


def _tell(actor: Actor, meeting: Meeting, items: Iterable[AgendaItem], state: str, at: datetime) -> None:
    event = ItemsMarked(meeting.pk, tuple(item.pk for item in items), state)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)


@transaction.atomic
def write_item(
    *, actor: Actor, meeting: Meeting, item: str, texts: ItemTexts, version: int, at: datetime
) -> AgendaItem:
    """Write the texts of an item (public id) over the version that the person saw.

    Saying what stands there already changes nothing; the review left as it was proposed stays unwritten.
    Requires MEETING_RECORD at the host cell. Raises ItemConflict, WrongStage before the session and once the
    minutes are adopted.
    """
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.IN_SESSION, Stage.CLOSED)
    found = AgendaItem.objects.select_for_update().filter(meeting=meeting, public_id=item).first()
    if found is None:
        raise DomainError(NO_ITEM)
    content = content_written(meeting, found.step, _tidy(texts.content))
    wanted = {"content": content, "conclusion": _tidy(texts.conclusion)}
    changed = tuple(name for name, text in wanted.items() if getattr(found, name) != text)
    if not changed:
        return found
    for name in changed:
        if len(wanted[name]) > LIMITS[name]:
            raise DomainError(f"Dài quá {LIMITS[name]} chữ cái: viết gọn lại.")
    if found.version != version:
        raise ItemConflict(ItemTexts(found.content, found.conclusion), found.version)
    for name in changed:
        setattr(found, name, wanted[name])
    found.version += 1
    found.save(update_fields=[*changed, "version"])
    event = ItemWritten(meeting.pk, found.pk, found.version, changed)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return found


@transaction.atomic
def write_and_mark(
    *,
    actor: Actor,
    meeting: Meeting,
    item: str,
    texts: ItemTexts,
    version: int,
    mark: str,
    reason: str = "",
    at: datetime,
) -> None:
    """Write the texts of an item as `write_item` does, and mark it: "through" (everything up to it is done),
    "skip" (left out, for the reason), "reopen". Both or neither: a press on a mark loses nothing typed.

    Raises what `write_item` and the mark raise.
    """
    write_item(actor=actor, meeting=meeting, item=item, texts=texts, version=version, at=at)
    if mark == "skip":
        skip_item(actor=actor, meeting=meeting, item=item, reason=reason, at=at)
    elif mark == "reopen":
        reopen_item(actor=actor, meeting=meeting, item=item, at=at)
    else:
        finish_through(actor=actor, meeting=meeting, item=item, at=at)


def _tidy(text: str) -> str:
    return nfc_lines(text)
