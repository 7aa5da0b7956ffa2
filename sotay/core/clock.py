"""The one clock. Only the faces (web, api, jobs) may call it; below them time is a keyword."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()  # noqa: TID251 — the one place that reads the clock


def today() -> date:
    """The calendar day in Vietnam."""
    return now().astimezone(VIETNAM).date()
