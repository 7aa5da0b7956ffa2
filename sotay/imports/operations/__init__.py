"""Commit an import: one transaction, all or nothing, twice is once."""

from sotay.imports.operations.committing import commit_import

__all__ = ["commit_import"]
