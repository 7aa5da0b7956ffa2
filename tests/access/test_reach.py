"""Parts of the tree as plain values, and the same as conditions of the database."""

import pytest

from sotay.core.actor import Reach
from sotay.core.tree import reached, within
from sotay.organisations.models import Organisation
from tests.access.support import a_tree

A, B = "00000a", "00000b"


def test_a_reach_covers_what_lies_inside_its_depth() -> None:
    assert Reach(A, 0).covers(A)
    assert not Reach(A, 0).covers(A + B)
    assert Reach(A, 1).covers(A + B)
    assert not Reach(A, 1).covers(A + B + A)
    assert Reach(A, None).covers(A + B + A)
    assert not Reach(A + B, None).covers(A)
    assert not Reach(A, None).covers("")
    assert Reach("", None).covers(A)


def test_a_reach_contains_only_what_is_no_wider() -> None:
    assert Reach(A, None).contains(Reach(A + B, None))
    assert not Reach(A, 1).contains(Reach(A + B, 1))
    assert Reach(A, 1).contains(Reach(A + B, 0))
    assert not Reach(A, 3).contains(Reach(A, None))
    assert not Reach(A, None).contains(Reach("", None))


@pytest.mark.django_db
@pytest.mark.parametrize("depth", [0, 1, 2, None])
def test_the_database_reads_a_reach_as_python_does(depth: int | None) -> None:
    a_tree()
    nodes = list(Organisation.objects.all())
    for top in nodes:
        reach = Reach(top.path, depth)
        found = set(Organisation.objects.filter(within(top.path, depth)))
        assert found == {n for n in nodes if reach.covers(n.path)}


@pytest.mark.django_db
def test_everything_stays_everything_beside_another_condition() -> None:
    a_tree()
    everything = reached((Reach("", None),))
    nothing = Organisation.objects.none()
    assert Organisation.objects.filter(everything | within("x")).count() == 6
    assert list(Organisation.objects.filter(reached(()))) == list(nothing)
    assert list(Organisation.objects.filter(reached((Reach("", 0),)))) == list(nothing)
