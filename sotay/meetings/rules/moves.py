"""How a meeting moves on: from plain values, forward only.

The order is ours; Hướng dẫn 42-HD/BTCTW (2025) asks for preparation, notice, papers a day before, the
meeting itself and its minutes. A meeting written down after the event comes to CLOSED at once.
"""

from collections.abc import Collection

from sotay.core.errors import DomainError
from sotay.meetings.choices import Stage

FROM: dict[Stage, frozenset[int]] = {
    Stage.PLANNED: frozenset({0}),
    Stage.CALLED: frozenset({Stage.PLANNED}),
    Stage.IN_SESSION: frozenset({Stage.PLANNED, Stage.CALLED}),
    Stage.CLOSED: frozenset({0, Stage.PLANNED, Stage.CALLED, Stage.IN_SESSION}),
    Stage.ADOPTED: frozenset({Stage.CLOSED}),
    Stage.SEALED: frozenset({Stage.ADOPTED}),
    Stage.FILED: frozenset({Stage.SEALED}),
}
"""From which stages each one may be reached. CLOSED from before IN_SESSION: recorded after the event."""


class WrongStage(DomainError):
    """The meeting has not come so far, or is past it; the sentence says which."""

    def __init__(self, stage: int, wanted: Collection[Stage]) -> None:
        words = ", ".join(str(one.label) for one in wanted)
        now = Stage(stage).label if stage else "chưa lên lịch"
        super().__init__(
            f"Buổi sinh hoạt này {str(now).lower()}; việc này chỉ làm được khi: {words.lower()}."
        )
        self.stage = stage


def require_stage(stage: int, *wanted: Stage) -> None:
    """Raise WrongStage unless the meeting stands at one of the wanted stages."""
    if stage not in wanted:
        raise WrongStage(stage, wanted)


def require_move(stage: int, to: Stage) -> None:
    """Raise WrongStage unless a meeting at `stage` may move to `to`."""
    if stage not in FROM[to]:
        raise WrongStage(stage, [Stage(one) for one in sorted(FROM[to]) if one])
