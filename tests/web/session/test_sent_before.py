"""An opinion sent before the meeting does not pass in silence: who adopts the minutes is told, and so is the
member who sent it."""

from datetime import UTC, datetime

import pytest
import time_machine

from sotay.meetings.choices import OpinionWay, Stage
from sotay.meetings.models import Meeting, Opinion
from tests.web.session.support import Evening

NAMED = "Ý kiến gửi trước của {} đồng chí chưa đưa vào biên bản"
LATER = datetime(2024, 6, 15, 9, 30, tzinfo=UTC)


@pytest.fixture
def sent(planned: Evening) -> Evening:
    """Two members sent an opinion, one of them two; the meeting is open, its roll confirmed."""
    for number, text in enumerate(("Làm đường trước Tết", "Thêm đèn")):
        planned.post("y-kien-truoc/", who="dang-vien", text=text, key=f"k{number}")
    planned.post(do="open")
    Opinion.objects.create(
        meeting=planned.meeting,
        speaker=planned.meeting.attendances.get(member__full_name="Kín Thị Một").member,
        text="Dọn kênh",
        way=OpinionWay.BEFORE,
        entered_at=datetime(2024, 6, 14, tzinfo=UTC),
        entered_by_id=1,
    )
    planned.confirm()
    return planned


def close(one: Evening) -> None:
    with time_machine.travel(LATER, tick=False):
        assert one.post("be-mac/").status_code == 302


def take(one: Evening, text: str) -> None:
    key = Opinion.objects.get(meeting=one.meeting, text=text).public_id
    one.post("y-kien/", do="take", sua=key, muc=one.item("C6").public_id)


def test_what_to_look_over_names_them_until_they_are_taken_over(sent: Evening) -> None:
    desk = sent.path("dieu-hanh/") + "#gt"
    page = sent.text("be-mac/")
    assert NAMED.format(2) in page
    assert desk in page
    close(sent)
    assert NAMED.format(2) in sent.text("bien-ban/")
    assert desk in sent.text("bien-ban/")
    assert 'id="gt"' in sent.text(), "there they can be taken over"
    take(sent, "Làm đường trước Tết")
    assert NAMED.format(2) in sent.text("bien-ban/"), "the same member sent another one"
    take(sent, "Thêm đèn")
    assert NAMED.format(1) in sent.text("bien-ban/")
    take(sent, "Dọn kênh")
    assert "Ý kiến gửi trước" not in sent.text("bien-ban/")


def test_without_any_nothing_is_said(one: Evening) -> None:
    one.confirm()
    assert "Ý kiến gửi trước" not in one.text("be-mac/")
    close(one)
    assert "Ý kiến gửi trước" not in one.text("bien-ban/")


def test_once_adopted_it_is_said_without_a_way_that_is_shut(sent: Evening) -> None:
    close(sent)
    Meeting.objects.filter(pk=sent.meeting.pk).update(stage=Stage.ADOPTED)
    page = sent.text("bien-ban/")
    assert NAMED.format(2) in page
    assert "#gt" not in page


@pytest.mark.parametrize("page", ["y-kien-truoc/", "ket-qua/"])
def test_who_sent_it_sees_how_it_ended(sent: Evening, page: str) -> None:
    assert sent.get(page, who="dang-vien").content.decode().count("Chưa được đưa vào biên bản") == 2
    take(sent, "Thêm đèn")
    said = sent.get(page, who="dang-vien").content.decode()
    assert said.count("Đã đưa vào biên bản") == said.count("Chưa được đưa vào biên bản") == 1
    assert "Dọn kênh" not in said, "of others nothing"
    Meeting.objects.filter(pk=sent.meeting.pk).update(stage=Stage.SEALED)
    said = sent.get(page, who="dang-vien").content.decode()
    assert said.count("Không đưa vào biên bản") == 1


def test_before_the_meeting_nothing_has_become_of_it(planned: Evening) -> None:
    planned.post("y-kien-truoc/", who="dang-vien", text="Làm đường", key="k")
    assert "vào biên bản" not in planned.get("y-kien-truoc/", who="dang-vien").content.decode()
