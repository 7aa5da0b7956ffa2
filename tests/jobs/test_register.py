"""The page of rules is the rules themselves."""

from pathlib import Path

from sotay.jobs.register import NAMES, register
from sotay.rulesets.rules import rule_sets

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_the_page_is_up_to_date() -> None:
    hint = "viết lại: python -m sotay.jobs.register > docs/rules.md"
    assert PAGE.read_text(encoding="utf-8") == register(), hint


def test_every_value_of_every_rule_set_has_a_name_and_a_source() -> None:
    for rules in rule_sets():
        assert set(rules.values) <= set(NAMES)
        assert all(value.source for value in rules.values.values())
