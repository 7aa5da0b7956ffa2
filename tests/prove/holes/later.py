"""Holes in what came later: layouts and closed reports, roles and codes, recording, registers, one's own
data, members' part in meetings, votes, stored files."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any
from unittest.mock import patch

from django.db.models import Q

from sotay.access import giving
from sotay.access import queries as access
from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.access.permissions import BELOW, HERE, HERE_AND_CHILDREN
from sotay.accounts.models import Account
from sotay.ballots.models import Poll, PollQuerySet
from sotay.ballots.queries import poll_to_cast
from sotay.core.actor import Actor
from sotay.meetings.models import MeetingQuerySet
from sotay.meetings.queries.checking_in import own_presence
from sotay.members.models import Member, MemberQuerySet
from sotay.members.queries import person
from sotay.organisations.models import Organisation
from sotay.oversight.models import VisitQuerySet
from sotay.reporting.models import ClosedReportQuerySet
from sotay.web import lookup
from tests.prove.holes.policy import MAY_ANYTHING, REQUIRE_NOTHING, visible_to_all
from tests.prove.holes.registry import Widened, attribute, hole, patches

LAYOUTS = ("web:report-layouts", "web:report-layout-file", "web:report-layout-remove")
CLOSING = ("web:review-close", "web:report-close", "web:closed-report-withdraw")
CLOSED = ("web:closed-report", "web:closed-report-paper", "web:closed-report-file")
GIVING = ("web:role-give", "web:role-take")
CODES = ("web:enrol-members", "web:code-issue")
RECORDING = ("web:meeting-record", "web:roll", "web:month-counts", "web:meeting-amend", "web:cell")
REGISTER = ("web:member", "web:members", "web:member-list", "web:member-list-file")
JOINING = ("web:reply", "web:opinion-before", "web:papers-read")
VOTES = ("web:votes", "web:poll", "web:vote-slips", "web:vote-devices")

# The table ----------------------------------------------------------------------------------------------

for _name, _focus, _role, _permission, _depth in (
    ("bí thư chốt báo cáo", CLOSING, Role.SECRETARY, Permission.REPORT_ISSUE, HERE),
    ("bí thư đặt mẫu riêng", LAYOUTS, Role.SECRETARY, Permission.REPORT_TEMPLATE, HERE),
    ("phó bí thư xem báo cáo đã chốt", CLOSED, Role.DEPUTY, Permission.REPORT_VIEW, HERE),
    ("bí thư giao vai trò", GIVING, Role.SECRETARY, Permission.ROLE_GIVE, HERE),
    ("cấp trên giao vai trò ở mọi cấp dưới", GIVING, Role.SUPERIOR_OFFICER, Permission.ROLE_GIVE, BELOW),
    ("phó bí thư cấp mã", CODES, Role.DEPUTY, Permission.MEMBER_ENROL, HERE),
    ("cấp trên cấp mã ở mọi cấp dưới", CODES, Role.SUPERIOR_OFFICER, Permission.MEMBER_ENROL, BELOW),
    ("đảng viên ghi buổi sinh hoạt", RECORDING, Role.MEMBER, Permission.MEETING_RECORD, HERE),
    ("văn phòng ghi thay chi bộ", RECORDING, Role.COMMITTEE_OFFICER, Permission.MEETING_RECORD, BELOW),
    ("cấp ủy viên phụ trách ghi thay chi bộ", RECORDING, Role.LEADER, Permission.MEETING_RECORD, HERE),
    ("cấp ủy viên phụ trách xem tên", ("web:meeting",), Role.LEADER, Permission.ROLL_VIEW, HERE),
    ("đảng viên xem danh sách chi bộ", REGISTER, Role.MEMBER, Permission.MEMBER_VIEW, HERE),
    ("cấp trên xem hồ sơ ở mọi cấp dưới", REGISTER, Role.SUPERIOR_OFFICER, Permission.MEMBER_VIEW, BELOW),
    ("phó bí thư xem lý do được miễn", REGISTER, Role.DEPUTY, Permission.MEMBER_REASONS, HERE),
    ("văn phòng xem lý do được miễn", REGISTER, Role.COMMITTEE_OFFICER, Permission.MEMBER_REASONS, BELOW),
    ("bí thư tra tên nơi khác", ("web:member-reason",), Role.SECRETARY, Permission.MEMBER_LOOKUP, HERE),
    ("đảng viên mở bỏ phiếu", VOTES, Role.MEMBER, Permission.MEETING_RECORD, HERE),
    ("văn phòng mở bỏ phiếu", VOTES, Role.COMMITTEE_OFFICER, Permission.MEETING_RECORD, HERE_AND_CHILDREN),
    ("đảng viên xem nhận xét của cấp ủy viên", ("web:visits",), Role.MEMBER, Permission.VISIT_VIEW, HERE),
    ("bí thư quản lý tài khoản", ("web:managed-accounts",), Role.SECRETARY, Permission.ACCOUNT_MANAGE, HERE),
):
    patches(_name, _focus, Widened(_role, {_permission: _depth}))


# Single pages and operations ------------------------------------------------------------------------------

for _name, _focus, _rows in (
    ("báo cáo đã chốt của mọi nơi đều mở được", CLOSED, ClosedReportQuerySet),
    ("hồ sơ của mọi đảng viên đều mở được", ("web:member",), MemberQuerySet),
    ("nhận xét về buổi chung đọc được ở mọi chi bộ cùng dự", ("web:visits",), VisitQuerySet),
):
    patches(_name, _focus, attribute(_rows, "visible_to", visible_to_all))


patches(
    "phiếu của mọi buổi đều thấy",
    VOTES,
    attribute(PollQuerySet, "visible_to", visible_to_all),
    attribute(MeetingQuerySet, "visible_to", visible_to_all),
    MAY_ANYTHING,
    REQUIRE_NOTHING,
)


def _any_poll(actor: Actor, public_id: str) -> Any:
    found = Poll.objects.filter(public_id=public_id).select_related("meeting__cell", "cell").first()
    return found or poll_to_cast(actor, public_id)


def _any_presence(actor: Actor, public_id: str) -> Any:
    """As if the member's own cell sat at every meeting."""
    with MAY_ANYTHING(), patch.object(MeetingQuerySet, "visible_to", visible_to_all):
        return own_presence(actor, public_id)


patches(
    "phiếu của mọi buổi đều bỏ được",
    ("web:poll-cast",),
    lambda: patch("sotay.web.ballots.views.poll_to_cast", _any_poll),
    REQUIRE_NOTHING,
)
patches(
    "buổi của mọi chi bộ đều là họp chung",
    ("web:check-in",),
    lambda: patch("sotay.web.checkin.views.own_presence", _any_presence),
)


def _any_organisation(actor: Actor, public_id: str, permission: Permission) -> Any:
    found = Organisation.objects.filter(public_id=public_id).first()
    return found or lookup.organisation_or_404(actor, public_id, permission)


def _in_views(name: str, *focus: str) -> None:
    """One module of views finds organisations anywhere, and the operations behind it ask for nothing."""

    def break_it() -> Iterator[None]:
        with patch(f"sotay.web.{name}.organisation_or_404", _any_organisation), REQUIRE_NOTHING():
            yield

    hole(f"mọi nơi đều tìm thấy: {name}", *focus)(break_it)


_in_views("access.giving", *GIVING, *CODES)
_in_views("reports.layouts", *LAYOUTS)
_in_views("reports.closing", *CLOSING)
_in_views("members.views", "web:members")
_in_views("lists.views", "web:member-list", "web:organisation-list")


@hole("giao được vai trò lớn hơn của mình", "web:role-give")
def _anybody_is_known() -> Iterator[None]:
    """Whoever gives roles chooses among all accounts that there are."""

    def known_people(actor: Actor, organisation: Organisation, **more: Any) -> list[Account]:
        return list(Account.objects.exclude(pk=actor.account_id or 0).order_by("pk")[:30])

    with patch("sotay.web.access.people.known_people", known_people):
        yield


@hole(
    "mọi tài khoản đều là việc của người vận hành",
    "web:managed-account",
    "web:managed-accounts",
    role="operator",
)
def _manages_all() -> Iterator[None]:
    with patch.object(access, "_manages", lambda actor, grants: True):
        yield


@hole("tự khóa được tài khoản mình", "web:managed-account-change", role="operator")
def _locks_all() -> Iterator[None]:
    def managed(actor: Actor, public_id: str, *, today: date) -> Account | None:
        return Account.objects.filter(public_id=public_id).first()

    with (
        patch.object(access, "managed_account", managed),
        patch("sotay.web.access.accounts.managed_account", managed),
        patch.object(giving, "may_open", lambda actor, grants: True),
        patch("sotay.access.operations._require_open", lambda *args, **more: None),
    ):
        yield


@hole("dữ liệu của tôi là của người khác", "web:own-data", "web:own-json", "web:own")
def _own_of_another() -> Iterator[None]:
    genuine = person._file

    def file(member: Member, today: date, *, grounds: bool) -> Any:
        other = Member.objects.filter(home=member.home).exclude(pk=member.pk).order_by("pk").first()
        return genuine(other or member, today, grounds=grounds)

    with patch.object(person, "_file", file):
        yield


@hole("danh sách kể cả chi bộ không được xem tên", "web:member-list", "web:member-list-file")
def _whole_register() -> Iterator[None]:
    register = import_module("sotay.members.queries.register")
    with patch.object(register, "reached", lambda reaches, field="path": Q(pk__isnull=False)):
        yield


@hole("thu vai trò của nơi khác", "web:role-take")
def _takes_anywhere() -> Iterator[None]:
    def grant_at(organisation: Organisation, number: str) -> Grant | None:
        elsewhere = Grant.objects.exclude(organisation=organisation).exclude(organisation=None)
        return elsewhere.filter(revoked_at=None).select_related("account", "organisation").first()

    with (
        patch("sotay.web.access.giving.grant_at", grant_at),
        patch.object(giving, "may_give", lambda *args: True),
        patch("sotay.access.operations.may_give", lambda *args: True),
        REQUIRE_NOTHING(),
    ):
        yield


@hole("tham gia thay buổi của chi bộ khác", *JOINING)
def _joins_anywhere() -> Iterator[None]:
    """Everybody who is a member somewhere takes part everywhere."""
    genuine = Actor.may

    def may(self: Actor, permission: str, place: Any = None) -> bool:
        if permission == Permission.MEETING_JOIN and self.member_id:
            return True
        return genuine(self, permission, place)

    visible = MeetingQuerySet.visible_to

    def visible_to(self: Any, actor: Actor, permission: str) -> Any:
        return self.all() if permission == Permission.MEETING_JOIN else visible(self, actor, permission)

    with (
        patch.object(Actor, "may", may),
        patch.object(MeetingQuerySet, "visible_to", visible_to),
        REQUIRE_NOTHING(),
    ):
        yield


@hole("mã riêng của tệp mở được ở mọi nơi", "web:document")
def _documents_anywhere() -> Iterator[None]:
    from sotay.documents.models import Document
    from sotay.meetings.queries import papers

    def document_for(actor: Actor, public_id: str) -> Any:
        found = Document.objects.filter(public_id=public_id).first()
        if found is None:
            raise papers.UnknownDocument
        return found

    with patch.object(papers, "document_for", document_for):
        yield
