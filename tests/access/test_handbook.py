"""The page about permissions is the table itself."""

from pathlib import Path

from sotay.access.choices import Permission, Role
from sotay.access.handbook import WORDS, handbook

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


def test_the_page_is_up_to_date() -> None:
    hint = "viết lại: python -m sotay.access.handbook > docs/permissions.md"
    assert PAGE.read_text(encoding="utf-8") == handbook(), hint


def test_the_page_names_every_role_and_permission() -> None:
    assert set(Permission) <= set(WORDS)
    assert all(str(role.label) in handbook() for role in Role)
