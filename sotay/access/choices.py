"""Roles and permissions: the closed sets that the permission table speaks of."""

from enum import StrEnum

from django.db.models import TextChoices


class Role(TextChoices):
    """What somebody is here. Each is granted for one organisation and a span of days."""

    SUPERIOR_OFFICER = "superior_officer", "Cán bộ ban tổ chức của cấp ủy cấp trên"
    COMMITTEE_OFFICER = "committee_officer", "Cán bộ văn phòng đảng ủy cơ sở"
    SECRETARY = "secretary", "Bí thư chi bộ"
    DEPUTY = "deputy", "Phó bí thư, người giúp việc của chi bộ"
    LEADER = "leader", "Cấp ủy viên phụ trách chi bộ"
    MEMBER = "member", "Đảng viên"
    OPERATOR = "operator", "Người vận hành máy chủ"


class Permission(StrEnum):
    """What a page or a command needs. Names read `noun:verb`."""

    ORGANISATION_VIEW = "organisation:view"
    FIGURES_VIEW = "figures:view"
    MEETING_VIEW = "meeting:view"
    MEETING_RECORD = "meeting:record"
    MEETING_SEAL = "meeting:seal"
    MEETING_JOIN = "meeting:join"
    MEETING_REMIND = "meeting:remind"
    MINUTES_VIEW = "minutes:view"
    VISIT_NOTE = "visit:note"
    VISIT_VIEW = "visit:view"
    ORIENTATION_WRITE = "orientation:write"
    ROLL_VIEW = "roll:view"
    MEMBER_VIEW = "member:view"
    MEMBER_REASONS = "member:reasons"
    MEMBER_LOOKUP = "member:lookup"
    MEMBER_ENROL = "member:enrol"
    OWN_VIEW = "own:view"
    REPORT_VIEW = "report:view"
    REPORT_WRITE = "report:write"
    REPORT_ISSUE = "report:issue"
    REPORT_TEMPLATE = "report:template"
    IMPORT_RUN = "import:run"
    CONTROLLER_STATE = "controller:state"
    ACCESS_VIEW = "access:view"
    ROLE_GIVE = "role:give"
    ACCOUNT_CREATE = "account:create"
    ACCOUNT_MANAGE = "account:manage"
    JOURNAL_CHECK = "journal:check"
    SERVER_VIEW = "server:view"
