"""Counts add up along the tree and time; facts follow every change, and only where it was."""

import pytest

from sotay.facts.figures import FigureSet
from sotay.facts.models import CellMonth
from sotay.facts.operations import mark_stale, recount_everything, refresh
from sotay.facts.rules.records import COLUMNS
from sotay.meetings.models import Attendance, CellMonthCount, Meeting, MeetingStep
from sotay.organisations.models import Organisation
from sotay.oversight.models import Visit
from tests import factories
from tests.facts.compare import product
from tests.facts.ground import undone, write
from tests.facts.pick import Seeded
from tests.facts.records import edge_after, last_day
from tests.facts.refigures import FLOWS, STOCKS, VERDICTS
from tests.facts.worlds import World, seeded

pytestmark = pytest.mark.django_db
Pair = tuple[int, int]


def _sums(said: FigureSet, code: str, *names: str, **fixed: int) -> tuple[float, int]:
    rows = [f for f in said.with_scope(code, *names, *fixed) if fixed.items() <= dict(f.scope).items()]
    return sum(f.numerator for f in rows), sum(f.denominator or 0 for f in rows)


def _whole(said: FigureSet, code: str, **scope: int) -> tuple[float, int]:
    figure = said.find(code, **scope)
    return (figure.numerator, figure.denominator or 0) if figure else (0, 0)


@pytest.mark.parametrize("seed", range(100, 106))
def test_children_and_the_nodes_own_row_add_up_to_the_node(seed: int) -> None:
    world = seeded(seed)
    with undone():
        nodes = write(world)
        recount_everything()
        for node in {nodes[0], nodes[1], nodes[world.node]}:
            said = product(node, world.first, world.last, world.report_date)
            for code in (*FLOWS, *VERDICTS, *STOCKS, "member.total"):
                assert _sums(said, code, "organisation") == pytest.approx(_whole(said, code))
                for year in said.period.years:
                    rows = _sums(said, code, "organisation", year=year)
                    assert rows == pytest.approx(_whole(said, code, year=year))


@pytest.mark.parametrize("seed", range(110, 114))
def test_flows_of_the_years_add_up_to_those_of_the_period(seed: int) -> None:
    world = seeded(seed)
    with undone():
        nodes = write(world)
        recount_everything()
        said = product(nodes[0], world.first, world.last, world.report_date)
        for code in FLOWS:
            assert _sums(said, code, "year") == _whole(said, code)


def _cells(meeting: Meeting) -> list[int]:
    return [meeting.cell_id, *meeting.joint_cells.values_list("cell_id", flat=True)]


def _pairs(meeting: Meeting) -> list[Pair]:
    months = [m for m in (meeting.counted_for, meeting.also_for) if m]
    return [(cell, month) for cell in _cells(meeting) for month in months]


def _change(pick: Seeded, world: World, nodes: list[Organisation]) -> list[Pair]:
    """Change one thing; the cell-months that it touches."""
    meeting: Meeting = pick.one(list(Meeting.objects.order_by("pk")))
    touched = _pairs(meeting)
    cell, month = nodes[pick.one(world.cells())], pick.one(world.months)
    what = pick.one(["new", "gone", "held", "month", "step", "roll", "state", "count", "no_count", "joint"])
    if what == "new":
        touched = _pairs(factories.meeting(cell, month, pick.one(["regular", "combined", "thematic"])))
    elif what == "gone":
        Visit.objects.filter(meeting=meeting).delete()  # while it stands, its meeting stays
        meeting.delete()
    elif what == "held":
        Meeting.objects.filter(pk=meeting.pk).update(status=pick.one(["not_held", "planned"]))
    elif what == "month":
        Meeting.objects.filter(pk=meeting.pk).update(counted_for=month, also_for=None)
        meeting.refresh_from_db()
        touched += _pairs(meeting)
    elif what == "step":
        MeetingStep.objects.filter(meeting=meeting).update(done=False)
    elif what == "roll":
        Meeting.objects.filter(pk=meeting.pk).update(roll_recorded=not meeting.roll_recorded)
    elif what == "state":
        Attendance.objects.filter(meeting=meeting).update(state="excused")
    elif what == "count":
        CellMonthCount.objects.filter(cell=cell, month=month).delete()
        factories.count(cell, month, "yes", (4, 2, 1, 1))
        touched = [(cell.pk, month)]
    elif what == "no_count":
        gone = CellMonthCount.objects.first()
        touched = [(gone.cell_id, gone.month)] if gone else []
        CellMonthCount.objects.filter(pk=gone.pk if gone else None).delete()
    elif what == "joint" and cell.pk not in _cells(meeting):
        meeting.joint_cells.create(cell=cell)
        touched = _pairs(meeting)
    return touched


def _rows() -> dict[Pair, tuple[object, ...]]:
    rows = CellMonth.objects.values_list("cell_id", "month", "held_last", *COLUMNS)
    return {(cell, month): tuple(rest) for cell, month, *rest in rows}


def _keys() -> dict[Pair, int]:
    return {(row.cell_id, row.month): row.pk for row in CellMonth.objects.all()}


@pytest.mark.parametrize(
    "seed", [*range(200, 204), *(pytest.param(s, marks=pytest.mark.slow) for s in range(204, 212))]
)
def test_one_change_recounts_only_what_it_touches(seed: int) -> None:
    world, pick = seeded(seed), Seeded(seed)
    with undone():
        nodes = write(world)
        recount_everything()
        before = _keys()
        touched = set(_change(pick, world, nodes))
        mark_stale(touched)
        assert refresh() == len(touched)
        assert refresh() == 0
        after = _keys()
        for pair in before.keys() - touched:
            assert after[pair] == before[pair], "an untouched fact was written anew"
        fresh = _rows()
        recount_everything()
        assert fresh == _rows()


@pytest.mark.parametrize("seed", range(300, 306))
def test_a_meeting_held_after_the_reports_date_changes_nothing(seed: int) -> None:
    world, pick = seeded(seed), Seeded(seed)
    with undone():
        nodes = write(world)
        recount_everything()
        question = (nodes[0], world.first, world.last, world.report_date)
        before = product(*question).figures
        for cell in world.cells():
            month = pick.one(world.months)
            day = edge_after(max(world.report_date, last_day(month)), last=False)
            kind = pick.one(["regular", "combined", "thematic"])
            late = factories.meeting(nodes[cell], month, kind, held_on=day)
            factories.steps(late)
            factories.roll(late, "present", "excused")
            mark_stale(_pairs(late))
        assert refresh() > 0
        assert product(*question).figures == before
