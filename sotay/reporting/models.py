"""Closed reports: what was printed and signed, never changed again."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.ids import new_public_id
from sotay.core.tree import reached
from sotay.reporting.choices import LayoutKind, ReportKind

FROZEN = "Báo cáo đã chốt thì không sửa được; hãy lập báo cáo thay thế, ghi lý do, hoặc hủy số có ghi lý do."


class FrozenReport(DomainError):
    """Somebody tried to change what has been closed."""

    def __init__(self) -> None:
        super().__init__(FROZEN)


class ClosedReportQuerySet(models.QuerySet["ClosedReport"]):
    """Words of closed reports. Rows are written once."""

    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Only those of organisations that the actor's grants reach. Fails closed."""
        return self.filter(reached(actor.reaches_of(permission), "organisation__path"))

    def update(self, **kwargs: Any) -> int:
        raise FrozenReport

    def delete(self) -> tuple[int, dict[str, int]]:
        raise FrozenReport


class ReportLayout(models.Model):
    """An organisation's own Word layout of a kind of report or list, checked when it came.

    The file itself never changes; another one sets it aside (`removed_at`), because closed reports may
    rest on it. One is in use at a time.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=LayoutKind.choices)
    name = models.CharField("tên tệp", max_length=120)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    placeholders = models.JSONField(default=list)
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(removed_at__isnull=True),
                name="report_layout_in_use_once",
            )
        ]


class ClosedReport(models.Model):
    """A report with its number and day: the whole paper and its figures as plain JSON.

    `series`: the kind of paper that is numbered (BC), one series an organisation and term of office.
    `report_date` is the day on the paper, on which its figures stand. `digest` covers everything printed;
    the journal holds it too. `parts`: what persons wrote, by place, for the `layout` of that day.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=ReportKind.choices)
    programme = models.CharField(max_length=40)
    first_month = models.PositiveIntegerField()
    last_month = models.PositiveIntegerField()
    report_date = models.DateField("ngày văn bản")
    series = models.CharField(max_length=8, default="BC")
    term = models.CharField("nhiệm kỳ", max_length=9)
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=12)
    post = models.CharField("chức vụ người ký", max_length=40)
    signatory = models.CharField("người ký", max_length=120)
    paper = models.JSONField()
    figures = models.JSONField()
    parts = models.JSONField(default=dict)
    layout = models.ForeignKey("reporting.ReportLayout", models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    closed_at = models.DateTimeField()
    closed_by_id = models.BigIntegerField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    objects = ClosedReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "series", "term", "number"], name="report_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="report_number_from_one"),
            models.CheckConstraint(
                condition=Q(first_month__lte=F("last_month")), name="report_period_forward"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenReport
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise FrozenReport


class ReportWithdrawal(models.Model):
    """A closed report no longer stands: replaced by another, or its number cancelled. The number stays."""

    report = models.OneToOneField("reporting.ClosedReport", models.PROTECT, related_name="withdrawal")
    note = models.CharField("lý do", max_length=500)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
