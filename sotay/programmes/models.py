"""What persons write for a programme's reviews."""

from django.db import models


class ReviewText(models.Model):
    """A place of a report that a person wrote, kept per organisation, programme, kind of report, period.

    `programme` is empty for reports that speak of none. `report`: the kind of report, named by the floor
    above. What was chosen for the head (who signs, which draft) is kept the same
    way, under keys that begin with `letter_`.
    `struck`: the person decided that the place stays out of the paper ("không có").
    `version` grows with each save, so that two people never overwrite each other silently.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    programme = models.CharField(max_length=40, blank=True)
    report = models.CharField(max_length=16, default="so-ket")
    first_month = models.PositiveIntegerField()
    last_month = models.PositiveIntegerField()
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    struck = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "report", "first_month", "last_month", "key"],
                name="review_text_once",
            )
        ]
