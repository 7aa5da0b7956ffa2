"""What the import keeps beside the records: who controls the data, shapes of files, decisions, uploads."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sotay.core.ids import new_public_id
from sotay.imports.choices import BatchState, TwinAnswer


class Statement(models.Model):
    """Who controls the members' data of this installation, for what and on which ground; the latest holds.

    Rows are only added: what members were told on a day stays known.
    """

    controller = models.CharField("bên kiểm soát dữ liệu", max_length=200)
    contact = models.CharField("nơi tiếp nhận yêu cầu", max_length=300)
    purpose = models.TextField("mục đích", max_length=2000)
    legal_basis = models.TextField("căn cứ pháp lý", max_length=2000)
    retention = models.CharField("thời hạn lưu", max_length=500)
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        get_latest_by: ClassVar = ["stated_at", "pk"]


class KnownShape(models.Model):
    """How the columns of one shape of sheet are read, as a person of that organisation confirmed it.

    Titles of columns only, never what stands below them. Without organisation: an officer of the whole
    installation.
    """

    fingerprint = models.CharField(max_length=64)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, null=True, related_name="+"
    )
    mapping = models.JSONField()
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fingerprint", "organisation"], name="shape_known_once"),
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(organisation=None), name="shape_known_once_for_all"
            ),
        ]


class TwinDecision(models.Model):
    """What was decided of a row that may mean somebody known. `key`: a keyed digest."""

    key = models.CharField(max_length=64, primary_key=True)
    answer = models.CharField(max_length=5, choices=TwinAnswer.choices)
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()


class RefusedRow(models.Model):
    """A row that was refused because another row of its file said something else of the same thing.

    `key`: a keyed digest of what the row says.
    """

    key = models.CharField(max_length=64, primary_key=True)
    refused_at = models.DateTimeField()


class Batch(models.Model):
    """Uploaded files that belong together. The files themselves wait in a private folder (`waiting.py`)."""

    token = models.CharField(max_length=20, unique=True, default=new_public_id)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.WAITING)
    choices = models.JSONField(default=dict)
    """What the person chose: blank, prefer, aside."""
    problem = models.TextField(blank=True)
    """One sentence when the last work was refused or failed."""
    result = models.JSONField(null=True)
    """What the commit did: counts and names of files only."""
    uploaded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "state"])]
