"""Opinions and texts of a meeting in session: noted once, never lost between two people."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sotay.meetings.choices import OpinionWay
from sotay.meetings.models import AgendaItem, Opinion
from sotay.members.models import Member
from sotay.resolutions.models import Task
from tests import factories as make
from tests.web.session.support import Evening, opinion

LATER = datetime(2024, 6, 15, 9, 40, tzinfo=UTC)
CHAIRS = ("dieu-hanh/", "be-mac/", "buoc/", "y-kien/", "khach/", "den-ve/", "to-dang/", "phat-bieu/")
ROOMS = ("man-hinh/", "dang-dien-ra/")


def test_an_opinion_is_noted_once_and_stands_on_its_step(one: Evening) -> None:
    one.post("y-kien/", **opinion(one))
    one.post("y-kien/", **opinion(one))
    assert Opinion.objects.count() == 1
    one.post(do="through", muc=one.item("C5").public_id)
    page = one.text()
    assert "Làm &lt;i&gt;sớm&lt;/i&gt;" in page
    assert "1 đồng chí, 1 ý kiến" in page
    wrong = one.post("y-kien/", **opinion(one, key="k2", text=""))
    assert wrong.status_code == 400
    assert "Viết ý kiến" in wrong.content.decode()
    assert f'value="{one.member("Một")}" selected' in wrong.content.decode(), "what was chosen is kept"


@pytest.mark.parametrize("content", [b"%PDF-1.4 trang", b"ghi ch\xc3\xa9p", b"<html></html>"])
def test_only_a_picture_is_kept_as_the_photo_of_the_book(one: Evening, content: bytes) -> None:
    photo = SimpleUploadedFile("trang.jpg", content, content_type="image/jpeg")
    wrong = one.post("y-kien/", **opinion(one), photo=photo)
    page = wrong.content.decode()
    assert wrong.status_code == 400
    assert "Chỉ nhận ảnh" in page
    assert "Word" not in page
    assert "Làm &lt;i&gt;sớm&lt;/i&gt;</textarea>" in page, "what was typed is kept"
    assert not Opinion.objects.exists()


def test_two_people_correcting_one_opinion_see_both_texts(one: Evening) -> None:
    one.post("y-kien/", **opinion(one))
    made = Opinion.objects.get()
    mine = opinion(one, sua=made.public_id, version="0")
    assert one.post("y-kien/", **mine | {"text": "Bản một"}).status_code == 302
    answer = one.post("y-kien/", **mine | {"text": "Bản hai"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản đang lưu" in page
    assert "Bản một" in page
    assert "Bản hai</textarea>" in page
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    assert one.post("y-kien/", **mine | {"text": "Bản hai", "version": version}).status_code == 302
    assert Opinion.objects.get().text == "Bản hai"


def test_two_people_writing_one_step_see_both_texts(one: Evening) -> None:
    item = one.item("C4").public_id
    mine = {"muc": item, "version": "0", "content": "Nạo vét", "conclusion": ""}
    assert one.post("buoc/", **mine).status_code == 302
    answer = one.post("buoc/", **mine | {"content": "Thu quỹ"})
    assert answer.status_code == 409
    assert "Nạo vét" in answer.content.decode()
    assert "Thu quỹ</textarea>" in answer.content.decode()


@pytest.mark.parametrize(
    ("mark", "state"), [({"do": "through"}, "done"), ({"do": "skip", "reason": "hết\ngiờ"}, "skipped")]
)
def test_a_mark_on_the_step_keeps_what_was_typed(one: Evening, mark: dict[str, str], state: str) -> None:
    item = one.item("C4").public_id
    typed = {"muc": item, "version": "0", "content": "Nạo vét", "conclusion": "Nhất trí"}
    page = one.text(f"buoc/?muc={item}")
    assert page.count("<form") == page.count('id="noi-dung-buoc"') + page.count('action="/dang-xuat/"')
    assert one.post("buoc/", **typed | mark).status_code == 302
    step = one.item("C4")
    assert (step.content, step.conclusion, step.state) == ("Nạo vét", "Nhất trí", state)
    assert step.reason in {"", "hết giờ"}
    assert (
        one.post("buoc/", **typed | {"do": "reopen", "version": "1", "content": "Nạo vét kênh"}).status_code
        == 302
    )
    assert (one.item("C4").content, one.item("C4").state) == ("Nạo vét kênh", "")


def test_a_mark_that_is_refused_changes_nothing_and_keeps_what_was_typed(one: Evening) -> None:
    item = one.item("C4").public_id
    typed = {"muc": item, "version": "0", "content": "Nạo vét", "conclusion": ""}
    answer = one.post("buoc/", **typed | {"do": "skip", "reason": " "})
    assert answer.status_code == 400
    assert "Bước bỏ thì phải ghi lý do" in answer.content.decode()
    assert "Nạo vét</textarea>" in answer.content.decode()
    assert (one.item("C4").content, one.item("C4").state) == ("", "")
    assert one.post("buoc/", **typed).status_code == 302
    stale = one.post("buoc/", **typed | {"content": "Thu quỹ", "do": "through"})
    assert stale.status_code == 409
    assert one.item("C4").state == ""


def test_an_opinion_sent_before_is_taken_over_in_one_tap(one: Evening) -> None:
    me = Member.objects.get(account=one.world.accounts["dang-vien"])
    sent = Opinion.objects.create(
        meeting=one.meeting, speaker=me, text="Gửi trước", way=OpinionWay.BEFORE, entered_at=LATER
    )
    assert "Gửi trước" in one.text()
    one.post("y-kien/", do="take", sua=sent.public_id, muc=one.item("O1").public_id)
    sent.refresh_from_db()
    assert sent.item == one.item("O1")
    one.post("y-kien/", do="remove", sua=sent.public_id, version="1")
    assert Opinion.objects.get().item is None
    assert one.post("y-kien/", do="remove", sua="khongco", version="1").status_code == 404


def test_after_saving_one_is_where_the_opinion_stands(one: Evening) -> None:
    """Written from a later step's page, it leads back there, not to the step that the meeting is at."""
    later = one.item("C6").public_id
    assert one.post("y-kien/", **opinion(one)).headers["Location"] == one.path(f"buoc/?muc={later}")
    assert "1 ý kiến khác nằm ở các bước khác" in one.text()
    now = one.item("O1").public_id
    assert one.post("y-kien/", **opinion(one, item=now, key="k2")).headers["Location"] == one.path()
    assert one.post("y-kien/", **opinion(one, item="", key="k3")).headers["Location"] == one.path()


def test_the_review_counts_as_it_stands_and_keeps_only_what_is_written(one: Evening) -> None:
    cell = one.meeting.cell
    may = make.meeting(cell, 202405, held_on=date(2024, 5, 28))
    AgendaItem.objects.create(meeting=may, position=1, step="C4", title="Nhiệm vụ", content="Sửa <loa>")
    given = {"meeting": may, "cell": cell, "holders_words": "Chi ủy", "given_at": LATER}
    first, _ = (Task.objects.create(text=text, due_on=date(2024, 6, 30), **given) for text in ("Loa", "Ngõ"))
    one.post(do="through", muc=one.item("C1").public_id)
    page = one.text()
    assert "Sửa &lt;loa&gt;" in page
    assert "Tính đến ngày 15/06/2024: nhiệm vụ đã giao 2; chưa báo kết quả 2." in page
    Task.objects.filter(pk=first.pk).update(outcome="done", settled_on=date(2024, 6, 15))
    assert "nhiệm vụ đã giao 2; hoàn thành đúng hạn 1, chưa báo kết quả 1." in one.text()
    path, review = f"buoc/?muc={one.item('C2').public_id}", one.item("C2").public_id
    form = one.text(path)
    assert "Sửa &lt;loa&gt;</textarea>" in form
    assert "nhiệm vụ đã giao 2; hoàn thành đúng hạn 1" in form
    left = {"muc": review, "content": "Sửa <loa>", "conclusion": "Làm tốt", "version": "0"}
    assert one.post("buoc/", **left).status_code == 302
    assert (one.item("C2").content, one.item("C2").conclusion) == ("", "Làm tốt"), "left as proposed"
    assert one.post("buoc/", **left | {"content": "Loa xong, ngõ chưa", "version": "1"}).status_code == 302
    assert one.item("C2").content == "Loa xong, ngõ chưa"
    assert "Loa xong, ngõ chưa</textarea>" in one.text(path)
    assert "Sửa &lt;loa&gt;" not in one.text()
