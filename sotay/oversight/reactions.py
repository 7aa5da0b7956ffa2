"""Who is assigned to a cell decides which visits are due: the cell's months are counted again."""

from sotay.access.choices import Role
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.answering import Happened, register
from sotay.meetings.choices import Status
from sotay.meetings.models import Meeting


def register_reactions() -> None:
    """Called once when the app starts."""
    register("visits.assigned", ["RoleGiven", "RoleTaken"], count_again)


def count_again(what: Happened) -> None:
    """A leader was assigned to a cell, or is no more."""
    if what.payload["role"] != Role.LEADER:
        return
    held = Meeting.objects.filter(cell_id=what.payload["organisation"], status=Status.HELD)
    mark_stale(held.values_list("cell_id", "counted_for"))
    refresh()
