"""The review of last month's tasks while nobody wrote anything under it: counted anew at each look."""

from datetime import date
from typing import TYPE_CHECKING

from sotay.core.actor import Actor
from sotay.resolutions.queries import tasks_coming_back
from sotay.web.resolutions.pages import counts_sentence

if TYPE_CHECKING:
    from django import forms

    from sotay.meetings.models import Meeting


def review_counts(actor: Actor, meeting: "Meeting", *, today: date) -> str:
    """ "Tính đến ngày 20/6/2024: nhiệm vụ đã giao 4; …" as the tasks stand now; "" without any."""
    day = meeting.held_on or meeting.planned_on or today
    return counts_sentence(tasks_coming_back(actor, meeting.cell, day, today=today), today)


def explain_review(field: "forms.Field", counts: str, *, proposed: bool) -> None:
    """Say beside the text of the review what minutes tell without it. `proposed`: it still stands as it was
    proposed."""
    words = [f"{counts} Biên bản tự ghi kết quả từng nhiệm vụ."] if counts else []
    if proposed:
        words.append("Chữ điền sẵn lấy từ buổi trước: đồng chí sửa thì mới vào biên bản.")
    field.help_text = " ".join(words) or field.help_text
