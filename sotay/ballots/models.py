"""Votes: question and count; electronic votes by name; ticks and sealed envelopes of secret ballots."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sotay.ballots.choices import Base, Choice, Holder, Method, Purpose, Threshold
from sotay.core.actor import Actor
from sotay.core.ids import new_public_id
from sotay.core.tree import reached


class PollQuerySet(models.QuerySet["Poll"]):
    """Words of votes."""

    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Votes at meetings of cells that the actor's grants reach. Fails closed."""
        return self.filter(reached(actor.reaches_of(permission), "meeting__cell__path"))


class Poll(models.Model):
    """One vote. `entitled`, `present`: persons with the right to vote at this meeting, frozen when the vote
    is counted (for an electronic or secret one: opened). The counts are empty until it is closed.

    `cell`: whose decision it is, of those that meet together; None: everybody there is asked, and nothing
    is decided.

    A secret ballot has the `public_key` that seals; what opens it never comes into the database. Of a
    secret one that was closed there is the tally alone. `issued`, `collected`, `invalid`: paper ballots.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="polls")
    item = models.ForeignKey(
        "meetings.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="polls"
    )
    cell = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.CharField("nội dung biểu quyết", max_length=300)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    method = models.CharField(max_length=10, choices=Method.choices)
    base = models.CharField(max_length=8, choices=Base.choices)
    threshold = models.CharField(max_length=6, choices=Threshold.choices)
    entitled = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    yes = models.PositiveIntegerField(null=True, blank=True)
    no = models.PositiveIntegerField(null=True, blank=True)
    other = models.PositiveIntegerField(null=True, blank=True)
    issued = models.PositiveIntegerField(null=True, blank=True)
    collected = models.PositiveIntegerField(null=True, blank=True)
    invalid = models.PositiveIntegerField(null=True, blank=True)
    holder = models.CharField(max_length=7, choices=Holder.choices, blank=True)
    public_key = models.BinaryField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    void = models.CharField("lý do hủy", max_length=200, blank=True)
    entered_by_id = models.BigIntegerField(null=True, editable=False)
    form_key = models.CharField(max_length=32, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0)

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | ~Q(void="")
                | Q(yes__isnull=False, no__isnull=False, other__isnull=False),
                name="closed_poll_has_its_counts",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | Q(yes__isnull=True), name="open_poll_tells_nothing"
            ),
            models.CheckConstraint(
                condition=Q(yes__isnull=True) | Q(present__gte=F("yes") + F("no") + F("other")),
                name="no_more_votes_than_present",
            ),
            models.CheckConstraint(
                condition=~Q(purpose__in=[Purpose.ELECTION, Purpose.DISCIPLINE]) | Q(method=Method.PAPER),
                name="elections_and_discipline_on_paper",
            ),
            models.CheckConstraint(
                condition=Q(cell__isnull=False) | Q(purpose=Purpose.SOUNDING), name="a_decision_has_its_cell"
            ),
            models.UniqueConstraint(
                fields=["entered_by_id", "form_key"], condition=~Q(form_key=""), name="poll_form_once"
            ),
        ]


class Teller(models.Model):
    """One of those who count a secret vote (tổ kiểm phiếu); the first leads."""

    poll = models.ForeignKey("ballots.Poll", models.CASCADE, related_name="tellers")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "member"], name="teller_once"),
            models.UniqueConstraint(fields=["poll", "position"], name="one_teller_a_place"),
        ]


class SittingCount(models.Model):
    """The count of one sitting of a group; the sittings of a vote add up to it."""

    poll = models.ForeignKey("ballots.Poll", models.CASCADE, related_name="sittings")
    sitting = models.ForeignKey("meetings.Sitting", models.CASCADE, related_name="+")
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    other = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "sitting"], name="sitting_counted_once")]


class OpenVote(models.Model):
    """An electronic vote by name, like a raised hand."""

    poll = models.ForeignKey("ballots.Poll", models.CASCADE, related_name="open_votes")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    choice = models.CharField(max_length=1, choices=Choice.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "member"], name="open_vote_once")]


class Tick(models.Model):
    """That a member has put a ballot into the box; not when, nor what. Gone when the box is opened."""

    poll = models.ForeignKey("ballots.Poll", models.CASCADE, related_name="ticks")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "member"], name="one_member_one_ballot")]


class Envelope(models.Model):
    """A sealed ballot: no member, no time, all of one length; gone when the box is opened."""

    poll = models.ForeignKey("ballots.Poll", models.CASCADE, related_name="envelopes")
    sealed = models.BinaryField()
