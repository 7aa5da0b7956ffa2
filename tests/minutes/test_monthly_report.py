"""The monthly report upward: computed, counts only, two places by hand (papers, bao-cao-thang)."""

from datetime import date

import pytest

from sotay.core.errors import PermissionDenied
from sotay.meetings.models import Attendance
from sotay.minutes.models import MonthlyReport
from sotay.minutes.operations import send_monthly_report, write_report
from sotay.minutes.operations.reporting import ReportConflict, ReportDraft, ReportRefused
from sotay.minutes.queries import month_figures, report_of, reports_sent
from sotay.minutes.queries.months import figures_from, plain_of
from tests.meetings.session_support import DAY, DEPUTY, SECRETARY, Evening, after, evening
from tests.minutes.support import held

pytestmark = pytest.mark.django_db
MONTH = 202611
WRITTEN = ReportDraft("Tư tưởng ổn định.", None)


def write(one: Evening, draft: ReportDraft = WRITTEN, seen: int = 0) -> MonthlyReport:
    return write_report(actor=SECRETARY, cell=one.cell, month=MONTH, draft=draft, seen=seen, at=after(200))


def send(one: Evening, today: date = DAY) -> MonthlyReport:
    return send_monthly_report(actor=SECRETARY, cell=one.cell, month=MONTH, at=after(201), today=today)


def test_the_figures_come_from_the_records() -> None:
    found = month_figures(held().cell, MONTH, today=DAY)
    assert (found.official, found.probationary) == (7, 0)
    assert (found.held_on, found.long, found.least) == (DAY, 105, 90)
    assert (found.expected, found.present, found.excused, found.unexcused) == (7, 4, 2, 1)
    assert found.speakers == 2, "the superior's delegate is no member of the cell"
    assert found.delegate is True
    assert (found.given, found.tasked, found.working) == (2, 2, 7)
    assert found.steps is not None
    assert found.steps[0] == found.steps[1]


def test_what_was_not_recorded_is_not_known() -> None:
    found = month_figures(evening().cell, MONTH, today=DAY)
    assert (found.held_on, found.expected, found.speakers, found.delegate) == (None, None, None, None)


def test_figures_go_to_json_and_back() -> None:
    found = month_figures(held().cell, MONTH, today=DAY)
    assert figures_from(plain_of(found)) == found


def test_both_places_are_written_or_struck_out_before_it_is_sent() -> None:
    one = held()
    with pytest.raises(ReportRefused, match="gạch bỏ"):
        send(one)
    write(one, ReportDraft("Ổn định", ""))
    with pytest.raises(ReportRefused, match="gạch bỏ"):
        send(one)
    write(one, seen=1)
    assert send(one).number == 1


def test_sent_twice_it_is_sent_once_and_then_stands() -> None:
    one = held()
    write(one)
    assert send(one).number == send(one).number == 1
    with pytest.raises(ReportRefused, match="đã gửi"):
        write(one, ReportDraft("Khác", None), seen=1)
    assert reports_sent([one.cell.pk], MONTH) == {one.cell.pk: DAY}


def test_the_month_waits_for_its_meeting_until_it_is_over() -> None:
    one = evening()
    write(one)
    with pytest.raises(ReportRefused, match="bế mạc"):
        send(one)
    assert send(one, today=date(2026, 12, 1)).number == 1


def test_a_later_correction_shows_beside_what_was_told() -> None:
    one = held()
    write(one)
    send(one)
    Attendance.objects.filter(meeting=one.meeting, state="unexcused").update(state="present")
    found = report_of(one.cell, MONTH, today=DAY)
    assert found.told is not None
    assert (found.told.present, found.now.present) == (4, 5)


def test_two_people_writing_lose_nothing() -> None:
    one = held()
    write(one)
    with pytest.raises(ReportConflict) as conflict:
        write(one, ReportDraft("Khác", None))
    assert (conflict.value.theirs, conflict.value.version) == (WRITTEN, 1)


def test_a_deputy_writes_and_does_not_send() -> None:
    one = held()
    write_report(actor=DEPUTY, cell=one.cell, month=MONTH, draft=WRITTEN, seen=0, at=after(200))
    with pytest.raises(PermissionDenied):
        send_monthly_report(actor=DEPUTY, cell=one.cell, month=MONTH, at=after(201), today=DAY)
