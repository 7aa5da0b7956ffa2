"""Page data of the notice: what is stated, and what follows from the product itself."""

from typing import Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.imports.columns import MEMBERS
from sotay.imports.queries import statement
from sotay.imports.rules import ANSWER_WITHIN_DAYS, LIMITS, RIGHTS
from sotay.web.door import ActorRequest

OTHER_DATA = (
    "Tình trạng đảng viên: chính thức, dự bị, được miễn sinh hoạt, sinh hoạt tạm thời, chuyển sinh hoạt",
    "Có mặt, vắng mặt và lý do tại các buổi sinh hoạt chi bộ; trả lời giấy mời, đơn xin vắng",
    "Ý kiến gửi trước và phát biểu, nhiệm vụ được giao, biểu quyết không kín",
    "Tên đăng nhập, máy và phiên đăng nhập",
)
SEEN_BY = (
    "Tên trong danh sách điểm danh, biên bản, ý kiến: chi bộ của đồng chí và cấp ủy cấp trên trực tiếp.",
    "Lý do riêng trong đơn xin vắng: chỉ bí thư chi bộ; xóa sau một năm.",
    "Cấp cao hơn xem số lượng, không xem tên.",
    "Người vận hành máy chủ quản lý tài khoản, không xem nội dung trong chương trình.",
    "Lần xem danh sách có tên, lần xuất và lần nhập dữ liệu đều được ghi nhật ký.",
)


def notice_page(request: ActorRequest) -> dict[str, Any]:
    """The context of web/data_notice.html."""
    said = statement()
    may_state = request.actor.may(Permission.CONTROLLER_STATE)
    return {
        "back": {"url": reverse("web:home"), "label": "Trang đầu"},
        "said": {name: getattr(said, name) for name in LIMITS} if said else None,
        "stated_at": said.stated_at if said else None,
        "data": [c.header for c in MEMBERS.columns],
        "other_data": OTHER_DATA,
        "seen_by": SEEN_BY,
        "rights": RIGHTS,
        "days": ANSWER_WITHIN_DAYS,
        "state_url": reverse("web:data-controller") if may_state else "",
    }


def initial() -> dict[str, str]:
    """What was stated last, for the form."""
    said = statement()
    return {name: getattr(said, name) for name in LIMITS} if said else {}
