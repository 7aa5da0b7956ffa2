"""Holes in the table, the tree, the grants and the door."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from unittest.mock import patch

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q

from sotay.access import queries as access
from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.access.permissions import BELOW, HERE, HERE_AND_CHILDREN, TABLE
from sotay.core import tree
from sotay.core.actor import SEGMENT, Actor, Reach, system_actor
from sotay.meetings.models import MeetingQuerySet
from sotay.organisations import models as organisations
from sotay.organisations.models import Organisation, OrganisationQuerySet
from sotay.web import lookup, middleware
from sotay.web.door import PUBLIC, SIGNED_IN, declaration_of, routes
from tests.prove.holes.registry import (
    IMPORT,
    MEETING,
    ORGANISATION,
    REVIEW,
    Widened,
    attribute,
    hole,
    patches,
)

# The table ---------------------------------------------------------------------------------------


patches("vai trò tráo: đảng viên thành bí thư", ORGANISATION, Widened(Role.MEMBER, TABLE[Role.SECRETARY]))
patches("vai trò tráo: phó bí thư thành bí thư", ORGANISATION, Widened(Role.DEPUTY, TABLE[Role.SECRETARY]))
patches(
    "người vận hành thành cán bộ cấp trên", ORGANISATION, Widened(Role.OPERATOR, TABLE[Role.SUPERIOR_OFFICER])
)
patches(
    "người vận hành xem số liệu",
    ("web:organisation",),
    Widened(Role.OPERATOR, {Permission.FIGURES_VIEW: BELOW}),
)
patches("bí thư viết báo cáo", REVIEW, Widened(Role.SECRETARY, {Permission.REPORT_WRITE: HERE}))
patches("bí thư nhập dữ liệu", IMPORT, Widened(Role.SECRETARY, {Permission.IMPORT_RUN: HERE}))
patches("phó bí thư xem báo cáo", REVIEW, Widened(Role.DEPUTY, {Permission.REPORT_VIEW: HERE}))
patches("phó bí thư xem ai có quyền", ORGANISATION, Widened(Role.DEPUTY, {Permission.ACCESS_VIEW: HERE}))
patches("đảng viên xem buổi sinh hoạt", MEETING, Widened(Role.MEMBER, {Permission.MEETING_VIEW: HERE}))
patches("đảng viên xem số liệu", ORGANISATION, Widened(Role.MEMBER, {Permission.FIGURES_VIEW: HERE}))
patches("bí thư xem cả cấp dưới", MEETING, Widened(Role.SECRETARY, {Permission.MEETING_VIEW: BELOW}))
patches(
    "phó bí thư xem cả cấp dưới",
    ("web:organisation",),
    Widened(Role.DEPUTY, {Permission.FIGURES_VIEW: HERE_AND_CHILDREN}),
)
patches(
    "cấp trên xem tên ở mọi cấp dưới", MEETING, Widened(Role.SUPERIOR_OFFICER, {Permission.ROLL_VIEW: BELOW})
)
patches(
    "đảng ủy cơ sở xem tên ở mọi cấp dưới",
    MEETING,
    Widened(Role.COMMITTEE_OFFICER, {Permission.ROLL_VIEW: BELOW}),
)


# The tree ------------------------------------------------------------------------------------------


def _covers_without_depth(self: Reach, path: str) -> bool:
    return path.startswith(self.path)


def _covers_siblings(self: Reach, path: str) -> bool:
    return path.startswith(self.path[:-SEGMENT])


def _within(cut: int, depth_counts: bool = True) -> Callable[..., Q]:
    genuine = tree.within

    def within(path: str, depth: int | None = None, field: str = "path") -> Q:
        return genuine(path[: len(path) - cut], depth if depth_counts else None, field)

    return within


def visible_to_all(self: Any, actor: Actor, permission: str) -> Any:
    return self.all()


_may = Actor.may


def _may_without_place(self: Actor, permission: str, place: Any = None) -> bool:
    return _may(self, permission)


def _names_with_counts(self: Actor, permission: str, place: Any = None) -> bool:
    wanted = Permission.MEETING_VIEW if permission == Permission.ROLL_VIEW else permission
    return _may(self, wanted, place)


def _reached_or_all(reaches: tuple[Reach, ...], field: str = "path") -> Q:
    return _reached(reaches, field) if reaches and reaches[0].path else Q(pk__isnull=False)


def _signed_in_suffices(view: Any) -> str | None:
    declared = declaration_of(view)
    return declared if declared in {None, PUBLIC} else SIGNED_IN


_reached = tree.reached
REQUIRE_NOTHING = attribute(Actor, "require", lambda self, permission, place=None: None)
MAY_ANYTHING = attribute(Actor, "may", _may_without_place)
_ALL_ORGANISATIONS = attribute(OrganisationQuerySet, "visible_to", visible_to_all)

patches("mọi tổ chức đều thấy, không hỏi quyền", ORGANISATION, _ALL_ORGANISATIONS, REQUIRE_NOTHING)
patches("mọi tổ chức đều thấy", ("web:organisation", "web:home"), _ALL_ORGANISATIONS)
patches(
    "mọi buổi sinh hoạt đều thấy",
    MEETING,
    attribute(MeetingQuerySet, "visible_to", visible_to_all),
    MAY_ANYTHING,
)
patches("quyền không xét nơi chốn", MEETING, MAY_ANYTHING)
patches("xem tên như xem số lượng", MEETING, attribute(Actor, "may", _names_with_counts))
patches(
    "bỏ qua độ sâu",
    ("web:organisation", *MEETING),
    attribute(Reach, "covers", _covers_without_depth),
    attribute(tree, "within", _within(0, depth_counts=False)),
)
patches("bỏ qua độ sâu khi xem tên", MEETING, attribute(Reach, "covers", _covers_without_depth))
patches(
    "phạm vi lan sang tổ chức ngang cấp",
    ORGANISATION,
    attribute(Reach, "covers", _covers_siblings),
    attribute(tree, "within", _within(SEGMENT)),
)
patches(
    "so đường dẫn không theo đốt",
    ORGANISATION,
    attribute(Reach, "covers", lambda self, path: path.startswith(self.path[:-1])),
    attribute(tree, "within", _within(1)),
)
patches(
    "không có quyền thì thấy hết, cửa không hỏi",
    ORGANISATION,
    attribute(organisations, "reached", _reached_or_all),
    attribute(middleware, "declaration_of", _signed_in_suffices),
    REQUIRE_NOTHING,
)


@hole("nơi cũ vẫn còn quyền", "web:organisation")
def _former_places() -> Iterator[None]:
    def visible_to(self: Any, actor: Actor, permission: str) -> Any:
        here = Q(pk__in=[])
        for reach in actor.reaches_of(permission):
            here |= Q(paths__path__startswith=reach.path)
        return Organisation.objects.filter(pk__in=self.filter(here).values("pk"))

    with patch.object(OrganisationQuerySet, "visible_to", visible_to), REQUIRE_NOTHING():
        yield


# Grants --------------------------------------------------------------------------------------------


def _honouring(
    keep: Callable[[Grant, date], bool], *, inactive: bool = False, unplaced: bool = False
) -> Callable[[], Any]:
    """The door with another idea of which grants count."""

    def actor_for(account: Any, *, today: date, member_id: int | None = None) -> Actor:
        reaches: dict[str, tuple[Reach, ...]] = {}
        for grant in Grant.objects.filter(account=account).select_related("organisation"):
            path = grant.organisation.path if grant.organisation else ""
            if not keep(grant, today) or (grant.organisation and not path and not unplaced):
                continue
            for permission, depth in TABLE[Role(grant.role)].items():
                reach = Reach(path, depth if path else BELOW)
                reaches[permission] = (*reaches.get(permission, ()), reach)
        return Actor(account.pk, account.full_name, reaches, member_id)

    return attribute(middleware, "actor_for", actor_for)


def _live(grant: Grant, today: date) -> bool:
    return grant.revoked_at is None


def _begun(grant: Grant, today: date) -> bool:
    return grant.valid_from <= today


def _not_ended(grant: Grant, today: date) -> bool:
    return grant.valid_to is None or today < grant.valid_to


def _sound(grant: Grant, today: date) -> bool:
    return _live(grant, today) and _begun(grant, today) and _not_ended(grant, today)


patches("quyền hết hạn vẫn dùng", ORGANISATION, _honouring(lambda g, t: _live(g, t) and _begun(g, t)))
patches(
    "quyền còn dùng trong ngày hết hạn",
    ORGANISATION,
    _honouring(lambda g, t: _live(g, t) and _begun(g, t) and (g.valid_to is None or t <= g.valid_to)),
)
patches(
    "quyền chưa đến ngày đã dùng", ORGANISATION, _honouring(lambda g, t: _live(g, t) and _not_ended(g, t))
)
patches("quyền đã thu vẫn dùng", ORGANISATION, _honouring(lambda g, t: _begun(g, t) and _not_ended(g, t)))
patches(
    "tài khoản đã khóa vẫn vào",
    ORGANISATION,
    _honouring(_sound),
    attribute(ModelBackend, "user_can_authenticate", lambda self, user: True),
)
patches("tổ chức chưa có chỗ thành toàn hệ thống", ORGANISATION, _honouring(_sound, unplaced=True))


@hole("mọi quyền của mọi người cho mọi người", *ORGANISATION)
def _everybodys_grants() -> Iterator[None]:
    def actor_for(account: Any, *, today: date, member_id: int | None = None) -> Actor:
        first = Grant.objects.filter(organisation=None, revoked_at=None).first()
        other = access.actor_for(first.account, today=today) if first else Actor(None, "")
        return replace(other, account_id=account.pk, name=account.full_name, member_id=member_id)

    with patch.object(middleware, "actor_for", actor_for):
        yield


# The door --------------------------------------------------------------------------------------------


@hole("cửa mở cho người chưa đăng nhập", *ORGANISATION)
def _anonymous() -> Iterator[None]:
    genuine = middleware.ScopedDoorMiddleware.process_view

    def process_view(self: Any, request: Any, view: Any, args: Any, kwargs: Any) -> Any:
        if request.user.is_authenticated:
            return genuine(self, request, view, args, kwargs)
        request.actor = system_actor(Permission)
        return None

    with patch.object(middleware.ScopedDoorMiddleware, "process_view", process_view):
        yield


patches(
    "cửa không hỏi quyền đã khai",
    ("web:import", "web:import-template"),
    attribute(middleware, "declaration_of", _signed_in_suffices),
)


def view_named(name: str) -> Any:
    """The view behind a route."""
    return next(pattern.callback for _, pattern in routes() if pattern.name == name)


for _name in ("import", "import-template"):
    patches(
        f"trang {_name} khai quyền thấp hơn",
        (f"web:{_name}",),
        lambda name=_name: patch.object(view_named(name), "declared", SIGNED_IN),  # type: ignore[misc]
    )
patches(
    "trang tài khoản mở cho mọi người",
    ("web:text-size",),
    lambda: patch.object(view_named("text-size"), "declared", PUBLIC),
)


@hole("mã của nơi khác báo khác mã không có", *ORGANISATION)
def _telling() -> Iterator[None]:
    from django.core.exceptions import PermissionDenied

    genuine = lookup.organisation_by_public_id

    def organisation_by_public_id(actor: Actor, public_id: str, permission: str) -> Any:
        try:
            return genuine(actor, public_id, permission)
        except LookupError:
            if Organisation.objects.filter(public_id=public_id).exists():
                raise PermissionDenied from None
            raise

    with patch.object(lookup, "organisation_by_public_id", organisation_by_public_id):
        yield
