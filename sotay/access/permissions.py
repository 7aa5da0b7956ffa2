"""The one permission table.

Read a line as: "a person with this role, granted for an organisation, may do this …": at that
organisation alone (HERE), there and one level below (HERE_AND_CHILDREN: the direct superior), or
there and everywhere below (BELOW). What is not written is not allowed.

Who sees names on rolls: the cell and its direct superior; above, counts only. The operator of the
server manages accounts and cannot read content in the product (whoever holds the database still can).
"""

from types import MappingProxyType

from sotay.access.choices import Permission, Role

HERE: int | None = 0
HERE_AND_CHILDREN: int | None = 1
BELOW: int | None = None

TABLE: MappingProxyType[Role, dict[Permission, int | None]] = MappingProxyType(
    {
        Role.SUPERIOR_OFFICER: {
            Permission.ORGANISATION_VIEW: BELOW,
            Permission.FIGURES_VIEW: BELOW,
            Permission.MEETING_VIEW: BELOW,
            Permission.ROLL_VIEW: HERE_AND_CHILDREN,
            Permission.MINUTES_VIEW: HERE_AND_CHILDREN,
            Permission.VISIT_VIEW: HERE_AND_CHILDREN,
            Permission.MEETING_REMIND: HERE_AND_CHILDREN,
            Permission.ORIENTATION_WRITE: BELOW,
            Permission.MEMBER_VIEW: HERE_AND_CHILDREN,
            Permission.MEMBER_LOOKUP: BELOW,
            Permission.MEMBER_ENROL: HERE_AND_CHILDREN,
            Permission.REPORT_VIEW: BELOW,
            Permission.REPORT_WRITE: BELOW,
            Permission.REPORT_ISSUE: BELOW,
            Permission.REPORT_TEMPLATE: BELOW,
            Permission.IMPORT_RUN: BELOW,
            Permission.CONTROLLER_STATE: BELOW,
            Permission.ACCESS_VIEW: BELOW,
            Permission.ROLE_GIVE: HERE_AND_CHILDREN,
            Permission.ACCOUNT_CREATE: BELOW,
            Permission.JOURNAL_CHECK: BELOW,
        },
        Role.COMMITTEE_OFFICER: {
            Permission.ORGANISATION_VIEW: BELOW,
            Permission.FIGURES_VIEW: BELOW,
            Permission.MEETING_VIEW: BELOW,
            Permission.ROLL_VIEW: HERE_AND_CHILDREN,
            Permission.MINUTES_VIEW: HERE_AND_CHILDREN,
            Permission.VISIT_VIEW: HERE_AND_CHILDREN,
            Permission.MEETING_REMIND: HERE_AND_CHILDREN,
            Permission.ORIENTATION_WRITE: HERE,
            Permission.MEMBER_VIEW: HERE_AND_CHILDREN,
            Permission.MEMBER_LOOKUP: BELOW,
            Permission.MEMBER_ENROL: HERE_AND_CHILDREN,
            Permission.REPORT_VIEW: BELOW,
            Permission.REPORT_WRITE: BELOW,
            Permission.REPORT_ISSUE: BELOW,
            Permission.REPORT_TEMPLATE: BELOW,
            Permission.IMPORT_RUN: BELOW,
            Permission.ACCESS_VIEW: BELOW,
            Permission.ROLE_GIVE: HERE_AND_CHILDREN,
            Permission.ACCOUNT_CREATE: BELOW,
        },
        Role.SECRETARY: {
            Permission.ORGANISATION_VIEW: HERE,
            Permission.FIGURES_VIEW: HERE,
            Permission.MEETING_VIEW: HERE,
            Permission.MEETING_RECORD: HERE,
            Permission.MEETING_SEAL: HERE,
            Permission.MEETING_JOIN: HERE,
            Permission.MINUTES_VIEW: HERE,
            Permission.VISIT_VIEW: HERE,
            Permission.ROLL_VIEW: HERE,
            Permission.MEMBER_VIEW: HERE,
            Permission.MEMBER_REASONS: HERE,
            Permission.MEMBER_ENROL: HERE,
            Permission.REPORT_VIEW: HERE,
            Permission.ACCESS_VIEW: HERE,
        },
        Role.DEPUTY: {
            Permission.ORGANISATION_VIEW: HERE,
            Permission.FIGURES_VIEW: HERE,
            Permission.MEETING_VIEW: HERE,
            Permission.MEETING_RECORD: HERE,
            Permission.MEETING_JOIN: HERE,
            Permission.MINUTES_VIEW: HERE,
            Permission.VISIT_VIEW: HERE,
            Permission.ROLL_VIEW: HERE,
            Permission.MEMBER_VIEW: HERE,
        },
        Role.LEADER: {
            Permission.ORGANISATION_VIEW: HERE,
            Permission.FIGURES_VIEW: HERE,
            Permission.MEETING_VIEW: HERE,
            Permission.VISIT_NOTE: HERE,
        },
        Role.MEMBER: {
            Permission.ORGANISATION_VIEW: HERE,
            Permission.MEETING_JOIN: HERE,
            Permission.OWN_VIEW: HERE,
        },
        Role.OPERATOR: {
            Permission.CONTROLLER_STATE: BELOW,
            Permission.ACCOUNT_CREATE: BELOW,
            Permission.ACCOUNT_MANAGE: BELOW,
            Permission.JOURNAL_CHECK: BELOW,
            Permission.SERVER_VIEW: BELOW,
        },
    }
)

REACHING_BELOW = frozenset(
    role for role, allowed in TABLE.items() if any(depth != HERE for depth in allowed.values())
)
"""Roles that reach below their own organisation: they sign in with two steps."""
