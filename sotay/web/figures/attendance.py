"""The trend of attendance that every organisation's first page shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sotay.facts.rules.rollup import Counter
from sotay.facts.series import Grain, series
from sotay.programmes.rules import Programme
from sotay.web.figures.codes import ATTENDANCE, flow
from sotay.web.figures.points import Points
from sotay.web.figures.trend import trend
from sotay.web.periods import Window

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation


def attendance_trend(
    node: "Organisation", counter: Counter, blocks: Sequence[str], window: Window, programme: Programme
) -> dict[str, Any] | None:
    """Attendance by quarter, in a short period by month; nothing without two known points."""
    about = flow(ATTENDANCE)
    assert about is not None  # declared with the meetings
    points = Points(node.public_id, about, series(counter), window, programme)
    grain = Grain.QUARTER if len(counter.quarters) > 1 else Grain.MONTH
    found = trend(points, blocks, grain, counter.months)
    return found if found["series"] else None
