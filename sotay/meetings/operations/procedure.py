"""The agenda of a meeting where nobody prepared one. Called by operations, inside their transaction."""

from collections.abc import Iterable

from sotay.meetings.choices import REGULAR_KINDS, THEMATIC_KINDS, ItemState
from sotay.meetings.models import AgendaItem, Meeting
from sotay.meetings.rules.recording import StepDraft
from sotay.rulesets.rules import RuleSet, all_steps

THEMATIC = ("O2", "O3", "O4", "O5", "C6", "C7", "C8", "E2", "E3")
"""The steps of a meeting for its theme alone; the procedure is written for regular ones (our reading)."""


def ensure_items(meeting: Meeting, rules: RuleSet | None) -> None:
    """Let the meeting have an agenda: as prepared, else the procedure of the rule set."""
    if AgendaItem.objects.filter(meeting=meeting).exists():
        return
    regular = meeting.kind in REGULAR_KINDS
    steps = [step for step in (rules.steps if rules else ()) if regular or step.code in THEMATIC]
    titles = [(step.code, step.name) for step in steps]
    if meeting.kind in THEMATIC_KINDS and meeting.theme:
        place = next((i for i, (code, _) in enumerate(titles) if code == "C6"), len(titles))
        titles.insert(place, ("", f"Chuyên đề: {meeting.theme}"[:200]))
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=number, step=code, title=title[:200])
        for number, (code, title) in enumerate(titles, 1)
    )


def items_from_steps(meeting: Meeting, steps: Iterable[StepDraft]) -> None:
    """Let the agenda say what was marked in the form of recording, so that minutes can be drawn: items of
    marked steps get the mark, those missing are made in the procedure's order, others lose theirs."""
    marks = {step.code: step for step in steps}
    known = {item.step: item for item in AgendaItem.objects.filter(meeting=meeting).exclude(step="")}
    order = list(all_steps())
    for code, item in known.items():
        mark = marks.get(code)
        state = "" if mark is None else ItemState.DONE if mark.done else ItemState.SKIPPED
        item.by_itself = item.by_itself and item.state == state  # the form marks them all at once
        item.state = state
        item.reason = mark.reason if mark else ""
        item.save(update_fields=["state", "reason", "by_itself"])
    missing = [code for code in order if code in marks and code not in known]
    last = AgendaItem.objects.filter(meeting=meeting).order_by("-position").first()
    base = last.position if last else 0
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=base + number,
            step=code,
            title=all_steps()[code].name[:200],
            state=ItemState.DONE if marks[code].done else ItemState.SKIPPED,
            reason="" if marks[code].done else marks[code].reason,
        )
        for number, code in enumerate(missing, 1)
    )
    if not last and meeting.theme and meeting.kind in THEMATIC_KINDS:
        AgendaItem.objects.create(
            meeting=meeting,
            position=base + len(missing) + 1,
            title=f"Chuyên đề: {meeting.theme}"[:200],
            state=ItemState.DONE,
        )
