"""From a closed meeting to sealed minutes: drawn from the record, adopted, confirmed, sealed, noted."""

import json
from dataclasses import replace
from datetime import date, time
from hashlib import sha256
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from sotay.accounts.models import Account
from sotay.ballots.choices import Purpose
from sotay.ballots.operations import count_vote, void_poll
from sotay.ballots.operations.counting import CountDraft
from sotay.core.actor import Actor
from sotay.core.errors import PermissionDenied
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage, Status
from sotay.meetings.models import AgendaItem, Attendance, Meeting, Opinion
from sotay.meetings.operations.presence import note_arrival, note_departure
from sotay.meetings.rules.moves import WrongStage
from sotay.members.models import Member
from sotay.minutes.choices import Hand, Place
from sotay.minutes.models import Adoption, Confirmation, Note, Seal
from sotay.minutes.operations import (
    WordingConflict,
    append_note,
    attach_scans,
    confirm_minutes,
    write_wording,
)
from sotay.minutes.queries import record_of, seal_holds
from sotay.minutes.queries.history import history_of
from sotay.minutes.record import Absence, Passage, Person, Said, TaskOutcome, record_from_json, record_to_json
from sotay.minutes.rules import MinutesRefused, code_of, digest_of, noticed
from sotay.reporting.meeting_papers import minutes_paper
from sotay.reporting.meeting_papers.membership import membership_table
from sotay.reporting.meeting_papers.parts import outcomes_words
from sotay.reporting.paper import Paragraph
from sotay.reporting.writers import write_docx
from sotay.resolutions.models import NumberSeries
from tests.meetings.session_support import DAY, DEPUTY, SECRETARY, Evening, after
from tests.minutes.support import adopt, confirm, held, name, seal, sealed

pytestmark = pytest.mark.django_db


def test_every_field_of_the_minutes_comes_from_the_record() -> None:
    one = held()
    found = record_of(one.again(), today=DAY)
    assert (found.held_on, found.minutes_long, found.minutes_least) == (date(2026, 11, 3), 105, 90)
    assert found.chair == Person("Trần Văn A", "Bí thư Chi bộ")
    assert found.minute_taker == Person("Trần Văn B", "")
    members = found.membership
    assert (
        members.expected.total,
        members.present.total,
        members.excused.total,
        members.unexcused.total,
    ) == (7, 4, 2, 1)
    assert found.unexcused == ("Trần Văn G",)
    assert found.delegates == (Person("Ngô Thị Mai", "Ủy viên Ban Thường vụ Đảng ủy xã"),)
    talk = next(item for item in found.items if item.step == "C6")
    assert talk.opinions[0] == Said("Trần Văn B", "", "Đề nghị công khai phương án")
    (vote,) = found.votes
    assert (vote.yes, vote.no, vote.other, vote.base, vote.passed) == (4, 0, 0, 7, True)
    assert [task.holders for task in found.tasks] == ["Trần Văn B", "Trần Văn C"]


def test_before_there_is_a_roll_the_register_tells_who_belongs_and_nobody_is_said_to_be_expected() -> None:
    one = held()
    Attendance.objects.filter(meeting=one.meeting).delete()
    Meeting.objects.filter(pk=one.meeting.pk).update(roll_recorded=False)
    found = record_of(one.again(), today=DAY)
    assert (found.membership.all.total, found.membership.known) == (7, False)
    table = {row[0].text: row[-1].text for row in membership_table(found).rows}
    assert (table["Đảng viên của chi bộ"], table["Phải dự sinh hoạt"], table["Có mặt"]) == ("7", "–", "–")


def test_health_and_family_reasons_are_printed_as_private() -> None:
    found = record_of(held().again(), today=DAY)
    assert found.excused == (
        Absence("Trần Văn E", "đi công tác"),
        Absence("Trần Văn F", "việc riêng, đã báo cáo bí thư"),
    )


def test_who_came_late_and_who_went_stand_in_the_minutes() -> None:
    """B came at 19:45 during what the meeting was at then, C went at 20:30; both are present all the same."""
    one = held()
    AgendaItem.objects.filter(meeting=one.meeting).update(begun_at=None)
    for step, minutes in (("C1", 10), ("C6", 40)):
        AgendaItem.objects.filter(meeting=one.meeting, step=step).update(begun_at=after(minutes))
    late, gone = (one.members[place].public_id for place in (1, 2))
    say = {"actor": SECRETARY, "meeting": one.again(), "at": after(3000)}
    note_arrival(member=late, arrived_at=time(19, 45), **say)
    note_departure(member=gone, left_at=time(20, 30), **say)
    found = record_of(one.again(), today=DAY)
    assert found.late == (Passage("Trần Văn B", time(19, 45), one.item("C1").title),)
    assert found.gone == (Passage("Trần Văn C", time(20, 30), one.item("C6").title),)
    assert (found.membership.present.total, found.at_opening, found.at_close) == (4, 3, 3)
    thin = [words for words in noticed(found) if "đang dự" in words]
    assert thin[0] == "Lúc khai mạc có 3/7 đồng chí đang dự, ít hơn 5 (2/3 số phải dự): phần mềm chỉ nhắc."


def test_an_officer_recorded_absent_is_noticed_and_nothing_is_blocked() -> None:
    """E is excused: as minute taker the review says so, and the minutes can still be adopted."""
    one = held()
    assert not [words for words in noticed(record_of(one.again(), today=DAY)) if "ghi là vắng" in words]
    name(one, chair=6, taker=4)
    assert [words for words in noticed(record_of(one.again(), today=DAY)) if "ghi là vắng" in words] == [
        "Chủ trì Trần Văn G lại ghi là vắng: xem lại điểm danh, hoặc ghi lại chủ trì.",
        "Thư ký cuộc họp Trần Văn E lại ghi là vắng: xem lại điểm danh, hoặc ghi lại thư ký cuộc họp.",
    ]
    adopt(one)
    assert one.again().stage == Stage.ADOPTED


def test_late_without_an_hour_is_told_without_one() -> None:
    one = held()
    Attendance.objects.filter(meeting=one.meeting, member=one.members[1]).update(state="late")
    assert record_of(one.again(), today=DAY).late == (Passage("Trần Văn B"),)


def test_a_record_goes_to_json_and_back_unchanged() -> None:
    found = record_of(sealed().again(), today=DAY)
    assert record_from_json(record_to_json(found)) == found


def test_adopted_confirmed_sealed_with_a_number_and_a_code() -> None:
    one = held()
    adopt(one, no=1)
    adoption = Adoption.objects.get()
    assert (adoption.yes, adoption.no, adoption.present) == (3, 1, 4)
    with pytest.raises(MinutesRefused, match="chờ chủ trì và thư ký"):
        seal(one)
    confirm(one)
    row = seal(one)
    assert (one.again().stage, row.number, row.term) == (Stage.SEALED, 1, "2025–2030")
    found = record_of(one.again(), today=DAY)
    assert found.number == "Số 01-BB/CB"
    assert found.seal is not None
    assert found.seal.code == code_of(row.digest)
    assert seal_holds(one.again())
    assert {"MinutesAdopted", "MinutesConfirmed", "MinutesSealed"} <= set(
        Entry.objects.values_list("event", flat=True)
    )


def test_too_few_votes_adopt_nothing() -> None:
    one = held()
    with pytest.raises(MinutesRefused, match="Chưa đủ số tán thành"):
        adopt(one, no=2)
    assert one.again().stage == Stage.CLOSED


def test_minutes_without_chair_or_taker_are_not_adopted() -> None:
    one = held()
    one.again()
    type(one.meeting).objects.filter(pk=one.meeting.pk).update(minute_taker=None)
    with pytest.raises(MinutesRefused, match="thư ký"):
        adopt(one)
    with pytest.raises(MinutesRefused, match="người khác"):
        name(one, chair=0, taker=0)


def test_what_changed_after_adoption_is_adopted_anew_before_the_seal() -> None:
    one = held()
    adopt(one)
    confirm(one)
    AgendaItem.objects.filter(meeting=one.meeting, step="C7").update(conclusion="Nhất trí thêm một việc")
    with pytest.raises(MinutesRefused, match="đã đổi sau khi thông qua"):
        seal(one)
    adopt(one, minutes=113)
    assert not Confirmation.objects.exists()
    confirm(one)
    seal(one)


def test_sealed_minutes_stand_whatever_becomes_of_the_tables() -> None:
    one = sealed()
    before = record_of(one.again(), today=DAY)
    AgendaItem.objects.filter(meeting=one.meeting).update(content="Khác hẳn")
    Attendance.objects.filter(meeting=one.meeting).update(state="unexcused")
    one.members[1].full_name = "Tên Khác"
    one.members[1].save()
    assert record_of(one.again(), today=DAY) == before


def test_a_seal_older_than_a_field_of_the_record_still_holds() -> None:
    """Sealed before the software knew who came late: its text is what was sealed."""
    one = sealed()
    row = Seal.objects.get()
    plain = json.loads(row.record)
    del plain["late"], plain["gone"]
    old = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = sha256(old.encode()).hexdigest()
    Seal.objects.filter(pk=row.pk).update(record=old, digest=digest)
    entry = Entry.objects.get(event="MinutesSealed")
    Entry.objects.filter(pk=entry.pk).update(payload=entry.payload.replace(row.digest, digest))
    assert seal_holds(one.again()) is True
    assert record_of(one.again(), today=DAY).late == ()


def printed(one: Evening) -> str:
    """Every word of the minutes' file, as a reader takes it out now."""
    file = write_docx(minutes_paper(record_of(one.again(), today=DAY)))
    body = Document(BytesIO(file)).element.body
    return " ".join(one.text or "" for one in body.iter() if one.tag.endswith("}t"))


def test_sealed_minutes_print_the_same_words_whatever_the_software_says_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A sealed paper printed again is the paper that was signed (ADR 0011); a draft follows the wording."""
    one = held()
    adopt(one)
    confirm(one)
    assert "Không ghi việc đọc toàn văn" in printed(one)
    seal(one)
    before = printed(one)
    assert "Không ghi việc đọc toàn văn" in before
    assert "Số\xa001" in before
    assert "Đã chốt" in before
    monkeypatch.setattr("sotay.reporting.meeting_papers.minutes.UNREAD", "Lời khác của bản phần mềm sau.")
    monkeypatch.setattr("sotay.reporting.meeting_papers.minutes.came_back", lambda paper, tasks: ["khác"])
    assert printed(one) == before
    Seal.objects.update(paper="")  # sealed before papers were kept
    assert "Lời khác của bản phần mềm sau." in printed(one)


def test_notes_and_the_signed_copy_show_on_the_kept_paper() -> None:
    one = sealed()
    kept = minutes_paper(record_of(one.again(), today=DAY))
    append_note(actor=SECRETARY, meeting=one.meeting, text="Sửa số hộ", at=after(300), form_key="g")
    found = minutes_paper(record_of(one.again(), today=DAY))
    assert (found.blocks, found.head) == (kept.blocks, kept.head)
    assert next(block.text for block in found.after if isinstance(block, Paragraph)) == "Sửa số hộ."


def test_tampering_with_a_kept_paper_is_found() -> None:
    one = sealed()
    row = Seal.objects.get()
    assert "Vận động 03 hộ" in row.paper
    assert seal_holds(one.again()) is True
    Seal.objects.filter(pk=row.pk).update(paper=row.paper.replace("Vận động 03 hộ", "Vận động 30 hộ"))
    assert seal_holds(one.again()) is False


def test_a_seal_older_than_kept_papers_still_holds() -> None:
    """Its journal entry names no paper."""
    one = sealed()
    Seal.objects.update(paper="")
    entry = Entry.objects.get(event="MinutesSealed")
    said = json.loads(entry.payload)
    del said["paper"]
    Entry.objects.filter(pk=entry.pk).update(payload=json.dumps(said))
    assert seal_holds(one.again()) is True


def test_the_journal_says_whether_the_minutes_were_read_and_older_entries_are_still_told() -> None:
    one = held()
    adopt(one, read_aloud=True)
    entry = Entry.objects.get(event="MinutesAdopted")
    said = json.loads(entry.payload)
    assert said["read_aloud"] is True
    assert any(deed.words.endswith("đã đọc toàn văn") for deed in history_of(one.again()))
    del said["read_aloud"]
    Entry.objects.filter(pk=entry.pk).update(payload=json.dumps(said, separators=(",", ":")))
    (adopted,) = [deed for deed in history_of(one.again()) if deed.event == "MinutesAdopted"]
    assert adopted.words.startswith("Thông qua biên bản: tán thành")
    assert "đọc" not in adopted.words


def test_tampering_with_a_sealed_text_is_found() -> None:
    one = sealed()
    row = Seal.objects.get()
    Seal.objects.filter(pk=row.pk).update(record=row.record.replace("Vận động 03 hộ", "Vận động 30 hộ"))
    assert seal_holds(one.again()) is False


def test_a_seal_rewritten_with_its_digest_is_found_by_the_journal() -> None:
    one = sealed()
    assert seal_holds(one.again()) is True
    row = Seal.objects.get()
    forged = row.record.replace("Vận động 03 hộ", "Vận động 30 hộ")
    Seal.objects.filter(pk=row.pk).update(record=forged, digest=digest_of(record_from_json(forged)))
    assert seal_holds(one.again()) is False


def test_after_the_seal_nothing_is_written_but_notes() -> None:
    one = sealed()
    for deed in (lambda: adopt(one), lambda: name(one, 1, 0), lambda: confirm(one)):
        with pytest.raises(WrongStage):
            deed()
    with pytest.raises(WrongStage):
        write_wording(
            actor=SECRETARY, meeting=one.again(), place=Place.OPENING, text="x", seen=0, at=after(120)
        )
    digest = Seal.objects.get().digest
    for _ in range(2):
        append_note(actor=DEPUTY, meeting=one.again(), text="Sửa tên hộ: Đỗ", form_key="n1", at=after(2000))
    found = record_of(one.again(), today=DAY)
    assert [note.text for note in found.notes] == ["Sửa tên hộ: Đỗ"]
    assert digest_of(found) == digest == Seal.objects.get().digest


def test_sealing_twice_is_sealing_once_and_numbers_have_no_gap() -> None:
    one = sealed()
    assert seal(one) == Seal.objects.get()
    assert NumberSeries.objects.get(kind="BB").last == 1


def test_the_database_keeps_one_seal_and_one_number() -> None:
    one = sealed()
    row = Seal.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(
            meeting=one.meeting, cell=one.cell, number=2, record="{}", digest="x", at=after(1)
        )
    other = sealed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.filter(meeting=other.meeting).update(cell=row.cell)


def test_only_the_secretary_seals_and_a_deputy_who_adopts_leaves_a_trace() -> None:
    one = held()
    from sotay.minutes.operations import adopt_minutes, seal_minutes

    adopt_minutes(actor=DEPUTY, meeting=one.again(), at=after(110), today=DAY)
    assert one.again().moves.get(stage=Stage.ADOPTED).for_another
    confirm(one)
    with pytest.raises(PermissionDenied):
        seal_minutes(actor=DEPUTY, meeting=one.again(), at=after(115), today=DAY)


def test_one_confirms_oneself_or_is_helped_and_the_record_says_so() -> None:
    one = held()
    adopt(one)
    path = one.cell.path
    reach = {"meeting:join": tuple(r for r in SECRETARY.reaches_of("meeting:join"))}
    taker = Actor(31, "B", reach, member_id=one.members[1].pk)
    stranger = Actor(32, "C", reach, member_id=one.members[2].pk)
    assert path
    with pytest.raises(PermissionDenied):
        confirm_minutes(actor=stranger, meeting=one.again(), hand=Hand.TAKER, at=after(112))
    confirm_minutes(actor=taker, meeting=one.again(), hand=Hand.TAKER, at=after(112))
    confirm_minutes(actor=replace(SECRETARY), meeting=one.again(), hand=Hand.CHAIR, at=after(112))
    assert dict(Confirmation.objects.values_list("hand", "for_another")) == {"taker": False, "chair": True}


def test_nobody_confirms_for_somebody_with_an_account() -> None:
    """Chair and taker each stand for the minutes: whoever can do so in person is not helped."""
    one = held()
    adopt(one)
    chair, taker = one.members[:2]
    for member in (chair, taker):
        account = Account.objects.create_account(
            username=f"vien-chuc-{member.pk}", full_name="Ai Đó", password="mot cau mat khau dai"
        )
        Member.objects.filter(pk=member.pk).update(account=account)
    for hand in Hand:
        with pytest.raises(MinutesRefused, match="tự xác nhận trên máy của mình"):
            confirm_minutes(actor=DEPUTY, meeting=one.again(), hand=hand, at=after(112))
    assert not Confirmation.objects.exists()
    confirm_minutes(
        actor=replace(SECRETARY, member_id=chair.pk), meeting=one.again(), hand=Hand.CHAIR, at=after(112)
    )
    assert not Confirmation.objects.get().for_another
    Account.objects.filter(pk=account.pk).update(is_active=False)  # the taker's, closed for good
    confirm_minutes(actor=DEPUTY, meeting=one.again(), hand=Hand.TAKER, at=after(112))
    assert Confirmation.objects.get(hand=Hand.TAKER).for_another


def test_the_vote_on_the_minutes_and_votes_called_off_are_not_told_among_the_votes() -> None:
    one = held()
    minutes = CountDraft("Thông qua biên bản", Purpose.MINUTES)
    count_vote(actor=SECRETARY, meeting=one.again(), draft=minutes, item=one.item("E2"), at=after(107))
    wrong = CountDraft("Việc bỏ dở", Purpose.OTHER)
    poll = count_vote(actor=SECRETARY, meeting=one.again(), draft=wrong, item=one.item("C7"), at=after(107))
    assert [vote.subject for vote in record_of(one.again(), today=DAY).votes] == [
        "Nghị quyết tháng 11",
        "Việc bỏ dở",
    ]
    void_poll(actor=SECRETARY, poll=poll, reason="Ghi nhầm nội dung", at=after(108))
    assert [vote.subject for vote in record_of(one.again(), today=DAY).votes] == ["Nghị quyết tháng 11"]


def test_two_people_wording_one_place_lose_nothing_silently() -> None:
    one = held()
    say = {"actor": SECRETARY, "meeting": one.again(), "place": Place.OPENING, "at": after(106)}
    write_wording(text="Bản của An", seen=0, **say)
    with pytest.raises(WordingConflict) as caught:
        write_wording(text="Bản của Bình", seen=0, **say)
    assert (caught.value.theirs, caught.value.version) == ("Bản của An", 1)
    write_wording(text="Bản của Bình", seen=1, **say)
    assert record_of(one.again(), today=DAY).texts == {"opening": "Bản của Bình"}


def test_a_note_is_appended_also_to_filed_minutes() -> None:
    one = sealed()
    copy = [("bien-ban.txt", "ký".encode())]
    attach_scans(actor=SECRETARY, meeting=one.again(), files=copy, at=after(3000))
    append_note(actor=SECRETARY, meeting=one.again(), text="Ghi thêm", at=after(4000))
    assert Note.objects.count() == 1


def test_a_meeting_in_session_has_no_minutes_to_adopt() -> None:
    one = held()
    type(one.meeting).objects.filter(pk=one.meeting.pk).update(stage=Stage.IN_SESSION, status=Status.PLANNED)
    with pytest.raises(WrongStage):
        adopt(one)


def test_opinions_noted_at_the_opening_stand_under_the_discussion() -> None:
    """The chair had not moved the agenda on when somebody spoke: nothing said is left out."""
    one = held()
    Opinion.objects.filter(meeting=one.meeting).update(item=one.item("O1"))
    found = record_of(one.again(), today=DAY)
    talk = next(item for item in found.items if item.step == "C6")
    assert [said.text for said in talk.opinions] == ["Đề nghị công khai phương án", "Phụ trách từng ngõ"]
    assert not next(item for item in found.items if item.step == "O1").opinions


def test_an_opinion_sent_before_stands_once_it_was_read_out() -> None:
    """Somebody who is away may speak all the same; the minutes say how."""
    one = held()
    sent = Opinion.objects.create(
        meeting=one.meeting,
        speaker=one.members[6],
        text="Làm trước Tết",
        way="before",
        entered_at=after(-100),
    )
    waiting = record_of(one.again(), today=DAY)
    assert "Tết" not in "".join(said.text for item in waiting.items for said in item.opinions)
    Opinion.objects.filter(pk=sent.pk).update(item=one.item("C6"))
    found = record_of(one.again(), today=DAY)
    talk = next(item for item in found.items if item.step == "C6")
    assert Said("Trần Văn G", "ý kiến gửi trước", "Làm trước Tết") in talk.opinions
    assert not any("Ghi là vắng" in sentence for sentence in noticed(found))


def test_whoever_is_absent_and_spoke_is_pointed_out() -> None:
    one = held()
    Attendance.objects.filter(meeting=one.meeting, member=one.members[1]).update(state="unexcused")
    said = noticed(record_of(one.again(), today=DAY))
    assert any("Ghi là vắng mà có ý kiến tại buổi: Trần Văn B" in sentence for sentence in said)


def test_an_opinion_without_a_discussion_on_the_agenda_is_kept() -> None:
    one = held()
    AgendaItem.objects.filter(meeting=one.meeting, step="C6").update(step="")
    Opinion.objects.filter(meeting=one.meeting).update(item=None)
    found = record_of(one.again(), today=DAY)
    said = [one.text for item in found.items for one in item.opinions]
    assert said == ["Đề nghị công khai phương án", "Phụ trách từng ngõ"]


def test_tasks_on_which_nobody_reported_are_told_as_that() -> None:
    """Three given, one done: the other two do not vanish from the paper."""
    given = [TaskOutcome("Loa đài", "done"), TaskOutcome("Vận động", ""), TaskOutcome("Rà soát", "")]
    words = outcomes_words(tuple(given))
    assert "hoàn thành đúng hạn 01" in words
    assert "chưa báo kết quả 02" in words
    assert "chưa thực hiện" not in words, "a nought says nothing"
