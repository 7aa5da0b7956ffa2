"""Stored sort keys follow when their making changes."""

from importlib import import_module

import pytest
from django.apps import apps

from sotay.core.vietnamese import name_sort_key
from sotay.members.models import Member

pytestmark = pytest.mark.django_db
NAMES = ["Vũ Thị Ánh", "Bùi Văn Ánh", "Vũ Thị Anh", "Bùi Văn Anh"]


def test_members_of_before_are_sorted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one batch, so that the last and the full ones are both written."""
    Member.objects.bulk_create(Member(full_name=name, sort_key=f"cũ {n}") for n, name in enumerate(NAMES))
    written = import_module("sotay.members.migrations.0003_given_name_first")
    monkeypatch.setattr(written, "BATCH", 3)
    written.write_sort_keys(apps, None)
    found = [(m.full_name, m.sort_key) for m in Member.objects.order_by("sort_key")]
    assert found == [(name, name_sort_key(name)) for name in reversed(NAMES)]
