"""The one clock. Only the faces (web, api, jobs) may call it; below them time is a keyword.

The demo has a clock of its own: it begins on the day after its records end, and runs on from there.
Years later its cells would otherwise have nothing but missing months.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DEMO_BEGINS = datetime(2024, 6, 10, 2, tzinfo=UTC)
"""Ten days after the review's last month."""
DEMO_MADE = "luc-tao"


def now() -> datetime:
    """This moment, aware, in UTC; in the demo, its own."""
    return real_now() + _shift()


def real_now() -> datetime:
    """What the clocks of other machines show, in the demo too: for codes that a telephone reckons."""
    return timezone.now()  # noqa: TID251 — the one place that reads the clock


def today() -> date:
    """The calendar day in Vietnam."""
    return now().astimezone(VIETNAM).date()


def day_of(at: datetime) -> date:
    """The calendar day in Vietnam of a moment. Reads no clock: every floor may ask."""
    return at.astimezone(VIETNAM).date()


def begin_demo() -> None:
    """Let the demo's clock begin: called when its records are made."""
    path = _made()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(real_now().isoformat(), encoding="utf-8")


def _made() -> Path:
    return Path(settings.DATA_DIR) / DEMO_MADE


def _shift() -> timedelta:
    if not settings.DEMO or not _made().exists():
        return timedelta(0)
    return DEMO_BEGINS - datetime.fromisoformat(_made().read_text(encoding="utf-8"))
