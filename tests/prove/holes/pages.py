"""Holes in single pages and operations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from unittest.mock import patch

from sotay.access import queries as access
from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.core.actor import SEGMENT, Actor, system_actor
from sotay.imports import queries as imported
from sotay.imports.choices import ThingKind
from sotay.imports.planning import member_changes
from sotay.imports.planning import members as planned_members
from sotay.imports.planning import twins as planned_twins
from sotay.imports.planning.world import World as ImportWorld
from sotay.meetings import queries as meeting_queries
from sotay.meetings.models import Meeting
from sotay.members.models import Member
from sotay.organisations.models import Organisation
from sotay.programmes.models import ReviewText
from sotay.reporting.queries import gathering as reporting
from sotay.web import lookup, middleware
from tests.prove.holes.policy import REQUIRE_NOTHING, view_named
from tests.prove.holes.registry import MEETING, REVIEW, hole

# Single pages -------------------------------------------------------------------------------------------


@hole("danh sách buổi chung lộ tên chi bộ khác", *MEETING)
def _joint_rolls() -> Iterator[None]:
    genuine = meeting_queries._roll_of

    def roll_of(meeting: Meeting, cells: Any) -> Any:
        everyone = meeting.attendances.values_list("cell_id", flat=True)
        return genuine(meeting, set(everyone))

    with patch.object(meeting_queries, "_roll_of", roll_of):
        yield


@hole("bài viết của nơi khác vào báo cáo", *REVIEW)
def _foreign_texts() -> Iterator[None]:
    genuine = reporting.review_texts

    def review_texts(actor: Actor, organisation: Organisation, *more: Any, **named: Any) -> Any:
        other = Organisation.objects.exclude(path__startswith=organisation.path[:SEGMENT]).first()
        return genuine(system_actor(Permission), other or organisation, *more, **named)

    with patch.object(reporting, "review_texts", review_texts):
        yield


@hole("người ký của nơi khác trong tệp tải về", "web:review-docx", "web:review-preview")
def _foreign_signature() -> Iterator[None]:
    def signers(organisation: Organisation, day: date) -> tuple[reporting.Signer, ...]:
        below = Member.objects.filter(home__path__startswith=organisation.path[:SEGMENT])
        found = Member.objects.exclude(pk__in=below.values("pk")).order_by("pk").first()
        return (reporting.Signer("secretary:", "BÍ THƯ", found.full_name if found else "", ""),)

    with patch.object(reporting, "_signers", signers):
        yield


@hole("tải về không hỏi quyền", "web:review-docx", "web:review-json")
def _unchecked_downloads() -> Iterator[None]:
    from sotay.web.reviews import views

    def organisation_or_404(actor: Actor, public_id: str, permission: str) -> Any:
        return lookup.organisation_or_404(system_actor(Permission), public_id, Permission.REPORT_VIEW)

    def export_review(*, actor: Actor, request: Any, at: Any) -> bytes:
        return genuine(actor=system_actor(Permission), request=request, at=at)

    genuine = views.export_review
    with (
        patch.object(views, "organisation_or_404", organisation_or_404),
        patch.object(views, "export_review", export_review),
    ):
        yield


@hole("lưu báo cáo chỉ hỏi quyền xem", "web:review-save")
def _weak_save() -> Iterator[None]:
    from sotay.web.reviews import views

    def organisation_or_404(actor: Actor, public_id: str, permission: str) -> Any:
        return lookup.organisation_or_404(actor, public_id, Permission.REPORT_VIEW)

    weaker = patch.object(view_named("review-save"), "declared", str(Permission.REPORT_VIEW))
    with weaker, REQUIRE_NOTHING(), patch.object(views, "organisation_or_404", organisation_or_404):
        yield


@hole("lưu báo cáo vào nơi khác", "web:review-save")
def _misplaced_save() -> Iterator[None]:
    from sotay.web.reviews import views

    genuine = views.save_review_text

    def save_review_text(*, organisation: Organisation, actor: Actor, **more: Any) -> ReviewText:
        other = Organisation.objects.exclude(path__startswith=organisation.path[:SEGMENT]).first()
        return genuine(organisation=other or organisation, actor=system_actor(Permission), **more)

    with patch.object(views, "save_review_text", save_review_text):
        yield


# A file is kept within the scope of who sends it by one question, `ImportWorld.may`: the operations that
# write the rows ask nothing more. What may be written may not all be seen: a second question, the right to
# see a member, stands before every value that is shown of one. And whose a member is, is asked apart.


@hole("nhập dữ liệu không xét phạm vi", files=())
def _unscoped_import() -> Iterator[None]:
    with patch.object(ImportWorld, "may", lambda self, org: True):
        yield


@hole("nhập thông tin của đảng viên nơi khác", files=("dang-vien-keo-ve", "bien-dong"))
def _anybodys_members() -> Iterator[None]:
    with (
        patch.object(planned_members, "may_change", lambda world, person: True),
        patch.object(member_changes, "may_change", lambda world, person: True),
    ):
        yield


@hole("chạy thử cho xem thông tin không được xem", files=("dang-vien-da-co",))
def _seen_changes() -> Iterator[None]:
    genuine = planned_members.note_change

    def note_change(*told: Any, visible: bool) -> None:
        genuine(*told, visible=True)

    with patch.object(planned_members, "note_change", note_change):
        yield


@hole("người có thể trùng hiện cả khi không được xem", files=("dang-vien-trung",))
def _seen_twins() -> Iterator[None]:
    """The page asks by itself whether the twin may be seen, besides what is kept of the values."""
    genuine = planned_twins.Likeness._twin

    def twin(self: Any, one: Any, person: Any, kind: Any) -> Any:
        sides = planned_twins._sides(one, person, self.world.today, visible=True)
        return replace(genuine(self, one, person, kind), visible=True, sides=sides)

    with patch.object(planned_twins.Likeness, "_twin", twin):
        yield


@hole("dòng đã nhập hiện cả tên người không được xem", "web:import-rows")
def _seen_rows() -> Iterator[None]:
    """The list asks of every row whether its thing may be seen."""
    with patch.dict(imported.SEEN_WITH, {ThingKind.MEMBER: Permission.IMPORT_RUN}):
        yield


@hole("tệp tải lên ai cũng mở được", "web:import-batch", "web:import-aside", "web:import-done")
def _anybodys_upload() -> Iterator[None]:
    from sotay.imports.models import Batch
    from sotay.web.imports import views

    def batch_of(actor: Actor, token: str) -> Any:
        return Batch.objects.filter(token=token).first()

    with patch.object(views, "batch_of", batch_of):
        yield


@hole("trang của tôi mở trang người khác", "web:own")
def _somebody_else() -> Iterator[None]:
    genuine = middleware.member_of_account

    def member_of_account(account_id: int) -> int | None:
        mine = Member.objects.filter(account_id=account_id).first()
        if mine is None:
            return genuine(account_id)
        beside = Member.objects.filter(home=mine.home).exclude(pk=mine.pk).order_by("pk").first()
        return beside.pk if beside else mine.pk

    with patch.object(middleware, "member_of_account", member_of_account):
        yield


@hole("trang ai xem được kể cả nơi khác", "web:who-can-see")
def _all_rights() -> Iterator[None]:
    from sotay.web.access import views

    def who_can_see(actor: Actor, organisation: Organisation, *, today: date) -> Any:
        grants = Grant.objects.filter(revoked_at=None).select_related("account", "organisation")
        return access.WhoCanSee([access._right(g, (), organisation) for g in grants], 0)

    with patch.object(views, "who_can_see", who_can_see):
        yield


@hole("trang tài khoản kể vai trò của người khác", "web:account")
def _all_grants() -> Iterator[None]:
    from sotay.web.account import views

    def grants_of(actor: Actor, *, today: date) -> Any:
        grants = Grant.objects.select_related("organisation")
        return [access.OwnGrant(Role(g.role), g.organisation, g.valid_from, g.valid_to) for g in grants]

    with patch.object(views, "grants_of", grants_of):
        yield


@hole("đường lên kể tên mọi cấp trên", "web:organisation", *MEETING)
def _all_ancestors() -> Iterator[None]:
    genuine = lookup.ancestors_of

    def ancestors_of(actor: Actor, organisation: Organisation, permission: str) -> Any:
        return genuine(system_actor(Permission), organisation, permission)

    with patch.object(lookup, "ancestors_of", ancestors_of):
        yield


@hole("sau đăng nhập chuyển sang trang lạ", "next")
def _open_redirect() -> Iterator[None]:
    from sotay.web.account import own, sign_in

    def anywhere(request: Any) -> str:
        return str(request.GET.get("next", ""))

    with patch.object(own, "safe_next", anywhere), patch.object(sign_in, "safe_next", anywhere):
        yield


@hole("xem trang mà ghi vào nhật ký của nơi khác", "web:review-json")
def _foreign_journal() -> Iterator[None]:
    from sotay.reporting.operations import exporting

    genuine = exporting.record

    def record(event: object, *, actor: Actor, at: Any, organisation_id: int | None = None) -> None:
        other = Organisation.objects.exclude(pk=organisation_id).filter(code__gt="").order_by("-pk").first()
        genuine(event, actor=actor, at=at, organisation_id=other.pk if other else None)

    with patch.object(exporting, "record", record):
        yield


@hole("nhật ký máy chủ ghi tên người", *MEETING)
def _talkative_log() -> Iterator[None]:
    import logging

    genuine = meeting_queries._roll_of
    logger = logging.getLogger("sotay")
    formatters = [(handler, handler.formatter) for handler in logging.getLogger().handlers]

    def roll_of(meeting: Meeting, cells: Any) -> Any:
        found = genuine(meeting, cells)
        logger.warning("%s", found)
        return found

    for handler, _ in formatters:
        handler.setFormatter(logging.Formatter("%(message)s"))
    try:
        with patch.object(meeting_queries, "_roll_of", roll_of):
            yield
    finally:
        for handler, formatter in formatters:
            handler.setFormatter(formatter)
