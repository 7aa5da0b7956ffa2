"""The rest is here, in one tap: those without a phone, at a meeting where members check themselves in."""

import re
from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse

from sotay.journal.models import Entry
from sotay.meetings.choices import Stage
from sotay.meetings.models import Attendance, Meeting, Reply
from sotay.members.models import Member
from tests import factories as make
from tests.web.world import World

NOON = datetime(2024, 6, 14, 5, 0, tzinfo=UTC)
BUTTON = "Những đồng chí còn lại có mặt"


@pytest.fixture
def meeting(world: World) -> Meeting:
    """A1 in session, the code on: the member with an account scanned it, of four others nothing is known."""
    made = make.meeting(world.places["A1"], 202406, status="planned", stage=Stage.IN_SESSION)
    make.roll(made, "", "", "", "")
    Attendance.objects.create(
        meeting=made,
        cell=world.places["A1"],
        member=Member.objects.get(account=world.accounts["dang-vien"]),
        basis="official",
        expected=True,
        votes=True,
        state="present",
        way="code",
    )
    Meeting.objects.filter(pk=made.pk).update(check_in=True, roll_recorded=False, held_on=date(2024, 6, 15))
    return made


def path(meeting: Meeting) -> str:
    return f"/sinh-hoat/{meeting.public_id}/diem-danh/"


def form_of(answer: HttpResponse) -> dict[str, str]:
    """What the page would send if nothing more were tapped."""
    page = answer.content.decode()
    sent = dict(re.findall(r'name="(p-[^"]+)" value="([^"]*)" checked', page))
    sent |= dict(re.findall(r'<input type="hidden" name="(seen|rest)" value="([^"]*)"', page))
    return sent


def rows(meeting: Meeting) -> list[tuple[str, str]]:
    found = Attendance.objects.filter(meeting=meeting).order_by("pk")
    return list(found.values_list("state", "way"))


def test_the_rest_is_here_in_one_tap_and_stands_once_confirmed(world: World, meeting: Meeting) -> None:
    secretary = world.client("bi-thu")
    page = secretary.get(path(meeting))
    assert BUTTON in page.content.decode()
    assert "Còn 4 đồng chí chưa ghi." in page.content.decode()
    sent = form_of(page)
    absent = next(key for key, state in sent.items() if key.startswith("p-") and not state)
    answer = secretary.post(path(meeting), sent | {absent: "unexcused", "do": "rest"})
    assert answer.status_code == 200
    assert "Đã điền Có mặt cho 3 đồng chí. Bấm Xác nhận điểm danh thì mới lưu" in answer.content.decode()
    assert BUTTON not in answer.content.decode(), "nobody is left"
    assert {state for state, _ in rows(meeting)} == {"", "present"}, "nothing is recorded yet"
    assert not Entry.objects.filter(event="RollConfirmed").exists()
    sent = form_of(answer)
    assert sent[absent] == "unexcused", "what was said of one stays"
    assert secretary.post(path(meeting), sent).status_code == 302
    found = rows(meeting)
    assert found.count(("present", "helper")) == 3, "noted by the secretary"
    assert found.count(("unexcused", "roll")) == 1
    assert found[-1] == ("present", "code"), "who scanned has scanned"
    page = secretary.get(path(meeting))
    assert BUTTON not in page.content.decode()
    secretary.post(path(meeting), form_of(page) | {"do": "undo"})
    assert [state for state, _ in rows(meeting)] == ["", "", "", "", "present"], "and it is undone as a whole"


def test_what_was_written_in_is_taken_back(world: World, meeting: Meeting) -> None:
    secretary = world.client("bi-thu")
    sent = form_of(secretary.post(path(meeting), form_of(secretary.get(path(meeting))) | {"do": "rest"}))
    assert list(sent.values()).count("present") == 5
    late = sent["rest"].split(",")[0]
    back = secretary.post(path(meeting), sent | {f"p-{late}": "late", "do": "unsaid"})
    left = form_of(back)
    assert sorted(state for key, state in left.items() if key.startswith("p-")) == [
        "",
        "",
        "",
        "late",
        "present",
    ]
    assert "rest" not in left
    assert "Còn 3 đồng chí chưa ghi." in back.content.decode()
    assert secretary.post(path(meeting), left).status_code == 409, "somebody has no state"


def test_who_asked_for_leave_is_not_of_the_rest(world: World, meeting: Meeting) -> None:
    asked = Attendance.objects.filter(meeting=meeting, state="").first()
    assert asked is not None
    Reply.objects.create(
        meeting=meeting, member=asked.member, answer="leave", reason_class="work", answered_at=NOON
    )
    secretary = world.client("bi-thu")
    page = secretary.get(path(meeting))
    assert "Còn 3 đồng chí chưa ghi." in page.content.decode()
    answer = secretary.post(path(meeting), form_of(page) | {"do": "rest"})
    assert form_of(answer)[f"p-{asked.member.public_id}"] == ""
    assert "1 đồng chí xin vắng chưa được trả lời: chọn cho từng người." in answer.content.decode()


def test_who_comes_in_meanwhile_is_seen_before_the_roll_stands(world: World, meeting: Meeting) -> None:
    """Noted absent by the secretary, then there: the tap for the rest does not hide it."""
    secretary = world.client("bi-thu")
    sent = form_of(secretary.get(path(meeting)))
    absent = next(key for key, state in sent.items() if key.startswith("p-") and not state)
    Attendance.objects.filter(meeting=meeting, member__public_id=absent[2:]).update(
        state="present", way="self"
    )
    answer = secretary.post(path(meeting), sent | {absent: "unexcused", "do": "rest"})
    assert secretary.post(path(meeting), form_of(answer)).status_code == 409
    assert Attendance.objects.get(meeting=meeting, member__public_id=absent[2:]).state == "present"


def test_who_checks_in_meanwhile_is_not_entered_for(world: World, meeting: Meeting) -> None:
    secretary = world.client("bi-thu")
    sent = form_of(secretary.get(path(meeting)))
    came = Attendance.objects.filter(meeting=meeting, state="").first()
    assert came is not None
    Attendance.objects.filter(pk=came.pk).update(state="present", way="code")
    answer = secretary.post(path(meeting), sent | {"do": "rest"})
    assert came.member.public_id not in form_of(answer)["rest"]
    back = form_of(secretary.post(path(meeting), form_of(answer) | {"do": "unsaid"}))
    assert back[f"p-{came.member.public_id}"] == "present"
    assert secretary.post(path(meeting), form_of(answer)).status_code == 302, "nothing speaks against it"
    assert rows(meeting).count(("present", "code")) == 2


def test_a_refused_roll_shows_who_has_come_in(world: World, meeting: Meeting) -> None:
    """Of whom nothing was typed a state is chosen again; else the next press too would be refused."""
    secretary = world.client("bi-thu")
    sent = form_of(secretary.get(path(meeting)))
    blank = [key for key, state in sent.items() if key.startswith("p-") and not state]
    Attendance.objects.filter(meeting=meeting, member__public_id=blank[0][2:]).update(
        state="present", way="self"
    )
    answer = secretary.post(path(meeting), sent | dict.fromkeys(blank[1:], "present"))
    assert answer.status_code == 409
    assert form_of(answer)[blank[0]] == "present"
    assert secretary.post(path(meeting), form_of(answer)).status_code == 302


def test_without_the_code_everybody_is_presumed_and_nothing_is_offered(
    world: World, meeting: Meeting
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(check_in=False)
    assert BUTTON not in world.get("bi-thu", path(meeting)).content.decode()


def test_who_may(world: World, meeting: Meeting) -> None:
    sent = form_of(world.get("bi-thu", path(meeting))) | {"do": "rest"}
    for who, status in {"bi-thu-2": 404, "xa": 403, "huyen": 403, "dang-vien": 403, "van-hanh": 403}.items():
        assert world.client(who).post(path(meeting), sent).status_code == status, who
