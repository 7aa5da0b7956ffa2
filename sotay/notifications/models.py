"""Notices to accounts, members told by telephone, and private calendar feeds."""

from django.db import models
from django.db.models import Q

from sotay.notifications.choices import NoticeKind


class Notice(models.Model):
    """One thing that one account is told. It keeps no words: they follow from `kind`; and it shows nothing
    but the place, to whoever may see it at the moment of reading. `entry_id`: of the journal; the same entry
    tells somebody once. `read_at` None: not read yet."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=13, choices=NoticeKind.choices)
    cell = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, null=True, blank=True, related_name="+"
    )
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, null=True, blank=True, related_name="+")
    month = models.PositiveIntegerField(null=True, blank=True)
    entry_id = models.BigIntegerField(editable=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["account", "entry_id"], name="notice_once")]
        indexes = [models.Index(fields=["account"], condition=Q(read_at__isnull=True), name="notice_unread")]


class Told(models.Model):
    """A member without an account was called and told of the meeting."""

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="+")
    member = models.ForeignKey("members.Member", models.CASCADE, related_name="+")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="told_once")]


class CalendarFeed(models.Model):
    """The one private calendar feed of an account. Only the digest of its token is kept: a copy of the
    database opens no feed. `detailed`: the person chose to have the place shown; else the text is neutral.
    A row that is gone is a feed that has ended."""

    account = models.OneToOneField("accounts.Account", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    detailed = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
