"""The proofs know what there is to prove: a new route, table or role without its line there fails here,
long before the probes run."""

from collections.abc import Callable

import pytest

from sotay.access.choices import Role
from tests.prove import changes, fingerprint
from tests.prove.holes import HOLES
from tests.prove.holes.registry import Broken
from tests.prove.people import everybody
from tests.prove.probes import known_routes
from tests.prove.route_table import ROUTES

pytestmark = pytest.mark.once


def test_every_route_has_its_answer() -> None:
    assert known_routes()[1] == []


def test_a_route_without_an_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ROUTES, "web:meeting")
    assert any("web:meeting" in fault for fault in known_routes()[1])


def test_every_table_has_its_place() -> None:
    assert fingerprint.unknown_tables() == []
    assert changes.CHANGES.keys() <= fingerprint.PLACE_OF.keys()


def test_a_table_without_a_place_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(fingerprint.PLACE_OF, "meetings.Meeting")
    assert fingerprint.unknown_tables() == ["meetings.Meeting"]


def test_somebody_of_every_role_asks() -> None:
    assert {given.role for person in everybody() for given in person.given} == set(Role)


@pytest.mark.parametrize("break_it", [hole.break_it for hole in HOLES.values()], ids=list(HOLES))
def test_every_hole_can_still_be_opened(break_it: Callable[[], Broken]) -> None:
    with break_it():
        pass


def test_every_hole_is_looked_for_at_routes_that_there_are() -> None:
    named = {name for hole in HOLES.values() for name in hole.focus}
    assert named - {"file", "next"} <= ROUTES.keys()
