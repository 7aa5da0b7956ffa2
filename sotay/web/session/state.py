"""The state of a meeting as its devices get it: counts and words, no names."""

import json
from typing import TYPE_CHECKING, Any

from django.core.cache import cache

from sotay.ballots.queries import PollLine, polls_of
from sotay.meetings.choices import Stage
from sotay.meetings.queries.live import live_state
from sotay.web.ballots.pages import verdict

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting

SECOND = 1


def state_of(meeting: "Meeting") -> dict[str, Any]:
    """What may be told to everybody at the meeting. Asks no rights: for whoever was let to it."""
    found = live_state(meeting)
    heads = found.heads
    return {
        "version": found.version,
        "stage": found.stage,
        "stage_words": str(Stage(found.stage).label) if found.stage else "",
        "step": found.step,
        "steps": found.steps,
        "title": found.title,
        "expected": heads.expected,
        "present": heads.present,
        "here": heads.here,
        "excused": heads.excused,
        "unexcused": heads.unexcused,
        "confirmed": found.confirmed,
        "quorum": found.quorum.met,
        "guests": found.guests,
        "speakers": found.speakers,
        "waiting": len(found.line.waiting),
        "floor": found.line.speaking,
        "line": found.line.waiting,
        "check_in": found.check_in,
        "polls": [_poll(line) for line in _latest_first(polls_of(meeting))],
    }


def words_of(meeting: "Meeting") -> str:
    """The state as one line of JSON. Four hundred who open the page at once ask the database for it once a
    process; whatever changes it changes the version, and so the key."""

    def words() -> str:
        return json.dumps(state_of(meeting), ensure_ascii=False)

    return str(cache.get_or_set(f"live-{meeting.pk}-{meeting.live_version}", words, SECOND))


def _latest_first(lines: list[PollLine]) -> list[PollLine]:
    """What is being voted on first, then the last result: the large screen has room for one row."""
    newest = lines[::-1]
    return [line for line in newest if line.open] + [line for line in newest if not line.open]


def _poll(line: Any) -> dict[str, str]:
    said = verdict(line)
    return {"id": line.public_id, "subject": line.subject, **said}
