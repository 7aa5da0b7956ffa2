"""Page data of "who can see this?", in words."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.access.giving import may_give
from sotay.access.queries import Right, WhoCanSee, openable
from sotay.core.actor import Actor
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.queries import Names, names_on

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

EVERYWHERE = "toàn hệ thống"
WORDS = {  # every permission but knowing that the place exists: what is not said here nobody learns
    Permission.FIGURES_VIEW: "xem số liệu",
    Permission.MEETING_VIEW: "xem buổi sinh hoạt và số lượng",
    Permission.MEETING_RECORD: "ghi buổi sinh hoạt, điểm danh, số liệu tháng",
    Permission.MEETING_SEAL: "thông qua, chốt biên bản; ban hành nghị quyết, kết luận",
    Permission.MEETING_JOIN: "đọc tài liệu, biên bản; báo vắng, gửi ý kiến, biểu quyết",
    Permission.MEETING_REMIND: "nhắc chi bộ về việc sinh hoạt tháng",
    Permission.MINUTES_VIEW: "đọc biên bản, ý kiến theo tên, nghị quyết",
    Permission.VISIT_VIEW: "xem nhận xét của cấp ủy viên phụ trách",
    Permission.VISIT_NOTE: "xem lịch, tài liệu, ghi nhận xét khi dự",
    Permission.ORIENTATION_WRITE: "viết định hướng tháng",
    Permission.ROLL_VIEW: "xem tên trong danh sách điểm danh",
    Permission.MEMBER_VIEW: "xem danh sách đảng viên",
    Permission.MEMBER_REASONS: "xem căn cứ miễn công tác, sinh hoạt; đọc chữ riêng trong đơn xin vắng",
    Permission.MEMBER_LOOKUP: "tìm tên đảng viên khi nêu lý do",
    Permission.MEMBER_ENROL: "cấp tài khoản cho đảng viên",
    Permission.OWN_VIEW: "xem phần của riêng mình",
    Permission.REPORT_VIEW: "xem báo cáo",
    Permission.REPORT_WRITE: "viết báo cáo",
    Permission.REPORT_ISSUE: "chốt, hủy báo cáo",
    Permission.REPORT_TEMPLATE: "đặt mẫu Word riêng",
    Permission.IMPORT_RUN: "nhập dữ liệu",
    Permission.CONTROLLER_STATE: "khai bên kiểm soát dữ liệu",
    Permission.ACCESS_VIEW: "xem ai có quyền",
    Permission.ROLE_GIVE: "giao và thu vai trò",
    Permission.ACCOUNT_CREATE: "thêm tài khoản",
    Permission.ACCOUNT_MANAGE: "quản lý tài khoản",
    Permission.JOURNAL_CHECK: "kiểm tra nhật ký",
    Permission.SERVER_VIEW: "xem máy chủ chạy ra sao",
}
RULES = (
    (
        "Tên trong danh sách điểm danh",
        "Chi bộ và cấp trên trực tiếp của chi bộ. Cấp cao hơn chỉ xem số lượng.",
    ),
    ("Biên bản, ý kiến theo tên", "Chi bộ và cấp trên trực tiếp của chi bộ."),
    (
        "Lý do sức khỏe, gia đình",
        "Chỉ bí thư, trong đơn xin vắng; sau một năm thì xóa. Danh sách, biên bản chỉ ghi vắng có lý do"
        " hay không.",
    ),
    ("Số liệu và báo cáo", "Tổ chức đảng đó và các cấp trên của nó."),
    (
        "Người vận hành máy chủ",
        "Không xem được nội dung trong Sổ tay; người giữ cơ sở dữ liệu thì đọc được dữ liệu.",
    ),
)


def who_page(actor: Actor, node: "Organisation", found: WhoCanSee, *, today: date) -> dict[str, Any]:
    """The context of web/who_can_see.html, less its head."""
    giving = actor.may(Permission.ROLE_GIVE, node)
    enrolling = actor.may(Permission.MEMBER_ENROL, node)
    mine = (
        openable(actor, {r.account_id for r in found.rights if r.here}, today=today) if enrolling else set()
    )
    names = names_on(sorted({r.place for r in found.rights if r.place is not None}), today)
    return {
        "today": today,
        "rules": [{"who": who, "sees": sees} for who, sees in RULES],
        "grants": [
            {
                "name": right.account_name,
                "role": right.role.label,
                "scope": _scope(right, names),
                "since": right.since,
                "last": right.until - timedelta(days=1) if right.until else None,
                "words": [WORDS[p] for p in right.permissions if p in WORDS],
                "everywhere": right.granted_at == EVERYWHERE and Permission.ROLL_VIEW in right.permissions,
                "take": right.grant if giving and _may_take(actor, right, node) else None,
                "code": right.account if right.here and right.account_id in mine else None,
            }
            for right in found.rights
        ],
        "members": found.members,
        "give_url": reverse("web:role-give", args=[node.public_id]) if giving else "",
        "enrol_url": reverse("web:enrol-members", args=[node.public_id])
        if enrolling and node.kind in CELL_KINDS
        else "",
        "take_url": reverse("web:role-take", args=[node.public_id]),
        "code_url": reverse("web:code-issue", args=[node.public_id]),
    }


def _scope(right: Right, names: dict[int, Names]) -> str:
    """Where the role was given, by the name of the place."""
    if right.here:
        return "giao tại đây"
    place = names.get(right.place or 0)
    return f"giao tại {place.name if place else right.granted_at}"


def _may_take(actor: Actor, right: Right, node: "Organisation") -> bool:
    """Nobody takes their own role: a superior does."""
    return right.here and right.account_id != actor.account_id and may_give(actor, right.role, node)
