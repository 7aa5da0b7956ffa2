"""Who is assigned to a cell decides which visits are due: the cell's months are counted again."""

from django.db.models import Q

from sotay.access.choices import Role
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.answering import Happened, register
from sotay.meetings.choices import Status
from sotay.meetings.models import JointCell, Meeting


def register_reactions() -> None:
    """Called once when the app starts."""
    register("visits.assigned", ["RoleGiven", "RoleTaken"], count_again)


def count_again(what: Happened) -> None:
    """A leader was assigned to a cell, or is no more."""
    if what.payload["role"] != Role.LEADER:
        return
    cell = what.payload["organisation"]
    sat_in = JointCell.objects.filter(cell_id=cell).values("meeting")
    held = Meeting.objects.filter(Q(cell_id=cell) | Q(pk__in=sat_in), status=Status.HELD)
    mark_stale([(cell, month) for month in held.values_list("counted_for", flat=True)])
    refresh()
