"""Change the register of members."""

from sotay.members.operations.enrolling import Enrolled, code_for_member, enrol_members, enrol_with_role
from sotay.members.operations.linking import link_account, unlink_account
from sotay.members.operations.looking import (
    end_reason,
    note_found,
    note_member_seen,
    note_members_seen,
    note_own_data,
    state_reason,
)
from sotay.members.operations.storing import (
    add_identifiers,
    replace_histories,
    save_members,
    save_positions,
)

__all__ = [
    "Enrolled",
    "add_identifiers",
    "code_for_member",
    "end_reason",
    "enrol_members",
    "enrol_with_role",
    "link_account",
    "note_found",
    "note_member_seen",
    "note_members_seen",
    "note_own_data",
    "replace_histories",
    "save_members",
    "save_positions",
    "state_reason",
    "unlink_account",
]
