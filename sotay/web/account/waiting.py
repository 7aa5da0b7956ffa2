"""What a page says to somebody who has to wait."""

from datetime import datetime
from math import ceil

from sotay.core import clock


def waiting(until: datetime) -> dict[str, object]:
    """`wait` (minutes, at least one) and `wait_until` ("14:35") of a page."""
    minutes = max(1, ceil((until - clock.now()).total_seconds() / 60))
    return {"wait": minutes, "wait_until": f"{until.astimezone(clock.VIETNAM):%H:%M}"}
