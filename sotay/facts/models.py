"""Facts kept ready: one wide row a cell and month, additive integers only."""

from django.db import models


class CellMonth(models.Model):
    """What a cell itself did in a month (before any succession). Only months with a record have a row.

    Months are yyyymm. `met`: the month has a regular meeting. `held`: regular meetings that count
    for it. `steps_done`/`steps_recorded`: of those, with every compulsory step done / marked.
    `rolls_known`: of those, with known attendance; `expected`, `present`, `excused` are persons.
    `themes`: a theme was held. `timed`: regular meetings with both times recorded, `long_enough`: of
    those, not shorter than their rule set asks. `papers_due`: meetings of any kind held under a rule
    set that asks for papers before; `papers_known`: of those, with the day the papers went out;
    `papers_ok`: early enough. `held_last`: latest day a counted meeting was held, so that a
    report dated earlier knows to look again.
    """

    cell = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    month = models.PositiveIntegerField()
    recorded = models.PositiveSmallIntegerField(default=0)
    met = models.PositiveSmallIntegerField(default=0)
    postponed = models.PositiveSmallIntegerField(default=0)
    not_held = models.PositiveSmallIntegerField(default=0)
    held = models.PositiveSmallIntegerField(default=0)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps_recorded = models.PositiveSmallIntegerField(default=0)
    rolls_known = models.PositiveSmallIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(default=0)
    excused = models.PositiveIntegerField(default=0)
    themes = models.PositiveSmallIntegerField(default=0)
    by_count = models.PositiveSmallIntegerField(default=0)
    timed = models.PositiveSmallIntegerField(default=0)
    long_enough = models.PositiveSmallIntegerField(default=0)
    papers_due = models.PositiveSmallIntegerField(default=0)
    papers_known = models.PositiveSmallIntegerField(default=0)
    papers_ok = models.PositiveSmallIntegerField(default=0)
    held_last = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cell", "month"], name="cell_month_once")]


class StaleMonth(models.Model):
    """A cell and month whose fact must be counted again."""

    cell = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    month = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cell", "month"], name="stale_month_once")]
