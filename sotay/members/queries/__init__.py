"""Ask about members."""

from sotay.members.queries.enrolment import (
    HasAccount,
    ToEnrol,
    UnknownMember,
    member_of_account,
    member_to_enrol,
    members_with_account,
    members_without_account,
)
from sotay.members.queries.person import Dated, OwnFile, PersonFile, own_file, person_file
from sotay.members.queries.register import Line, Register, Sums, Visitor, register
from sotay.members.queries.search import Found, Hits, OwnLookup, Sought, find, own_lookups, reason_in_force

__all__ = [
    "Dated",
    "Found",
    "HasAccount",
    "Hits",
    "Line",
    "OwnFile",
    "OwnLookup",
    "PersonFile",
    "Register",
    "Sought",
    "Sums",
    "ToEnrol",
    "UnknownMember",
    "Visitor",
    "find",
    "member_of_account",
    "member_to_enrol",
    "members_with_account",
    "members_without_account",
    "own_file",
    "own_lookups",
    "person_file",
    "reason_in_force",
    "register",
]
