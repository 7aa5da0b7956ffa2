"""Figures of a month, quarter or year: each cell-month stands once, and beside the time before."""

from datetime import date

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.core.errors import DomainError
from sotay.core.period import Period
from sotay.facts.operations import recount_everything
from sotay.organisations.choices import Block, Kind
from sotay.organisations.models import Organisation
from sotay.programmes.rules import programme
from sotay.reporting.choices import ReportKind
from sotay.reporting.paper import Paper, Paragraph, Table
from sotay.reporting.papers import report_paper
from sotay.reporting.queries import MonthStates, Review, gather
from sotay.reporting.rules import fitting_period, last_whole, period_before, require_fitting
from tests import factories

pytestmark = pytest.mark.django_db
ACTOR = system_actor(Permission)
MARCH = Period(202403, 202403)


@pytest.fixture
def district() -> Organisation:
    """Of five cells in March: one met in time, one late, one postponed, one did not, one is silent."""
    top = factories.organisation(Kind.SUPERIOR, code="H", name="Đảng bộ huyện Thử")
    commune = factories.organisation(Kind.GRASSROOTS_COMMITTEE, top, code="X", block=Block.COMMUNE)
    cells = [factories.organisation(Kind.CELL, commune, code=f"X{n}", name=f"Chi bộ {n}") for n in range(5)]
    factories.settle(top, commune, *cells)
    in_time = factories.meeting(cells[0], 202403, held_on=date(2024, 3, 3), theme="")
    factories.steps(in_time)
    factories.roll(in_time, "present", "present", "late", "excused", "unexcused")
    factories.meeting(cells[1], 202403, held_on=date(2024, 4, 2))
    factories.meeting(cells[2], 202403, status="postponed")
    factories.meeting(cells[3], 202403, status="not_held", reason="Bão")
    factories.roll(factories.meeting(cells[0], 202402), "present", "unexcused")
    recount_everything()
    return top


def gathered(node: Organisation, kind: ReportKind = ReportKind.MONTH, period: Period = MARCH) -> Review:
    return gather(ACTOR, node, kind, programme("de-an-11"), period, report_date=date(2024, 4, 20))


def table(paper: Paper, title: str) -> Table:
    return next(b for b in paper.blocks if isinstance(b, Table) and b.title.startswith(title))


def test_each_cell_month_stands_once(district: Organisation) -> None:
    found = gathered(district).statistics
    assert found is not None
    assert found.total == MonthStates(due=5, met=2, late=1, postponed=1, not_held=1, missing=1)
    assert found.by_block == {"commune": found.total}
    text = [b.text for b in report_paper(gathered(district)).blocks if isinstance(b, Paragraph)]
    assert (
        "Trong tháng 3 năm 2024 có 5 chi bộ phải sinh hoạt thường kỳ: 2 đã sinh hoạt (có 1 muộn), "
        "1 hoãn có ý kiến cấp ủy, 1 không tổ chức, 1 chưa có số liệu (Biểu 3)." in text
    )


def test_what_is_held_after_the_reports_date_is_still_missing(district: Organisation) -> None:
    early = gather(
        ACTOR, district, ReportKind.MONTH, programme("de-an-11"), MARCH, report_date=date(2024, 4, 1)
    )
    assert early.statistics is not None
    assert early.statistics.total == MonthStates(due=5, met=1, postponed=1, not_held=1, missing=2)


def test_each_measure_stands_beside_the_month_before(district: Organisation) -> None:
    rows = {r[1].text: r for r in table(report_paper(gathered(district)), "Biểu 4").rows}
    regular = rows["Sinh hoạt thường kỳ"]
    assert [(c.text, c.small) for c in regular[2:]] == [("20%", "1/5"), ("40%", "2/5"), ("+20", "")]
    net = rows["Dự sinh hoạt thường kỳ, đã trừ vắng có lý do"]
    assert [(c.text, c.small) for c in net[2:]] == [("50%", "1/2"), ("75%", "3/4"), ("+25", "")]


def test_rows_of_children_add_up_to_the_total(district: Organisation) -> None:
    for node in (district, Organisation.objects.get(code="X")):
        annex = report_paper(gathered(node)).annexes[0].blocks[0]
        assert isinstance(annex, Table)
        children = [row for n, row in enumerate(annex.rows) if n not in annex.total_rows]
        total = annex.rows[-1]
        for column in range(2, 11):
            assert sum(int(row[column].text) for row in children) == int(total[column].text), column


def test_a_cells_month_reads_as_its_monthly_report(district: Organisation) -> None:
    rows = {r[1].text: r[2].text for r in table(report_paper(gathered(cell("X0"))), "Biểu 1").rows}
    assert rows["Sinh hoạt thường kỳ"].startswith("ngày 03/3/2024")
    assert rows["Thực hiện các bước bắt buộc"] == "đủ"
    assert rows["Đảng viên dự sinh hoạt"] == "60% (3/5); trừ vắng có lý do: 75% (3/4)"
    assert rows["Vắng có lý do / không có lý do"] == "01 / 01"
    late = {r[1].text: r[2].text for r in table(report_paper(gathered(cell("X1"))), "Biểu 1").rows}
    assert late["Sinh hoạt thường kỳ"].startswith("ngày 02/4/2024")
    assert "muộn" in late["Sinh hoạt thường kỳ"]


def test_a_cells_quarter_goes_month_by_month(district: Organisation) -> None:
    paper = report_paper(gathered(cell("X0"), ReportKind.QUARTER, Period(202401, 202403)))
    rows = table(paper, "Biểu 1").rows
    assert [row[0].text for row in rows] == ["1/2024", "2/2024", "3/2024"]
    assert rows[0][1].text == "chưa đủ số liệu"


def cell(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def test_only_whole_months_quarters_and_years() -> None:
    assert fitting_period(ReportKind.QUARTER, 202405) == Period(202404, 202406)
    assert last_whole(ReportKind.QUARTER, 202405) == Period(202401, 202403)
    assert last_whole(ReportKind.YEAR, 202412) == Period(202401, 202412)
    assert period_before(Period(202401, 202403)) == Period(202310, 202312)
    require_fitting(ReportKind.INTERIM, Period(202112, 202405))
    with pytest.raises(DomainError, match="trọn một quý"):
        require_fitting(ReportKind.QUARTER, Period(202402, 202404))
