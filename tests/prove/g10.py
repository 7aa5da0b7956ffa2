"""G10: a form sent many times, by a nervous finger or a weak network, is written down once.

Each opinion form is sent again and again by many hands at once; then once with other words (which must be
refused with what stands there, never written over it), and once by somebody else with the same key (who must
get their own). A share goes through the page itself.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from random import Random
from typing import Any
from unittest.mock import patch

from django.test import Client

from sotay.core import clock
from sotay.meetings.models import Opinion
from sotay.meetings.operations import opinions
from sotay.meetings.operations.opinions import OpinionConflict, OpinionDraft
from tests.prove.ground import is_release, say
from tests.prove.meeting_ground import Evening, at_once, evening
from tests.prove.outcome import Outcome

FORMS, TIMES, TIMES_RELEASE = 64, 200, 5_000
FORMS_FAULT, TIMES_FAULT = 8, 16
BY_PAGE = 64
"""Forms that go through the page, two times each."""


def _draft(one: Evening, number: int, words: str = "") -> OpinionDraft:
    text = words or f"Ý kiến thứ {number}"
    return OpinionDraft(one.people[number % len(one.people)], text, one.items[number % 5].public_id)


def _note(one: Evening, number: int, *, words: str = "", deputy: bool = False) -> Opinion:
    return opinions.note_opinion(
        actor=one.deputy if deputy else one.actor,
        meeting=one.meeting,
        draft=_draft(one, number, words),
        form_key=f"phieu-{number}",
        at=clock.now(),
    )


def _send(one: Evening) -> Callable[[int], str]:
    def send(number: int) -> str:
        try:
            _note(one, number)
        except OpinionConflict:
            return f"phiếu {number}: gửi lại đúng chữ mà bị từ chối"
        return ""

    return send


def _after(one: Evening, forms: int) -> list[str]:
    """What is wrong with what stands there now."""
    faults = []
    for number in range(forms):
        many = Opinion.objects.filter(meeting=one.meeting, form_key__in=[f"phieu-{number}", ""])
        many = many.filter(text=f"Ý kiến thứ {number}")
        if many.count() != 1:
            faults.append(f"phiếu {number}: ghi {many.count()} lần")
        try:
            _note(one, number, words="Chữ khác")
        except OpinionConflict as conflict:
            if conflict.theirs.text != f"Ý kiến thứ {number}":
                faults.append(f"phiếu {number}: báo trùng mà không đưa bản đang lưu")
        else:
            faults.append(f"phiếu {number}: cùng khóa, khác chữ, không ai hay")
        if _own_is_lost(one, number):
            faults.append(f"phiếu {number}: của người khác cùng khóa bị bỏ")
    return faults


def _own_is_lost(one: Evening, number: int) -> bool:
    try:
        return (
            _note(one, number, words=f"Của phó bí thư {number}", deputy=True).text == f"Ý kiến thứ {number}"
        )
    except OpinionConflict:
        return True


def _by_page(one: Evening, forms: int) -> list[str]:
    """The same through the page: sent twice, one opinion."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(one.secretary)
    path = f"/sinh-hoat/{one.meeting.public_id}/y-kien/"
    faults = []
    for number in range(forms):
        body = {"speaker": one.people[0], "text": f"Qua trang {number}", "key": f"trang-{number}"}
        body["item"] = one.items[0].public_id
        codes = {client.post(path, body).status_code for _ in range(2)}
        many = Opinion.objects.filter(meeting=one.meeting, text=f"Qua trang {number}").count()
        if codes != {302} or many != 1:
            faults.append(f"trang: phiếu {number} ghi {many} lần, trả lời {sorted(codes)}")
    return faults


@contextmanager
def _patched(wrap: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Iterator[None]:
    with patch.object(opinions, "note_opinion", wrap(opinions.note_opinion)):
        yield


def _no_key(genuine: Callable[..., Any]) -> Callable[..., Any]:
    """A planted fault: the key is not looked at."""
    return lambda *, form_key, **more: genuine(form_key="", **more)


def _look_then_write(genuine: Callable[..., Any]) -> Callable[..., Any]:
    """A planted fault: look whether it is there, then write, without holding anything."""

    def note(*, actor: Any, meeting: Any, draft: Any, form_key: str, at: Any) -> Any:
        known = Opinion.objects.filter(
            meeting=meeting, text=draft.text, entered_by_id=actor.account_id
        ).first()
        time.sleep(0.003)
        return known or genuine(actor=actor, meeting=meeting, draft=draft, form_key="", at=at)

    return note


def _key_of_nobody(genuine: Callable[..., Any]) -> Callable[..., Any]:
    """A planted fault: the key is not bound to who sends it."""

    def note(*, form_key: str, **more: Any) -> Any:
        known = Opinion.objects.filter(form_key=form_key).first()
        return (
            known
            if known is not None and more["draft"].text != "Chữ khác"
            else genuine(form_key=form_key, **more)
        )

    return note


@contextmanager
def _body_not_compared() -> Iterator[None]:
    """A planted fault: the same key with other words passes for the same form."""
    with patch.object(opinions, "_says", lambda *_: True):
        yield


FAULTS: dict[str, Any] = {
    "không nhìn khóa của phiếu": lambda: _patched(_no_key),
    "tra rồi mới ghi, không giữ khóa": lambda: _patched(_look_then_write),
    "khóa không gắn với người gửi": lambda: _patched(_key_of_nobody),
    "khóa không gắn với nội dung": _body_not_compared,
}


def _round(forms: int, times: int, pages: int) -> tuple[int, list[str]]:
    one = evening()
    work = [number for number in range(forms) for _ in range(times)]
    Random(10).shuffle(work)
    faults = at_once(work, _send(one))
    faults += _after(one, forms)
    faults += _by_page(one, pages)
    return len(work) + 2 * forms + 2 * pages, faults


def prove() -> Outcome:
    """The product as it is; then each planted fault, which the same tries must find."""
    n, faults = _round(FORMS, TIMES_RELEASE if is_release() else TIMES, BY_PAGE)
    say(f"G10: {n} lần gửi, {len(faults)} lần sai")
    found: dict[str, bool] = {}
    for name, plant in FAULTS.items():
        with plant() or nullcontext():
            found[name] = bool(_round(FORMS_FAULT, TIMES_FAULT, 0)[1])
        say(f"G10: {'tìm thấy' if found[name] else 'KHÔNG tìm thấy'}: {name}")
    outcome = Outcome(n=n, failures=len(faults), examples=faults[:20])
    outcome.note = (
        f"{FORMS} phiếu, mỗi phiếu gửi nhiều lần cùng lúc; {BY_PAGE} phiếu qua trang, mỗi phiếu hai lần."
    )
    outcome.enter_planted(found)
    return outcome
