"""Where the counts of a month and its named records differ (indicators.md, definition 11)."""

from collections import Counter

from sotay.imports.plan import Notice
from sotay.imports.planning.loading import load_turnouts
from sotay.imports.planning.world import Count, Gathering, Org, World
from sotay.meetings.choices import PRESENCES, CountHeld, State, Status
from sotay.rulesets.rules import rule_set

Turnout = tuple[int, int, int]
"""Expected, present, excused."""


def tell_differences(world: World) -> list[Notice]:
    """One notice a kind of difference; nothing is stopped by it."""
    found: Counter[str] = Counter()
    held: dict[Count, list[Gathering]] = {}
    for (cell, month), count in world.counts.items():
        meetings = [
            g for g in world.regular(cell, month) if g.status == Status.HELD and g.counted_for == month
        ]
        if meetings:
            held[count] = meetings
    stored = load_turnouts(
        g for meetings in held.values() for g in meetings if g.roll_recorded and not g.marks
    )
    for count, meetings in held.items():
        _compare(world, count, meetings, stored, found)
    texts = {
        "attendance": "tháng có số liệu khác bảng điểm danh: bảng điểm danh được dùng.",
        "steps": "tháng có số liệu khác các bước đã ghi: các bước đã ghi được dùng.",
        "joined": "tháng ghi Gộp mà có buổi riêng: buổi đã ghi được dùng.",
    }
    return [
        Notice("", "Số liệu tháng", f"{found[kind]} {text}") for kind, text in texts.items() if found[kind]
    ]


def _compare(
    world: World,
    count: Count,
    meetings: list[Gathering],
    stored: dict[tuple[int, int], Turnout],
    found: Counter[str],
) -> None:
    if count.held == CountHeld.JOINED:
        found["joined"] += 1
    taken = [(g, _turnout(g, count.cell, stored)) for g in meetings if g.roll_recorded]
    # Another cell's roll of a jointly held meeting says nothing of this one.
    rolls = [turnout for g, turnout in taken if turnout[0] or not g.joint]
    if rolls and count.expected is not None:
        total = tuple(map(sum, zip(*rolls, strict=True)))
        found["attendance"] += total != (count.expected, count.present, count.excused)
    if world.steps_known and count.steps_complete is not None:
        said = [_complete(g) for g in meetings]
        found["steps"] += any(s is not None and s != count.steps_complete for s in said)


def _turnout(gathering: Gathering, cell: Org, stored: dict[tuple[int, int], Turnout]) -> Turnout:
    if not gathering.marks and gathering.pk is not None and cell.pk is not None:
        return stored.get((gathering.pk, cell.pk), (0, 0, 0))
    marks = [m for m in gathering.marks.values() if m.cell is cell and m.expected]
    return len(marks), sum(m.state in PRESENCES for m in marks), sum(m.state == State.EXCUSED for m in marks)


def _complete(gathering: Gathering) -> bool | None:
    """Whether every compulsory step was done; None when a mark is missing."""
    marks = [gathering.steps.get(code) for code in rule_set(gathering.rule_set).compulsory]
    return None if None in marks else all(mark[0] for mark in marks if mark)
