"""What an actor may do and where; paths and segments."""

import pytest

from sotay.core.actor import Actor, Reach, system_actor
from sotay.core.errors import PermissionDenied
from sotay.core.ids import ALPHABET, child_segment, new_public_id, segment


class Node:
    def __init__(self, path: str) -> None:
        self.path = path


ROOT, CHILD, GRANDCHILD = (segment(1), segment(1) + segment(2), segment(1) + segment(2) + segment(3))
OTHER = segment(1) + segment(4)


@pytest.mark.parametrize(
    ("depth", "reached"),
    [(0, [CHILD]), (1, [CHILD, GRANDCHILD]), (None, [CHILD, GRANDCHILD])],
)
def test_a_reach_covers_its_node_and_so_many_levels_below(depth: int | None, reached: list[str]) -> None:
    reach = Reach(CHILD, depth)
    assert [path for path in (ROOT, CHILD, GRANDCHILD, OTHER, "") if reach.covers(path)] == reached


def test_without_a_grant_nothing_is_allowed() -> None:
    stranger = Actor(1, "Người lạ")
    assert not stranger.may("figures:view")
    with pytest.raises(PermissionDenied):
        stranger.require("figures:view", Node(CHILD))


def test_a_grant_holds_for_its_permission_and_place_alone() -> None:
    officer = Actor(1, "Cán bộ", {"figures:view": (Reach(CHILD, None),)})
    officer.require("figures:view", Node(GRANDCHILD))
    assert not officer.may("figures:view", Node(OTHER))
    assert not officer.may("roll:view", Node(CHILD))


def test_the_system_reaches_everything_named() -> None:
    system = system_actor(["figures:view"])
    assert system.may("figures:view", Node(OTHER))
    assert not system.may("import:run", Node(OTHER))


def test_segments_sort_as_their_numbers() -> None:
    numbers = [0, 1, 35, 36, 1295, 1296, 36**6 - 1]
    assert sorted(map(segment, numbers)) == [segment(n) for n in numbers]
    with pytest.raises(ValueError, match="too many"):
        segment(36**6)


def test_where_a_path_lies_seen_from_a_node() -> None:
    assert child_segment(GRANDCHILD, segment(1)) == segment(2)
    assert child_segment(CHILD, segment(2)) == segment(2)
    assert child_segment(OTHER, segment(2)) is None


def test_public_ids_are_long_and_without_look_alikes() -> None:
    ids = {new_public_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(len(i) == 14 and set(i) <= set(ALPHABET) for i in ids)
    assert not set("01ilo") & set(ALPHABET)
