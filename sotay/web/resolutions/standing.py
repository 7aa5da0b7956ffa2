"""How a task stands, in the words and the look that every page gives it."""

from datetime import date

from sotay.core.vietnamese import format_int
from sotay.resolutions.choices import Outcome
from sotay.resolutions.queries import TaskView

LOOK = {Outcome.DONE: "ok", Outcome.LATE: "half", Outcome.DOING: "half", Outcome.NOT_DONE: "bad"}


def standing_of(one: TaskView, today: date | None = None) -> tuple[str, str]:
    """(look, word): what was reported; but to be under way does not end being overdue. With `today` also by
    how many days."""
    if one.late and one.outcome in {"", Outcome.DOING}:
        days = f" {format_int((today - one.due_on).days)} ngày" if today else ""
        return "warn", f"Quá hạn{days}"
    if one.outcome:
        return LOOK[Outcome(one.outcome)], str(Outcome(one.outcome).label)
    return "none", "Mới giao"
