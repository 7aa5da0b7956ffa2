"""The moves of a meeting: how far it has come, each move once, forward only."""

from django.db import models
from django.db.models import F

from sotay.meetings.choices import Stage


class MeetingMove(models.Model):
    """One move of a meeting to `stage`, from `after` (0: the first).

    Every stage is reached once and left once, and `after` is lower than `stage`: with both unique keys
    a chain can only be lengthened at its end, so the database itself refuses a way back. `afterwards`:
    written down after the event; `for_another`: entered by a deputy or helper for the secretary.
    """

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="moves")
    stage = models.PositiveSmallIntegerField(choices=Stage.choices)
    after = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, editable=False)
    afterwards = models.BooleanField(default=False)
    for_another = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "stage"], name="meeting_stage_once"),
            models.UniqueConstraint(fields=["meeting", "after"], name="meeting_stage_left_once"),
            models.CheckConstraint(condition=models.Q(after__lt=F("stage")), name="meeting_moves_forward"),
        ]
