"""The records behind a figure add up to it, for every indicator and scope that pages show."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.core.period import Period
from sotay.facts.drill import Scope, drill, totals
from sotay.facts.operations import recount_everything
from sotay.facts.queries import figures, load_counter
from sotay.organisations.models import Organisation
from sotay.reporting.review.words import anything_known
from sotay.web.figures.notes import spans_words
from tests.facts.ground import undone, write
from tests.facts.worlds import seeded
from tests.web.world import TODAY, World

EVERYTHING = system_actor(Permission)
CODES = [
    "org.grassroots",
    "org.cells",
    "org.units",
    "member.total",
    "meeting.regular",
    "meeting.regular_cells",
    "meeting.steps",
    "meeting.steps_cells",
    "meeting.thematic",
    "meeting.thematic_cells",
    "meeting.attendance",
    "meeting.attendance_net",
    "meeting.attendance_mean",
]


def differences(node: Organisation, period: Period, report_date: Any) -> list[str]:
    """Figures whose records do not add up to them."""
    counter = load_counter(node, period, report_date=report_date)
    found = figures(EVERYTHING, node, period, report_date=report_date, counter=counter)
    segments = {child.code: child.segment for child in found.children}
    wrong = []
    for figure in found.figures:
        if "age" in figure.scope:
            continue
        child = str(figure.scope.get("organisation", ""))
        scope = Scope(
            str(figure.scope.get("block", "")),
            segments[child] if child else "",
            int(figure.scope.get("year", 0)),
            str(figure.scope.get("status", "")),
            str(figure.scope.get("sex", "")),
        )
        behind = drill(counter, figure.code, scope, organisation=node)
        numerator, denominator = totals(behind.records)
        same = abs(numerator - figure.numerator) < 1e-9 and denominator == (figure.denominator or 0)
        if not same:
            wrong.append(f"{figure.code} {dict(figure.scope)}: {numerator}/{denominator} ≠ {figure}")
        if not figure.scope and figure.code in found.left_out:
            left = sum(map(len, found.left_out[figure.code].values()))
            if left != len(behind.left_out):
                wrong.append(f"{figure.code}: left out {len(behind.left_out)} ≠ {left}")
    return wrong


# A few worlds in the quick suite, the rest with the slow ones.
WORLDS = [*range(3), *(pytest.param(s, marks=pytest.mark.slow) for s in range(3, 12))]


@pytest.mark.parametrize("seed", WORLDS)
@pytest.mark.django_db
def test_records_add_up_in_any_world(seed: int) -> None:
    """Moves, merges, splits, counts beside rolls, reports dated in the middle."""
    drawn = seeded(seed)
    with undone():
        nodes = write(drawn)
        recount_everything()
        period = Period(drawn.first, drawn.last)
        wrong = [w for n in {nodes[0], nodes[drawn.node]} for w in differences(n, period, drawn.report_date)]
    assert not wrong, "\n".join(wrong)


def shown(page: str) -> tuple[str, str]:
    """The figure's value and counts at the top of its page."""
    found = re.search(r'tile__v"><b>(.*?)</b> <span>(.*?)</span>', page)
    assert found
    return found[1], found[2]


@pytest.mark.parametrize("scope", [{}, {"khoi": "commune"}, {"nam": "2024"}, {"con": "A"}])
def test_pages_show_the_same_figures_as_their_records(world: World, scope: dict[str, str]) -> None:
    query = scope | ({"con": world.places["A"].public_id} if "con" in scope else {})
    node = world.places["H"]
    counter = load_counter(node, Period(202112, 202405), report_date=TODAY)
    found = figures(EVERYTHING, node, Period(202112, 202405), report_date=TODAY, counter=counter)
    words: dict[str, str | int] = {}
    if "khoi" in scope:
        words["block"] = "commune"
    if "nam" in scope:
        words["year"] = 2024
    if "con" in scope:
        words["organisation"] = "A"
    for code in CODES:
        answer = world.get("huyen", world.page("H", f"so-lieu/{code}/"), **query)
        assert answer.status_code == 200, code
        figure = found.find(code, **words)
        assert figure is not None, code
        if isinstance(figure.numerator, int) and figure.denominator:
            counts = f"{figure.numerator}/{figure.denominator}".replace(".", "")
            wanted = counts if anything_known(figure) else "chưa có số liệu"
            assert wanted in shown(answer.content.decode())[1].replace(".", ""), code


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [(None, "H", 302), ("huyen", "H", 200), ("xa", "A", 200), ("xa", "B", 404), ("bi-thu", "A2", 404)],
)
def test_who_may_open_it(world: World, who: str | None, code: str, status: int) -> None:
    assert world.get(who, world.page(code, "so-lieu/meeting.regular/")).status_code == status


@pytest.mark.parametrize(
    "query",
    [{"khoi": "x"}, {"con": "khongcoaidau12"}, {"con": "B"}, {"nam": "1999"}, {"nam": "²"}],
)
def test_a_scope_that_is_not_there_is_not_found(world: World, query: dict[str, str]) -> None:
    if query.get("con") in world.places:
        query = {"con": world.places[query["con"]].public_id}
    assert world.get("xa", world.page("A", "so-lieu/meeting.regular/"), **query).status_code == 404
    assert world.get("xa", world.page("A", "so-lieu/khong.co/")).status_code == 404


def test_left_out_cells_are_named_with_the_reason(world: World) -> None:
    page = world.get(
        "huyen", world.page("H", "so-lieu/meeting.thematic_cells/"), tu="2024-04", den="2024-05"
    ).content.decode()
    assert "không có quý phải có chuyên đề" in page
    assert "Chưa đủ quý" in page


def test_filters_split_the_records(world: World) -> None:
    address = world.page("H", "so-lieu/meeting.regular/")
    page = world.get("huyen", address, tu="2024-01", den="2024-05").content.decode()
    assert "Tất cả: 20" in page
    assert "Không tổ chức: 1" in page
    assert "Hoãn, có ý kiến: 1" in page
    missed = world.get("huyen", address, tu="2024-01", den="2024-05", loc="chua").content.decode()
    assert "Chi bộ thôn A2" in missed
    assert "Chi bộ Kho bạc</a>" not in missed


def test_a_verdict_names_the_months_and_quarters_it_lacks(world: World) -> None:
    query = {"tu": "2024-01", "den": "2024-05"}
    months = world.get("huyen", world.page("H", "so-lieu/meeting.regular_cells/"), **query).content.decode()
    assert "Tháng còn thiếu" in months
    assert "3/2024 – 4/2024" in months, "A2 did not meet in March and put off April"
    quarters = world.get("huyen", world.page("H", "so-lieu/meeting.thematic_cells/"), **query)
    assert "quý I/2024" in quarters.content.decode().split('id="ban-ghi"')[1]


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ((), ""),
        ((202312, 202401, 202403), "12/2023 – 1/2024, 3/2024"),
        ((20224, 20231, 20233), "quý IV/2022 – quý I/2023, quý III/2023"),
    ],
)
def test_months_in_a_row_are_one_span(spans: tuple[int, ...], said: str) -> None:
    assert spans_words(spans) == said


def test_verdicts_are_met_or_not(world: World) -> None:
    address = world.page("H", "so-lieu/meeting.regular_cells/")
    page = world.get("huyen", address, tu="2024-01", den="2024-05").content.decode()
    assert "Đạt: " in page
    assert "Chưa đạt: " in page
    assert "Đã đếm" not in page.split('id="ban-ghi"')[1]


@pytest.mark.parametrize("code", ["meeting.regular", "meeting.regular_cells", "member.total", "org.cells"])
def test_the_committee_of_a_cell_is_named_from_above(world: World, code: str) -> None:
    query = {"tu": "2024-01", "den": "2024-05"}
    page = world.get("huyen", world.page("H", f"so-lieu/{code}/"), **query).content.decode()
    assert "Đảng bộ xã An · A1" in page
    assert "Chi bộ Kho bạc · S" not in page, "a cell right below needs no committee"
    inside = world.get("huyen", world.page("A", f"so-lieu/{code}/"), **query).content.decode()
    assert "Đảng bộ xã An · A1" not in inside


def test_no_names_of_persons_behind_members(world: World) -> None:
    page = world.get("huyen", world.page("H", "so-lieu/member.total/")).content.decode()
    assert "Tôi Là Đảng Viên" not in page
    assert "Chi bộ thôn A1" in page


@pytest.mark.parametrize("code", ["meeting.regular", "meeting.thematic_cells", "org.cells"])
def test_number_of_queries_does_not_grow(
    world: World, code: str, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = world.client("huyen")
    with CaptureQueriesContext(connection) as one:
        client.get(world.page("A1", f"so-lieu/{code}/"), {"tu": "2024-01", "den": "2024-03"})
    with django_assert_max_num_queries(len(one)):
        client.get(world.page("H", f"so-lieu/{code}/"), {"tu": "2024-01", "den": "2024-03"})


def test_nothing_to_count_is_not_called_missing(world: World) -> None:
    """The guidance in force until October 2025 asks for no papers beforehand: no meeting is to be judged."""
    page = world.get("huyen", world.page("H", "so-lieu/meeting.papers_ok/")).content.decode()
    figure = page.split('id="ban-ghi"')[0]
    assert "quy định khi đó không nêu thời hạn gửi tài liệu" in figure
    assert "chưa có số liệu" not in figure
    assert "0/0 buổi" not in figure
