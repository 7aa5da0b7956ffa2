"""Dated rule sets read from the catalogue."""

from datetime import date

import pytest

from sotay.rulesets.rules import all_steps, in_force, rule_set, rule_sets

COMPULSORY = {"O3", "O4", "O5", "C1", "C2", "C4", "C6", "C7", "C8", "E2", "E3"}


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2018, 7, 5), None),
        (date(2018, 7, 6), "HD-12"),
        (date(2025, 10, 27), "HD-12"),
        (date(2025, 10, 28), "HD-42"),
        (date(2030, 1, 1), "HD-42"),
    ],
)
def test_the_rule_set_in_force_on_a_day(day: date, code: str | None) -> None:
    found = in_force(day)
    assert (found.code if found else None) == code


@pytest.mark.parametrize("code", ["HD-12", "HD-42"])
def test_the_compulsory_steps_of_both(code: str) -> None:
    assert rule_set(code).compulsory == COMPULSORY


@pytest.mark.parametrize("code", ["HD-12", "HD-42"])
def test_minimum_lengths(code: str) -> None:
    rules = rule_set(code)
    assert (rules.minutes(combined=False), rules.minutes(combined=True)) == (90, 120)


def test_every_value_says_its_source_and_how_sure_it_is() -> None:
    for rules in rule_sets():
        for value in rules.values.values():
            assert value.source
            assert value.sureness in {"da-doc", "da-doc-mot-phan", "biet", "cach-hieu"}


def test_rule_sets_follow_one_another_without_gap_or_overlap() -> None:
    sets = rule_sets()
    assert [r.in_force_to for r in sets] == [*(r.in_force_from for r in sets[1:]), None]


def test_steps_are_known_by_their_codes_in_order() -> None:
    assert list(all_steps())[:3] == ["O1", "O2", "O3"]
    with pytest.raises(KeyError):
        rule_set("HD-09")
