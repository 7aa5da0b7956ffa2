"""Minutes: own words, adoption, confirmations, seal, later notes, the scanned copy; monthly reports."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sotay.core.actor import Actor
from sotay.core.tree import reached
from sotay.minutes.choices import Hand, Place


class Wording(models.Model):
    """The minute taker's own words at a place of the minutes; facts stay where they were recorded.
    `version` grows with each change, so that two people editing one text lose nothing silently."""

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="wordings")
    place = models.CharField(max_length=10, choices=Place.choices)
    text = models.TextField("nội dung", blank=True, max_length=8000)
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "place"], name="wording_once_a_place")]


class Adoption(models.Model):
    """The cell adopted its minutes by a vote. `read_aloud`: it was said then that the whole text was read to
    the cell; False: not said. `at`: when the adoption was written down. `record`: what they said then, as
    plain JSON; `digest`: of it, so that minutes which changed since are adopted anew before they are sealed.
    `earlier`, `earlier_at`: what the adoption before this one adopted, so that who confirms anew sees what is
    another. `poll`: the vote of the meeting that it was taken from, None when the hands were counted for it
    alone; of an electronic vote some of those `present` may not have voted."""

    meeting = models.OneToOneField("meetings.Meeting", models.CASCADE, related_name="adoption")
    read_aloud = models.BooleanField("đã đọc toàn văn", default=False)
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    other = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    poll = models.ForeignKey("ballots.Poll", models.SET_NULL, null=True, blank=True, related_name="+")
    record = models.TextField(editable=False, blank=True, default="")
    earlier = models.TextField(editable=False, blank=True, default="")
    earlier_at = models.DateTimeField(null=True, editable=False)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(present__gte=F("yes") + F("no") + F("other")),
                name="adoption_within_present",
            )
        ]


class Confirmation(models.Model):
    """Chair and minute taker confirm in the product; that is no signature. `for_another`: entered for
    somebody without an account."""

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="confirmations")
    hand = models.CharField(max_length=5, choices=Hand.choices)
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    for_another = models.BooleanField(default=False)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "hand"], name="one_hand_each")]


class Seal(models.Model):
    """The sealed minutes: the whole record as plain JSON, its SHA-256, the head of the cell's journal then.
    Nothing changes it; `journal_head` ties it to the chain. `paper`: the printed paper word for word, so that
    a later version of the software prints no other ("": sealed before papers were kept)."""

    meeting = models.OneToOneField("meetings.Meeting", models.PROTECT, related_name="seal")
    term = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField()
    record = models.TextField(editable=False)
    paper = models.TextField(editable=False, blank=True, default="")
    digest = models.CharField(max_length=64)
    journal_head = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, editable=False)
    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "term", "number"], name="minutes_number_once"),
        ]


class Note(models.Model):
    """A note appended after sealing; it never changes the minutes."""

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="notes")
    text = models.TextField("ghi chú bổ sung", max_length=4000)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, editable=False)
    form_key = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "form_key"], condition=~Q(form_key=""), name="note_form_once"
            )
        ]


class Scan(models.Model):
    """A file of the signed paper, scanned; with the first the meeting is filed. Later ones stand after it:
    none is taken away or replaced."""

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="scans")
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "document"], name="scan_once")]


class MonthlyReportQuerySet(models.QuerySet["MonthlyReport"]):
    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Reports of cells that the actor's grants reach. Fails closed."""
        return self.filter(reached(actor.reaches_of(permission), "cell__path"))


class MonthlyReport(models.Model):
    """A cell's report of a month (yyyymm) to its superior: two places written by hand, the rest computed.

    `mood`: what members and people think; `proposals`: to the superior; each may be struck out (`no_mood`,
    `no_proposals`). Sent, it has its number, and `told` keeps the figures (minutes/queries/months.py) as
    they were then: what is corrected later shows as a difference.
    """

    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    month = models.PositiveIntegerField("tháng")
    mood = models.TextField("tình hình tư tưởng", blank=True, max_length=4000)
    proposals = models.TextField("đề xuất, kiến nghị", blank=True, max_length=4000)
    no_mood = models.BooleanField(default=False)
    no_proposals = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    term = models.CharField("nhiệm kỳ", max_length=20, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by_id = models.BigIntegerField(null=True, editable=False)
    told = models.JSONField(default=dict, blank=True)

    objects = MonthlyReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "month"], name="monthly_report_once"),
            models.UniqueConstraint(
                fields=["cell", "term", "number"],
                condition=Q(number__isnull=False),
                name="monthly_report_number_once",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, sent_at__isnull=True)
                | Q(number__isnull=False, sent_at__isnull=False),
                name="numbered_when_sent",
            ),
        ]
