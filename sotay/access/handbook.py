"""The permission table as a page that an officer can read: docs/permissions.md.

Written by `python -m sotay.access.handbook > docs/permissions.md`; a test says when it is out of date.
"""

import sys

from sotay.access.choices import Permission, Role
from sotay.access.permissions import BELOW, HERE, HERE_AND_CHILDREN, TABLE

WORDS = {
    "organisation:view": "biết tên, vị trí của tổ chức",
    "figures:view": "xem số liệu và bản ghi đằng sau",
    "meeting:view": "xem buổi sinh hoạt, không có tên người",
    "meeting:record": "ghi buổi sinh hoạt, điểm danh, số liệu tháng của chi bộ",
    "meeting:seal": "thông qua, chốt biên bản; ban hành nghị quyết, kết luận của chi bộ",
    "meeting:join": "nhận giấy mời, đọc tài liệu và biên bản, báo vắng, gửi ý kiến, biểu quyết",
    "meeting:remind": "nhắc chi bộ cấp dưới trực tiếp về việc sinh hoạt tháng",
    "minutes:view": "đọc biên bản, ý kiến theo tên, nghị quyết",
    "visit:view": "xem nhận xét của cấp ủy viên phụ trách về buổi sinh hoạt",
    "visit:note": "xem lịch, tài liệu và ghi nhận xét khi dự sinh hoạt chi bộ được phân công",
    "orientation:write": "viết định hướng sinh hoạt tháng cho cấp dưới",
    "roll:view": "xem tên trong danh sách điểm danh",
    "member:view": "xem danh sách đảng viên",
    "member:reasons": "xem căn cứ miễn công tác, sinh hoạt của từng người; đọc chữ riêng trong đơn xin vắng",
    "member:lookup": "tìm tên đảng viên khi nêu lý do, lý do vào nhật ký",
    "member:enrol": "cấp tài khoản cho đảng viên của chi bộ",
    "own:view": "xem phần của riêng mình",
    "report:view": "xem và tải báo cáo sơ kết",
    "report:write": "viết các phần của báo cáo",
    "report:issue": "chốt báo cáo để ký, hủy hoặc thay báo cáo đã chốt",
    "report:template": "đặt mẫu Word riêng cho báo cáo",
    "import:run": "nhập dữ liệu từ bảng tính",
    "controller:state": "khai bên kiểm soát dữ liệu, mục đích, căn cứ",
    "access:view": "xem ai có quyền ở đây",
    "role:give": "giao và thu vai trò ở đây",
    "account:create": "thêm tài khoản",
    "account:manage": "quản lý tài khoản, đặt lại mật khẩu",
    "journal:check": "kiểm tra chuỗi nhật ký",
    "server:view": "xem máy chủ chạy ra sao: sao lưu, dung lượng, việc chạy nền (không có dữ liệu cá nhân)",
}
DEPTHS = {
    HERE: "tại đó",
    HERE_AND_CHILDREN: "tại đó và cấp dưới trực tiếp",
    BELOW: "tại đó và mọi cấp dưới",
}
HEAD = """# Ai được làm gì

Trang này viết ra từ bảng quyền (`sotay/access/permissions.py`), không sửa bằng tay:
`python -m sotay.access.handbook > docs/permissions.md`.

Mỗi vai trò được giao cho một người, ở một tổ chức đảng, từ ngày đến ngày. Ô trống là không được.

- Quyền theo vị trí **hôm nay** của tổ chức; tổ chức đã chuyển đi thì cấp trên cũ không còn xem.
- Tên trong danh sách điểm danh: chi bộ và cấp trên trực tiếp của chi bộ; cấp cao hơn chỉ xem số lượng.
- Buổi sinh hoạt chung: ai xem được buổi thì biết những chi bộ nào cùng dự, nhưng mỗi chi bộ chỉ thấy tên
  người của mình; màn hình lớn (không có tên) thì mọi chi bộ cùng dự mở được; nhận xét của cấp ủy
  viên phụ trách thuộc chi bộ mà đồng chí ấy phụ trách.
- Giao cho **toàn hệ thống** thì vai trò có hiệu lực ở mọi tổ chức, kể cả phần chỉ dành cho cấp trực tiếp.
- Quyền xem lại ở từng lần mở trang: thu hồi, hết hạn hay khóa tài khoản thì mất ngay.
- Không ai giao hay thu được quyền mà mình không có ở nơi đó, không ai tự giao thêm cho mình;
  quyền chỉ riêng chi bộ có thì do người cấp được tài khoản cho đảng viên của chi bộ ấy giao;
  riêng người quản lý tài khoản thu được mọi vai trò trong phạm vi của mình.
- Cán bộ cấp trên trực tiếp giao vai trò ở cấp dưới trực tiếp, kể cả vai trò được xem tên ở dưới đó một cấp
  (việc của chính nơi ấy); bản thân người giao vẫn không xem được tên ở cấp ấy.
- Vai trò đảng viên (chỉ xem phần của mình) do ai được ghi danh đảng viên ở chi bộ ấy giao.
"""


def handbook() -> str:
    """The page, in Markdown: one table, a line for each permission and a column for each role."""
    roles = list(TABLE)
    lines = [HEAD, "| | " + " | ".join(str(role.label) for role in roles) + " |"]
    lines.append("|---|" + "---|" * len(roles))
    for permission in Permission:
        cells = [_cell(role, permission) for role in roles]
        lines.append(f"| {WORDS[permission]} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(role: Role, permission: Permission) -> str:
    allowed = TABLE[role]
    return DEPTHS[allowed[permission]] if permission in allowed else ""


if __name__ == "__main__":
    sys.stdout.write(handbook())
