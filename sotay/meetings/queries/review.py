"""What the review of last month's tasks has to go by before anybody wrote anything under it.

It is never kept: the last meeting may still be held, its conclusion corrected, a task reported done after
the next meeting was planned. Minutes count the tasks by themselves, so what is only proposed stays out.
"""

from sotay.meetings.models import AgendaItem, Meeting
from sotay.meetings.queries.planning import last_held, tasks_text
from sotay.meetings.rules.planning import REVIEW


def review_proposed(meeting: Meeting) -> str:
    """What the cell's regular meeting held last before this one set as tasks, as it stands now; "" without
    any. Asks no rights: for questions that have asked already."""
    return tasks_text(last_held(meeting.cell, before=meeting))


def content_proposed(meeting: Meeting, item: AgendaItem) -> str:
    """The prepared text that an item (with its meeting) begins with: what was written, else what is proposed
    for the review, "" for any other item."""
    return item.content or (review_proposed(meeting) if item.step == REVIEW else "")


def content_written(meeting: Meeting, step: str, content: str) -> str:
    """Of a text sent for an item of that step, what somebody wrote: "" for the review left as proposed."""
    if step == REVIEW and content.strip() and content.strip() == review_proposed(meeting).strip():
        return ""
    return content
