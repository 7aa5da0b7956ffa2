"""A code of the screen is good for ten seconds from when it was first shown."""

from datetime import UTC, datetime, timedelta

import pytest

from sotay.meetings.rules.codes import LIFE, STEP, accepts, code_at

KEY, MEETING = b"key of this server", "abcdefghjkmnpq"
SHOWN = datetime(2026, 11, 3, 12, 30, 0, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [0, 1, 5, 8, 9.9])
def test_a_code_is_good_while_it_is_fresh(seconds: float) -> None:
    assert accepts(KEY, MEETING, code_at(KEY, MEETING, SHOWN), SHOWN + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [10, 11, 60, 86_400, -2])
def test_a_relayed_code_is_refused_ten_seconds_after_it_was_shown(seconds: float) -> None:
    assert not accepts(KEY, MEETING, code_at(KEY, MEETING, SHOWN), SHOWN + timedelta(seconds=seconds))


def test_whoever_scans_at_the_last_moment_still_has_eight_seconds() -> None:
    """A code is on the screen for two seconds; the phone and the network take their time."""
    seen = SHOWN + STEP - timedelta(milliseconds=1)
    assert accepts(KEY, MEETING, code_at(KEY, MEETING, seen), seen + LIFE - STEP)


def test_another_meeting_or_another_server_has_other_codes() -> None:
    code = code_at(KEY, MEETING, SHOWN)
    assert not accepts(KEY, "another", code, SHOWN)
    assert not accepts(b"another key", MEETING, code, SHOWN)
    assert not accepts(KEY, MEETING, "", SHOWN)
    assert not accepts(KEY, MEETING, "đồng chí", SHOWN)
