"""Other titles that offices give to our columns, and fields that come in parts.

Titles are written as people write them; `headers.normal` takes case, marks and signs away before
they are compared. The order does not matter; one title belongs to one field of a dataset.
"""

from sotay.imports.columns import Column

FAMILY, GIVEN = "part:family", "part:given"
BORN_MALE, BORN_FEMALE = "part:born-male", "part:born-female"
MALE, FEMALE = "part:male", "part:female"

PARTS: dict[str, Column] = {
    FAMILY: Column(FAMILY, "Họ và tên đệm", False, "text", "Ghép với cột Tên thành Họ và tên."),
    GIVEN: Column(GIVEN, "Tên", False, "text", "Ghép với cột Họ và tên đệm thành Họ và tên."),
    BORN_MALE: Column(BORN_MALE, "Ngày sinh (nam)", False, "date_or_year", "Ngày sinh; giới tính là Nam."),
    BORN_FEMALE: Column(BORN_FEMALE, "Ngày sinh (nữ)", False, "date_or_year", "Ngày sinh; giới tính là Nữ."),
    MALE: Column(MALE, "Nam (đánh dấu)", False, "text", "Có dấu thì giới tính là Nam."),
    FEMALE: Column(FEMALE, "Nữ (đánh dấu)", False, "text", "Có dấu thì giới tính là Nữ."),
}
"""Columns that two by two make one of ours: họ đệm + tên; for each sex one of birth days, or of marks."""
PARTS_OF: dict[str, tuple[str, ...]] = {
    "dang-vien": (FAMILY, GIVEN, BORN_MALE, BORN_FEMALE, MALE, FEMALE),
    "diem-danh": (FAMILY, GIVEN),
}
STANDS_FOR: dict[str, tuple[str, ...]] = {
    "full_name": (FAMILY, GIVEN),
    "born": (BORN_MALE, BORN_FEMALE),
}
"""A field → the parts that, all together, stand for it."""

_CELL = ("Mã CB", "Mã chi bộ sinh hoạt", "Chi bộ", "Tên chi bộ", "Mã đơn vị", "Chi bộ (mã)")
_RECORD = ("Số LL", "Số lý lịch đảng viên", "Số LLĐV", "Số sổ lý lịch", "Lý lịch số", "Số hồ sơ đảng viên")
_CARD = ("Số thẻ Đảng", "Số thẻ đảng viên", "Thẻ đảng viên", "Số thẻ ĐV", "Thẻ Đảng số", "Số TĐV")
_CITIZEN = (
    "CCCD", "Số CCCD", "Số căn cước", "Số căn cước công dân", "Căn cước công dân", "Số định danh cá nhân",
    "Số CMND/CCCD", "Số CCCD/CMND", "CMND/CCCD", "Mã định danh", "Mã định danh cá nhân", "Số ĐDCN",
    "Số căn cước/Số định danh cá nhân", "Số CCCD/Số định danh",
)  # fmt: skip
_NAME = (
    "Họ tên", "Họ và tên đảng viên", "Họ tên đảng viên", "Họ, tên", "Họ và tên khai sinh", "Tên đảng viên",
    "Họ, tên đảng viên", "Họ, chữ đệm và tên", "Họ, chữ đệm, tên",
)  # fmt: skip
_NUMBERS = {"cell": _CELL, "record": _RECORD, "card": _CARD, "citizen": _CITIZEN}
_FAMILY = (
    "Họ đệm", "Họ và đệm", "Họ, đệm", "Họ tên đệm", "Họ, tên đệm", "Họ và chữ đệm", "Họ, chữ đệm",
    "Họ lót", "Họ và tên lót", "Họ",
)  # fmt: skip
_BIRTH = ("Ngày sinh", "Năm sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Sinh ngày")
_SEEN = ("Ngày họp", "Ngày tổ chức", "Ngày tổ chức sinh hoạt", "Ngày")

ALIASES: dict[str, dict[str, tuple[str, ...]]] = {
    "to-chuc": {
        "code": ("Mã tổ chức đảng", "Mã đơn vị", "Mã TCĐ", "Mã"),
        "name": ("Tên tổ chức đảng", "Tên đơn vị", "Tên đầy đủ"),
        "organ": ("Cấp ủy", "Tên cấp uỷ"),
        "kind": ("Loại", "Loại tổ chức đảng", "Cấp tổ chức"),
        "parent": ("Mã tổ chức cấp trên", "Mã đơn vị cấp trên", "Cấp trên trực tiếp", "Trực thuộc"),
        "block": ("Thuộc khối",),
        "cell_type": ("Loại hình", "Loại chi bộ"),
        "seat": ("Nơi đóng", "Địa bàn"),
        "founded_on": ("Thành lập ngày", "Ngày thành lập tổ chức", "Ngày, tháng, năm thành lập"),
        "dissolved_on": ("Ngày giải thể", "Kết thúc ngày"),
        "decision": ("Quyết định", "Quyết định số", "Số QĐ"),
    },
    "bien-dong-to-chuc": {
        "code": ("Mã tổ chức đảng", "Mã đơn vị"),
        "change": ("Loại biến động", "Nội dung biến động", "Thay đổi"),
        "on": ("Ngày hiệu lực", "Từ ngày", "Ngày có hiệu lực"),
        "other": ("Mã tổ chức liên quan", "Tổ chức liên quan"),
        "value": ("Nội dung mới",),
        "decision": ("Quyết định", "Quyết định số", "Số QĐ"),
    },
    "dang-vien": {
        **_NUMBERS,
        "full_name": _NAME,
        FAMILY: _FAMILY,
        GIVEN: ("Tên",),
        "sex": ("Phái", "Giới", "Nam/Nữ", "Nam, nữ", "GT"),
        "born": (*_BIRTH, "NTNS", "Ngày/tháng/năm sinh"),
        BORN_MALE: tuple(f"{b} Nam" for b in _BIRTH),
        BORN_FEMALE: tuple(f"{b} Nữ" for b in _BIRTH),
        MALE: ("Nam", "Giới tính Nam", "Phái Nam", "Nam giới"),
        FEMALE: ("Nữ", "Giới tính Nữ", "Phái Nữ", "Nữ giới"),
        "joined_on": (
            "Ngày kết nạp", "Ngày kết nạp Đảng", "Ngày vào Đảng dự bị", "Ngày dự bị", "Kết nạp ngày",
            "Ngày tháng năm vào Đảng", "Ngày, tháng, năm vào Đảng", "Ngày tháng năm vào Đảng dự bị",
            "Ngày, tháng, năm vào Đảng dự bị", "Vào Đảng dự bị", "Vào Đảng ngày", "Ngày vào Đảng lần đầu",
            "Ngày vào Đảng kết nạp", "Ngày tháng vào Đảng", "Ngày tháng vào Đảng dự bị",
        ),
        "official_on": (
            "Ngày vào Đảng chính thức", "Ngày công nhận chính thức", "Ngày công nhận đảng viên chính thức",
            "Ngày tháng năm vào Đảng chính thức", "Ngày, tháng, năm vào Đảng chính thức",
            "Vào Đảng chính thức", "Chính thức ngày", "Ngày chuyển chính thức", "Chuyển chính thức",
            "Ngày chuyển Đảng chính thức", "Ngày tháng vào Đảng chính thức",
        ),
        "place_from": ("Ngày chuyển đến", "Ngày đến chi bộ", "Ngày về sinh hoạt"),
        "post": ("Chức vụ Đảng", "Chức vụ trong Đảng", "Chức vụ chi bộ"),
        "post_from": ("Ngày giữ chức", "Từ ngày giữ chức", "Ngày giữ chức vụ"),
    },
    "bien-dong-dang-vien": {
        **_NUMBERS,
        "change": ("Loại biến động", "Nội dung biến động", "Thay đổi"),
        "first": ("Ngày hiệu lực", "Ngày có hiệu lực", "Ngày"),
        "last": ("Đến ngày", "Đến hết"),
        "grounds": ("Lý do", "Số quyết định", "Quyết định"),
        "post": ("Chức vụ Đảng",),
    },
    "sinh-hoat": {
        "cell": _CELL,
        "code": ("Mã buổi sinh hoạt",),
        "kind": ("Loại buổi", "Loại buổi sinh hoạt", "Loại"),
        "counted_for": ("Tháng", "Kỳ sinh hoạt", "Tháng sinh hoạt", "Kỳ tháng"),
        "status": ("Trạng thái",),
        "planned_on": ("Dự kiến ngày",),
        "held_on": (*_SEEN, "Ngày tổ chức họp"),
        "started_at": ("Giờ bắt đầu", "Thời gian bắt đầu", "Từ giờ"),
        "ended_at": ("Giờ kết thúc", "Thời gian kết thúc", "Đến giờ"),
        "place": ("Nơi sinh hoạt", "Nơi họp"),
        "mode": ("Hình thức sinh hoạt", "Hình thức họp"),
        "theme": ("Tên chuyên đề", "Chủ đề"),
        "reason": ("Lý do không tổ chức",),
        "joint": ("Sinh hoạt chung với", "Sinh hoạt ghép"),
    },
    "diem-danh": {**_NUMBERS, "full_name": _NAME, FAMILY: _FAMILY, GIVEN: ("Tên",)},
    "diem-danh-dai": {
        **_NUMBERS,
        "meeting": ("Buổi sinh hoạt", "Mã buổi", *_SEEN, "Tháng"),
        "state": ("Điểm danh", "Dấu", "Có mặt"),
    },
    "so-lieu-thang": {
        "cell": _CELL,
        "month": ("Tháng/năm", "Tháng, năm", "Kỳ", "Tháng báo cáo"),
        "held": ("Có sinh hoạt", "Sinh hoạt", "Tổ chức sinh hoạt", "Đã tổ chức sinh hoạt"),
        "expected": (
            "Số phải dự", "Đảng viên phải dự", "Số đảng viên phải dự", "Tổng số phải dự",
            "Số đảng viên phải sinh hoạt", "Số ĐV phải dự", "Tổng số đảng viên phải dự",
        ),
        "present": (
            "Số có mặt", "Số đảng viên có mặt", "Đảng viên có mặt", "Dự họp", "Số dự họp", "Số ĐV có mặt",
            "Số đảng viên dự sinh hoạt", "Số đảng viên tham gia sinh hoạt",
        ),
        "excused": (
            "Vắng có phép", "Vắng mặt có lý do", "Số vắng có lý do", "Vắng có LD",
            "Số đảng viên vắng có lý do", "Vắng mặt có phép",
        ),
        "unexcused": (
            "Vắng không phép", "Vắng không có lý do", "Vắng mặt không lý do", "Vắng mặt không có lý do",
            "Số vắng không lý do", "Số đảng viên vắng không lý do", "Vắng mặt không phép",
        ),
        "steps_complete": ("Đủ quy trình", "Thực hiện đủ các bước"),
        "theme_held": ("Sinh hoạt chuyên đề", "Có sinh hoạt chuyên đề"),
        "reason": ("Lý do không sinh hoạt", "Ghi chú lý do"),
    },
}  # fmt: skip
