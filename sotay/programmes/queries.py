"""Ask what was written for a review."""

from dataclasses import dataclass
from datetime import datetime

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.period import Period
from sotay.organisations.models import Organisation
from sotay.programmes.models import ReviewText


@dataclass(frozen=True, slots=True)
class Written:
    """A place as it stands: its text, whether it is struck out, and the version to save against."""

    text: str
    struck: bool
    version: int
    updated_at: datetime | None


UNWRITTEN = Written("", False, 0, None)


def review_texts(
    actor: Actor, organisation: Organisation, programme: str, period: Period
) -> dict[str, Written]:
    """Every written place of one review, by key. Requires REPORT_VIEW."""
    actor.require(Permission.REPORT_VIEW, organisation)
    rows = ReviewText.objects.filter(
        organisation=organisation, programme=programme, first_month=period.first, last_month=period.last
    )
    return {r.key: Written(r.text, r.struck, r.version, r.updated_at) for r in rows}
