"""G11: two people who edit one text lose nothing silently.

Many hands add a mark of their own to a few texts (of an agenda item, of an opinion), each from what they saw
last; who is refused puts their mark beside what stands there now and tries again. In the end every mark must
stand there: one that is gone was overwritten without anybody being told. A share goes through the pages,
whose refusal (409) must show both texts.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from html import unescape
from logging import getLogger
from re import findall
from threading import Lock
from typing import Any
from unittest.mock import patch

from django.test import Client

from sotay.core import clock
from sotay.meetings.models import AgendaItem, Opinion
from sotay.meetings.operations import items, opinions
from sotay.meetings.operations.items import ItemConflict, ItemTexts
from sotay.meetings.operations.opinions import OpinionConflict, OpinionDraft
from tests.prove.ground import is_release, say
from tests.prove.meeting_ground import Evening, at_once, evening
from tests.prove.outcome import Outcome

MARKS, MARKS_RELEASE, MARKS_FAULT = 1_000, 100_000, 120
PER_TEXT = 50
"""Marks in one text, at most: they stay well within its length."""
BY_PAGE = 40


class Desk:
    """What the hands have on their screens. Every second one looked at its text some changes ago, and saves
    over that older version."""

    def __init__(self, one: Evening) -> None:
        self.one, self.lock = one, Lock()
        self.seen: dict[int, tuple[str, int]] = {}
        self.texts: list[AgendaItem | Opinion] = []

    def new_text(self, number: int) -> None:
        """Turn about an item and an opinion."""
        one = self.one
        if number % 2 and number // 2 < len(one.items):
            self.texts.append(one.items[number // 2])
        else:
            draft = OpinionDraft(one.people[0], "đầu", one.items[0].public_id)
            key = f"ban-{number}"
            made = opinions.note_opinion(
                actor=one.actor, meeting=one.meeting, draft=draft, form_key=key, at=clock.now()
            )
            self.texts.append(made)

    def add(self, mark: int) -> str:
        """Add a mark to its text, however often others come between."""
        which = mark // PER_TEXT
        text, version = self.seen.get(which, ("", 0)) if mark % 2 else self._now(which)
        for _ in range(200):
            wanted = f"{text} [{mark}]".strip()
            try:
                version = self._save(which, wanted, version)
            except (ItemConflict, OpinionConflict) as met:
                theirs = met.theirs.content if isinstance(met, ItemConflict) else met.theirs.text
                text, version = theirs, met.version
                continue
            if mark % 5 == 0:
                with self.lock:
                    self.seen[which] = (wanted, version)
            return ""
        return f"dấu {mark}: không ghi được"

    def _now(self, which: int) -> tuple[str, int]:
        row = self._row(which)
        return (row.content if isinstance(row, AgendaItem) else row.text), row.version

    def _row(self, which: int) -> AgendaItem | Opinion:
        text = self.texts[which]
        return type(text).objects.get(pk=text.pk)  # type: ignore[return-value]

    def _save(self, which: int, wanted: str, version: int) -> int:
        one, text = self.one, self.texts[which]
        about: dict[str, Any] = {"actor": one.actor, "meeting": one.meeting, "version": version}
        about["at"] = clock.now()
        if isinstance(text, AgendaItem):
            return items.write_item(item=text.public_id, texts=ItemTexts(wanted, ""), **about).version
        draft = OpinionDraft(one.people[0], wanted, one.items[0].public_id)
        return opinions.amend_opinion(opinion=text.public_id, draft=draft, **about).version

    def lost(self, marks: int) -> list[str]:
        """Marks that are gone."""
        stand = [self._now(which)[0] for which in range(len(self.texts))]
        return [f"dấu {mark} bị mất" for mark in range(marks) if f"[{mark}]" not in stand[mark // PER_TEXT]]


def _by_page(one: Evening, rounds: int) -> list[str]:
    """Two who opened the same page: the second is shown both texts, and saving again keeps both."""
    getLogger("django.request").setLevel("ERROR")  # each 409 would be a line
    client = Client(HTTP_HOST="localhost")
    client.force_login(one.secretary)
    path = f"/sinh-hoat/{one.meeting.public_id}/buoc/"
    item, faults = one.items[-1], []
    for number in range(rounds):
        version = AgendaItem.objects.values_list("version", flat=True).get(pk=item.pk)
        mine = {"muc": item.public_id, "version": str(version), "conclusion": ""}
        client.post(path, mine | {"content": f"Của một {number}"})
        answer = client.post(path, mine | {"content": f"Của hai {number}"})
        page = unescape(answer.content.decode())
        if answer.status_code != 409 or f"Của một {number}" not in page or f"Của hai {number}" not in page:
            faults.append(f"trang: lượt {number} trả lời {answer.status_code}, không đủ hai bản")
            continue
        again = findall(r'name="version" value="(\d+)"', page)[0]
        both = f"Của một {number}. Của hai {number}"
        client.post(path, mine | {"version": again, "content": both})
        if AgendaItem.objects.values_list("content", flat=True).get(pk=item.pk) != both:
            faults.append(f"trang: lượt {number} ghép rồi mà không lưu được")
    return faults


@contextmanager
def _latest_version_taken() -> Iterator[None]:
    """A planted fault: the version is taken from what stands there, not from what was seen."""
    write, amend = items.write_item, opinions.amend_opinion

    def write_item(*, item: str, version: int, **more: Any) -> Any:
        now = AgendaItem.objects.values_list("version", flat=True).get(public_id=item)
        return write(item=item, version=now, **more)

    def amend_opinion(*, opinion: str, version: int, **more: Any) -> Any:
        now = Opinion.objects.values_list("version", flat=True).get(public_id=opinion)
        return amend(opinion=opinion, version=now, **more)

    with (
        patch.object(items, "write_item", write_item),
        patch.object(opinions, "amend_opinion", amend_opinion),
    ):
        yield


@contextmanager
def _version_stands_still() -> Iterator[None]:
    """A planted fault: a change of an item does not raise its version."""
    write = items.write_item

    def write_item(*, version: int, **more: Any) -> Any:
        row = write(version=version, **more)
        AgendaItem.objects.filter(pk=row.pk).update(version=0)
        row.version = 0
        return row

    with patch.object(items, "write_item", write_item):
        yield


@contextmanager
def _theirs_not_given() -> Iterator[None]:
    """A planted fault: the refusal does not bring the text that stands there."""
    genuine = ItemConflict.__init__

    def init(self: ItemConflict, theirs: ItemTexts, version: int) -> None:
        genuine(self, ItemTexts("", ""), version)

    with patch.object(ItemConflict, "__init__", init):
        yield


FAULTS: dict[str, Callable[[], Any]] = {
    "lấy số bản đang lưu thay vì bản đã thấy": _latest_version_taken,
    "số bản không tăng": _version_stands_still,
    "từ chối mà không đưa bản đang lưu": _theirs_not_given,
}


def _round(marks: int, pages: int) -> tuple[int, list[str]]:
    one, faults = evening(), []
    for first in range(0, marks, PER_TEXT * 20):
        desk = Desk(one if not first else evening())
        here = min(PER_TEXT * 20, marks - first)
        for number in range(-(-here // PER_TEXT)):
            desk.new_text(number)
        faults += at_once(range(here), desk.add)
        faults += desk.lost(here)
    return marks + pages, faults + _by_page(one, pages)


def prove() -> Outcome:
    """The product as it is; then each planted fault, which the same tries must find."""
    n, faults = _round(MARKS_RELEASE if is_release() else MARKS, BY_PAGE)
    say(f"G11: {n} lần sửa, {len(faults)} lần sai")
    found: dict[str, bool] = {}
    for name, plant in FAULTS.items():
        with plant() or nullcontext():
            found[name] = bool(_round(MARKS_FAULT, 2)[1])
        say(f"G11: {'tìm thấy' if found[name] else 'KHÔNG tìm thấy'}: {name}")
    outcome = Outcome(n=n, failures=len(faults), examples=faults[:20])
    outcome.note = f"nhiều tay sửa chung từng {PER_TEXT} dấu một văn bản; {BY_PAGE} lượt qua trang."
    outcome.enter_planted(found)
    return outcome
