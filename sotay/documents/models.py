"""Stored files. Bytes lie in the database: a backup holds them, and a restore brings them back whole."""

from typing import Self

from django.db import models

from sotay.core.actor import Actor
from sotay.core.ids import new_public_id
from sotay.core.tree import reached
from sotay.documents.choices import Purpose


class DocumentQuerySet(models.QuerySet["Document"]):
    """Words of stored files."""

    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Files of organisations that the actor's grants reach. Fails closed."""
        return self.filter(reached(actor.reaches_of(permission), "organisation__path"))


class Document(models.Model):
    """One stored file of an organisation, never changed: a new version is a new row.

    `media_type`: as sniffed from the bytes, never as claimed; pictures are re-encoded before they are
    stored, so that they keep no hidden data. `digest`: SHA-256 of `content`, hexadecimal.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=5, choices=Purpose.choices)
    name = models.CharField("tên tệp", max_length=160)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    stored_at = models.DateTimeField()
    stored_by_id = models.BigIntegerField(null=True, editable=False)

    objects = DocumentQuerySet.as_manager()
