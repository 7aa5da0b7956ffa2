"""A desk to write workbooks at, and a small district that has gone in."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sotay.imports.models import Statement
from tests.imports.support import DISTRICT, MEETINGS, MEMBERS, ORGANISATIONS, Desk, meeting, member
from tests.kept import Kept


def _take_district(desk: Desk) -> None:
    desk.take({ORGANISATIONS: DISTRICT})


def _district() -> None:
    with TemporaryDirectory() as folder:
        _take_district(Desk(Path(folder)))


def _village() -> None:
    people = [
        member("X1", "A"),
        member("X1", "B"),
        member("X1", "C", **{"Ngày chính thức": ""}),
        member("X2", "D"),
    ]
    meetings = [meeting("X1", "01/2024", "05/01/2024"), meeting("X2", "01/2024", "05/01/2024")]
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        _take_district(desk)
        desk.take({MEMBERS: people, MEETINGS: meetings})


_kept_district, _kept_village = Kept(_district), Kept(_village)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def district(desk: Desk, db: None) -> Desk:
    if Statement.objects.exists():  # a kept ground is the first that a test writes
        _take_district(desk)
    else:
        _kept_district.stand()
    return desk


@pytest.fixture
def village(desk: Desk, db: None) -> Desk:
    """Two cells with three and one members, and a meeting of each in January 2024."""
    _kept_village.stand()
    return desk
