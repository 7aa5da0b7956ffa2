"""The secretary's pages before a meeting: who may open them, what each button does, what an error keeps."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.meetings.choices import Stage, Status
from sotay.meetings.models import (
    AgendaItem,
    CommitteeMeeting,
    Guest,
    Meeting,
    MeetingHabit,
    MeetingPaper,
    PlanEntry,
    Topic,
)
from sotay.members.models import Position
from sotay.resolutions.models import Decision
from tests import factories as make
from tests.web.world import World

SHUT: dict[str | None, int] = {
    "huyen": 403,
    "xa": 403,
    "bi-thu-2": 404,
    "dang-vien": 403,
    "van-hanh": 403,
    None: 302,
}


def plan(world: World, **more: str) -> Any:
    """Open the proposal and send it as it stands, but for what differs."""
    client, path = world.client("bi-thu"), world.page("A1", "chuan-bi/")
    page = client.get(path).content.decode()
    sent = dict(re.findall(r'name="(key|month)" value="(\w+)"', page))
    sent |= {"planned_on": "20/06/2024", "planned_time": "19:30", "place": "Nhà văn hóa"}
    sent |= {"kind": "regular", "mode": "in_person", **more}
    return client.post(path, sent)


@pytest.fixture
def planned(world: World) -> Meeting:
    plan(world)
    return Meeting.objects.get(counted_for=202406, stage=Stage.PLANNED)


def address(meeting: Meeting, rest: str) -> str:
    return f"/sinh-hoat/{meeting.public_id}/{rest}"


def send(world: World, path: str, **sent: Any) -> Any:
    return world.client("bi-thu").post(path, sent)


@pytest.mark.parametrize(
    "page",
    ["chuan-bi/", "le-sinh-hoat/", "ke-hoach/2024/", "ke-hoach-thang/202407/", "chuyen-de/", "hop-chi-uy/"],
)
def test_only_the_cell_plans(world: World, page: str) -> None:
    path = world.page("A1", page)
    assert world.get("bi-thu", path).status_code == 200
    for who, status in SHUT.items():
        assert world.get(who, path).status_code == status, who
        assert world.client(who).post(path, {}).status_code == status, who


@pytest.mark.parametrize("page", ["chuan-bi/", "lich/", "muc/", "them-tai-lieu/", "trieu-tap/", "hoan/"])
def test_only_the_cell_prepares(world: World, planned: Meeting, page: str) -> None:
    path = address(planned, page)
    assert world.get("bi-thu", path).status_code == 200
    for who, status in SHUT.items():
        assert world.get(who, path).status_code == status, who
        assert world.client(who).post(path, {}).status_code == status, who
    planned.refresh_from_db()
    assert planned.stage == Stage.PLANNED


def test_one_button_plans_what_is_proposed(world: World) -> None:
    page = world.get("bi-thu", world.page("A1", "chuan-bi/")).content.decode()
    assert "Lên lịch sinh hoạt tháng 6/2024" in page
    assert "Theo các buổi trước: ngày 3 hằng tháng" in page
    assert "tháng này là hạn" in page, "the quarter's theme is owed"
    answer = plan(world)
    meeting = Meeting.objects.get(counted_for=202406)
    assert answer.headers["Location"] == address(meeting, "chuan-bi/")
    assert (meeting.status, meeting.planned_on) == (Status.PLANNED, date(2024, 6, 20))
    again = world.get("bi-thu", world.page("A1", "chuan-bi/"), thang="202406")
    assert again.headers["Location"] == address(meeting, "chuan-bi/"), (
        "planned already: on to its preparation"
    )


def test_an_error_keeps_what_was_typed(world: World) -> None:
    answer = plan(world, planned_on="01/06/2024", place="Nhà <b>văn hóa</b>", kind="combined", theme="Số hóa")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Ngày này đã qua" in page
    assert "cho gắn chuyên đề khi" in page, "HD-12 asks why"
    assert "Nhà &lt;b&gt;văn hóa&lt;/b&gt;" in page
    assert plan(world, kind="combined", theme="Số hóa", reason="Ở xa").status_code == 302


def test_two_people_changing_the_plan_see_both(world: World, planned: Meeting) -> None:
    path = address(planned, "lich/")
    page = world.get("bi-thu", path).content.decode()
    sent = dict(re.findall(r'name="(seen|month)" value="(\w+)"', page))
    sent |= {"planned_on": "20/06/2024", "planned_time": "19:30", "kind": "regular", "mode": "in_person"}
    assert send(world, path, **sent, place="Trường học").status_code == 302
    answer = send(world, path, **sent, place="Đình làng")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Trường học" in page
    assert 'value="Đình làng"' in page
    sent |= dict(re.findall(r'name="(seen)" value="(\w+)"', page))
    assert send(world, path, **sent, place="Đình làng").status_code == 302


def test_the_buttons_of_the_preparation(world: World, planned: Meeting) -> None:
    path = address(planned, "chuan-bi/")
    first, second = AgendaItem.objects.filter(meeting=planned).order_by("position")[:2]
    answer = send(world, path, down=first.public_id)
    assert answer.headers["Location"].endswith(f"#muc-{first.public_id}")
    second.refresh_from_db()
    assert second.position == 1
    send(world, path, do="guest", name="Ngô Thị Mai", post="Đảng ủy xã", delegate="on")
    guest = Guest.objects.get(meeting=planned)
    assert guest.delegate
    assert "Ngô Thị Mai" in world.get("bi-thu", path).content.decode()
    send(world, path, remove_guest=guest.public_id)
    assert not Guest.objects.exists()
    review = AgendaItem.objects.get(meeting=planned, step="C2")
    answer = send(world, path, remove_item=review.public_id)
    assert answer.status_code == 400
    assert "Bước bắt buộc" in answer.content.decode()
    assert send(world, path, do="khong-ro").status_code == 400


def test_an_item_is_written_and_two_see_both(world: World, planned: Meeting) -> None:
    item = AgendaItem.objects.get(meeting=planned, step="C2")
    path = address(planned, f"muc/?muc={item.public_id}")
    assert send(world, path, title="Đánh giá tháng 5", content="Đã nạo vét", version="0").status_code == 302
    answer = send(world, path, title="Đánh giá tháng 5", content="Chưa nạo vét", version="0")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Đã nạo vét" in page
    assert "Chưa nạo vét" in page
    assert send(world, path, title="Đánh giá tháng 5", content="Chưa nạo vét", version="1").status_code == 302
    send(world, address(planned, "muc/"), title="Đường vào ngõ 3", minutes="10")
    assert AgendaItem.objects.get(meeting=planned, title="Đường vào ngõ 3").minutes == 10
    assert world.get("bi-thu", address(planned, "muc/?muc=khongco")).status_code == 404


def test_papers_are_added_as_text_and_file(world: World, planned: Meeting) -> None:
    path = address(planned, "them-tai-lieu/")
    file = SimpleUploadedFile("Dự thảo.pdf", b"%PDF-1.4 x")
    assert send(world, path, title="", text="", file=file).status_code == 302
    paper = MeetingPaper.objects.get(meeting=planned)
    assert (paper.title, paper.document and paper.document.name) == ("Dự thảo", "Dự thảo.pdf")
    refused = send(world, path, title="Kế hoạch (Mật)", text="abc")
    assert refused.status_code == 400
    assert "độ mật" in refused.content.decode()
    assert "Kế hoạch (Mật)" in refused.content.decode(), "what was typed is kept"
    send(world, address(planned, "chuan-bi/"), remove_paper=paper.public_id)
    assert not MeetingPaper.objects.exists()


def test_the_draft_of_the_resolution_goes_with_the_papers(world: World, planned: Meeting) -> None:
    path = address(planned, "nghi-quyet/")
    assert f'href="{path}"' in world.get("bi-thu", address(planned, "chuan-bi/")).content.decode()
    said = {"kind": "NQ", "seen": "0", "subject": "nhiệm vụ tháng 6", "text": "Làm <b>180 m</b> đường"}
    assert "đưa vào tài liệu" not in world.get("bi-thu", path).content.decode(), "nothing is kept yet"
    assert send(world, path, **said).status_code == 302
    assert "Đảng viên chưa đọc được dự thảo này" in world.get("bi-thu", path).content.decode()
    for _ in range(2):
        answer = send(world, path, **said | {"do": "spread"})
        assert answer.headers["Location"] == address(planned, "chuan-bi/#tai-lieu")
    paper = MeetingPaper.objects.get(meeting=planned)
    assert (paper.title, paper.text, paper.published_at) == (
        "Dự thảo nghị quyết",
        "Làm <b>180 m</b> đường",
        None,
    )
    assert "đã ở trong tài liệu" in world.get("bi-thu", path).content.decode()
    send(world, path, **said | {"seen": "1", "text": "Làm 200 m đường"})
    assert "bản dự thảo khác" in world.get("bi-thu", path).content.decode()
    send(world, address(planned, "trieu-tap/"))
    more = said | {"seen": "2", "text": "Làm 200 m đường, hai cống", "do": "spread"}
    send(world, path, **more)
    paper = MeetingPaper.objects.get(meeting=planned)
    assert paper.text == "Làm 200 m đường, hai cống", "what was just typed stands in the place of the old"
    assert paper.published_at, "the members are called already: they read it at once"
    assert world.client("dang-vien").post(path, {"kind": "NQ", "do": "spread"}).status_code == 403
    assert world.client("bi-thu-2").post(path, {"kind": "NQ", "do": "spread"}).status_code == 404
    Meeting.objects.filter(pk=planned.pk).update(stage=Stage.CLOSED)
    late = send(world, path, **more | {"seen": "3", "text": "Làm 300 m đường"})
    assert late.status_code == 400
    assert "Làm 300 m đường</textarea>" in late.content.decode(), "too late: it says so, and keeps the text"
    assert Decision.objects.get(meeting=planned).text == "", "both or neither"


def test_a_file_beyond_eight_megabytes_is_told_so(world: World, planned: Meeting) -> None:
    path = address(planned, "them-tai-lieu/")
    large = SimpleUploadedFile("to.pdf", b"%PDF-" + bytes(8 << 20))
    answer = send(world, path, title="To", text="", file=large)
    assert answer.status_code == 400
    assert "nặng quá 8 MB" in answer.content.decode()
    huge = SimpleUploadedFile("to.pdf", b"%PDF-" + bytes(10 << 20))
    assert send(world, path, title="To", text="", file=huge).status_code == 413


def test_the_call_goes_out_and_gives_the_text_to_paste(world: World, planned: Meeting) -> None:
    path = address(planned, "trieu-tap/")
    before = world.get("bi-thu", path).content.decode()
    assert "Gửi giấy mời" in before
    assert "chu-moi" not in before
    assert send(world, path).headers["Location"] == path
    planned.refresh_from_db()
    assert planned.stage == Stage.CALLED
    page = world.get("bi-thu", path).content.decode()
    assert "Mời đồng chí: có lịch sinh hoạt lúc 19 giờ 30 phút, thứ Năm, ngày 20/06/2024" in page
    assert "tại nhà văn hóa." in page
    MeetingHabit.objects.create(cell=planned.cell, rule="ngay:3", time="19:30", open_invitation=True)
    assert "Nội dung:" in world.get("bi-thu", path).content.decode()


def test_a_call_without_a_place_says_so(world: World) -> None:
    plan(world, place="")
    meeting = Meeting.objects.get(counted_for=202406)
    answer = send(world, address(meeting, "trieu-tap/"))
    assert answer.status_code == 400
    assert "còn thiếu: địa điểm" in answer.content.decode()


def test_put_off_with_consent_or_not_held(world: World, planned: Meeting) -> None:
    path = address(planned, "hoan/")
    answer = send(world, path, way="postponed", planned_on="25/06/2024", reason="Mưa bão")
    assert answer.status_code == 400
    assert "Hoãn phải có ý kiến cấp ủy" in answer.content.decode()
    sent = {"way": "postponed", "planned_on": "25/06/2024", "consent": "Đảng ủy đồng ý"}
    assert send(world, path, **sent).headers["Location"] == address(planned, "chuan-bi/")
    planned.refresh_from_db()
    assert (planned.status, planned.planned_on) == (Status.POSTPONED, date(2024, 6, 25))
    assert send(world, path, way="not_held", reason="Bão lớn").headers["Location"] == world.page(
        "A1", "chi-bo/"
    )
    planned.refresh_from_db()
    assert planned.status == Status.NOT_HELD


def test_the_existing_form_of_recording_takes_the_planned_meeting_over(
    world: World, planned: Meeting
) -> None:
    sent = {
        "status": "held",
        "kind": "regular",
        "counted_for": "202406",
        "held_on": "10/06/2024",
        "steps": "all",
    }
    assert send(world, world.page("A1", "ghi-buoi/"), **sent).status_code == 302
    planned.refresh_from_db()
    assert planned.status == Status.HELD
    assert Meeting.objects.filter(cell=planned.cell, counted_for=202406).count() == 1


def test_the_habit_is_said_once(world: World) -> None:
    path = world.page("A1", "le-sinh-hoat/")
    send(world, path, rule="thu:5:1", begins="8h", place="Đình làng")
    row = MeetingHabit.objects.get()
    assert (row.rule, row.place, row.open_invitation) == ("thu:5:1", "Đình làng", False)
    page = world.get("bi-thu", world.page("A1", "chuan-bi/")).content.decode()
    assert "Theo lệ thứ Sáu đầu tháng, 08:00" in page
    assert send(world, path, rule="khong-co", begins="8h").status_code == 400


def test_the_year_is_proposed_in_one_tap(world: World) -> None:
    path = world.page("A1", "ke-hoach/2024/")
    page = world.get("bi-thu", path).content.decode()
    assert "Quý III/2024 chưa có chuyên đề." in page
    assert "Đề xuất 7 tháng" in page, "June to December; what has passed stays as it was"
    send(world, path, do="propose")
    assert PlanEntry.objects.filter(cell=world.places["A1"]).count() == 7
    send(world, path, do="propose")
    assert PlanEntry.objects.count() == 7, "sent twice, filled once"
    page = world.get("bi-thu", path).content.decode()
    assert "Quý III/2024 chưa chọn tên chuyên đề." in page
    entry = PlanEntry.objects.get(month=202408)
    assert (entry.kind, entry.planned_on) == ("combined", date(2024, 8, 3))
    month = world.page("A1", f"ke-hoach-thang/202408/?muc={entry.pk}")
    sent = {"kind": "combined", "planned_on": "04/08/2024", "theme": "Gương điển hình", "version": "0"}
    assert send(world, month, **sent).status_code == 302
    answer = send(world, month, **{**sent, "theme": "Chuyển đổi số"})
    assert answer.status_code == 409
    assert "Gương điển hình" in answer.content.decode()
    page = world.get("bi-thu", path).content.decode()
    assert ("Quý III/2024 chưa" in page, "Chuyên đề đã có trong kế hoạch" in page) == (False, True)
    assert send(world, world.page("A1", "ke-hoach-thang/202408/"), **sent).status_code == 400, "twice a kind"
    send(world, path, remove=str(entry.pk))
    assert not PlanEntry.objects.filter(month=202408).exists()
    assert world.get("bi-thu", world.page("A1", "ke-hoach/1999/")).status_code == 404
    assert world.get("bi-thu", world.page("A1", "ke-hoach-thang/202413/")).status_code == 404


def test_topics_are_shared_with_cells_beside_and_below(world: World) -> None:
    send(world, world.page("A1", "chuyen-de/"), title="Của A1", shared="on")
    send(world, world.page("A1", "chuyen-de/"), title="Riêng A1")
    assert send(world, world.page("A1", "chuyen-de/"), title="").status_code == 400
    own = Topic.objects.get(title="Của A1")
    for code, title in (("A", "Của xã An"), ("B", "Của xã Bình"), ("H", "Của huyện"), ("B1", "Của B1")):
        Topic.objects.create(owner=world.places[code], title=title, added_at="2024-06-01T00:00Z")
    Topic.objects.create(owner=world.places["A2"], title="A2 cho chung", added_at="2024-06-01T00:00Z")
    Topic.objects.create(owner=world.places["A2"], title="A2 giữ", shared=False, added_at="2024-06-01T00:00Z")
    make.meeting(world.places["A2"], 202404, kind="thematic", topic=own)
    page = world.get("bi-thu", world.page("A1", "chuyen-de/")).content.decode()
    seen = {"Của A1", "Riêng A1", "Của xã An", "Của huyện", "A2 cho chung"}
    assert seen == {t for t in Topic.objects.values_list("title", flat=True) if f"<h3>{t}</h3>" in page}
    assert "1 chi bộ khác đã dùng" in page
    used = world.get("bi-thu", world.page("A1", f"chuan-bi/?chuyen-de={own.public_id}")).content.decode()
    assert 'value="Của A1"' in used
    foreign = Topic.objects.get(title="Của B1").public_id
    assert (
        "Của B1"
        not in world.get("bi-thu", world.page("A1", f"chuan-bi/?chuyen-de={foreign}")).content.decode()
    )
    plan(world, kind="combined", theme="Của A1", reason="Ở xa", topic=own.public_id)
    assert Meeting.objects.get(counted_for=202406).topic == own


def test_the_committee_meets_before(world: World, planned: Meeting) -> None:
    path = world.page("A1", "hop-chi-uy/?thang=202406")
    page = world.get("bi-thu", path).content.decode()
    there = re.findall(r'name="there" value="(\w+)"', page)
    sent = {"held_on": "14/06/2024", "agreed": "Bàn đường ngõ 3", "review": "Đã xong", "version": "0"}
    answer = send(world, path, **sent)
    assert answer.status_code == 400
    assert "Đánh dấu ai có mặt" in answer.content.decode()
    assert "Bàn đường ngõ 3" in answer.content.decode()
    assert send(world, path, **sent, there=there).headers["Location"] == address(planned, "chuan-bi/")
    row = CommitteeMeeting.objects.get()
    assert row.meeting == planned
    assert "Đã họp ngày 14/06/2024" in world.get("bi-thu", address(planned, "chuan-bi/")).content.decode()
    again = send(world, path, **sent | {"agreed": "Khác"}, there=there)
    assert again.status_code == 409
    own = f"/hop-chi-uy/{row.public_id}/"
    assert "Bàn đường ngõ 3" in world.get("bi-thu", own).content.decode()
    assert "Bàn đường ngõ 3" in world.get("xa", own).content.decode()
    for who, status in {"huyen": 404, "xa-b": 404, "bi-thu-2": 404, "dang-vien": 403, None: 302}.items():
        assert world.get(who, own).status_code == status, who


def test_what_each_of_the_committee_said_and_how_many_agreed(world: World, planned: Meeting) -> None:
    for name, post in (("Trần Bí Thư", "secretary"), ("Lê Phó", "deputy_secretary")):
        Position.objects.create(
            member=make.member(world.places["A1"], name=name), organisation=world.places["A1"], post=post,
            valid_from=date(2020, 1, 1),
        )  # fmt: skip
    path = world.page("A1", "hop-chi-uy/?thang=202406")
    first, second = re.findall(r'name="there" value="(\w+)"', world.get("bi-thu", path).content.decode())
    sent = {
        "held_on": "14/06/2024", "agreed": "Bàn đường ngõ 3", "plan": "Nạo vét mương", "version": "0",
        "to_vote": "Dự thảo nghị quyết", f"said_{first}": "Làm sớm", f"said_{second}": "Nhất trí",
    }  # fmt: skip
    refused = send(world, path, **sent, there=[first], in_favour="2").content.decode()
    assert "Có đồng chí vắng mà có ý kiến" in refused
    assert "Có 1 đồng chí có mặt: đếm lại số tán thành." in refused
    assert ">Làm sớm</textarea>" in refused.replace("\n", "")
    assert not CommitteeMeeting.objects.exists()
    assert send(world, path, **sent, there=[first, second], in_favour="2").status_code == 302
    row = CommitteeMeeting.objects.get()
    page = world.get("bi-thu", f"/hop-chi-uy/{row.public_id}/").content.decode()
    for words in ("Trần Bí Thư: Làm sớm", "Lê Phó: Nhất trí", "Nạo vét mương", "2 đồng chí"):
        assert words in page, words
    again = send(world, path, **sent | {f"said_{second}": "Còn ý kiến"}, there=[first, second], in_favour="2")
    assert again.status_code == 409, "the opinion alone is another: it must not be lost"
    assert "Lê Phó: Nhất trí" in again.content.decode()
    assert send(world, path, **sent, there=[first, second], in_favour="2").status_code == 302, (
        "the same again"
    )
    assert CommitteeMeeting.objects.get().version == 1


def test_the_preparation_asks_as_often_for_many_items(world: World, planned: Meeting) -> None:
    client, path = world.client("bi-thu"), address(planned, "chuan-bi/")
    client.get(path)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        return len(queries)

    few = asked()
    for number in range(20):
        AgendaItem.objects.create(meeting=planned, position=40 + number, title=f"Mục {number}")
        MeetingPaper.objects.create(meeting=planned, title=f"Tài liệu {number}")
        Guest.objects.create(meeting=planned, name=f"Khách {number}")
    assert asked() == few


def test_a_meeting_from_a_spreadsheet_is_planned_first(world: World) -> None:
    meeting = make.meeting(world.places["A1"], 202406, status=Status.PLANNED, planned_on=date(2024, 6, 18))
    page = world.get("bi-thu", address(meeting, "chuan-bi/")).content.decode()
    assert 'chuan-bi/?thang=202406">Xem đề xuất' in page
    plan(world)
    meeting.refresh_from_db()
    assert meeting.stage == Stage.PLANNED


def test_a_meeting_put_off_without_a_day_asks_for_one(world: World, planned: Meeting) -> None:
    send(world, address(planned, "hoan/"), way="postponed", consent="Đảng ủy đồng ý")
    page = world.get("bi-thu", world.page("A1", "chi-bo/")).content.decode()
    assert f'href="{address(planned, "lich/")}">Chọn ngày</a>' in page


def test_a_change_after_the_call_gives_the_new_text(world: World, planned: Meeting) -> None:
    send(world, address(planned, "trieu-tap/"))
    page = world.get("bi-thu", address(planned, "lich/")).content.decode()
    sent = dict(re.findall(r'name="(seen|month)" value="(\w+)"', page))
    sent |= {"planned_on": "21/06/2024", "planned_time": "20:00", "place": "Đình làng", "kind": "regular"}
    answer = send(world, address(planned, "lich/"), **sent, mode="in_person")
    assert answer.headers["Location"] == address(planned, "trieu-tap/")
    sent = {"way": "postponed", "planned_on": "25/06/2024", "consent": "Đảng ủy đồng ý"}
    path = send(world, address(planned, "hoan/"), **sent).headers["Location"]
    assert "dời sang lúc 20 giờ, thứ Ba, ngày 25/06/2024" in world.get("bi-thu", path).content.decode()


def test_committees_beside_a_cell_share_nothing_with_it(world: World) -> None:
    """S stands directly under the district, beside the communes."""
    from sotay.core.actor import system_actor
    from sotay.meetings.queries.topics import topic_bank

    for code in ("A", "H"):
        Topic.objects.create(owner=world.places[code], title=f"Của {code}", added_at="2024-06-01T00:00Z")
    bank = topic_bank(system_actor(["meeting:record"]), world.places["S"])
    assert [line.topic.title for line in bank] == ["Của H"]
