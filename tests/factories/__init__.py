"""Small makers of records for tests: each gives one sensible row and takes what differs by keyword."""

from tests.factories.imports import statement
from tests.factories.meetings import called, count, meeting, roll, steps
from tests.factories.members import member, official_place, position
from tests.factories.organisations import block_change, dissolve, move, organisation, settle, succeed

__all__ = [
    "block_change",
    "called",
    "count",
    "dissolve",
    "meeting",
    "member",
    "move",
    "official_place",
    "organisation",
    "position",
    "roll",
    "settle",
    "statement",
    "steps",
    "succeed",
]
