"""Ask what was written for a review."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

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
    actor: Actor, organisation: Organisation, programme: str, period: Period, *, report: str = "so-ket"
) -> dict[str, Written]:
    """Every written place of one report, by key. Requires REPORT_VIEW."""
    actor.require(Permission.REPORT_VIEW, organisation)
    rows = ReviewText.objects.filter(
        organisation=organisation,
        programme=programme,
        report=report,
        first_month=period.first,
        last_month=period.last,
    )
    return {r.key: Written(r.text, r.struck, r.version, r.updated_at) for r in rows}


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that somebody has begun to write: `written` places have words, `struck` are left out."""

    report: str
    programme: str
    period: Period
    written: int
    struck: int
    updated_at: datetime


def drafts(actor: Actor, organisation: Organisation) -> list[Draft]:
    """What has been written at an organisation, whatever the period, newest first, so that nothing
    written seems lost. Requires REPORT_VIEW."""
    actor.require(Permission.REPORT_VIEW, organisation)
    rows = (
        ReviewText.objects.filter(organisation=organisation, version__gt=0)
        .exclude(key__startswith="letter_")
        .values("report", "programme", "first_month", "last_month")
        .annotate(
            written=Count("pk", filter=~Q(text="") & Q(struck=False)),
            struck_out=Count("pk", filter=Q(struck=True)),
            latest=Max("updated_at"),
        )
        .order_by("-latest")
    )
    return [
        Draft(
            row["report"],
            row["programme"],
            Period(row["first_month"], row["last_month"]),
            row["written"],
            row["struck_out"],
            row["latest"],
        )
        for row in rows
    ]
