"""The monthly report upward: computed, counts only, two places by hand (papers, bao-cao-thang)."""

from datetime import date

import pytest

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.core.errors import PermissionDenied
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.minutes.models import MonthlyReport
from sotay.minutes.operations import send_monthly_report, write_report
from sotay.minutes.operations.reporting import ReportConflict, ReportDraft, ReportRefused
from sotay.minutes.queries import month_figures, report_of, reports_sent
from sotay.minutes.queries.months import figures_from, plain_of
from sotay.oversight.models import Visit
from tests import factories as make
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
    assert (found.delegate, found.leaders) == (True, 0), "a guest from above, nobody assigned"
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


OCTOBER = 202610


def leading(one: Evening, name: str, since: date) -> Account:
    account = Account.objects.create_account(username=name, full_name=f"Người {name}", password="x" * 12)
    Grant.objects.create(account=account, role=Role.LEADER, organisation=one.cell, valid_from=since)
    return account


def test_the_leader_counts_by_the_visit_they_noted_and_not_by_the_guests() -> None:
    one = held()
    leader = leading(one, "phu-trach", date(2026, 1, 1))
    leading(one, "sau-nay", date(2026, 12, 1))
    found = month_figures(one.cell, MONTH, today=DAY)
    assert (found.leaders, found.leaders_noted, found.leaders_came) == (1, 0, 0)
    about = {"meeting": one.meeting, "cell": one.cell, "account": leader}
    Visit.objects.create(**about, attended=False, noted_at=after(300))
    found = month_figures(one.cell, MONTH, today=DAY)
    assert (found.leaders, found.leaders_noted, found.leaders_came) == (1, 1, 0)
    Visit.objects.update(attended=True)
    assert month_figures(one.cell, MONTH, today=DAY).leaders_came == 1


def test_a_month_known_by_counts_alone_tells_them() -> None:
    one = evening()
    make.count(one.cell, OCTOBER, people=(7, 5, 1, 1), steps_complete=True, theme_held=True)
    found = month_figures(one.cell, OCTOBER, today=DAY)
    assert (found.state, found.counts, found.held_on) == ("held", True, None)
    assert (found.expected, found.present, found.excused, found.unexcused) == (7, 5, 1, 1)
    assert (found.steps, found.steps_complete, found.theme_reported) == (None, True, True)


def test_a_roll_outranks_the_counts_reported_of_its_month() -> None:
    one = held()
    make.count(one.cell, MONTH, people=(9, 9, 0, 0))
    found = month_figures(one.cell, MONTH, today=DAY)
    assert (found.expected, found.present, found.held_on) == (7, 4, DAY)


def test_a_meeting_held_jointly_is_told_by_each_cell_with_its_own_roll() -> None:
    one = held()
    beside = make.organisation(name="Chi bộ thôn Thượng")
    JointCell.objects.create(meeting=one.meeting, cell=beside)
    found = month_figures(beside, MONTH, today=DAY)
    assert (found.state, found.held_on, found.expected) == ("held", DAY, None), "no roll of its own yet"
    assert len(found.beside) == 1
    make.roll(one.meeting, "present", "present", "excused", cell=beside)
    found = month_figures(beside, MONTH, today=DAY)
    assert (found.expected, found.present, found.excused) == (3, 2, 1)
    assert month_figures(one.cell, MONTH, today=DAY).beside == ("Chi bộ thôn Thượng",)


def test_the_second_of_two_joined_months_points_to_the_first() -> None:
    one = held()
    Meeting.objects.filter(pk=one.meeting.pk).update(also_for=202612, consent="CV 12-CV/ĐU")
    found = month_figures(one.cell, 202612, today=date(2027, 1, 2))
    assert (found.state, found.counted_in, found.held_on, found.expected) == ("joined", MONTH, DAY, None)


def test_a_month_put_off_or_not_held_is_no_gap() -> None:
    one = evening()
    Meeting.objects.filter(pk=one.meeting.pk).update(status="postponed", consent="CV 9", reason="bão")
    found = month_figures(one.cell, MONTH, today=DAY)
    assert (found.state, found.consent, found.reason) == ("postponed", "CV 9", "bão")
    assert figures_from(plain_of(found)) == found


def test_a_report_sent_before_states_were_kept_still_reads_as_held() -> None:
    plain = plain_of(month_figures(held().cell, MONTH, today=DAY))
    for name in (
        "state",
        "counts",
        "beside",
        "leaders",
        "leaders_noted",
        "leaders_came",
        "consent",
        "reason",
    ):
        del plain[name]
    assert figures_from(plain).state == "held"
    assert figures_from(plain | {"held_on": None}).state == ""
