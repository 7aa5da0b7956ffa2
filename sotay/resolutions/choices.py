"""Closed sets of resolutions and tasks."""

from enum import StrEnum

from django.db.models import TextChoices


class DecisionKind(TextChoices):
    """What a cell issues at the end of a meeting; each kind has numbers of its own."""

    RESOLUTION = "NQ", "Nghị quyết"
    CONCLUSION = "KL", "Kết luận"


class Outcome(TextChoices):
    """What became of a task; empty: nobody has said yet."""

    DONE = "done", "Đã hoàn thành"
    LATE = "late", "Hoàn thành muộn"
    DOING = "doing", "Đang thực hiện"
    NOT_DONE = "not", "Chưa thực hiện"


SETTLED = frozenset({Outcome.DONE, Outcome.LATE})
"""Nothing is left to do."""


class Given(StrEnum):
    """Where a task that comes back at a meeting was given: at the last regular meeting before it, in a month
    before that one's, or at another meeting (a thematic one since)."""

    LAST = ""
    EARLIER = "earlier"
    APART = "apart"
