"""Tasks that come back in the minutes: each paper's own, the others named as such, each told once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sotay.meetings.choices import Kind, Stage, Status
from sotay.meetings.models import Meeting, MeetingMove
from sotay.minutes.models import Adoption
from sotay.minutes.queries import minutes_page, month_figures, record_of, report_of, seal_holds
from sotay.minutes.record import MeetingRecord, record_from_json, record_to_json
from sotay.minutes.rules import digest_of
from sotay.minutes.rules.changes import changes
from sotay.reporting.meeting_papers.month import report_paper
from sotay.reporting.meeting_papers.parts import came_back
from sotay.reporting.paper import Paragraph
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.models import Decision, Task
from sotay.resolutions.operations import settle_task
from tests import factories as make
from tests.meetings.session_support import DAY, DEPUTY, SECRETARY, Evening
from tests.minutes.support import adopt, confirm, held, seal

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 10, 2, 14, tzinfo=UTC)
"""When October's minutes were adopted."""


def met(one: Evening, month: int, day: date, kind: Kind = Kind.REGULAR) -> Meeting:
    return make.meeting(one.cell, month, kind=kind, status=Status.HELD, held_on=day, stage=Stage.SEALED)


def gave(meeting: Meeting, text: str) -> Task:
    assert meeting.held_on is not None
    return Task.objects.create(
        meeting=meeting, cell=meeting.cell, text=text, holders_words="Chi ủy", due_on=date(2026, 10, 20),
        given_at=datetime.combine(meeting.held_on, EVENING.timetz()),
    )  # fmt: skip


def issued(meeting: Meeting, number: int) -> Decision:
    return Decision.objects.create(
        meeting=meeting, cell=meeting.cell, kind=DecisionKind.RESOLUTION, subject="nhiệm vụ tháng",
        text="Nội dung", number=number, issued_on=meeting.held_on,
    )  # fmt: skip


@pytest.fixture
def one() -> Evening:
    """November's meeting. September's gave one task by a numbered resolution; October's two, adopted that
    evening, its resolution without a number."""
    found = held()
    september, october = met(found, 202609, date(2026, 9, 3)), met(found, 202610, date(2026, 10, 2))
    gave(september, "Vận động hiến đất")
    gave(october, "Sửa loa")
    gave(october, "Thu đảng phí")
    issued(september, 1)
    MeetingMove.objects.create(meeting=october, stage=Stage.ADOPTED, after=Stage.CLOSED, at=EVENING)
    return found


def told(one: Evening) -> list[str]:
    found = record_of(one.again(), today=DAY)
    return list(came_back(found.last_paper, found.last_tasks))


def done(text: str, at: datetime, *, in_time: bool = True) -> None:
    task = Task.objects.get(text=text)
    settle_task(
        actor=DEPUTY, task=task, outcome="done", in_time=in_time, at=at, today=at.date()
    )  # fmt: skip


def test_a_resolution_gave_its_own_tasks_and_older_ones_are_named_as_such(one: Evening) -> None:
    last, older = told(one)
    assert last.startswith("Buổi sinh hoạt tháng 10 giao 02 nhiệm vụ: chưa báo kết quả 02"), "no number yet"
    assert older == "Các tháng trước chuyển sang 01 nhiệm vụ: chưa báo kết quả 01 (vận động hiến đất)."
    issued(Meeting.objects.get(counted_for=202610), 2)
    assert told(one)[0].startswith("Nghị quyết tháng 10 giao 02 nhiệm vụ:")


def test_what_another_meeting_gave_since_is_of_no_month_before(one: Evening) -> None:
    gave(met(one, 202610, date(2026, 10, 15), Kind.THEMATIC), "Tuyên truyền")
    assert told(one)[2] == "Các buổi khác giao 01 nhiệm vụ: chưa báo kết quả 01 (tuyên truyền)."


def test_an_older_task_done_since_the_last_meeting_comes_back_once(one: Evening) -> None:
    """Ticked an hour after October's minutes were adopted: they still call it open, November's tell it."""
    done("Vận động hiến đất", EVENING.replace(hour=15), in_time=False)
    Task.objects.filter(text="Vận động hiến đất").update(outcome="late", note="chờ đo đất")
    words = "hoàn thành quá hạn 01 (vận động hiến đất; nguyên nhân: chờ đo đất)"
    assert told(one)[1] == f"Các tháng trước chuyển sang 01 nhiệm vụ: {words}."
    later = met(one, 202612, date(2026, 12, 3))
    adopt(one)
    assert "hiến đất" not in str(record_of(later, today=date(2026, 12, 3)).last_tasks)


def test_an_older_task_told_as_done_at_the_last_meeting_does_not_come_back(one: Evening) -> None:
    """Ticked an hour before October's minutes were adopted, on the same day."""
    done("Vận động hiến đất", EVENING.replace(hour=13))
    assert len(told(one)) == 1


def test_an_older_task_done_in_time_is_named_with_its_result(one: Evening) -> None:
    done("Vận động hiến đất", EVENING.replace(hour=15))
    Task.objects.filter(text="Vận động hiến đất").update(note="3/3 hộ")
    assert told(one)[1].endswith("hoàn thành đúng hạn 01 (vận động hiến đất; kết quả: 3/3 hộ).")


def test_the_months_report_tells_of_older_tasks_beside_last_months(one: Evening) -> None:
    """October's two are last month's; September's came back, and is done since, though late."""
    assert reported(one, 202611) == (
        "Nhiệm vụ tháng 10: chưa đủ số liệu. Nhiệm vụ giao trước tháng 10 chuyển sang: 01, chưa hoàn thành."
    )
    done("Vận động hiến đất", EVENING.replace(hour=15), in_time=False)
    done("Sửa loa", EVENING.replace(hour=15))
    assert reported(one, 202611) == (
        "Nhiệm vụ tháng 10: hoàn thành đúng hạn 50% (1/2). "
        "Nhiệm vụ giao trước tháng 10 chuyển sang: 01, đã hoàn thành 01."
    )
    assert "giao trước" not in reported(one, 202610), "September is October's last month"


def reported(one: Evening, month: int) -> str:
    """What the report of a month says of the tasks of earlier ones."""
    figures = month_figures(one.cell, month, today=DAY)
    paper = report_paper(report_of(one.cell, month, today=DAY), figures)
    words = next(b.text for b in paper.blocks if isinstance(b, Paragraph) and "Nhiệm vụ tháng" in b.text)
    return words.split(f" Nhiệm vụ tháng {month % 100}:")[0]


# Minutes that were adopted, and sealed, by an earlier version. ----------------------------------------


def as_before(one: Evening) -> MeetingRecord:
    """What an earlier version said: all of the last paper, the older ones done since left out."""
    found = record_of(one.again(), today=DAY)
    tasks = tuple(replace(t, given="") for t in found.last_tasks if not (t.given and t.state == "done"))
    return replace(found, last_tasks=tasks, last_paper="Nghị quyết tháng 9")


def kept(record: MeetingRecord) -> str:
    text = record_to_json(record, bare=True)
    assert '"given"' not in text.split('"last_tasks"')[1].split("]")[0], "a field they did not have"
    return text


@pytest.mark.parametrize("older_done", [False, True])
def test_minutes_adopted_by_an_earlier_version_are_sealed_as_the_cell_heard_them(
    one: Evening, *, older_done: bool
) -> None:
    if older_done:
        done("Vận động hiến đất", EVENING.replace(hour=15))
    adopt(one)
    before = as_before(one)
    Adoption.objects.update(digest=digest_of(before), record=kept(before))
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert page.outdated is None
    assert page.record.last_paper == "Nghị quyết tháng 9"
    assert {task.given for task in page.record.last_tasks} == {""}
    confirm(one)
    assert seal(one).digest == digest_of(before)
    assert seal_holds(one.again())


def test_a_number_taken_after_the_adoption_makes_no_other_minutes(one: Evening) -> None:
    adopt(one)
    issued(Meeting.objects.get(counted_for=202610), 2)
    assert minutes_page(SECRETARY, one.meeting.public_id, today=DAY).outdated is None
    confirm(one)
    assert "Buổi sinh hoạt tháng 10" in seal(one).record


def test_an_outcome_said_after_the_adoption_is_a_change_and_is_named(one: Evening) -> None:
    adopt(one)
    before = record_of(one.again(), today=DAY)
    done("Vận động hiến đất", EVENING.replace(hour=15))
    assert minutes_page(SECRETARY, one.meeting.public_id, today=DAY).changed
    now = record_of(one.again(), today=DAY)
    (change,) = [one for one in changes(before, now) if "hiến đất" in one.what]
    assert change.before == "chưa báo kết quả, giao từ các tháng trước"
    assert change.now == "hoàn thành đúng hạn, giao từ các tháng trước"


def test_where_a_task_was_given_is_kept_with_the_minutes(one: Evening) -> None:
    found = record_of(one.again(), today=DAY)
    again = record_from_json(record_to_json(found))
    assert [task.given for task in again.last_tasks] == ["earlier", "", ""]
    assert digest_of(again) == digest_of(found)
