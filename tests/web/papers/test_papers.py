"""Papers of a meeting as files: who may take which, what stands on them, what the journal notes."""

import io
import json
from datetime import UTC, date, datetime, time

import pytest
from docx import Document

from sotay.ballots.models import Poll, Teller
from sotay.core.actor import Actor
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage
from sotay.meetings.models import AgendaItem, Attendance, CommitteeMeeting, CommitteePresence, Guest, Meeting
from sotay.members.models import Member
from sotay.minutes.models import Seal
from sotay.minutes.queries import record_of
from sotay.minutes.record import record_to_json
from sotay.resolutions.models import Decision
from sotay.web.account.entering import FRESH_AT
from sotay.web.papers.links import meeting_links
from tests import factories as make
from tests.reporting.reading_pdf import texts
from tests.web.world import World

AT = datetime(2024, 6, 10, tzinfo=UTC)


@pytest.fixture
def meeting(world: World) -> Meeting:
    """A1's meeting of June: two here, one ill, one excused for the family."""
    found = make.meeting(
        world.places["A1"], 202406, status="held", held_on=date(2024, 6, 12), stage=Stage.CLOSED,
        planned_on=date(2024, 6, 12), planned_time=time(19, 30), place="Nhà văn hóa",
    )  # fmt: skip
    make.roll(found, "present", "present", "excused", "excused")
    excused = list(Attendance.objects.filter(meeting=found, state="excused").order_by("pk"))
    for row, reason in zip(excused, ("health", "work"), strict=True):
        row.reason_class = reason
        row.save(update_fields=["reason_class"])
    found.roll_recorded = True
    found.save(update_fields=["roll_recorded"])
    AgendaItem.objects.create(meeting=found, position=1, step="O1", title="Thu đảng phí")
    AgendaItem.objects.create(
        meeting=found, position=2, step="C1", title="Thông tin thời sự", presenter_words="Kín Năm"
    )
    return found


def paper(meeting: Meeting, name: str) -> str:
    return f"/sinh-hoat/{meeting.public_id}/giay/{name}"


def words(content: bytes) -> str:
    return " ".join(texts(content))


INVITATION = {"bi-thu": 200, "xa": 403, "huyen": 403, "bi-thu-2": 404, "dang-vien": 403, "van-hanh": 403}
ROLL = {"bi-thu": 200, "xa": 200, "huyen": 404, "xa-b": 404, "bi-thu-2": 404, "dang-vien": 403, None: 302}


@pytest.mark.parametrize(("name", "expected"), [("giay-moi.pdf", INVITATION), ("diem-danh.pdf", ROLL)])
def test_who_may_take_which(world: World, meeting: Meeting, name: str, expected: dict) -> None:
    for who, status in expected.items():
        assert world.get(who, paper(meeting, name)).status_code == status, who
    assert world.get("bi-thu", paper(meeting, name.replace("pdf", "xlsx"))).status_code == 404


def test_the_roll_gives_neutral_notes_and_never_a_reason_of_health(world: World, meeting: Meeting) -> None:
    text = words(world.get("bi-thu", paper(meeting, "diem-danh.pdf")).content)
    assert "việc riêng" in text
    assert "đi công tác" in text
    assert "ức khỏe" not in text
    assert "Danh sách có 04 đồng chí phải dự: có mặt 02; vắng có lý do 02; vắng không có lý do 0." in text
    assert "CHI BỘ THÔN A1" in text
    assert "ĐẢNG BỘ XÃ AN" in text


def test_the_roll_names_whose_presence_was_noted_for_them(world: World, meeting: Meeting) -> None:
    row = Attendance.objects.filter(meeting=meeting, state="present").select_related("member").first()
    assert row is not None
    Attendance.objects.filter(meeting=meeting, state="excused").update(way="helper")
    assert "ghi giúp" not in words(world.get("bi-thu", paper(meeting, "diem-danh.pdf")).content)
    Attendance.objects.filter(pk=row.pk).update(way="helper")
    text = words(world.get("bi-thu", paper(meeting, "diem-danh.pdf")).content)
    assert f"Có mặt do thư ký ghi giúp (01 đồng chí): {row.member.full_name}." in text


def test_a_blank_roll_holds_names_alone(world: World, meeting: Meeting) -> None:
    text = words(world.client("bi-thu").get(paper(meeting, "diem-danh.pdf"), {"trang": "1"}).content)
    assert "việc riêng" not in text
    assert "Danh sách có 04 đồng chí phải dự." in text


def test_the_invitation_names_whom_one_asks_and_tells_no_more_than_wanted(
    world: World, meeting: Meeting
) -> None:
    path = paper(meeting, "giay-moi.pdf")
    guest = Guest.objects.create(meeting=meeting, name="<b>Hương</b> #x", post="Đảng ủy viên")
    text = words(world.client("bi-thu").get(path, {"gui": guest.public_id}).content)
    assert "Kính gửi: Đồng chí <b>Hương</b> #x, Đảng ủy viên" in text
    assert "Kính gửi: Đồng chí …" in words(world.client("bi-thu").get(path, {"gui": "khac"}).content)
    assert "19 giờ 30 phút, ngày 12/6/2024 (thứ Tư)" in text
    assert "Thông tin thời sự (đồng chí Kín Năm)" in text
    assert "đảng phí" not in text
    plain = words(world.client("bi-thu").get(path, {"gon": "1"}).content)
    assert "thời sự" not in plain


def test_the_form_is_that_of_the_day(world: World, meeting: Meeting) -> None:
    answer = world.get("bi-thu", paper(meeting, "diem-danh.docx"))
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "diem-danh-A1-202406.docx" in answer.headers["Content-Disposition"]
    assert Document(io.BytesIO(answer.content)).tables


def test_what_left_is_in_the_journal_in_counts_alone(world: World, meeting: Meeting) -> None:
    world.get("bi-thu", paper(meeting, "diem-danh.pdf"))
    entry = Entry.objects.get(event="MeetingPaperExported")
    payload = entry.payload if isinstance(entry.payload, dict) else json.loads(entry.payload)
    assert (payload["which"], payload["names"], payload["form"]) == ("diem-danh", 4, "pdf")
    assert "Kín" not in json.dumps(payload, ensure_ascii=False)


def test_names_leave_only_for_who_proved_themselves_a_moment_ago(world: World, meeting: Meeting) -> None:
    client = world.client("bi-thu")
    session = client.session
    session[FRESH_AT] = "2024-01-01T00:00:00+00:00"
    session.save()
    assert client.get(paper(meeting, "diem-danh.pdf")).status_code == 302
    assert client.get(paper(meeting, "giay-moi.pdf")).status_code == 200


@pytest.fixture
def committee(world: World) -> CommitteeMeeting:
    row = CommitteeMeeting.objects.create(
        cell=world.places["A1"], counted_for=202406, held_on=date(2024, 6, 10), started_at=time(20),
        ended_at=time(21), place="Nhà bí thư", review="Đã rà soát.", agreed="Thống nhất chương trình.",
        opinions="- Nhất trí.", plan="Nạo vét mương.", to_vote="- Dự thảo nghị quyết.\n- Mức chất lượng;",
        in_favour=1, entered_at=AT,
    )  # fmt: skip
    member = make.member(world.places["A1"], name="Kín Ủy Viên")
    CommitteePresence.objects.create(meeting=row, member=member, state="present", opinion="Nên làm sớm")
    return row


def test_the_committees_minutes(world: World, committee: CommitteeMeeting) -> None:
    path = f"/hop-chi-uy/{committee.public_id}/bien-ban.pdf"
    for who, status in ROLL.items():
        assert world.get(who, path).status_code == status, who
    text = words(world.get("bi-thu", path).content)
    assert "bắt đầu 20 giờ, ngày 10/6/2024." in text
    assert "Đã rà soát." in text
    assert "Đồng chí Kín Ủy Viên: Nên làm sớm." in text
    assert "Dự kiến nhiệm vụ tháng 6 năm 2024 Nạo vét mương." in text
    assert "Vấn đề xin ý kiến, biểu quyết: dự thảo nghị quyết; mức chất lượng." in text
    assert "Biểu quyết: tán thành 01/01." in text


@pytest.fixture
def poll(world: World, meeting: Meeting) -> Poll:
    return Poll.objects.create(
        meeting=meeting, cell=meeting.cell, subject="Đề nghị kết nạp quần chúng Trịnh Thu Ngân",
        purpose="admission", method="paper", base="entitled", threshold="thirds", entitled=4, present=3,
        issued=3, collected=3, invalid=0, yes=3, no=0, other=0, opened_at=AT, closed_at=AT,
    )  # fmt: skip


def test_the_count_of_a_secret_vote_and_its_empty_ballots(world: World, poll: Poll) -> None:
    path = f"/bieu-quyet/{poll.public_id}/"
    for who, status in ROLL.items():
        assert world.get(who, f"{path}kiem-phieu.pdf").status_code == status, who
    for who, status in INVITATION.items():
        assert world.get(who, f"{path}phieu-trang.pdf").status_code == status, who
    first, second = Member.objects.filter(attendances__meeting=poll.meeting).order_by("pk")[:2]
    for position, member in enumerate((second, first), 1):
        Teller.objects.create(poll=poll, member=member, position=position)
    text = words(world.get("bi-thu", f"{path}kiem-phieu.pdf").content)
    assert f"Tổ kiểm phiếu gồm 02 đồng chí: {second.full_name} (tổ trưởng), {first.full_name}" in text
    assert "75% (3/4)" in text
    assert "ít nhất 2/3" in text
    assert "Kết quả: đủ tỷ lệ theo quy định." in text
    assert words(world.get("bi-thu", f"{path}phieu-trang.pdf").content).count("PHIẾU BIỂU QUYẾT") == 4


def test_a_show_of_hands_has_no_count_of_ballots(world: World, poll: Poll) -> None:
    Poll.objects.filter(pk=poll.pk).update(method="hand")
    answer = world.get("bi-thu", f"/bieu-quyet/{poll.public_id}/kiem-phieu.pdf")
    assert answer.status_code == 409
    assert not Entry.objects.filter(event="MeetingPaperExported").exists()


def test_links_are_those_that_the_actor_may_follow(world: World, meeting: Meeting) -> None:
    nobody = Actor(account_id=None, name="")
    assert meeting_links(nobody, world.places["A1"], meeting.public_id) == []


def test_each_page_links_the_papers_that_its_reader_may_take(world: World, meeting: Meeting) -> None:
    page = world.get("bi-thu", f"/sinh-hoat/{meeting.public_id}/").content.decode()
    assert paper(meeting, "bien-ban.pdf") in page
    assert paper(meeting, "diem-danh.docx") in page
    assert paper(meeting, "giay-moi.pdf") not in page, "nobody is invited to what was held"
    beside = world.get("huyen", f"/sinh-hoat/{meeting.public_id}/").content.decode()
    assert "/giay/" not in beside, "names are not for the district"
    ahead = make.called(world.places["A1"], date(2024, 6, 20), planned_time=time(19, 30), place="Nhà văn hóa")
    guest = Guest.objects.create(meeting=ahead, name="Ngô Thị Mai", delegate=True)
    for name in ("chuan-bi", "trieu-tap"):
        page = world.get("bi-thu", f"/sinh-hoat/{ahead.public_id}/{name}/").content.decode()
        assert paper(ahead, "giay-moi.pdf") in page
        assert f"{paper(ahead, 'giay-moi.docx')}?gui={guest.public_id}" in page
        assert f"{paper(ahead, 'diem-danh.pdf')}?trang=1" in page


def test_a_poll_links_its_count_when_it_is_secret_and_counted(world: World, poll: Poll) -> None:
    path = f"/bieu-quyet/{poll.public_id}/"
    assert f"{path}kiem-phieu.pdf" in world.get("bi-thu", path).content.decode()
    Poll.objects.filter(pk=poll.pk).update(method="hand")
    assert f"{path}kiem-phieu.pdf" not in world.get("bi-thu", path).content.decode()


def test_a_resolution_is_a_draft_until_it_has_its_number(world: World, meeting: Meeting) -> None:
    path = paper(meeting, "nghi-quyet.pdf")
    none = world.get("bi-thu", path)
    assert none.status_code == 409, "there is none yet"
    assert "Buổi này chưa có nghị quyết: soạn xong mới in được." in none.content.decode()
    write = f"/sinh-hoat/{meeting.public_id}/nghi-quyet/?loai="
    assert f'href="{write}NQ"' in none.content.decode()
    missing = world.get("bi-thu", paper(meeting, "ket-luan.docx"))
    assert (missing.status_code, f'href="{write}KL"' in missing.content.decode()) == (409, True)
    above = world.get("xa", path).content.decode()
    assert f'href="/sinh-hoat/{meeting.public_id}/"' in above
    assert write not in above, "who may not write is led to the meeting"
    row = Decision.objects.create(
        cell=world.places["A1"], meeting=meeting, kind="NQ", subject="lãnh đạo nhiệm vụ tháng 6 năm 2024",
        text="I- KẾT QUẢ\nĐã hoàn thành.\n- Việc một",
    )  # fmt: skip
    for who, status in ROLL.items():
        assert world.get(who, path).status_code == status, who
    draft = words(world.get("bi-thu", path).content)
    assert "DỰ THẢO" in draft
    assert "I- KẾT QUẢ Đã hoàn thành. - Việc một." in draft
    Decision.objects.filter(pk=row.pk).update(number=3, issued_on=date(2024, 6, 13))
    issued = words(world.get("bi-thu", path).content)
    assert "Số 03-NQ/CB" in issued
    assert "DỰ THẢO" not in issued
    Decision.objects.filter(pk=row.pk).update(cancelled="sai")
    assert world.get("bi-thu", path).status_code == 409


def test_minutes_are_a_draft_for_who_keeps_them_and_a_member_waits_for_the_adoption(
    world: World, meeting: Meeting
) -> None:
    path, own = paper(meeting, "bien-ban.pdf"), paper(meeting, "bien-ban-cua-toi.pdf")
    for who, status in ROLL.items():
        assert world.get(who, path).status_code == status, who
    text = words(world.get("bi-thu", path).content)
    assert "DỰ THẢO" in text
    assert "việc riêng, đã báo cáo bí thư" in text
    assert "ức khỏe" not in text
    assert world.get("dang-vien", own).status_code == 404
    Meeting.objects.filter(pk=meeting.pk).update(stage=Stage.ADOPTED)
    assert world.get("dang-vien", own).status_code == 200


def test_the_book_waits_for_the_first_seal(world: World, meeting: Meeting) -> None:
    path = world.page("A1", "so-bien-ban/2024.pdf")
    for who, status in (ROLL | {"bi-thu": 409, "xa": 409}).items():
        assert world.get(who, path).status_code == status, who
    code = "0" * 64
    Seal.objects.create(
        meeting=meeting, cell=world.places["A1"], number=6, at=AT, digest=code,
        record=record_to_json(record_of(meeting, today=date(2024, 6, 15))),
    )  # fmt: skip
    text = words(world.get("bi-thu", path).content)
    assert "SỔ BIÊN BẢN NĂM 2024" in text
    assert "Biên bản số 06, sinh hoạt thường kỳ tháng 6/2024" in text
    assert "mã đối chiếu 0000-0000-0000" in text
