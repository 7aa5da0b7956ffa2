"""The pages of tasks: given, come back, and asked of an overdue one whether it was done in time."""

from datetime import UTC, datetime

import pytest
import time_machine

from sotay.access.choices import Role
from sotay.resolutions.models import Task
from tests.meetings.session_support import Evening
from tests.minutes.support import held
from tests.web.minutes.test_minutes import NIGHT, client

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(db: None) -> Evening:
    with time_machine.travel(NIGHT, tick=True):
        return held()


def test_of_an_overdue_task_the_page_asks_whether_it_was_done_in_time(evening: Evening) -> None:
    """Due 20/11; looked at on the day itself and five days later."""
    task = Task.objects.first()
    assert task is not None
    back, there = f"/to-chuc/{evening.cell.public_id}/nhiem-vu/", f"/nhiem-vu/{task.public_id}/"
    with time_machine.travel(datetime(2026, 11, 20, 13, tzinfo=UTC), tick=False):
        page = client(Role.SECRETARY, evening).get(back).content.decode()
        assert "Đã xong" in page
        assert "Xong muộn" not in page
        assert "Hoàn thành muộn" not in client(Role.SECRETARY, evening).get(there).content.decode()
    with time_machine.travel(datetime(2026, 11, 25, 13, tzinfo=UTC), tick=False):
        secretary = client(Role.SECRETARY, evening)
        page = secretary.get(back).content.decode()
        assert "Đã xong" not in page
        assert "Xong đúng hạn" in page
        stale = secretary.post(there, {"outcome": "done"}, follow=True).content.decode()
        assert "đã quá hạn nên ghi là hoàn thành muộn" in stale, "tapped on a page of some days ago"
        for said, kept in (("in-time", "done"), ("late", "late")):
            assert secretary.post(there, {"outcome": said}).status_code == 302
            task.refresh_from_db()
            assert task.outcome == kept
            assert f'value="{said}" checked' in secretary.get(there).content.decode()


def test_tasks_are_given_and_come_back(evening: Evening) -> None:
    secretary = client(Role.SECRETARY, evening)
    here = f"/sinh-hoat/{evening.meeting.public_id}/giao-viec/"
    page = secretary.get(here).content.decode()
    assert 'value="30/11/2026"' in page, "due at the month's end unless said otherwise"
    said = {"text": "Việc <i>mới</i>", "members": [evening.members[3].public_id], "due_on": "25/11/2026"}
    assert secretary.post(here, said | {"members": []}).status_code == 400
    assert secretary.post(here, said).status_code == 302
    task = Task.objects.get(text="Việc <i>mới</i>")
    back = f"/to-chuc/{evening.cell.public_id}/nhiem-vu/"
    assert "Việc &lt;i&gt;mới&lt;/i&gt;" in secretary.get(back).content.decode()
    there = f"/nhiem-vu/{task.public_id}/"
    assert secretary.post(there, {"outcome": "not"}).status_code == 400
    assert secretary.post(there, {"outcome": "done"}).status_code == 302
    stranger = client(Role.SECRETARY, held())
    assert stranger.get(there).status_code == 404
    assert secretary.post(here, {"bo": task.public_id}).status_code == 302
    assert not Task.objects.filter(pk=task.pk).exists()
