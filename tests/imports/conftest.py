"""A desk to write workbooks at, and a small district that has gone in."""

from pathlib import Path

import pytest

from tests.imports.support import DISTRICT, ORGANISATIONS, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def district(desk: Desk, db: None) -> Desk:
    desk.take({ORGANISATIONS: DISTRICT})
    return desk
