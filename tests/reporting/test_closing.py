"""A closed report keeps its words, figures, number and day; corrections show beside it, never in it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection

from sotay.access.choices import Permission
from sotay.core.actor import Actor, Reach, system_actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.period import Period
from sotay.facts.operations import recount_everything
from sotay.journal.models import Entry
from sotay.meetings.models import Attendance
from sotay.organisations.choices import Block, Kind
from sotay.organisations.models import Organisation
from sotay.programmes.operations import save_review_text
from sotay.programmes.rules import programme
from sotay.reporting.choices import ReportKind
from sotay.reporting.frozen import Printed, paper_from_json, paper_to_json
from sotay.reporting.models import ClosedReport, FrozenReport
from sotay.reporting.operations import CloseRequest, close_report, export_closed, withdraw_report
from sotay.reporting.papers import report_paper
from sotay.reporting.queries import gather
from sotay.reporting.queries.closed import closed_reports, differences, next_number, stored_paper
from tests import factories

pytestmark = pytest.mark.django_db
ACTOR = system_actor(Permission)
MARCH = Period(202403, 202403)
DAY = date(2024, 4, 20)
AT = datetime(2024, 4, 20, 8, tzinfo=UTC)
PLAN = programme("de-an-11")
REGULAR = "Tháng có sinh hoạt thường kỳ"


@pytest.fixture
def commune() -> Organisation:
    """A committee of two cells; its March report is written and its secretary known."""
    top = factories.organisation(Kind.SUPERIOR, code="H", name="Đảng bộ huyện Thử")
    node = factories.organisation(
        Kind.GRASSROOTS_COMMITTEE, top, code="X", name="Đảng bộ xã Thử", block=Block.COMMUNE
    )
    node.names.update(organ_name="Đảng ủy xã Thử")
    cells = [factories.organisation(Kind.CELL, node, code=f"X{n}") for n in range(2)]
    factories.settle(top, node, *cells)
    factories.position(node, "secretary", "Bí Thư Thử")
    factories.roll(factories.meeting(cells[0], 202403), "present", "present", "unexcused")
    recount_everything()
    for key in ("remarks", "proposals"):
        write(node, key)
    return node


def write(node: Organisation, key: str, text: str = "Đã viết.") -> None:
    save_review_text(
        actor=ACTOR,
        organisation=node,
        programme="",
        report="bao-cao-thang",
        period=MARCH,
        key=key,
        text=text,
        struck=False,
        version=0,
        at=AT,
    )


REQUEST = CloseRequest(ReportKind.MONTH, PLAN, MARCH, DAY, 7, "2020-2025")


def close(node: Organisation, request: CloseRequest = REQUEST, actor: Actor = ACTOR) -> ClosedReport:
    return close_report(actor=actor, organisation=node, request=request, at=AT, today=DAY)


def correct(node: Organisation) -> None:
    """Somebody who was missing was there after all."""
    Attendance.objects.filter(state="unexcused").update(state="present")
    recount_everything()


def test_it_bears_its_number_and_day_and_is_no_draft(commune: Organisation) -> None:
    head = stored_paper(close(commune)).head
    assert (head.number, head.draft) == ("Số 07-BC/ĐU", "")
    assert head.place_and_date.endswith("ngày 20 tháng 4 năm 2024")
    assert (head.post, head.signatory) == ("BÍ THƯ", "Bí Thư Thử")
    entry = Entry.objects.get(event="ReportClosed")
    assert json.loads(entry.payload)["digest"] == ClosedReport.objects.get().digest


def test_a_later_correction_shows_beside_it_and_never_in_it(commune: Organisation) -> None:
    report = close(commune)
    before = export_closed(actor=ACTOR, report=report, form="docx", at=AT)
    assert differences(ACTOR, report) == []
    correct(commune)
    found = {(d.label, d.scope): (d.printed, d.today) for d in differences(ACTOR, report)}
    assert found["Đảng viên dự sinh hoạt thường kỳ", ""] == ("66,7% (2/3)", "100% (3/3)")
    assert export_closed(actor=ACTOR, report=report, form="docx", at=AT) == before


def test_only_what_stands_in_the_paper_is_compared(commune: Organisation) -> None:
    """Figures are kept in every scope; of the mean and of lengths the paper says nothing organisation by
    organisation, so no reader looks for them there."""
    report = close(commune)
    kept = {(f["code"], bool(f["scope"])) for f in report.figures}
    assert {("meeting.attendance_mean", True), ("meeting.duration_ok", False)} <= kept
    correct(commune)
    found = {(d.label, bool(d.scope)) for d in differences(ACTOR, report)}
    mean = next(f["label"] for f in report.figures if f["code"] == "meeting.attendance_mean")
    assert (mean, False) in found
    assert (mean, True) not in found
    text = json.dumps(report.paper, ensure_ascii=False)
    for one in differences(ACTOR, report):
        assert one.printed.split(" ")[0] in text, (one.label, one.scope, one.printed)


def test_a_paper_made_before_figures_could_be_opened_is_compared_whole(commune: Organisation) -> None:
    report = close(commune)
    correct(commune)
    fewer = len(differences(ACTOR, report))
    report.paper = json.loads(json.dumps(report.paper).replace('"opens": "code=', '"opens": "old='))
    assert len(differences(ACTOR, report)) > fewer


def test_nothing_recorded_and_none_of_it_done_are_told_apart(commune: Organisation) -> None:
    """The second cell had told nothing when the report was closed: that was no 0% then, nor is it now."""
    report = close(commune)
    kept = {(f["code"], f["scope"]): (f["known"], f["covered"]) for f in report.figures}
    assert kept["meeting.regular", ""] == (1, 2)
    factories.meeting(Organisation.objects.get(code="X1"), 202403, status="not_held", reason="Bão.")
    recount_everything()
    found = {d.scope: (d.printed, d.today) for d in differences(ACTOR, report) if d.label == REGULAR}
    assert found == {"Tổ chức X1": ("chưa đủ số liệu", "0% (0/1)")}


def test_a_report_closed_before_coverage_was_kept_says_only_its_counts(commune: Organisation) -> None:
    report = close(commune)
    before = [{n: v for n, v in f.items() if n not in {"known", "covered"}} for f in report.figures]
    report.figures = before
    assert differences(ACTOR, report) == [], "what was not kept is no difference"
    factories.meeting(Organisation.objects.get(code="X1"), 202403)
    recount_everything()
    found = {d.scope: (d.printed, d.today) for d in differences(ACTOR, report) if d.label == REGULAR}
    assert found["Tổ chức X1"] == ("0/1", "100% (1/1)")
    assert not any(d.printed.startswith("0%") for d in differences(ACTOR, report))


def test_what_was_too_little_to_print_is_told_so_of_a_closed_report_too() -> None:
    """The paper said "chưa đủ số liệu" of 3/22, known of one meeting in thousands: so does its comparison."""
    scarce = Printed("x", "Nhiệm vụ", "", 3, 22, 1, 11992)
    assert scarce.text == "chưa đủ số liệu"
    assert not scarce.differs_from(Printed("x", "Nhiệm vụ", "", 4, 30, 2, 11992)), "neither is in print"
    now = Printed("x", "Nhiệm vụ", "", 3, 22, 9000, 11992)
    assert now.text == "13,6% (3/22)"
    assert scarce.differs_from(now)


def test_the_stored_paper_is_the_paper(commune: Organisation) -> None:
    for kind, period in ((ReportKind.MONTH, MARCH), (ReportKind.FINAL, Period(202201, 202403))):
        paper = report_paper(gather(ACTOR, commune, kind, PLAN, period, report_date=DAY))
        assert paper_from_json(paper_to_json(paper)) == paper


def test_nothing_of_a_closed_report_can_be_rewritten(commune: Organisation) -> None:
    report = close(commune)
    report.signatory = "Người khác"
    with pytest.raises(FrozenReport):
        report.save()
    with pytest.raises(FrozenReport):
        ClosedReport.objects.filter(pk=report.pk).update(number=8)
    with pytest.raises(FrozenReport):
        report.delete()


@pytest.mark.parametrize("column", ["paper", "figures", "signatory", "number"])
def test_a_row_changed_from_outside_is_noticed_and_not_printed(commune: Organisation, column: str) -> None:
    report = close(commune)
    value = {"paper": json.dumps(report.paper | {"form": "HD-05"}), "figures": "[]", "signatory": "Ai đó"}
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE reporting_closedreport SET {column} = %s", [value.get(column, 9)])
    with pytest.raises(DomainError, match="sửa ngoài phần mềm"):
        export_closed(actor=ACTOR, report=ClosedReport.objects.get(), form="docx", at=AT)


def test_a_number_is_used_once_in_a_term(commune: Organisation) -> None:
    close(commune)
    with pytest.raises(DomainError, match="đã dùng"):
        close(commune)
    assert close(commune, replace(REQUEST, term="2025-2030")).number == 7
    assert next_number(commune, "2020–2025") == 8
    row = ClosedReport.objects.order_by("pk").first()
    assert row is not None
    row.pk, row.public_id, row._state.adding = None, "khac", True  # type: ignore[assignment]
    with pytest.raises(IntegrityError):
        row.save()


def test_an_empty_place_or_nobody_to_sign_keeps_it_open(commune: Organisation) -> None:
    with pytest.raises(DomainError, match="phần chưa viết"):
        close(commune, replace(REQUEST, kind=ReportKind.QUARTER, period=Period(202401, 202403)))
    save_review_text(
        actor=ACTOR,
        organisation=commune,
        programme="",
        report="bao-cao-thang",
        period=MARCH,
        key="letter_post",
        text="deputy_secretary:",
        struck=False,
        version=0,
        at=AT,
    )
    with pytest.raises(DomainError, match="Chưa ghi ai là phó bí thư"):
        close(commune)
    assert not ClosedReport.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"day": date(2024, 5, 1)}, "chưa tới"),
        ({"day": date(2024, 2, 1)}, "sau khi kỳ báo cáo bắt đầu"),
        ({"term": "2020"}, "nhiệm kỳ"),
        ({"number": 0}, "từ 1 trở lên"),
        ({"period": Period(202402, 202403)}, "đúng một tháng"),
    ],
)
def test_what_does_not_fit_is_refused(commune: Organisation, more: dict[str, object], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        close(commune, replace(REQUEST, **more))  # type: ignore[arg-type]


def test_a_new_one_takes_the_place_of_the_old_with_a_reason(commune: Organisation) -> None:
    old = close(commune)
    with pytest.raises(DomainError, match="Ghi lý do"):
        close(commune, replace(REQUEST, number=8, replaces=old))
    new = close(commune, replace(REQUEST, number=8, replaces=old, note="Sai số đảng viên."))
    assert [r.number for r in closed_reports(ACTOR, commune)] == [8, 7], "the old number stays"
    old.refresh_from_db()
    assert old.withdrawal.note == "Sai số đảng viên."
    assert old.replaced_by == new
    with pytest.raises(DomainError, match="không làm lại"):
        close(commune, replace(REQUEST, number=9, replaces=old, note="Lần nữa."))
    assert not ClosedReport.objects.filter(number=9).exists(), "nothing half done"


def test_a_cancelled_number_stays_and_is_not_given_again(commune: Organisation) -> None:
    report = close(commune)
    with pytest.raises(DomainError, match="Ghi lý do"):
        withdraw_report(actor=ACTOR, report=report, note=" ", at=AT)
    withdraw_report(actor=ACTOR, report=report, note="Lấy nhầm số.", at=AT)
    assert Entry.objects.filter(event="ReportWithdrawn").count() == 1
    with pytest.raises(DomainError, match="đã dùng"):
        close(commune)


def test_who_only_writes_may_not_close(commune: Organisation) -> None:
    here = (Reach(commune.path, None),)
    rights = (Permission.REPORT_VIEW, Permission.REPORT_WRITE, Permission.FIGURES_VIEW)
    writer = Actor(1, "người viết", {str(p): here for p in rights})
    with pytest.raises(PermissionDenied):
        close(commune, actor=writer)
    with pytest.raises(PermissionDenied):
        withdraw_report(actor=writer, report=close(commune), note="x", at=AT)


def test_a_figure_declared_after_the_closing_is_no_difference(commune: Organisation) -> None:
    """The paper never told it; what it did tell and lost since is still shown."""
    report = close(commune)
    report.figures = [f for f in report.figures if f["code"] not in {"task.done", "meeting.thematic"}]
    assert differences(ACTOR, report) == []
    report.figures = [*report.figures, {"code": "org.gone", "label": "Đã bỏ", "scope": "", "numerator": 1,
                                        "denominator": None}]  # fmt: skip
    assert [d.label for d in differences(ACTOR, report)] == ["Đã bỏ"]
