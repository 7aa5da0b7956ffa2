"""The rest is here, in one tap: where members check themselves in nobody is presumed present, and those
without a phone would take two taps each. It is only written into the form, to be looked at and confirmed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from sotay.meetings.choices import State
from sotay.meetings.queries.rosters import RollForm
from sotay.web.recording.pages import Typed, as_come


def rest_of(data: QueryDict, states: Mapping[str, str]) -> frozenset[str]:
    """Whom one tap noted as present (`rest`: public ids), of those the form is about."""
    return frozenset(data.get("rest", "").split(",")) & states.keys()


def _present(found: RollForm, typed: Typed) -> Typed:
    """Whoever nothing is said of is here. Of who asked for leave and has no answer the secretary says it one
    by one."""
    typed = as_come(found, typed)
    rest = {key for key, state in typed.states.items() if not state} - _asked(found)
    return replace(typed, states=typed.states | dict.fromkeys(rest, State.PRESENT), rest=typed.rest | rest)


def _unsaid(found: RollForm, typed: Typed) -> Typed:
    """That is taken back, but for whom something else was said since."""
    blank = {key for key in typed.rest if typed.states.get(key) == State.PRESENT}
    left = replace(typed, states=typed.states | dict.fromkeys(blank, ""), rest=frozenset())
    return as_come(found, left)


WRITTEN_IN: dict[str, Callable[[RollForm, Typed], Typed]] = {"rest": _present, "unsaid": _unsaid}
"""What a button (`do`) changes in the form alone."""


def _asked(found: RollForm) -> set[str]:
    return {line.public_id for line in found.expected if line.asked}


def seen_by(found: RollForm, typed: Typed, seen: str) -> str:
    """The mark of the roll over which the form is to be confirmed: as it stands now, unless somebody is said
    to be otherwise than was typed; then the one that was seen, so that it is not confirmed unread."""
    stands = {line.public_id: line.state for line in found.expected}
    against = any(stands.get(key) not in {"", state} for key, state in typed.states.items())
    return seen if against else found.seen


def rest_context(found: RollForm, typed: Typed) -> dict[str, Any]:
    """For web/roll_form.html: `left`: persons of whom nothing is said, without those who asked for leave
    (`asked`); `rest`, `rest_count`: who was noted in one tap and is yet to be confirmed."""
    if not (found.meeting.check_in and found.live) or found.confirmed:
        return {}
    states = {line.public_id: typed.states.get(line.public_id, line.state) for line in found.expected}
    blank = {key for key, state in states.items() if not state}
    asked = blank & _asked(found)
    rest = sorted(key for key in typed.rest if states.get(key) == State.PRESENT)
    return {
        "left": len(blank) - len(asked),
        "asked": len(asked),
        "rest": ",".join(rest),
        "rest_count": len(rest),
    }
