"""Resolutions and conclusions with their numbers, and the tasks they give."""

from typing import Self

from django.db import models
from django.db.models import Q

from sotay.core.actor import Actor
from sotay.core.ids import new_public_id
from sotay.core.tree import reached
from sotay.resolutions.choices import DecisionKind, Outcome


class NumberSeries(models.Model):
    """The last number given, of one kind, by one organisation, in one term of office."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=2)
    term = models.CharField("nhiệm kỳ", max_length=20, blank=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "term"], name="number_series_once")
        ]


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Resolutions and conclusions of cells that the actor's grants reach. Fails closed."""
        return self.filter(reached(actor.reaches_of(permission), "cell__path"))


class Decision(models.Model):
    """A resolution or conclusion of a meeting: its draft before, its text after, its number.

    A cancelled one keeps its number, marked with the reason (`cancelled`); another may then be written.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=2, choices=DecisionKind.choices)
    subject = models.CharField("trích yếu", max_length=300)
    draft = models.TextField("dự thảo", blank=True, max_length=20000)
    text = models.TextField("nội dung", blank=True, max_length=20000)
    term = models.CharField("nhiệm kỳ", max_length=20, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    cancelled = models.CharField("lý do hủy", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind"], condition=Q(cancelled=""), name="decision_once_a_kind"
            ),
            models.UniqueConstraint(
                fields=["cell", "kind", "term", "number"],
                condition=Q(number__isnull=False),
                name="decision_number_once",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, issued_on__isnull=True)
                | Q(number__isnull=False, issued_on__isnull=False),
                name="numbered_when_issued",
            ),
        ]


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Tasks of cells that the actor's grants reach. Fails closed."""
        return self.filter(reached(actor.reaches_of(permission), "cell__path"))


class Task(models.Model):
    """A task given at a meeting. `outcome`: what became of it, as last said on the day `settled_on`, at the
    moment `settled_at` (None: said before moments were kept)."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="tasks")
    text = models.CharField("nhiệm vụ", max_length=300)
    holders = models.ManyToManyField("members.Member", related_name="tasks", blank=True)
    holders_words = models.CharField("người thực hiện", max_length=160, blank=True)
    due_on = models.DateField("thời hạn")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    note = models.CharField("lý do, kết quả", max_length=300, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField(null=True, editable=False)
    form_key = models.CharField(max_length=32, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["given_by_id", "form_key"], condition=~Q(form_key=""), name="task_form_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(settled_on__isnull=False), name="settled_task_has_its_day"
            ),
        ]
