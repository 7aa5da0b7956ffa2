"""What the import changes: records (all or nothing, twice is once), and what it keeps beside them."""

from sotay.imports.operations.committing import commit_import
from sotay.imports.operations.stating import state_controller

__all__ = ["commit_import", "state_controller"]
