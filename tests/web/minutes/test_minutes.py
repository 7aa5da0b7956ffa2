"""The pages of minutes and tasks: who may, and the way from a closed meeting to its seal."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.core import clock
from sotay.documents.models import Document
from sotay.meetings.choices import Origin, Stage
from sotay.meetings.models import AgendaItem, Attendance, MeetingPaper
from sotay.members.models import Member
from sotay.minutes.models import Confirmation, Note, Seal, Wording
from sotay.resolutions.models import Decision
from sotay.web.account.entering import FRESH_AT
from tests.meetings.session_support import DAY, Evening
from tests.minutes.support import held, sealed
from tests.minutes.test_vote import voted

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 3, 14, 30, tzinfo=UTC)


@pytest.fixture
def one(db: None) -> Evening:
    with time_machine.travel(NIGHT, tick=True):
        yield held()


def client(role: Role, one: Evening, member: Member | None = None, place: str = "cell") -> Client:
    """Somebody of that role at the meeting's cell (or "above", "beside")."""
    name = f"ai-{Account.objects.count()}"
    account = Account.objects.create_account(
        username=name, full_name="Ai Đó", password="mot cau mat khau dai"
    )
    organisation = {"cell": one.cell, "above": one.cell.links.get().parent}.get(place)
    since = DAY.replace(year=2020)
    Grant.objects.create(account=account, role=role, organisation=organisation, valid_from=since)
    if member:
        Member.objects.filter(pk=member.pk).update(account=account)
    browser = Client(raise_request_exception=False)
    browser.force_login(account)
    session = browser.session
    session[FRESH_AT] = clock.now().isoformat()
    session.save()
    return browser


def path(one: Evening, rest: str = "") -> str:
    return f"/sinh-hoat/{one.meeting.public_id}/bien-ban/{rest}"


def test_from_the_paper_to_the_seal_in_four_taps(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one, one.members[0])
    page = secretary.get(path(one)).content.decode()
    assert "Đề nghị công khai phương án" in page
    assert "89" not in page.split("Tỷ lệ đảng viên dự")[1][:60]
    assert secretary.post(path(one, "lam/"), {"no": "0", "other": "0"}).status_code == 302
    assert secretary.post(path(one, "xac-nhan/"), {"hand": ["chair", "taker"]}).status_code == 302
    page = secretary.get(path(one)).content.decode()
    assert "(người ghi sổ ghi giúp)" in page
    assert secretary.post(path(one, "chot/")).status_code == 302
    page = secretary.get(path(one)).content.decode()
    assert re.search(r'mã đối chiếu <strong class="nowrap">[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}<', page)
    assert "Sửa trước khi chốt" not in page
    assert one.again().stage == Stage.SEALED
    assert Seal.objects.count() == 1


def test_a_roll_that_does_not_fit_the_form_of_the_meeting_stands_before_the_adoption(one: Evening) -> None:
    """With the way to put it right, for whoever records."""
    Attendance.objects.filter(meeting=one.meeting, member=one.members[2]).update(state="online")
    secretary = client(Role.SECRETARY, one, one.members[0])
    page = secretary.get(path(one)).content.decode()
    card = page.split("Xem lại hình thức sinh hoạt")[1].split("</section>")[0]
    assert "Có 1 đồng chí ghi là dự trực tuyến" in card
    assert page.index("Xem lại hình thức sinh hoạt") < page.index("Đọc và thông qua</h2>")
    assert page.count("Có 1 đồng chí ghi là dự trực tuyến") == 1
    form = re.findall(r'href="([^"]+/to-dang/)"', card)[0]
    data = {"do": "mode", "mode": "mixed", "mode_reason": "Bão, đảng ủy xã đồng ý"}
    assert secretary.post(form, data).status_code == 302
    page = secretary.get(path(one)).content.decode()
    assert "Xem lại hình thức sinh hoạt" not in page
    assert "(03 đồng chí dự trực tiếp, 01 đồng chí dự trực tuyến)" in page


READ = re.compile(r'name="read" id="[a-z-]+"( checked)?>')


def test_the_minutes_say_read_only_when_somebody_said_so(one: Evening) -> None:
    """The box bears its mark when the step of reading was marked done by itself, and what is sent decides."""
    secretary = client(Role.SECRETARY, one)
    step = AgendaItem.objects.filter(meeting=one.meeting, step="E2")
    assert READ.findall(secretary.get(path(one)).content.decode()) == [""], "with all the rest: says nothing"
    step.update(by_itself=True)
    assert READ.findall(secretary.get(path(one)).content.decode()) == [" checked"]
    step.update(state="")
    assert READ.findall(secretary.get(path(one)).content.decode()) == [""]
    refused = secretary.post(path(one, "lam/"), {"read": "on", "no": "4"})
    assert refused.status_code == 400
    assert READ.findall(refused.content.decode()) == [" checked"], "what was ticked is kept"
    secretary.post(path(one, "lam/"), {"no": "0", "other": "0"})
    page = secretary.get(path(one)).content.decode()
    assert "Không ghi việc đọc toàn văn biên bản trước chi bộ." in page
    assert "Việc thông qua ghi lúc 21 giờ 30 phút ngày 03/11/2026." in page
    assert "trước khi bế mạc; " not in page


def test_the_minutes_say_read_when_it_was_ticked(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    secretary.post(path(one, "lam/"), {"read": "on", "no": "0", "other": "0"})
    assert "Toàn văn biên bản đã được đọc trước chi bộ." in secretary.get(path(one)).content.decode()


def test_the_own_vote_on_the_minutes_asks_for_the_reading_too(one: Evening) -> None:
    voted(one)
    secretary = client(Role.SECRETARY, one)
    page = secretary.get(path(one)).content.decode()
    poll = re.search(r'name="poll" value="([^"]+)"', page)
    assert poll
    assert len(READ.findall(page)) == 2, "adopting by that vote, and counting anew"
    secretary.post(path(one, "lam/"), {"poll": poll[1], "read": "on"})
    assert "Toàn văn biên bản đã được đọc trước chi bộ." in secretary.get(path(one)).content.decode()


def test_changed_minutes_are_to_be_read_anew(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    secretary.post(path(one, "lam/"), {"read": "on", "no": "0", "other": "0"})
    secretary.post(path(one, "loi/opening/"), {"seen": "0", "text": "Thêm một câu"})
    assert READ.findall(secretary.get(path(one)).content.decode()) == [""]


def test_a_taker_with_an_account_confirms_on_their_own_device(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one, one.members[0])
    taker = client(Role.MEMBER, one, one.members[1])
    secretary.post(path(one, "lam/"), {"no": "0", "other": "0"})
    page = secretary.get(path(one)).content.decode()
    assert "Đồng chí ấy tự xác nhận trên máy của mình" in page
    assert 'value="chair"' in page
    assert 'value="taker"' not in page
    secretary.post(path(one, "xac-nhan/"), {"hand": ["chair", "taker"]})
    assert list(Confirmation.objects.values_list("hand", "for_another")) == [("chair", False)]
    refused = secretary.post(path(one, "xac-nhan/"), {"hand": ["taker"]}, follow=True).content.decode()
    assert "tự xác nhận trên máy của mình" in refused
    assert "Ghi xác nhận" not in refused, "nothing is left for the secretary to tick"
    assert 'value="taker"' in taker.get(path(one, "doc/")).content.decode()
    assert taker.post(path(one, "xac-nhan/"), {"hand": ["taker"]}).status_code == 302
    assert Confirmation.objects.filter(hand="taker", for_another=False).exists()


def test_a_taker_is_asked_on_their_own_page_until_they_have_confirmed(one: Evening) -> None:
    asked = "Mời đồng chí xác nhận biên bản"
    secretary = client(Role.SECRETARY, one, one.members[0])
    taker, other = (client(Role.MEMBER, one, member) for member in one.members[1:3])
    assert asked not in taker.get("/cua-toi/").content.decode(), "not before they are adopted"
    secretary.post(path(one, "lam/"), {"no": "0", "other": "0"})
    page = taker.get("/cua-toi/").content.decode()
    assert asked in page
    assert f'href="{path(one, "doc/")}"' in page
    assert asked in secretary.get("/cua-toi/").content.decode(), "the chair too"
    assert asked not in other.get("/cua-toi/").content.decode()
    taker.post(path(one, "xac-nhan/"), {"hand": ["taker"]})
    assert asked not in taker.get("/cua-toi/").content.decode()
    assert asked in secretary.get("/cua-toi/").content.decode(), "the taker's word is not the chair's"


def test_health_reasons_are_nowhere_on_the_page(one: Evening) -> None:
    page = client(Role.SECRETARY, one).get(path(one)).content.decode()
    assert "việc riêng, đã báo cáo bí thư" in page
    assert "ức khỏe" not in page


def test_who_reads_and_who_does_not(one: Evening) -> None:
    above = client(Role.COMMITTEE_OFFICER, one, place="above")
    assert above.get(path(one)).status_code == 200
    assert above.post(path(one, "lam/"), {}).status_code == 403
    member = client(Role.MEMBER, one, one.members[2])
    assert member.get(path(one)).status_code == 403
    assert member.get(path(one, "doc/")).status_code == 404, "not before it is adopted"
    client(Role.SECRETARY, one).post(path(one, "lam/"), {})
    assert member.get(path(one, "doc/")).status_code == 200
    stranger = client(Role.SECRETARY, held())
    assert stranger.get(path(one)).status_code == 404


def test_own_words_conflict_shows_both(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = path(one, "loi/opening/")
    assert secretary.post(here, {"seen": "0", "text": "Bản <b>một</b>"}).status_code == 302
    answer = secretary.post(here, {"seen": "0", "text": "Bản hai"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Bản &lt;b&gt;một&lt;/b&gt;" in page
    assert "Bản hai" in page
    again = re.search(r'name="seen" value="(\d+)"', page)
    assert again
    assert secretary.post(here, {"seen": again[1], "text": "Bản hai"}).status_code == 302
    assert Wording.objects.get().text == "Bản hai"


def test_notes_after_the_seal_and_the_signed_copy(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    assert secretary.post(path(one, "ghi-chu/"), {"text": "Sớm quá"}).status_code == 400
    for rest, said in (("lam/", {}), ("xac-nhan/", {"hand": ["chair", "taker"]}), ("chot/", {})):
        secretary.post(path(one, rest), said)
    assert secretary.post(path(one, "ghi-chu/"), {"text": "Ghi thêm", "key": "k"}).status_code == 302
    assert Note.objects.count() == 1
    assert "Ghi thêm" in secretary.get(path(one)).content.decode()
    book = secretary.get(f"/to-chuc/{one.cell.public_id}/so-bien-ban/?nam=2026").content.decode()
    assert "Số 01-BB/CB" in book


def test_a_resolution_is_proposed_from_records_written_and_issued(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/"
    page = secretary.get(here).content.decode()
    assert "1. Vận động 03 hộ còn lại. Đồng chí Trần Văn B; xong trước ngày 20/11/2026." in page
    assert "III- TỔ CHỨC THỰC HIỆN" in page
    said = {"kind": "NQ", "seen": "0", "subject": "nhiệm vụ tháng 11", "text": "Nội dung nghị quyết"}
    assert secretary.post(here, said).status_code == 302
    assert secretary.post(here, said).status_code == 409
    assert secretary.post(here, said | {"do": "issue"}).status_code == 302
    assert Decision.objects.get().number == 1
    assert "Số 01-NQ/CB" in secretary.get(here).content.decode()
    deputy = client(Role.DEPUTY, one)
    assert "Lấy số, ban hành" not in deputy.get(here + "?loai=KL").content.decode()


def test_a_role_elsewhere_opens_no_desk_where_one_is_a_member(one: Evening) -> None:
    """Secretary of another cell, member of this one: reads the adopted minutes as a member, not the desk."""
    shut = sealed()
    browser = client(Role.MEMBER, shut, shut.members[3])
    other = one.cell
    Grant.objects.create(
        account=Account.objects.get(username=f"ai-{Account.objects.count() - 1}"),
        role=Role.SECRETARY,
        organisation=other,
        valid_from=DAY.replace(year=2020),
    )
    here = f"/sinh-hoat/{shut.meeting.public_id}/bien-ban/"
    assert browser.get(here).status_code == 404
    assert browser.get(here + "doc/").status_code == 200


def test_taking_the_number_keeps_what_was_typed_or_takes_none(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/"
    said = {"kind": "NQ", "seen": "0", "subject": "nhiệm vụ", "text": "Nội dung"}
    assert secretary.post(here, said).status_code == 302
    assert re.findall(
        r'<button class="btn btn--s" form="vb"[^>]*>([^<]*)', secretary.get(here).content.decode()
    ) == ["Lấy số, ban hành"]
    late = said | {"text": "Bản gõ trên trang cũ", "do": "issue"}
    answer = secretary.post(here, late)
    assert answer.status_code == 409, "somebody wrote meanwhile: both texts, no number"
    assert "Bản gõ trên trang cũ</textarea>" in answer.content.decode()
    assert Decision.objects.get().number is None
    assert secretary.post(here, late | {"seen": "1", "text": ""}).status_code == 400
    assert Decision.objects.get().text == "Nội dung", "refused whole: the empty text is not kept either"
    assert secretary.post(here, late | {"seen": "1", "text": "Nội dung, thêm một đoạn"}).status_code == 302
    for _ in range(2):
        assert (
            secretary.post(here, late | {"seen": "1", "text": "Nội dung, thêm một đoạn"}).status_code == 302
        )
    found = Decision.objects.get()
    assert (found.number, found.text) == (1, "Nội dung, thêm một đoạn")
    assert client(Role.DEPUTY, one).post(here + "?loai=KL", late | {"kind": "KL"}).status_code == 404
    assert not Decision.objects.filter(kind="KL").exists()


def test_a_resolution_of_a_theme_speaks_of_the_theme(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/"
    rows = one.meeting.__class__.objects.filter(pk=one.meeting.pk)
    said = {
        "regular": "lãnh đạo thực hiện nhiệm vụ tháng 11 năm 2026",
        "thematic": "lãnh đạo thực hiện chuyên đề “Chuyển đổi số ở thôn”",
        "combined": "lãnh đạo thực hiện nhiệm vụ tháng 11 năm 2026 và chuyên đề “Chuyển đổi số ở thôn”",
    }
    for kind, words in said.items():
        rows.update(kind=kind, theme="Chuyển đổi số ở thôn" if kind != "regular" else "")
        page = secretary.get(here).content.decode()
        assert f'value="{words}"' in page
        assert ("Nội dung sinh hoạt chuyên đề: Chuyển đổi số ở thôn." in page) is (kind != "regular")
        assert ("Nhiệm vụ thực hiện chuyên đề:" in page) is (kind == "thematic")
    rows.update(kind="thematic", theme="x" * 300)
    found = re.search(r'name="subject" value="([^"]*)"', secretary.get(here).content.decode())
    assert found
    assert len(found[1]) == 300


def test_issuing_before_any_vote_is_told_so(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/"
    secretary.post(here, {"kind": "NQ", "seen": "0", "subject": "nhiệm vụ", "text": "Nội dung"})
    told = "Ban hành lúc này thì nghị quyết không có dòng tỷ lệ tán thành"
    assert told not in secretary.get(here).content.decode()
    one.meeting.polls.all().delete()
    page = secretary.get(here).content.decode()
    assert told in page
    assert "Lấy số, ban hành" in page, "the rule leaves it to the person"


def test_after_a_number_is_cancelled_the_resolution_is_written_again(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/"
    said = {"kind": "NQ", "seen": "0", "subject": "nhiệm vụ", "text": "Làm 180 m đừng"}
    secretary.post(here, said)
    secretary.post(here, said | {"do": "issue"})
    assert secretary.post(here, {"kind": "NQ", "do": "cancel", "reason": "Sai chữ"}).status_code == 302
    page = secretary.get(here).content.decode()
    assert "01-NQ/CB: đã hủy" in page
    assert "Sai chữ" in page
    assert "Làm 180 m đừng</textarea>" in page, "to be mended, not typed again"
    said |= {"text": "Làm 180 m đường"}
    assert secretary.post(here, said).status_code == 302
    secretary.post(here, said | {"do": "issue"})
    page = secretary.get(here).content.decode()
    assert "Số 02-NQ/CB" in page
    assert "01-NQ/CB: đã hủy" in page
    assert [row.number for row in Decision.objects.order_by("pk")] == [1, 2]
    assert Decision.objects.filter(cancelled="").get().text == "Làm 180 m đường"


def test_a_resolution_begins_with_the_draft_that_members_have_read(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/"
    paper = MeetingPaper.objects.create(
        meeting=one.meeting, title="DỰ THẢO NGHỊ QUYẾT tháng 11", text="Làm 180 m <đường>."
    )
    page = secretary.get(here).content.decode()
    assert "Làm 180 m &lt;đường&gt;.</textarea>" in page
    assert "Vận động 03 hộ còn lại" not in page
    assert "Bắt đầu từ số liệu của bản ghi" in page
    page = secretary.get(here + "?tu=so-lieu").content.decode()
    assert "Vận động 03 hộ còn lại" in page
    assert "Bắt đầu từ dự thảo" in page
    assert "Làm 180 m" not in secretary.get(here + "?loai=KL").content.decode(), "a draft of the resolution"
    said = {"kind": "NQ", "seen": "0", "subject": "nhiệm vụ", "text": "Chữ đã lưu"}
    assert secretary.post(here, said).status_code == 302
    for asked in ("", "?tu=so-lieu"):
        page = secretary.get(here + asked).content.decode()
        assert "Chữ đã lưu</textarea>" in page, "what is kept is never replaced"
        assert paper.title not in page
    orientation = MeetingPaper.objects.create(
        meeting=one.meeting, title="Dự thảo kết luận của đảng ủy", text="Của cấp trên", origin=Origin.SUPERIOR
    )
    assert orientation.title not in secretary.get(here + "?loai=KL").content.decode()


def test_a_draft_that_is_a_file_alone_is_opened_beside_the_text(one: Evening) -> None:
    file = Document.objects.create(
        organisation=one.cell,
        purpose="paper",
        name="du-thao.pdf",
        media_type="application/pdf",
        content=b"%PDF-",
        size=5,
        digest="0" * 64,
        stored_at=NIGHT,
    )
    MeetingPaper.objects.create(meeting=one.meeting, title="Dự thảo nghị quyết", document=file)
    page = client(Role.SECRETARY, one).get(f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/").content.decode()
    assert f'href="/tai-lieu/{file.public_id}/"' in page
    assert "Vận động 03 hộ còn lại" in page
    assert "Bắt đầu từ" not in page


def test_a_voted_resolution_is_written_and_numbered_after_the_seal(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one, one.members[0])
    here = f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/"
    assert f'href="{here}">Viết nghị quyết' in secretary.get(path(one)).content.decode(), "before the seal"
    for rest, said in (("lam/", {}), ("xac-nhan/", {"hand": ["chair", "taker"]}), ("chot/", {})):
        secretary.post(path(one, rest), said)
    assert "Viết nghị quyết" in secretary.get(path(one)).content.decode(), "and after it"
    before = Seal.objects.values().get()
    sheet = secretary.get(path(one)).content.decode().split("<article")[1].split("</article")[0]
    page = secretary.get(here).content.decode()
    assert "Biên bản đã chốt, giữ nguyên" in page
    assert "Ghi biểu quyết" not in page, "the vote is a fact of the sealed minutes"
    said = {"kind": "NQ", "seen": "0", "subject": "nhiệm vụ tháng 11", "text": "Nội dung nghị quyết"}
    assert secretary.post(here, said).status_code == 302
    page = secretary.get(path(one)).content.decode()
    assert f'href="{here}">Lấy số nghị quyết' in page, "kept without a number it is still pointed to"
    assert f'href="{here}?loai=NQ">Nghị quyết, chưa lấy số' in page
    secretary.post(here, said | {"do": "issue"})
    assert (Decision.objects.get().number, Decision.objects.get().text) == (1, "Nội dung nghị quyết")
    assert secretary.post(here, said | {"seen": "2"}).status_code == 400, "a number is the end of writing"
    page = secretary.get(path(one)).content.decode()
    assert ("Viết nghị quyết" in page, "Lấy số nghị quyết" in page) == (False, False)
    assert f'href="{here}?loai=NQ">Nghị quyết số 01-NQ/CB' in page
    meeting = f"/sinh-hoat/{one.meeting.public_id}/"
    above = client(Role.COMMITTEE_OFFICER, one, place="above")
    for reader in (secretary, above):
        assert f'href="{meeting}giay/nghi-quyet.pdf"' in reader.get(meeting).content.decode()
    assert here not in above.get(path(one)).content.decode(), "who only reads is not led to the desk"
    assert page.split("<article")[1].split("</article")[0] == sheet
    assert Seal.objects.values().get() == before
    report = secretary.get(f"/to-chuc/{one.cell.public_id}/bao-cao-thang/202611/").content.decode()
    assert "01-NQ/CB" in report


def test_where_nothing_can_be_written_no_form_is_shown(one: Evening) -> None:
    one.meeting.__class__.objects.filter(pk=one.meeting.pk).update(stage=0, status="planned", held_on=None)
    page = client(Role.SECRETARY, one).get(f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/")
    assert "chưa viết nghị quyết, kết luận ở đây được" in page.content.decode()
    assert "Lưu" not in page.content.decode().split("<main")[1]
    one.meeting.__class__.objects.filter(pk=one.meeting.pk).update(stage=Stage.CALLED, status="not_held")
    here = f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/"
    assert "Lưu" not in client(Role.SECRETARY, one).get(here).content.decode().split("<main")[1]
    said = {"kind": "NQ", "seen": "0", "subject": "nhiệm vụ tháng 11", "text": "Nội dung"}
    assert client(Role.SECRETARY, one).post(here, said).status_code == 400
    assert not Decision.objects.exists()


def test_what_was_sealed_is_not_corrected_by_the_form_of_recording(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = f"/sinh-hoat/{one.meeting.public_id}/sua/"
    page = secretary.get(here).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    for rest, said in (("lam/", {}), ("xac-nhan/", {"hand": ["chair", "taker"]}), ("chot/", {})):
        secretary.post(path(one, rest), said)
    said = {"status": "held", "kind": "regular", "counted_for": "202611", "held_on": "03/11/2026"}
    answer = secretary.post(here, said | {"place": "Nơi khác", "steps": "all", "seen": seen[1]})
    assert answer.status_code == 400
    assert "chọn Ghi chú bổ sung" in answer.content.decode()
    assert "Nơi khác" in answer.content.decode()


def test_lines_typed_in_a_resolution_stay_lines(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/"
    text = "1. Một\n- hai\n- ba"
    secretary.post(
        here, {"kind": "NQ", "seen": "0", "subject": "nhiệm vụ", "text": text.replace("\n", "\r\n")}
    )
    assert Decision.objects.get().text == text


def test_the_page_says_what_changed_and_who_entered_for_the_secretary(one: Evening) -> None:
    deputy = client(Role.DEPUTY, one)
    assert deputy.post(path(one, "lam/"), {"no": "0", "other": "0"}).status_code == 302
    roll = f"/sinh-hoat/{one.meeting.public_id}/diem-danh/"
    page = deputy.get(roll).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    said = {f"p-{row.member.public_id}": row.state for row in one.meeting.attendances.all()}
    said |= {f"r-{row.member.public_id}": row.reason_class for row in one.meeting.attendances.all()}
    late = said | {f"p-{one.members[6].public_id}": "late", "seen": seen[1]}
    assert deputy.post(roll, late).status_code == 302
    page = deputy.get(path(one)).content.decode()
    assert "Đã đổi những gì" in page
    assert "<strong>Trần Văn G</strong>" in page
    assert "<dd>vắng không có lý do</dd>" in page
    assert "là cho bản cũ, không tính cho bản này: tán thành 4/4" in page
    assert "Xác nhận điểm danh" in page
    assert "Ghi biểu quyết lại" not in page
    assert "cho bản trước khi sửa" in page
    assert "Người nhập: Ai Đó, thay bí thư" in page
    chair = client(Role.MEMBER, one, one.members[0])
    assert "Đã đổi những gì" in chair.get(path(one, "doc/")).content.decode(), "who must confirm again"
    other = client(Role.MEMBER, one, one.members[2])
    assert "Đã đổi những gì" not in other.get(path(one, "doc/")).content.decode()
    meeting = deputy.get(f"/sinh-hoat/{one.meeting.public_id}/").content.decode()
    assert "Ai Đó, thay bí thư" in meeting


def test_the_vote_of_the_meeting_is_offered_instead_of_typing(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one, one.members[0])
    assert "đã biểu quyết thông qua biên bản trong buổi" not in secretary.get(path(one)).content.decode()
    poll = voted(one)
    page = secretary.get(path(one)).content.decode()
    assert "Tán thành 3/4 đảng viên chính thức có mặt, không tán thành 1, ý kiến khác 0 (giơ tay)." in page
    assert f'name="poll" value="{poll.public_id}"' in page
    assert secretary.post(path(one, "lam/"), {"poll": "la"}).status_code == 400
    assert secretary.post(path(one, "lam/"), {"poll": poll.public_id}).status_code == 302
    page = secretary.get(path(one)).content.decode()
    assert "tán thành 3/4 đảng viên chính thức có mặt, không tán thành 1" in page
