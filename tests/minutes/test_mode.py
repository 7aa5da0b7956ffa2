"""Online and mixed meetings in the minutes (rules.md §1.9: with their reason): how many attended online is
told, and a roll that does not fit the way the meeting is said to be held is pointed out before adopting."""

import pytest

from sotay.meetings.choices import Mode
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.operations.guests import set_mode
from sotay.meetings.rules.moves import WrongStage
from sotay.meetings.rules.session import mode_fault
from sotay.minutes.queries import minutes_page, record_of
from sotay.minutes.rules import MinutesRefused, noticed, odd_mode
from sotay.reporting.meeting_papers import minutes_paper
from sotay.reporting.paper import Paragraph
from tests.meetings.session_support import DAY, SECRETARY, Evening, after
from tests.minutes.support import adopt, confirm, held, seal
from tests.minutes.test_joined import beside

pytestmark = pytest.mark.django_db

REASON = "Bão số 5, đảng ủy xã đồng ý"


def online(one: Evening, *numbers: int) -> None:
    """These members attended online; A, B, C and D came at all."""
    rows = Attendance.objects.filter(meeting=one.meeting)
    rows.filter(member__in=[one.members[number] for number in numbers]).update(state="online")


def mode(one: Evening, to: Mode, reason: str = REASON, minutes: int = 108) -> None:
    set_mode(actor=SECRETARY, meeting=one.again(), mode=to, reason=reason, at=after(minutes))


def odd(one: Evening) -> str:
    found = record_of(one.again(), today=DAY)
    said = odd_mode(found)
    assert not said or said in noticed(found)
    return said


def printed(one: Evening) -> str:
    blocks = minutes_paper(record_of(one.again(), today=DAY)).blocks
    return next(one.text for one in blocks if isinstance(one, Paragraph) and one.lead == "Hình thức:")


@pytest.mark.parametrize(
    ("way", "present", "many", "reason", "said"),
    [
        (Mode.IN_PERSON, 22, 0, "", ""),
        (Mode.IN_PERSON, 22, 1, "", "Có 1 đồng chí ghi là dự trực tuyến mà buổi này ghi là họp trực tiếp"),
        (Mode.MIXED, 25, 5, "Bão", ""),
        (Mode.MIXED, 25, 0, "Bão", "mà không đồng chí nào ghi là dự trực tuyến"),
        (Mode.MIXED, 25, 25, "Bão", "mà mọi đồng chí có mặt đều ghi là dự trực tuyến"),
        (Mode.MIXED, 0, 0, "Bão", ""),
        (Mode.MIXED, 25, 5, " ", "Chưa ghi vì sao sinh hoạt trực tuyến"),
        (Mode.ONLINE, 25, 0, "Bão", ""),
        (Mode.ONLINE, 25, 25, "", "Chưa ghi vì sao sinh hoạt trực tuyến"),
    ],
)
def test_roll_and_mode_fit_each_other(way: Mode, present: int, many: int, reason: str, said: str) -> None:
    """Of an online meeting the roll may say "có mặt" of everybody: nobody sat in a room."""
    found = mode_fault(way, present=present, online=many, reason=reason)
    assert found if said else not found
    assert said in found


def test_one_who_attends_online_in_a_meeting_in_person_is_pointed_out_until_the_mode_is_put_right() -> None:
    one = held()
    assert odd(one) == ""
    online(one, 2)
    assert odd(one).startswith("Có 1 đồng chí ghi là dự trực tuyến mà buổi này ghi là họp trực tiếp: chọn")
    mode(one, Mode.MIXED)
    assert odd(one) == ""
    ways = "03 đồng chí dự trực tiếp, 01 đồng chí dự trực tuyến"
    assert printed(one) == f"trực tiếp kết hợp trực tuyến ({ways}); lý do: {REASON}."


def test_a_mixed_meeting_where_nobody_was_online_is_pointed_out_and_prints_what_stands_recorded() -> None:
    one = held()
    mode(one, Mode.MIXED)
    assert "mà không đồng chí nào ghi là dự trực tuyến" in odd(one)
    assert "(04 đồng chí dự trực tiếp, 0 đồng chí dự trực tuyến)" in printed(one)
    adopt(one)  # it asks and refuses nothing
    Attendance.objects.filter(meeting=one.meeting).delete()
    Meeting.objects.filter(pk=one.meeting.pk).update(roll_recorded=False)
    assert odd(one) == "", "without a roll nothing is known"
    assert "đồng chí" not in printed(one).split(";")[0]


def test_of_a_joint_mixed_meeting_the_others_may_be_the_ones_online() -> None:
    one = held()
    mode(one, Mode.MIXED)
    JointCell.objects.create(meeting=one.meeting, cell=beside(one, "Chi bộ thôn Đông"))
    assert odd(one) == ""


def test_a_reason_that_the_form_of_past_meetings_did_not_ask_is_asked_before_adopting() -> None:
    one = held()
    Meeting.objects.filter(pk=one.meeting.pk).update(mode=Mode.ONLINE)
    assert odd(one) == "Chưa ghi vì sao sinh hoạt trực tuyến, cấp ủy nào đồng ý: ghi lý do."
    mode(one, Mode.ONLINE)
    assert (odd(one), printed(one)) == ("", f"trực tuyến; lý do: {REASON}.")


def test_the_mode_may_be_put_right_until_the_seal_and_is_adopted_anew_then() -> None:
    one = held()
    online(one, 2)
    adopt(one)
    mode(one, Mode.MIXED, minutes=111)
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert page.outdated is not None
    assert [(change.what, change.now) for change, _ in page.outdated.changes] == [
        ("Hình thức", f"trực tiếp kết hợp trực tuyến, {REASON}")
    ]
    confirm(one)
    with pytest.raises(MinutesRefused, match="đã đổi sau khi thông qua"):
        seal(one)
    adopt(one, minutes=113)
    confirm(one)
    assert "01 đồng chí dự trực tuyến" in seal(one).paper
    with pytest.raises(WrongStage, match="đã chốt"):
        mode(one, Mode.IN_PERSON, minutes=120)


def test_one_more_online_after_the_adoption_is_told_as_that() -> None:
    one = held()
    mode(one, Mode.MIXED)
    online(one, 2)
    adopt(one)
    online(one, 2, 3)
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert page.outdated is not None
    told = [(change.what, change.before, change.now) for change, _ in page.outdated.changes]
    assert told == [("Dự trực tuyến", "1", "2")]
