"""The append-only record of what happened, one hash chain an organisation."""

from django.db import models


class Chain(models.Model):
    """The head of one chain. `organisation_id` 0 is the installation's own chain.

    Organisations and accounts are named by id, without foreign keys, so that nothing here
    ever has to change when they do.
    """

    organisation_id = models.BigIntegerField(primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")


class Entry(models.Model):
    """One event. `payload` is canonical JSON as text, because its bytes are hashed."""

    organisation_id = models.BigIntegerField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    event = models.CharField(max_length=60)
    payload = models.TextField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "number"], name="journal_entry_once")
        ]
        indexes = [models.Index(fields=["event", "at"], name="journal_event_at")]


class Answered(models.Model):
    """A reaction answered an entry: once, whatever happens."""

    entry_id = models.BigIntegerField()
    reaction = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reaction", "entry_id"], name="answered_once")]


class Cursor(models.Model):
    """How far a reaction has come: every entry up to this one was looked at."""

    reaction = models.CharField(max_length=60, primary_key=True)
    entry_id = models.BigIntegerField(default=0)


class Installation(models.Model):
    """The one row that says whether this database holds demo or real data. They never share one."""

    class Purpose(models.TextChoices):
        REAL = "real", "Dữ liệu thật"
        DEMO = "demo", "Dữ liệu mẫu"

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    purpose = models.CharField(max_length=4, choices=Purpose.choices)
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=1), name="installation_is_one")]
