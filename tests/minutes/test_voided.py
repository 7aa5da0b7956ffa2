"""A vote that was called off stays in the minutes with its reason, as the page of calling off says; minutes
that were adopted before they told of such votes stand as the cell heard them."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from sotay.ballots.choices import Method, Purpose
from sotay.ballots.operations import count_vote, void_poll
from sotay.ballots.operations.counting import CountDraft
from sotay.meetings.models import AgendaItem, JointCell
from sotay.minutes.models import Adoption, Seal
from sotay.minutes.queries import minutes_page, record_of, seal_holds
from sotay.minutes.record import VoidedVote, record_from_json, record_to_json
from sotay.reporting.meeting_papers import minutes_paper
from sotay.reporting.paper import Paragraph
from tests.meetings.session_support import DAY, SECRETARY, Evening, after
from tests.minutes.support import adopt, confirm, held, seal
from tests.minutes.test_joined import beside

pytestmark = pytest.mark.django_db

SAID = "Lượt biểu quyết “Nghị quyết tháng 11” (giơ tay) đã hủy, không tính kết quả; lý do: Ghi hai lần."


def called_off(one: Evening, step: str = "C8", purpose: Purpose = Purpose.RESOLUTION) -> None:
    """The resolution is written down a second time; that vote is called off."""
    draft = CountDraft("Nghị quyết tháng 11", purpose)
    standing = one.again().polls.filter(subject=draft.subject).values_list("public_id", flat=True).first()
    poll = count_vote(
        actor=SECRETARY, meeting=one.again(), draft=draft, item=one.item(step), again=standing or "",
        at=after(106),
    )  # fmt: skip
    void_poll(actor=SECRETARY, poll=poll, reason="Ghi hai lần", at=after(107))


def told(one: Evening) -> list[str]:
    blocks = minutes_paper(record_of(one.again(), today=DAY)).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph) and "đã hủy" in block.text]


def adopted_before(one: Evening) -> str:
    """Adopted by a version whose minutes said nothing of votes called off: the text it kept."""
    adopt(one)
    row = Adoption.objects.get(meeting=one.meeting)
    plain = json.loads(row.record)
    del plain["voided"]
    row.record = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    row.digest = sha256(row.record.encode()).hexdigest()
    row.save()
    return row.record


def test_a_vote_called_off_is_told_with_its_reason_and_counts_for_nothing() -> None:
    one = held()
    called_off(one)
    found = record_of(one.again(), today=DAY)
    assert found.voided == (VoidedVote("Nghị quyết tháng 11", "giơ tay", "Ghi hai lần"),)
    assert [vote.yes for vote in found.votes] == [4], "the one that stands"
    assert record_from_json(record_to_json(found)) == found
    assert told(one) == [SAID]
    adopt(one)
    confirm(one)
    assert SAID in seal(one).paper
    assert seal_holds(one.again()) is True
    assert told(one) == [SAID]


def test_minutes_of_a_meeting_that_called_nothing_off_bear_no_such_key() -> None:
    one = held()
    assert "voided" not in json.loads(record_to_json(record_of(one.again(), today=DAY)))
    assert told(one) == []


@pytest.mark.parametrize("step", ["O4", "C7", "E2"])
def test_whichever_step_it_belonged_to_it_stands_with_the_votes(step: str) -> None:
    one = held()
    called_off(one, step, Purpose.MINUTES if step == "E2" else Purpose.OTHER)
    assert told(one) == [SAID]


def test_votes_are_told_though_their_step_was_skipped_or_is_not_on_the_agenda() -> None:
    one = held()
    called_off(one)
    item = AgendaItem.objects.filter(meeting=one.meeting, step="C8")
    item.update(state="skipped", reason="Hết giờ")
    found = minutes_paper(record_of(one.again(), today=DAY))
    assert told(one) == [SAID]
    assert "Nghị quyết tháng 11" in str([block for block in found.blocks if not isinstance(block, Paragraph)])
    item.update(state="done", reason="", step="")
    assert told(one) == [SAID]


@pytest.mark.parametrize("joint", [False, True], ids=["alone", "joint, before that was told too"])
def test_minutes_adopted_before_they_told_of_it_are_confirmed_and_sealed_as_adopted(joint: bool) -> None:
    one = held()
    called_off(one)
    if joint:
        JointCell.objects.create(meeting=one.meeting, cell=beside(one, "Chi bộ thôn Đông"))
    text = adopted_before(one)
    if joint:
        before = replace(record_from_json(text), joined=None)
        text = record_to_json(before, bare=True)
        Adoption.objects.update(record=text, digest=sha256(text.encode()).hexdigest())
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert not page.changed
    assert told(one) == [], "the paper to sign is the one that was voted on"
    confirm(one)
    row = seal(one)
    assert row.record == text
    assert seal_holds(one.again()) is True
    Seal.objects.update(paper="")  # printed anew from the text
    assert told(one) == []


def test_of_such_minutes_only_what_changed_is_told_and_the_new_text_tells_of_the_vote() -> None:
    one = held()
    called_off(one)
    adopted_before(one)
    AgendaItem.objects.filter(meeting=one.meeting, step="C6").update(conclusion="Chốt lại phương án")
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert page.outdated is not None
    assert [change.now for change, _ in page.outdated.changes] == ["Chốt lại phương án"]
    adopt(one, minutes=120)
    confirm(one)
    seal(one)
    assert told(one) == [SAID]


def test_a_secret_vote_called_off_says_how_it_was_taken() -> None:
    one = held()
    called_off(one)
    one.again().polls.exclude(void="").update(method=Method.PAPER)
    assert told(one)[0].startswith("Lượt biểu quyết “Nghị quyết tháng 11” (bỏ phiếu kín) đã hủy")
