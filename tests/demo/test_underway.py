"""The month in which the demo opens: most cells have met, some are late, some put it off or say nothing."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.demo.district import FULL, SMALL, build_district
from sotay.demo.district.model import Underway
from sotay.demo.files import write_files
from sotay.demo.operations import load_demo
from sotay.meetings.choices import Duty, Lack, Status
from sotay.meetings.models import Meeting
from sotay.meetings.queries.duty import month_duty
from sotay.organisations.models import Organisation

AT, TODAY, MONTH = datetime(2022, 6, 10, 2, tzinfo=UTC), date(2022, 6, 10), 202206


@cache
def _begun() -> Underway:
    begun = build_district(FULL).underway
    assert begun is not None
    return begun


def test_every_outcome_is_there_and_most_have_met() -> None:
    begun = _begun()
    found = Counter(s.status for s in begun.sittings)
    assert begun.month == 202406
    assert set(found) == {"Đã sinh hoạt", "Dự kiến", "Hoãn", "Không tổ chức"}
    assert found["Đã sinh hoạt"] > found.total() / 2
    cells = {c for c in build_district(FULL).cells if not c.ended}
    assert len(cells) > len(begun.sittings) + len(begun.counts), "some say nothing yet"


def test_nothing_is_held_on_a_day_to_come() -> None:
    assert all(s.held_on < date(2024, 6, 10) for s in _begun().sittings if s.held_on)
    planned = [s.planned_on for s in _begun().sittings if s.status == "Dự kiến" and s.planned_on]
    assert min(planned) < date(2024, 6, 10) <= max(planned), "some days passed, some are still to come"


def test_papers_came_early_on_the_day_or_not_at_all() -> None:
    held = [s for s in _begun().sittings if s.held_on]
    days = {(s.held_on - s.papers_on).days if s.held_on and s.papers_on else None for s in held}
    assert days == {None, 0, 1, 2, 3, 5}


def test_the_first_commune_is_left_to_the_products_own_operations() -> None:
    assert not [s for s in _begun().sittings if s.cell.code.startswith("ML-X01")]


def test_what_went_before_stays_as_it_was() -> None:
    with_it, without = (build_district(replace(SMALL, underway=some)) for some in (True, False))
    assert [p.name for p in with_it.people] == [p.name for p in without.people]
    assert [(s.cell.code, s.held_on) for s in with_it.sittings] == [
        (s.cell.code, s.held_on) for s in without.sittings
    ]


@pytest.mark.django_db
def test_it_comes_in_through_the_import_and_shows_what_is_missing() -> None:
    shape = replace(SMALL, communes=2, commune_cells=22, underway=True)
    with TemporaryDirectory() as folder:
        files = write_files(Path(folder), build_district(shape))
        assert files[-1].name == "thang-06-2022.xlsx"
        load_demo(Path(folder), password="chi-de-thu-2024", at=AT, today=TODAY)
    assert Meeting.objects.filter(counted_for=MONTH, status=Status.HELD, papers_on__isnull=False).exists()
    district = Organisation.objects.get(code="ML")
    lines = month_duty(system_actor(Permission), district, MONTH, today=TODAY)
    assert {Duty.ON_TIME, Duty.NOT_YET} <= {line.duty for line in lines}
    assert Lack.ROLL in {lack for line in lines for lack in line.lacks}
