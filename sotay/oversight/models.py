"""Visits: what assigned leaders note when they attend meetings of the cells they follow.

The assignment itself is the role of an assigned leader (sotay.access), given for a cell and days.
"""

from typing import Self

from django.db import models
from django.db.models import Q

from sotay.core.actor import Actor
from sotay.core.tree import reached


class VisitQuerySet(models.QuerySet["Visit"]):
    """Words of visits."""

    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Visits for cells that the actor's grants reach. Fails closed."""
        return self.filter(reached(actor.reaches_of(permission), "cell__path"))


class Visit(models.Model):
    """Whether a leader came to a meeting, and what they remarked. `remarks` are about the cell's meeting,
    not about persons; the cell and its direct superior read them. `cell`: the one that the leader follows, of
    those that held the meeting together. `version` grows with each change."""

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="+")
    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    attended = models.BooleanField("có dự")
    remarks = models.TextField("nhận xét", blank=True, max_length=4000)
    noted_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "account"], name="visit_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="visit_has_a_version"),
        ]
