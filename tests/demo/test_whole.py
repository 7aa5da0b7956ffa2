"""The whole demo by its command: the article's figures, counted from the records."""

import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pytest_django.fixtures import Settings

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.core.vietnamese import format_percent
from sotay.demo.district import FULL, build_district
from sotay.facts.figures import FigureSet
from sotay.facts.queries import figures
from sotay.jobs.cli.demo_command import demo_command
from sotay.journal.models import Entry
from sotay.journal.queries import all_faults
from sotay.organisations.models import Organisation

COMMUNE, AGENCY, ENTERPRISE = "commune", "agency", "enterprise"


def _run(settings: Settings, folder: Path) -> Result:
    settings.DEMO, settings.DATA_DIR = True, folder
    result = CliRunner().invoke(demo_command, ["--no-serve"])
    assert result.exit_code == 0, result.output
    return result


def _figures() -> FigureSet:
    district = Organisation.objects.get(code="ML")
    reader = system_actor([Permission.FIGURES_VIEW])
    return figures(reader, district, FULL.period, report_date=date(2024, 6, 20))


def _shown(found: FigureSet, code: str, **scope: str | int) -> str:
    figure: Any = found.find(code, **scope)
    assert figure is not None, (code, scope)
    if figure.denominator is None:
        return str(figure.numerator)
    return format_percent(figure.numerator / figure.denominator)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_prints_the_articles_figures(settings: Settings, tmp_path: Path) -> None:
    first = _run(settings, tmp_path)
    found = _figures()
    assert _shown(found, "org.grassroots") == "68"
    assert _shown(found, "member.total") == "9255"
    assert _shown(found, "org.cells", block=COMMUNE) == "311"
    assert _shown(found, "org.units", block=AGENCY) == "48"
    assert _shown(found, "org.units", block=ENTERPRISE) == "58"
    assert _shown(found, "meeting.regular") == "100%"
    assert _shown(found, "meeting.regular_cells") == "100%"
    assert _shown(found, "meeting.steps_cells") == "100%"
    thematic: Any = found.find("meeting.thematic_cells")
    assert (thematic.numerator, thematic.denominator) == (360, 400)
    assert _shown(found, "meeting.attendance_net", block=COMMUNE) == "85%"
    assert _shown(found, "meeting.attendance_net", block=AGENCY) == "100%"
    for block in (COMMUNE, ENTERPRISE):
        years: list[Any] = [
            found.find("meeting.attendance_net", block=block, year=y) for y in (2022, 2023, 2024)
        ]
        assert [f.value for f in years] == sorted(f.value for f in years)
    _check_turnouts(found)
    assert not all_faults()
    _check_second_run(settings, tmp_path, first)


def _check_turnouts(found: FigureSet) -> None:
    """To the person: what the figures count is what the offices wrote down."""
    turnouts = build_district().turnouts
    for block in FULL.paths:
        own = [t for t in turnouts if t.cell.grassroots.block == block]
        figure: Any = found.find("meeting.attendance_net", block=str(block))
        assert (figure.numerator, figure.denominator) == (
            sum(t.present for t in own),
            sum(t.net for t in own),
        )
        assert figure.coverage.known == figure.coverage.due == len(own)


def _check_second_run(settings: Settings, folder: Path, first: Result) -> None:
    """It starts at once, loses nothing, and prints the same password, kept for its owner alone."""
    entries = Entry.objects.count()
    second = _run(settings, folder)
    assert Entry.objects.count() == entries
    password = (folder / "mat-khau").read_text().strip()
    assert password in first.output
    assert password in second.output
    assert stat.S_IMODE((folder / "mat-khau").stat().st_mode) == 0o600
    assert "Nhập" not in second.output
