"""Errors that a person can act on."""


class DomainError(Exception):
    """Something the rules forbid. Its text is one Vietnamese sentence saying what to do."""


class PermissionDenied(DomainError):
    """The actor lacks the permission on that organisation at that moment."""
