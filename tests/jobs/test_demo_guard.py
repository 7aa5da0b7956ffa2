"""Before the demo has been made, nothing may half-make it."""

import pytest
from click.testing import CliRunner

from sotay.accounts.models import Account
from sotay.jobs.cli.facts_command import facts_command

pytestmark = pytest.mark.django_db


def test_no_first_person_is_made_in_a_demo_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTAY_DEMO", "1")
    answer = CliRunner().invoke(facts_command, [])
    assert answer.exit_code == 2
    assert "Chưa có dữ liệu mẫu" in answer.output
    assert not Account.objects.exists()
