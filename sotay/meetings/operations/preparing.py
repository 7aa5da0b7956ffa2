"""Prepare a planned meeting: its agenda, its papers, the cell's habit."""

from dataclasses import replace
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.vietnamese import nfc
from sotay.documents.choices import Purpose
from sotay.documents.models import Document
from sotay.documents.operations import store_document
from sotay.documents.rules import refuse_classified
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.events import AgendaChanged, HabitSaid, PapersChanged
from sotay.meetings.models import AgendaItem, Meeting, MeetingHabit, MeetingPaper
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.queries.review import content_written
from sotay.meetings.queries.rosters import roster_on
from sotay.meetings.rules.moves import require_stage
from sotay.meetings.rules.planning import ItemDraft, read_rule
from sotay.organisations.models import Organisation
from sotay.rulesets.rules import rule_set

TITLE, WORDS, CONTENT, TEXT = 200, 120, 20_000, 60_000
MOST_ITEMS, MOST_PAPERS = 60, 30
LONGEST = 240
"""Minutes for one item."""


class PrepareRefused(DomainError):
    """The rules forbid it; `faults`: by field, what to do."""

    def __init__(self, **found: str) -> None:
        super().__init__(" ".join(found.values()))
        self.faults = found


class AgendaConflict(DomainError):
    """Somebody changed the item meanwhile; `theirs` is how it stands now."""

    def __init__(self, theirs: AgendaItem) -> None:
        super().__init__("Có người vừa sửa mục này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs = theirs


def _open(actor: Actor, meeting: Meeting) -> Meeting:
    """The locked meeting while it is being prepared. Raises PermissionDenied, WrongStage."""
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.PLANNED, Stage.CALLED)
    return meeting


def _tell(actor: Actor, meeting: Meeting, item: int, what: str, at: datetime) -> None:
    record(AgendaChanged(meeting.pk, item, what), actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)


@transaction.atomic
def move_item(*, actor: Actor, meeting: Meeting, item: str, up: bool, at: datetime) -> None:
    """Move an item (public id) one place up or down; at the end of the list nothing moves. Requires
    MEETING_RECORD at the cell. Raises WrongStage."""
    meeting = _open(actor, meeting)
    rows = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))
    place = next((i for i, row in enumerate(rows) if row.public_id == item), None)
    to = None if place is None else place - 1 if up else place + 1
    if place is None or to is None or not 0 <= to < len(rows):
        return
    rows[place], rows[to] = rows[to], rows[place]
    _number(rows)
    _tell(actor, meeting, rows[to].pk, "moved", at)


def _number(rows: list[AgendaItem]) -> None:
    for number, row in enumerate(rows, 1):
        row.position = number
    AgendaItem.objects.bulk_update(rows, ["position"])


@transaction.atomic
def add_item(*, actor: Actor, meeting: Meeting, draft: ItemDraft, at: datetime, today: date) -> AgendaItem:
    """An item of the cell's own, before the discussion; or a step of the procedure that had been taken out
    (`draft.step`), at its end. The same title twice is one item. Requires MEETING_RECORD at the cell.
    Raises PrepareRefused, WrongStage."""
    meeting = _open(actor, meeting)
    rows = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))
    draft = _checked(meeting, draft, today)
    same = next((r for r in rows if r.title == draft.title or (draft.step and r.step == draft.step)), None)
    if same is not None:
        return same
    if len(rows) >= MOST_ITEMS:
        raise PrepareRefused(title=f"Chương trình đã có {MOST_ITEMS} mục: bỏ bớt trước khi thêm.")
    made = AgendaItem.objects.create(
        meeting=meeting,
        position=len(rows) + 1,
        step=draft.step,
        title=draft.title,
        presenter_id=draft.presenter,
        presenter_words=draft.presenter_words,
        minutes=draft.minutes,
        content=draft.content,
    )
    place = next((i for i, row in enumerate(rows) if row.step == "C6"), len(rows))
    rows.insert(place, made)
    _number(rows)
    _tell(actor, meeting, made.pk, "added", at)
    return made


@transaction.atomic
def remove_item(*, actor: Actor, meeting: Meeting, item: str, at: datetime) -> None:
    """Take an item (public id) off the agenda. Compulsory steps of the procedure stay: at the meeting they
    may be skipped, with a reason. Requires MEETING_RECORD at the cell. Raises PrepareRefused, WrongStage."""
    meeting = _open(actor, meeting)
    found = AgendaItem.objects.filter(meeting=meeting, public_id=item).first()
    if found is None:
        return
    if meeting.rule_set and found.step in rule_set(meeting.rule_set).compulsory:
        raise PrepareRefused(title="Bước bắt buộc thì giữ trong chương trình; tại buổi bỏ thì ghi lý do.")
    pk = found.pk
    found.delete()
    _number(list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")))
    _tell(actor, meeting, pk, "removed", at)


@transaction.atomic
def change_item(
    *,
    actor: Actor,
    meeting: Meeting,
    item: str,
    draft: ItemDraft,
    version: int,
    at: datetime,
    today: date,
) -> AgendaItem:
    """Write an item's title, presenter, length and prepared text over the version that the person saw; the
    review left as it was proposed stays unwritten. Requires MEETING_RECORD at the cell. Raises
    AgendaConflict, PrepareRefused, WrongStage."""
    meeting = _open(actor, meeting)
    found = AgendaItem.objects.select_related("presenter").get(meeting=meeting, public_id=item)
    draft = _checked(meeting, draft, today)
    draft = replace(draft, content=content_written(meeting, found.step, draft.content))
    values = {
        "title": draft.title,
        "presenter_id": draft.presenter,
        "presenter_words": draft.presenter_words,
        "minutes": draft.minutes,
        "content": draft.content,
    }
    if all(getattr(found, name) == value for name, value in values.items()):
        return found
    if found.version != version:
        raise AgendaConflict(found)
    for name, value in values.items():
        setattr(found, name, value)
    found.version += 1
    found.save(update_fields=[*values, "version"])
    _tell(actor, meeting, found.pk, "written", at)
    return found


def _checked(meeting: Meeting, draft: ItemDraft, today: date) -> ItemDraft:
    title, words = nfc(draft.title), nfc(draft.presenter_words)
    refuse_classified(title, draft.content)
    if not title:
        raise PrepareRefused(title="Viết nội dung của mục.")
    if len(title) > TITLE:
        raise PrepareRefused(title=f"Dài quá {TITLE} chữ cái: viết gọn lại.")
    if len(words) > WORDS:
        raise PrepareRefused(presenter_words=f"Dài quá {WORDS} chữ cái: viết gọn lại.")
    if len(draft.content) > CONTENT:
        raise PrepareRefused(content=f"Dài quá {CONTENT} chữ cái: để phần dài vào tài liệu.")
    if draft.minutes is not None and not 0 < draft.minutes <= LONGEST:
        raise PrepareRefused(minutes=f"Số phút từ 1 đến {LONGEST}.")
    if draft.presenter is not None:
        if draft.presenter not in {one.member for one in roster_on(meeting.cell_id, today)}:
            raise PrepareRefused(presenter="Đồng chí này không thuộc chi bộ: chọn lại.")
        words = ""
    return ItemDraft(title, draft.step, draft.presenter, words, draft.minutes, draft.content)


@transaction.atomic
def add_paper(
    *,
    actor: Actor,
    meeting: Meeting,
    title: str,
    text: str,
    file: tuple[str, bytes] | None,
    at: datetime,
    today: date,
) -> MeetingPaper:
    """Add a paper: a text to read or listen to, a file (name, bytes), or both. Called already, it is
    published at once, and the day-before rule is measured from today. Requires MEETING_RECORD at the cell.
    Raises PrepareRefused, DocumentRefused, WrongStage."""
    meeting = _open(actor, meeting)
    title, text = nfc(title), text.strip()
    if not title and file:
        title = nfc(file[0].rsplit(".", 1)[0])[:200]
    if not title:
        raise PrepareRefused(title="Viết tên tài liệu.")
    if len(title) > TITLE:
        raise PrepareRefused(title=f"Dài quá {TITLE} chữ cái: viết gọn lại.")
    if not text and not file:
        raise PrepareRefused(text="Dán nội dung vào đây, hoặc chọn một tệp.")
    if len(text) > TEXT:
        raise PrepareRefused(text=f"Dài quá {TEXT} chữ cái: gửi bằng tệp.")
    refuse_classified(title, text)
    papers = MeetingPaper.objects.filter(meeting=meeting)
    if papers.count() >= MOST_PAPERS:
        raise PrepareRefused(title=f"Buổi này đã có {MOST_PAPERS} tài liệu: bỏ bớt trước khi thêm.")
    document = _stored(actor, meeting, file, at) if file else None
    if known := papers.filter(title=title, text=text, document=document).first():
        return known
    published = at if meeting.stage == Stage.CALLED else None
    last = papers.aggregate(last=Max("position"))["last"] or 0
    made = MeetingPaper.objects.create(
        meeting=meeting,
        title=title,
        text=text,
        document=document,
        position=last + 1,
        published_at=published,
        added_by_id=actor.account_id,
    )
    _papers_changed(actor, meeting, made.pk, "added", published, at)
    if published:
        meeting.papers_on = today
        meeting.save(update_fields=["papers_on"])
    return made


def _stored(actor: Actor, meeting: Meeting, file: tuple[str, bytes], at: datetime) -> Document:
    name, content = file
    return store_document(
        actor=actor,
        organisation=meeting.cell,
        purpose=Purpose.PAPER,
        name=name,
        content=content,
        permission=Permission.MEETING_RECORD,
        at=at,
    )


@transaction.atomic
def remove_paper(*, actor: Actor, meeting: Meeting, paper: str, at: datetime) -> None:
    """Take a paper (public id) back. Requires MEETING_RECORD at the cell. Raises WrongStage."""
    meeting = _open(actor, meeting)
    found = MeetingPaper.objects.filter(meeting=meeting, public_id=paper).first()
    if found is None:
        return
    pk, published = found.pk, found.published_at
    found.delete()
    _papers_changed(actor, meeting, pk, "removed", published, at)
    if not MeetingPaper.objects.filter(meeting=meeting).exists() and meeting.papers_on:
        meeting.papers_on = None
        meeting.save(update_fields=["papers_on"])


def _papers_changed(
    actor: Actor, meeting: Meeting, paper: int, what: str, published: datetime | None, at: datetime
) -> None:
    event = PapersChanged(meeting.pk, paper, what, published is not None)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)


@transaction.atomic
def say_habit(
    *,
    actor: Actor,
    cell: Organisation,
    rule: str,
    begins: time,
    place: str,
    open_invitation: bool,
    at: datetime,
) -> MeetingHabit:
    """When and where the cell usually meets. Requires MEETING_RECORD at the cell. Raises PrepareRefused."""
    actor.require(Permission.MEETING_RECORD, cell)
    place = nfc(place)
    if read_rule(rule) is None:
        raise PrepareRefused(rule="Chọn ngày trong tháng, hoặc thứ và tuần.")
    if len(place) > WORDS:
        raise PrepareRefused(place=f"Dài quá {WORDS} chữ cái: viết gọn lại.")
    values = {"rule": rule, "time": begins, "place": place, "open_invitation": open_invitation}
    known = MeetingHabit.objects.filter(cell=cell, **values).first()
    if known is not None:
        return known
    row, _ = MeetingHabit.objects.update_or_create(cell=cell, defaults=values)
    record(HabitSaid(cell.pk), actor=actor, at=at, organisation_id=cell.pk)
    return row
