"""The review of last month's tasks: counted at each look, kept only once somebody wrote it."""

from datetime import UTC, date, datetime

from sotay.meetings.choices import Stage, Status
from sotay.meetings.models import AgendaItem, Meeting
from sotay.minutes.queries import record_of
from sotay.resolutions.models import Task
from tests.web.planning.test_preparing import address, plan, send
from tests.web.world import World


def planned(world: World) -> Meeting:
    plan(world)
    return Meeting.objects.get(counted_for=202406, stage=Stage.PLANNED)


def test_open_tasks_stand_beside_the_plan_and_open_the_review(world: World) -> None:
    before = Meeting.objects.filter(cell=world.places["A1"], status=Status.HELD).latest("held_on")
    for text, outcome, due in (("Làm đường", "done", 5), ("Thu <quỹ>", "", 30), ("Sửa loa", "doing", 30)):
        Task.objects.create(
            meeting=before, cell=before.cell, text=text, holders_words="Chi ủy", due_on=date(2024, 6, due),
            outcome=outcome, settled_on=date(2024, 6, 5) if outcome else None,
            given_at=datetime(2024, 6, 3, tzinfo=UTC),
        )  # fmt: skip
    page = world.get("bi-thu", world.page("A1", "chuan-bi/")).content.decode()
    words = "nhiệm vụ đã giao 3; hoàn thành đúng hạn 1, đang thực hiện 1, chưa báo kết quả 1."
    plan(world)
    meeting = Meeting.objects.get(counted_for=202406, stage=Stage.PLANNED)
    prepare = world.get("bi-thu", address(meeting, "chuan-bi/")).content.decode()
    for one in (page, prepare):
        assert words in one
        assert "Thu &lt;quỹ&gt;" in one
        assert "Sửa loa" in one
        assert "Làm đường" not in one, "what is done is counted, not asked for again"
        assert "chưa thực hiện 0" not in one
    review = AgendaItem.objects.get(meeting=meeting, step="C2")
    assert review.content == "", "counted at each look, kept nowhere"
    path = address(meeting, f"muc/?muc={review.public_id}")
    assert words in world.get("bi-thu", path).content.decode()
    Task.objects.filter(text="Sửa loa").update(outcome="done", settled_on=date(2024, 6, 14))
    again = world.get("bi-thu", path).content.decode()
    assert words not in again
    assert "nhiệm vụ đã giao 3; hoàn thành đúng hạn 2, chưa báo kết quả 1." in again
    rows = Meeting.objects.filter(pk=meeting.pk)
    rows.update(stage=Stage.CLOSED, status=Status.HELD, held_on=date(2024, 6, 20))
    record = record_of(rows.get(), today=date(2024, 6, 20))
    assert len(record.last_tasks) == 3
    assert next(one for one in record.items if one.step == "C2").content == "", "minutes count by themselves"


def test_the_review_begins_with_what_was_set_and_is_kept_once_written(world: World) -> None:
    meeting = planned(world)
    before = Meeting.objects.filter(cell=world.places["A1"], status=Status.HELD).latest("held_on")
    AgendaItem.objects.create(
        meeting=before, position=1, step="C4", title="Nhiệm vụ", content="Nạo <vét> mương"
    )
    review = AgendaItem.objects.get(meeting=meeting, step="C2")
    path = address(meeting, f"muc/?muc={review.public_id}")
    page = world.get("bi-thu", path).content.decode()
    assert "Nạo &lt;vét&gt; mương</textarea>" in page
    assert "sửa thì mới vào biên bản" in page
    sent = {"title": review.title, "minutes": "10", "version": "0"}
    assert send(world, path, **sent, content="Nạo <vét> mương\r\n").status_code == 302
    review.refresh_from_db()
    assert (review.minutes, review.content) == (10, "")
    sent |= {"version": "1", "content": "Nạo vét xong"}
    assert send(world, path, **sent).status_code == 302
    page = world.get("bi-thu", path).content.decode()
    assert "Nạo vét xong</textarea>" in page
    assert "sửa thì mới vào biên bản" not in page


def test_without_tasks_nothing_is_said_of_them(world: World) -> None:
    meeting = planned(world)
    assert "Nhiệm vụ đến hạn" not in world.get("bi-thu", address(meeting, "chuan-bi/")).content.decode()
    assert AgendaItem.objects.get(meeting=meeting, step="C2").content == ""
