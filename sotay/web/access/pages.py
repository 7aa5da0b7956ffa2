"""Page data of "who can see this?", in words."""

from datetime import date
from typing import TYPE_CHECKING, Any

from sotay.access.choices import Permission
from sotay.access.queries import Right

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

WORDS = {
    Permission.FIGURES_VIEW: "xem số liệu",
    Permission.MEETING_VIEW: "xem buổi sinh hoạt và số lượng",
    Permission.MEETING_RECORD: "ghi buổi sinh hoạt, điểm danh, số liệu tháng",
    Permission.ROLL_VIEW: "xem tên trong danh sách điểm danh",
    Permission.MEMBER_VIEW: "xem danh sách đảng viên",
    Permission.MEMBER_REASONS: "xem căn cứ miễn công tác, sinh hoạt",
    Permission.MEMBER_LOOKUP: "tìm tên đảng viên khi nêu lý do",
    Permission.MEMBER_ENROL: "cấp tài khoản cho đảng viên",
    Permission.OWN_VIEW: "xem phần của riêng mình",
    Permission.REPORT_VIEW: "xem báo cáo",
    Permission.REPORT_WRITE: "viết báo cáo",
    Permission.REPORT_ISSUE: "chốt, hủy báo cáo",
    Permission.REPORT_TEMPLATE: "đặt mẫu Word riêng",
    Permission.IMPORT_RUN: "nhập dữ liệu",
    Permission.ACCESS_VIEW: "xem ai có quyền",
    Permission.ACCOUNT_MANAGE: "quản lý tài khoản",
    Permission.JOURNAL_CHECK: "kiểm tra nhật ký",
}
RULES = (
    (
        "Tên trong danh sách điểm danh",
        "Chi bộ và cấp trên trực tiếp của chi bộ. Cấp cao hơn chỉ xem số lượng.",
    ),
    ("Lý do sức khỏe, gia đình", "Không có ở trang nào; danh sách chỉ ghi vắng có lý do hay không."),
    ("Số liệu và báo cáo", "Tổ chức đảng đó và các cấp trên của nó."),
    (
        "Người vận hành máy chủ",
        "Không xem được nội dung trong Sổ tay; người giữ cơ sở dữ liệu thì đọc được dữ liệu.",
    ),
)


def who_page(node: "Organisation", rights: list[Right], *, today: date) -> dict[str, Any]:
    """The context of web/who_can_see.html, less its head."""
    return {
        "today": today,
        "rules": [{"who": who, "sees": sees} for who, sees in RULES],
        "grants": [
            {
                "name": right.account_name,
                "role": right.role.label,
                "scope": "giao tại đây" if right.granted_at == node.code else f"giao tại {right.granted_at}",
                "words": [WORDS[p] for p in right.permissions if p in WORDS],
            }
            for right in rights
        ],
        "totals_only": 0,
    }
