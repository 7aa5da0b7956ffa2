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
    `papers_ok`: early enough. `tasks_known`: held regular meetings whose tasks and roll are known;
    `working`: their expected own members, `tasked`: of those, with a task by name. `tasks_due`: tasks due in
    the month; `tasks_told`: of those, with an outcome; `tasks_done`: done in time. `visits_due`: regular
    meetings times the leaders assigned that day; `visits_noted`, `visits_made`: of those, noted; attended.
    `held_last`: latest day a counted meeting was held, `told_last`: latest day a counted outcome or visit was
    told, so that a report dated earlier knows to look again.
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
    tasks_known = models.PositiveSmallIntegerField(default=0)
    working = models.PositiveIntegerField(default=0)
    tasked = models.PositiveIntegerField(default=0)
    tasks_due = models.PositiveSmallIntegerField(default=0)
    tasks_told = models.PositiveSmallIntegerField(default=0)
    tasks_done = models.PositiveSmallIntegerField(default=0)
    visits_due = models.PositiveSmallIntegerField(default=0)
    visits_noted = models.PositiveSmallIntegerField(default=0)
    visits_made = models.PositiveSmallIntegerField(default=0)
    held_last = models.DateField(null=True)
    told_last = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cell", "month"], name="cell_month_once")]


class StaleMonth(models.Model):
    """A cell and month whose fact must be counted again."""

    cell = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    month = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cell", "month"], name="stale_month_once")]
