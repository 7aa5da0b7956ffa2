"""The pages of votes: who may, what happens, what is kept over an error."""

import re
from datetime import date, time

import pytest
from pytest_django.fixtures import Settings

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.ballots.models import Envelope, Poll
from sotay.meetings.choices import Stage
from sotay.meetings.models import Attendance, JointCell, Meeting, Sitting
from sotay.members.models import Member
from tests import factories as make
from tests.reporting.reading_pdf import read
from tests.web.world import World


def printed(content: bytes) -> str:
    return " ".join(page.text for page in read(content))


@pytest.fixture
def path(world: World) -> str:
    """A1 in session: five official members present (one of them with an account), one excused."""
    meeting = make.meeting(world.places["A1"], 202406, status="planned", stage=Stage.IN_SESSION)
    make.roll(meeting, "present", "present", "present", "late", "excused")
    Attendance.objects.create(
        meeting=meeting,
        cell=world.places["A1"],
        member=Member.objects.get(account=world.accounts["dang-vien"]),
        basis="official",
        expected=True,
        votes=True,
        state="present",
    )
    return f"/sinh-hoat/{meeting.public_id}/bieu-quyet/"


MISSING = "đồng chí biểu quyết. Vẫn kết thúc?"
WRONG = "Mã mở hòm phiếu không đúng"
ALONE = "tự tính"
HAND = {"purpose": "resolution", "subject": "Nghị quyết <b>tháng 6</b>", "no": "0", "other": "1"}


@pytest.mark.parametrize("page", ["", "phieu-giay/", "tren-may/"])
def test_only_the_cell_itself_counts(world: World, path: str, page: str) -> None:
    assert world.get("bi-thu", path + page).status_code == 200
    for who, status in {"huyen": 403, "xa": 403, "bi-thu-2": 404, "dang-vien": 403, "van-hanh": 403}.items():
        assert world.get(who, path + page).status_code == status, who
        assert world.client(who).post(path + page, HAND).status_code == status, who
    assert not Poll.objects.exists()


def test_a_show_of_hands_goes_into_the_record_with_one_tap(world: World, path: str) -> None:
    page = world.get("bi-thu", path + "?buoc=C8").content.decode()
    assert ALONE in page
    assert "Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng 6/2024" in page
    answer = world.client("bi-thu").post(path, HAND)
    assert answer.headers["Location"] == path
    page = world.get("bi-thu", path).content.decode()
    assert "Nghị quyết &lt;b&gt;tháng 6&lt;/b&gt;" in page
    assert "4 tán thành, 0 không tán thành, 1 ý kiến khác" in page
    assert "4/6 đảng viên chính thức có quyền biểu quyết tại chi bộ (66,7%); cần trên 1/2, ít nhất 4." in page


SUBJECT = re.compile(r'name="subject"[^>]*?value="([^"]*)"')


def test_a_second_tap_records_no_second_vote(world: World, path: str) -> None:
    """After a vote the form is empty; the same words once more are asked about, and recorded when meant."""
    chair = world.client("bi-thu")
    (offered,) = SUBJECT.findall(chair.get(path).content.decode())
    assert offered == "Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng 6/2024"
    first = {"purpose": "resolution", "subject": offered, "no": "0", "other": "1", "key": "k1"}
    page = chair.post(path, first, follow=True).content.decode()
    assert not SUBJECT.findall(page), "nothing is offered a second time"
    assert '<option value="other" selected>' in page
    assert '<details class="more" open>' in page
    assert "Ghi nội dung biểu quyết." in chair.post(path, first | {"subject": " "}).content.decode()

    again = first | {"purpose": "other", "other": "0", "key": "k2", "subject": f" {offered.upper()}. "}
    answer = chair.post(path, again)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Nội dung này đã biểu quyết: 4/6 tán thành. Biểu quyết lại?" in page
    assert '<option value="resolution" selected>' in page, "as the vote before it"
    assert Poll.objects.count() == 1
    poll = Poll.objects.get()
    assert f'href="/bieu-quyet/{poll.public_id}/"' in page
    (told,) = re.findall(r'name="again" value="(\w+)"', page)
    assert "Ghi lượt biểu quyết lại</button>" in page
    again["purpose"] = "resolution"
    assert chair.post(path, again | {"again": told}).status_code == 302
    assert [one.yes for one in Poll.objects.order_by("opened_at", "pk")] == [4, 5]
    assert chair.post(path, again | {"again": told, "key": "k3"}).status_code == 400, (
        "told of the first alone"
    )
    assert chair.post(path, first | {"subject": "Đường làng", "key": "k4"}).status_code == 302


@pytest.mark.parametrize("page", ["phieu-giay/", "tren-may/"])
def test_on_paper_and_on_devices_the_same_is_asked_about_too(world: World, path: str, page: str) -> None:
    chair = world.client("bi-thu")
    assert chair.post(path, HAND).status_code == 302
    said = {"purpose": "resolution", "subject": HAND["subject"], "method": "electronic"}
    said |= {"issued": "5", "collected": "5", "invalid": "0", "yes": "5", "no": "0", "other": "0"}
    answer = chair.post(path + page, said)
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "Nội dung này đã biểu quyết: 4/6 tán thành" in shown
    (told,) = re.findall(r'name="again" value="(\w+)"', shown)
    assert Poll.objects.count() == 1
    assert chair.post(path + page, said | {"again": told}).status_code == 302
    assert Poll.objects.count() == 2


def test_what_was_called_off_is_offered_anew(world: World, path: str) -> None:
    chair = world.client("bi-thu")
    (offered,) = SUBJECT.findall(chair.get(path).content.decode())
    chair.post(path, HAND | {"subject": offered})
    assert not SUBJECT.findall(chair.get(path + "?buoc=C8").content.decode())
    chair.post(f"/bieu-quyet/{Poll.objects.get().public_id}/huy/", {"reason": "Đếm sai"})
    assert SUBJECT.findall(chair.get(path).content.decode()) == [offered]
    assert chair.post(path, HAND | {"subject": offered}).status_code == 302


def test_a_meeting_on_a_theme_votes_on_the_theme(world: World, path: str) -> None:
    rows = Meeting.objects.filter(public_id=path.split("/")[2])
    rows.update(kind="thematic", theme="Chuyển đổi số ở thôn.")
    page = world.get("bi-thu", path + "?buoc=C8").content.decode()
    assert "Nghị quyết chuyên đề “Chuyển đổi số ở thôn”" in page
    assert "nhiệm vụ tháng" not in page
    rows.update(kind="combined")
    assert (
        "Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng 6/2024"
        in world.get("bi-thu", path + "?buoc=C8").content.decode()
    )


def test_before_the_roll_nobody_is_known_to_be_there(world: World, path: str) -> None:
    said = "Chưa xác nhận điểm danh nên chưa tính được ai đang dự"
    assert said not in world.get("bi-thu", path).content.decode()
    Attendance.objects.update(state="")
    page = world.get("bi-thu", path).content.decode()
    assert said in page
    assert f'href="{path.replace("bieu-quyet", "diem-danh")}"' in page


def test_an_impossible_count_is_refused_and_keeps_what_was_typed(world: World, path: str) -> None:
    answer = world.client("bi-thu").post(path, HAND | {"no": "9"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "đếm lại" in page
    assert "Nghị quyết &lt;b&gt;tháng 6&lt;/b&gt;" in page
    assert not Poll.objects.exists()


def test_the_groups_add_up_and_none_has_more_hands_than_people(world: World, path: str) -> None:
    meeting = Meeting.objects.get(public_id=path.split("/")[2])
    near, far, empty = (
        Sitting.objects.create(meeting=meeting, name=f"Tổ {number}", position=number) for number in (1, 2, 3)
    )
    page = world.get("bi-thu", path).content.decode()
    assert ALONE not in page, "nothing is worked out here"
    assert "Ghi đủ ba số của từng tổ" in page
    rows = list(Attendance.objects.filter(meeting=meeting).order_by("pk"))
    Attendance.objects.filter(pk__in=[row.pk for row in rows[:2]]).update(sitting=near)
    Attendance.objects.filter(pk__in=[row.pk for row in rows[2:]]).update(sitting=far)

    def counted(one: Sitting, yes: int, no: int = 0) -> dict[str, str]:
        return {f"yes-{one.public_id}": str(yes), f"no-{one.public_id}": str(no)}

    said = {"purpose": "resolution", "subject": "Nghị quyết tháng 6"}
    wrong = world.client("bi-thu").post(path, said | counted(near, 3) | counted(far, 1))
    assert wrong.status_code == 400
    assert "Tổ 1 có 2 người có quyền biểu quyết đến dự, mà đếm được 3" in wrong.content.decode()
    assert not Poll.objects.exists(), "though five are here in all"
    for blank in (said, said | counted(near, 2)):
        answer = world.client("bi-thu").post(path, blank)
        assert answer.status_code == 400
        assert "Tổ 2 có 3 người có quyền biểu quyết đến dự, mà chưa ghi số" in answer.content.decode()
    assert not Poll.objects.exists(), "a group left empty has not been counted"
    assert world.client("bi-thu").post(path, said | counted(near, 2) | counted(far, 2, 1)).status_code == 302
    poll = Poll.objects.get()
    assert (poll.yes, poll.no, poll.other) == (4, 1, 0)
    change = world.get("bi-thu", f"/bieu-quyet/{poll.public_id}/sua/").content.decode()
    assert change.count('type="number"') == 9, "three numbers a group, none of the whole"
    assert ALONE not in change
    said["subject"] = "Nghị quyết về đường làng"
    more = said | counted(near, 1) | counted(far, 1) | counted(empty, 1)
    assert world.client("bi-thu").post(path, more).status_code == 302, "nobody was assigned to the third"


def test_after_the_close_the_page_asks_who_was_there(world: World, path: str) -> None:
    """Filled in with those who stayed to the end; up to all who came may be said."""
    there = re.compile(r'<input type="number" name="there" value="(\d+)"')
    page = path + "phieu-giay/"
    assert not any(there.search(world.get("bi-thu", one).content.decode()) for one in (path, page))
    meeting = Meeting.objects.filter(public_id=path.split("/")[2])
    meeting.update(stage=Stage.CLOSED)
    first = Attendance.objects.filter(meeting=meeting.get(), state="present").order_by("pk").first()
    assert first is not None
    Attendance.objects.filter(pk=first.pk).update(left_at=time(20, 0))
    for one in (path, page):
        shown = world.get("bi-thu", one).content.decode()
        assert there.findall(shown) == ["4"], one
        assert "nhiều nhất 5." in shown
    assert 'name="issued" value="4"' in world.get("bi-thu", page).content.decode()
    wrong = world.client("bi-thu").post(path, HAND | {"there": "6"})
    assert wrong.status_code == 400
    assert "Cả buổi có 5 người" in wrong.content.decode()
    assert there.findall(wrong.content.decode()) == ["6"], "what was typed stays"
    assert world.client("bi-thu").post(path, HAND | {"there": "5"}).status_code == 302
    poll = Poll.objects.get()
    assert (poll.present, poll.yes) == (5, 4)
    change = f"/bieu-quyet/{poll.public_id}/sua/"
    assert there.findall(world.get("bi-thu", change).content.decode()) == ["5"]
    world.client("bi-thu").post(change, HAND | {"seen": "0", "there": "3"})
    poll.refresh_from_db()
    assert (poll.present, poll.yes) == (3, 2)


def test_paper_ballots(world: World, path: str) -> None:
    said = {"purpose": "election", "subject": "Bầu Phó Bí thư", "issued": "5", "collected": "5"}
    said |= {"invalid": "1", "yes": "3", "no": "1", "other": "0"}
    assert world.client("bi-thu").post(path + "phieu-giay/", said | {"yes": "5"}).status_code == 400
    assert world.client("bi-thu").post(path + "phieu-giay/", said).status_code == 302
    assert "không hợp lệ 1" in world.get("bi-thu", path).content.decode()


def test_a_count_is_corrected_until_adopted(world: World, path: str) -> None:
    world.client("bi-thu").post(path, HAND)
    poll = Poll.objects.get()
    page = f"/bieu-quyet/{poll.public_id}/sua/"
    assert world.get("bi-thu", page).status_code == 200
    assert world.get("bi-thu-2", page).status_code == 404
    assert world.client("bi-thu").post(page, HAND | {"seen": "0", "other": "0"}).status_code == 302
    assert world.client("bi-thu").post(page, HAND | {"seen": "0"}).status_code == 409  # seen before
    Meeting.objects.filter(pk=poll.meeting_id).update(stage=Stage.SEALED)
    assert world.client("bi-thu").post(page, HAND | {"seen": "1"}).status_code == 400
    assert "/sua/" not in world.get("bi-thu", f"/bieu-quyet/{poll.public_id}/").content.decode()


def test_a_secret_vote_from_codes_to_tally(world: World, path: str, settings: Settings) -> None:
    settings.SECRET_BALLOT = True
    said = {"purpose": "other", "subject": "Việc của thôn", "method": "secret", "holder": "tellers"}
    nobody = world.client("bi-thu").post(path + "tren-may/", said)
    assert nobody.status_code == 400
    assert nobody.content.decode().count("Chọn người giữ mã này.") == 3, "each code is somebody's"
    assert not Poll.objects.exists()
    here = Attendance.objects.filter(meeting__public_id=path.split("/")[2], state="present")
    three = [row.member for row in here.select_related("member")[:3]]
    said |= {f"teller{number}": one.public_id for number, one in enumerate(three, 1)}
    answer = world.client("bi-thu").post(path + "tren-may/", said)
    codes = re.findall(r'class="vote-code">([A-Z2-7-]+)<', answer.content.decode())
    assert len(codes) == 3
    kept = re.findall(r"<details[^>]*><summary>([^<]+?) <", answer.content.decode())
    assert kept == [one.full_name for one in three], "each opens their own, the others' stay shut"
    assert "no-store" in answer.headers["Cache-Control"]
    poll = Poll.objects.get()
    page = f"/bieu-quyet/{poll.public_id}/"
    assert not any(code in world.get("bi-thu", page).content.decode() for code in codes)
    mine = page + "bo-phieu/"
    assert "Mỗi người một lần" in world.get("dang-vien", mine).content.decode()
    assert world.client("dang-vien").post(mine, {"choice": "a"}).status_code == 302
    assert "Đồng chí đã biểu quyết." in world.get("dang-vien", mine).content.decode()
    again = world.client("dang-vien").post(mine, {"choice": "b"})
    assert again.status_code == 400
    assert "Lần gửi này không tính" in again.content.decode(), "nobody takes the second choice for theirs"
    assert Envelope.objects.count() == 1
    wrong = {"code_1": "sai-mot", "code_2": "sai-hai"}
    asked = world.client("bi-thu").post(page, wrong)
    assert asked.status_code == 400
    assert MISSING in asked.content.decode()
    assert WRONG not in asked.content.decode(), "one thing at a time"
    assert 'type="hidden" name="code_1" value="sai-mot"' in asked.content.decode(), "kept meanwhile"
    told = world.client("bi-thu").post(page, wrong | {"sure": "1"})
    assert told.status_code == 400
    assert WRONG in told.content.decode()
    assert MISSING not in told.content.decode(), "that was answered"
    assert 'type="hidden" name="sure" value="1"' in told.content.decode(), "and is not asked again"
    few = world.client("bi-thu").post(page, {"code_1": codes[0], "code_2": codes[1], "sure": "1"})
    assert "dưới 3 phiếu" in few.content.decode()
    paper = "hủy các tờ giấy ghi mã"
    assert paper not in world.get("bi-thu", page).content.decode()
    assert world.client("bi-thu").post(page + "huy/", {"reason": "Ít phiếu quá"}).status_code == 302
    assert not Envelope.objects.exists()
    assert paper in world.get("bi-thu", page).content.decode(), "else an old backup can be opened with them"


def test_a_vote_on_devices_says_how_many_have_none(world: World, path: str) -> None:
    page = world.get("bi-thu", path + "tren-may/").content.decode()
    assert "Chỉ 1/5 đồng chí có tài khoản" in page
    without = Attendance.objects.filter(member__account=None)
    without.update(state="excused", reason_class="work")
    page = world.get("bi-thu", path + "tren-may/").content.decode()
    assert "1 đồng chí có quyền biểu quyết đang dự." in page
    assert "có tài khoản" not in page, "all who are here have one"


def test_without_the_switch_there_is_no_secret_box(world: World, path: str) -> None:
    said = {"purpose": "other", "subject": "Việc", "method": "secret", "holder": "chair"}
    assert world.client("bi-thu").post(path + "tren-may/", said).status_code == 400
    assert not Poll.objects.exists()


def test_a_vote_by_name_ends_with_its_counts(world: World, path: str) -> None:
    said = {"purpose": "other", "subject": "Việc", "method": "electronic"}
    page = world.client("bi-thu").post(path + "tren-may/", said).headers["Location"]
    assert page + "bo-phieu/" in world.get("dang-vien", "/cua-toi/").content.decode()
    world.client("dang-vien").post(page + "bo-phieu/", {"choice": "a"})
    assert page + "bo-phieu/" not in world.get("dang-vien", "/cua-toi/").content.decode()
    shown = world.get("bi-thu", page).content.decode()
    assert "1/5" in shown
    assert f'data-live="{path.replace("bieu-quyet", "dang-dien-ra")}?ve=' in shown, "the count follows"
    assert f'data-version="{Meeting.objects.get(public_id=path.split("/")[2]).live_version}"' in shown
    asked = world.client("bi-thu").post(page, {})
    assert asked.status_code == 400, "four who are here have not voted"
    assert "mới có 1/5 đồng chí biểu quyết. Vẫn kết thúc?" in asked.content.decode()
    assert Poll.objects.get().closed_at is None
    assert world.client("bi-thu").post(page, {"sure": "1"}).status_code == 302
    shown = world.get("bi-thu", page).content.decode()
    assert "1 tán thành, 0 không tán thành, 0 ý kiến khác. Không biểu quyết: 4 người." in shown
    assert "Không biểu quyết: 4 người." in world.get("bi-thu", path).content.decode(), "its line too"
    assert "data-live" not in shown, "nothing left to follow"
    assert world.get("dang-vien", page + "bo-phieu/").status_code == 302


def test_a_vote_on_devices_that_all_took_says_so(world: World, path: str) -> None:
    Attendance.objects.filter(member__account=None).update(state="excused", reason_class="work")
    said = {"purpose": "other", "subject": "Việc", "method": "electronic"}
    page = world.client("bi-thu").post(path + "tren-may/", said).headers["Location"]
    world.client("dang-vien").post(page + "bo-phieu/", {"choice": "a"})
    assert world.client("bi-thu").post(page, {}).status_code == 302, "nobody is missing: nothing to ask"
    assert "Mọi người đang dự đều biểu quyết." in world.get("bi-thu", page).content.decode()
    world.client("bi-thu").post(path, HAND | {"other": "0"})
    assert world.get("bi-thu", path).content.decode().count("đều biểu quyết") == 1, "not of hands"


def test_a_ballot_is_for_members_of_the_cell_alone(world: World, path: str) -> None:
    said = {"purpose": "other", "subject": "Việc", "method": "electronic"}
    page = world.client("bi-thu").post(path + "tren-may/", said).headers["Location"] + "bo-phieu/"
    for who, status in {"bi-thu-2": 404, "xa": 403, "huyen": 403, "van-hanh": 403}.items():
        assert world.get(who, page).status_code == status, who
        assert world.client(who).post(page, {"choice": "a"}).status_code == status, who
    # The secretary of the cell has no record as a member in this world: nothing to vote with.
    assert "không thuộc diện" in world.get("bi-thu", page).content.decode()


def test_at_a_joint_meeting_one_says_which_cell_votes(world: World, path: str) -> None:
    """Its own members are counted, whoever sits with them."""
    meeting = Meeting.objects.get(public_id=path.split("/")[2])
    assert "Chi bộ nào biểu quyết" not in world.get("bi-thu", path).content.decode()
    other = world.places["A2"]
    JointCell.objects.create(meeting=meeting, cell=other)
    make.roll(meeting, "present", "present", "unexcused", cell=other)
    page = world.get("bi-thu", path).content.decode()
    assert 'data-present="5"' in page, "the host decides unless another is chosen"
    assert "Chi bộ thôn A2" in page
    page = world.get("bi-thu", path, cua=other.public_id).content.decode()
    assert 'data-present="2"' in page
    world.client("bi-thu").post(path, HAND | {"cell": other.public_id})
    poll = Poll.objects.get()
    assert (poll.cell, poll.entitled, poll.yes) == (other, 3, 1)
    assert "Giơ tay · Chi bộ thôn A2" in world.get("bi-thu", path).content.decode()
    page = world.get("bi-thu", path, cua="chung").content.decode()
    assert 'data-present="7"' in page
    assert "nghị quyết cần" not in page
    answer = world.client("bi-thu").post(path, HAND | {"cell": "chung"})
    assert answer.status_code == 400, "together they decide nothing"
    answer = world.client("bi-thu").post(path, HAND | {"cell": "chung", "purpose": "sounding"})
    assert answer.status_code == 302
    assert "trưng cầu ý kiến, không quyết định" in world.get("bi-thu", path).content.decode()
    assert world.get("bi-thu", path, cua=world.places["B1"].public_id).status_code == 404
    assert world.get("bi-thu", path + "tren-may/", cua="chung").status_code == 200
    assert world.get("bi-thu-2", path).status_code == 404, "the host's chair alone counts"


def test_tellers_of_a_cell_that_sits_here_are_chosen_by_who_reads_its_roll(world: World, path: str) -> None:
    """The host's secretary reads the host's roll alone; who keeps both cells' rolls chooses from both."""
    meeting = Meeting.objects.get(public_id=path.split("/")[2])
    other = world.places["A2"]
    JointCell.objects.create(meeting=meeting, cell=other)
    make.roll(meeting, "present", "unexcused", cell=other)
    (theirs, away) = Attendance.objects.filter(meeting=meeting, cell=other).order_by("pk")
    said = SLIPS | {"yes": "5", "no": "0", "other": "0", "teller1": theirs.member.public_id}
    page = world.get("bi-thu", path + "phieu-giay/").content.decode()
    assert theirs.member.public_id not in page
    assert world.client("bi-thu").post(path + "phieu-giay/", said).status_code == 400
    assert not Poll.objects.exists()
    Grant.objects.create(
        account=world.accounts["bi-thu"], role=Role.DEPUTY, organisation=other, valid_from=date(2024, 1, 1)
    )
    page = world.get("bi-thu", path + "phieu-giay/").content.decode()
    assert f"{theirs.member.full_name} (Chi bộ thôn A2)" in page
    assert away.member.public_id not in page
    assert world.client("bi-thu").post(path + "phieu-giay/", said).status_code == 302
    assert [one.member_id for one in Poll.objects.get().tellers.all()] == [theirs.member_id]


SLIPS = {"purpose": "admission", "subject": "Kết nạp", "issued": "5", "collected": "5", "invalid": "0"}


def test_paper_ballots_have_their_tellers_and_empty_ballots(world: World, path: str) -> None:
    meeting = Meeting.objects.get(public_id=path.split("/")[2])
    here = Attendance.objects.filter(meeting=meeting, state="present").order_by("pk")
    first, second = (row.member for row in here[:2])
    assert "Tổ trưởng tổ kiểm phiếu" in world.get("bi-thu", path + "phieu-giay/").content.decode()
    said = SLIPS | {"yes": "5", "no": "0", "other": "0", "teller1": second.public_id}
    wrong = world.client("bi-thu").post(path + "phieu-giay/", said | {"teller2": second.public_id})
    assert wrong.status_code == 400
    assert "1 đến 3 đồng chí khác nhau" in wrong.content.decode()
    world.client("bi-thu").post(path + "phieu-giay/", said | {"teller2": first.public_id})
    poll = Poll.objects.get()
    page = world.get("bi-thu", f"/bieu-quyet/{poll.public_id}/").content.decode()
    assert f"/bieu-quyet/{poll.public_id}/phieu-trang.pdf" in page
    assert f"{second.full_name} (tổ trưởng), {first.full_name}" in page
    page = world.get("bi-thu", f"/bieu-quyet/{poll.public_id}/sua/").content.decode()
    assert f'value="{second.public_id}" selected' in page
    ahead = f"/sinh-hoat/{meeting.public_id}/phieu-trang.pdf?noi-dung=K%E1%BA%BFt+n%E1%BA%A1p"
    assert (
        f'action="/sinh-hoat/{meeting.public_id}/phieu-trang.pdf"'
        in world.get("bi-thu", path + "phieu-giay/").content.decode()
    )
    answer = world.get("bi-thu", ahead)
    assert answer.status_code == 200
    assert "Ý kiến" not in printed(answer.content)
    assert printed(world.get("bi-thu", ahead + "&khac=1").content).count("Ý kiến") == 4
    for who, status in {"huyen": 403, "xa": 403, "bi-thu-2": 404, "dang-vien": 403}.items():
        assert world.get(who, ahead).status_code == status, who


@pytest.mark.parametrize("paper", [False, True], ids=["hands", "slips"])
def test_two_people_correcting_one_count_see_both(world: World, path: str, paper: bool) -> None:
    client = world.client("bi-thu")
    first = SLIPS | {"yes": "5", "no": "0", "other": "0"} if paper else HAND
    client.post(path + ("phieu-giay/" if paper else ""), first)
    poll = Poll.objects.get()
    change = f"/bieu-quyet/{poll.public_id}/sua/"
    theirs = first | {"seen": "0", "subject": "Bản của người khác"}
    assert client.post(change, theirs).status_code == 302
    mine = first | {"seen": "0", "subject": "Bản của tôi"}
    answer = client.post(change, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản đang lưu" in page
    assert "Bản của người khác: " in page
    assert 'value="Bản của tôi"' in page
    seen = re.findall(r'name="seen" value="(\d+)"', page)[0]
    assert client.post(change, mine | {"seen": seen}).status_code == 302
    poll.refresh_from_db()
    assert poll.subject == "Bản của tôi"
