"""Grants: who has which role, where, and from when to when."""

from django.db import models
from django.db.models import Q

from sotay.access.choices import Role
from sotay.core.spans import DatedModel, span_is_forward


class Grant(DatedModel):
    """A role of an account at an organisation. Without an organisation: the whole installation."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, null=True, blank=True, related_name="grants"
    )
    given_by_id = models.BigIntegerField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "organisation"],
                condition=Q(revoked_at__isnull=True),
                name="grant_once",
            ),
            span_is_forward("grant_forward"),
        ]
