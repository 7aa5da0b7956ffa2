"""What the import changes: records (all or nothing, twice is once), and what it keeps beside them."""

from sotay.imports.operations.batches import choose, close_batch, open_batch, sweep, taken_up, work
from sotay.imports.operations.committing import commit_import
from sotay.imports.operations.confirming import confirm_columns, decide_twins
from sotay.imports.operations.stating import state_controller

__all__ = [
    "choose",
    "close_batch",
    "commit_import",
    "confirm_columns",
    "decide_twins",
    "open_batch",
    "state_controller",
    "sweep",
    "taken_up",
    "work",
]
