"""The columns of every import sheet: the one list that reading, templates, help and docs use.

A header is recognised by `fold()`: case, marks and order do not matter. Keys are ours and never shown.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from sotay.organisations.choices import CellType
from sotay.rulesets.rules import all_steps

ValueKind = Literal[
    "code",
    "codes",
    "number",
    "text",
    "choice",
    "date",
    "date_or_year",
    "month",
    "time",
    "count",
    "yes",
    "step",
]
"""How a cell is read. `number` is an identifier (text, leading zeros kept), `count` a whole number."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` are the words offered in the template's list."""

    key: str
    header: str
    required: bool
    kind: ValueKind
    help: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of sheet. `sheet`: its tab in our workbooks; `plain`: what it is, for people. `any_of`: groups
    of keys of which one header at least must be there."""

    kind: str
    sheet: str
    plain: str
    workbook: str
    help: str
    columns: tuple[Column, ...]
    any_of: tuple[tuple[str, ...], ...] = ()
    meeting_columns: bool = False
    """Whether free columns, one a meeting, follow the named ones (a wide roll)."""

    def column(self, key: str) -> Column:
        """The column of that key. Raises StopIteration when there is none."""
        return next(c for c in self.columns if c.key == key)


_NUMBERS = ("record", "card", "citizen")
_DATE = "Viết dd/mm/yyyy."
_MONTH = "Viết mm/yyyy."


def _cell_code() -> Column:
    return Column("cell", "Mã chi bộ", True, "code", "Mã của chi bộ đã có trong trang Tổ chức, hoặc tên.")


def _numbers() -> tuple[Column, ...]:
    one_of = "Cần ít nhất một trong ba số: lý lịch, thẻ, định danh."
    return (
        Column("record", "Số lý lịch", False, "number", f"Số lý lịch đảng viên. {one_of}"),
        Column("card", "Số thẻ", False, "number", f"Số thẻ đảng viên. {one_of}"),
        Column("citizen", "Số định danh", False, "number", f"Số định danh cá nhân. {one_of}"),
    )


ORGANISATION_KINDS = (
    "Đảng bộ cấp trên trực tiếp của cơ sở",
    "Đảng bộ cơ sở",
    "Chi bộ cơ sở",
    "Đảng bộ bộ phận",
    "Chi bộ",
)
BLOCKS = ("Xã, thị trấn", "Cơ quan", "Doanh nghiệp", "Lực lượng vũ trang", "Khác")
CELL_TYPES = tuple(str(t.label) for t in CellType)
ORGANISATION_CHANGES = (
    "Chuyển cấp trên",
    "Đổi tên",
    "Đổi khối",
    "Đổi loại hình",
    "Hợp nhất",
    "Chia",
    "Tách",
    "Sáp nhập",
)
MEMBER_CHANGES = (
    "Miễn sinh hoạt",
    "Sinh hoạt tạm thời",
    "Chuyển chính thức",
    "Công nhận chính thức",
    "Chuyển đi",
    "Xóa tên",
    "Khai trừ",
    "Từ trần",
    "Giữ chức vụ",
)
POSTS = ("Bí thư", "Phó bí thư", "Cấp ủy viên")
ALL_POSTS = (*POSTS, "Ủy viên ban thường vụ")
MEETING_KINDS = ("Thường kỳ", "Chuyên đề", "Thường kỳ gắn chuyên đề")
MEETING_STATUSES = ("Đã sinh hoạt", "Không tổ chức", "Hoãn", "Dự kiến")
MODES = ("Trực tiếp", "Trực tuyến", "Kết hợp")
MARKS = ("x", "m", "o", "p", "k", "-")

ORGANISATIONS = Dataset(
    "to-chuc",
    "Tổ chức",
    "Danh sách tổ chức đảng",
    "to-chuc",
    "Mỗi dòng một tổ chức đảng, theo thứ tự chính thức. Tên, cấp trên, khối, loại hình là của ngày thành lập;"
    " thay đổi về sau ghi ở trang Biến động tổ chức.",
    (
        Column("code", "Mã tổ chức", True, "code", "Mã riêng của tổ chức, không đổi và không trùng."),
        Column("name", "Tên tổ chức", True, "text", "Tên đầy đủ, ví dụ: Đảng bộ xã An Hòa."),
        Column("organ", "Tên cấp ủy", False, "text", "Tên cơ quan lãnh đạo, ví dụ: Đảng ủy xã An Hòa."),
        Column("kind", "Loại tổ chức", True, "choice", "Chọn một loại trong danh sách.", ORGANISATION_KINDS),
        Column(
            "parent",
            "Mã cấp trên",
            False,
            "code",
            "Mã hoặc tên của cấp trên trực tiếp; trống là tổ chức cao nhất.",
        ),
        Column(
            "block",
            "Khối",
            False,
            "choice",
            "Bắt buộc với đảng bộ cơ sở, chi bộ cơ sở; tổ chức bên dưới theo cấp trên.",
            BLOCKS,
        ),
        Column("cell_type", "Loại hình chi bộ", False, "choice", "Chỉ ghi cho chi bộ.", CELL_TYPES),
        Column("seat", "Địa danh", False, "text", "Nơi ghi ở đầu văn bản, ví dụ: An Hòa."),
        Column("founded_on", "Ngày thành lập", True, "date", _DATE),
        Column(
            "dissolved_on", "Ngày kết thúc", False, "date", f"Ngày đầu tiên không còn tổ chức này. {_DATE}"
        ),
        Column("decision", "Số quyết định", False, "text", "Số quyết định thành lập."),
    ),
)

ORGANISATION_EVENTS = Dataset(
    "bien-dong-to-chuc",
    "Biến động tổ chức",
    "Thay đổi của tổ chức đảng",
    "to-chuc",
    "Mỗi dòng một thay đổi của một tổ chức, có hiệu lực từ Ngày.",
    (
        Column(
            "code",
            "Mã tổ chức",
            True,
            "code",
            "Tổ chức thay đổi; khi hợp nhất, chia, tách, sáp nhập: tổ chức cũ.",
        ),
        Column("change", "Biến động", True, "choice", "Chọn một loại trong danh sách.", ORGANISATION_CHANGES),
        Column("on", "Ngày", True, "date", f"Ngày đầu tiên theo tình trạng mới. {_DATE}"),
        Column("other", "Mã liên quan", False, "code", "Cấp trên mới; hoặc tổ chức mới, tổ chức nhận."),
        Column("value", "Giá trị mới", False, "text", "Tên mới, khối mới hoặc loại hình mới."),
        Column("organ", "Tên cấp ủy mới", False, "text", "Khi đổi tên; trống là giữ tên cấp ủy cũ."),
        Column(
            "takes_over",
            "Tiếp nhận tháng, quý",
            False,
            "yes",
            "Khi chia: đánh x ở đúng một tổ chức mới tiếp nhận tháng và quý đang dở.",
            ("x",),
        ),
        Column("decision", "Số quyết định", False, "text", "Số quyết định của thay đổi."),
    ),
)

MEMBERS = Dataset(
    "dang-vien",
    "Đảng viên",
    "Danh sách đảng viên",
    "dang-vien",
    "Mỗi dòng một đảng viên. Ô trống giữ nguyên điều đã có.",
    (
        _cell_code(),
        *_numbers(),
        Column("full_name", "Họ và tên", True, "text", "Viết đủ dấu."),
        Column("sex", "Giới tính", False, "choice", "Nam hoặc Nữ.", ("Nam", "Nữ")),
        Column("born", "Ngày sinh", False, "date_or_year", "Viết dd/mm/yyyy, hoặc riêng năm sinh."),
        Column(
            "joined_on",
            "Ngày vào Đảng",
            False,
            "date",
            f"Cần ngày này hoặc Ngày chính thức. {_DATE} Chỉ biết năm: ghi năm, kèm Ngày chính thức.",
        ),
        Column("official_on", "Ngày chính thức", False, "date", f"Trống là đang dự bị. {_DATE}"),
        Column(
            "place_from",
            "Ngày về chi bộ",
            False,
            "date",
            f"Từ khi sinh hoạt chính thức ở chi bộ này; trống là từ khi vào Đảng. {_DATE}",
        ),
        Column("post", "Chức vụ", False, "choice", "Chức vụ ở chi bộ này.", POSTS),
        Column("post_from", "Giữ chức từ ngày", False, "date", f"Trống là từ ngày về chi bộ. {_DATE}"),
    ),
    any_of=(_NUMBERS, ("joined_on", "official_on")),
)

MEMBER_EVENTS = Dataset(
    "bien-dong-dang-vien",
    "Biến động đảng viên",
    "Thay đổi của đảng viên",
    "dang-vien",
    "Mỗi dòng một thay đổi của một đảng viên, có hiệu lực từ Từ ngày.",
    (
        *_numbers(),
        Column("change", "Biến động", True, "choice", "Chọn một loại trong danh sách.", MEMBER_CHANGES),
        Column("first", "Từ ngày", True, "date", f"Ngày đầu tiên theo tình trạng mới. {_DATE}"),
        Column(
            "last",
            "Đến hết ngày",
            False,
            "date",
            f"Ngày cuối cùng còn miễn, còn tạm thời, còn giữ chức; trống là chưa định. {_DATE}",
        ),
        Column(
            "cell",
            "Mã chi bộ",
            False,
            "code",
            "Sinh hoạt tạm thời: chi bộ đến, trống là ngoài hệ thống. Chuyển chính thức: chi bộ nhận."
            " Giữ chức vụ: mã của tổ chức đảng, chi bộ hay đảng bộ.",
        ),
        Column("grounds", "Căn cứ", False, "text", "Miễn sinh hoạt: tuổi cao, sức yếu; hoặc số nghị quyết."),
        Column("post", "Chức vụ", False, "choice", "Bắt buộc khi Giữ chức vụ.", ALL_POSTS),
        Column("term", "Nhiệm kỳ", False, "text", "Nhiệm kỳ của chức vụ, ví dụ 2020–2025."),
    ),
    any_of=(_NUMBERS,),
)


@cache
def step_columns() -> tuple[Column, ...]:
    """One column a step of the procedure: the header is the code, or the code and the name."""
    return tuple(
        Column(
            f"step:{s.code}",
            f"{s.code} {s.name}",
            False,
            "step",
            "x: đã làm; bỏ hoặc bỏ: lý do; trống: chưa ghi.",
        )
        for s in all_steps().values()
    )


MEETINGS = Dataset(
    "sinh-hoat",
    "Sinh hoạt",
    "Các buổi sinh hoạt",
    "sinh-hoat",
    "Mỗi dòng một buổi sinh hoạt. Các cột cuối là các bước của quy trình.",
    (
        _cell_code(),
        Column("code", "Mã buổi", False, "code", "Mã riêng của buổi, không trùng trong chi bộ."),
        Column("kind", "Loại sinh hoạt", True, "choice", "Chọn một loại trong danh sách.", MEETING_KINDS),
        Column("counted_for", "Tháng tính", True, "month", f"Tháng mà buổi này được tính. {_MONTH}"),
        Column(
            "also_for", "Tháng gộp", False, "month", f"Tháng thứ hai được gộp; cần Ý kiến cấp ủy. {_MONTH}"
        ),
        Column(
            "status",
            "Tình trạng",
            False,
            "choice",
            "Có Ngày sinh hoạt thì hiểu là đã sinh hoạt.",
            MEETING_STATUSES,
        ),
        Column("planned_on", "Ngày dự kiến", False, "date", _DATE),
        Column("held_on", "Ngày sinh hoạt", False, "date", f"Bắt buộc khi đã sinh hoạt. {_DATE}"),
        Column("started_at", "Bắt đầu", False, "time", "Viết hh:mm."),
        Column("ended_at", "Kết thúc", False, "time", "Viết hh:mm."),
        Column("papers_on", "Ngày gửi tài liệu", False, "date", f"Ngày tài liệu đến tay đảng viên. {_DATE}"),
        Column("place", "Địa điểm", False, "text", "Nơi sinh hoạt."),
        Column("mode", "Hình thức", False, "choice", "Trống là trực tiếp.", MODES),
        Column("theme", "Chuyên đề", False, "text", "Tên chuyên đề."),
        Column("reason", "Lý do", False, "text", "Bắt buộc khi không tổ chức."),
        Column(
            "consent", "Ý kiến cấp ủy", False, "text", "Số, ngày văn bản; bắt buộc khi hoãn hoặc gộp tháng."
        ),
        Column(
            "joint",
            "Chi bộ cùng sinh hoạt",
            False,
            "codes",
            "Mã các chi bộ sinh hoạt chung, cách nhau bằng ;",
        ),
        *step_columns(),
    ),
)

MARK_HELP = "x có mặt; m đến muộn; o trực tuyến; p vắng có lý do; k vắng không có lý do; - chưa ghi"
BLANK_HELP = f"{MARK_HELP}; trống: theo câu trả lời khi nhập."

ROLLS = Dataset(
    "diem-danh",
    "Điểm danh",
    "Điểm danh, mỗi cột một buổi",
    "diem-danh",
    "Mỗi dòng một đảng viên, mỗi cột một buổi. Đầu cột ghi mm/yyyy (buổi thường kỳ của tháng), dd/mm/yyyy"
    f" (buổi họp ngày đó) hoặc Mã buổi. Dấu: {BLANK_HELP}",
    (
        _cell_code(),
        *_numbers(),
        Column("full_name", "Họ và tên", False, "text", "Để người nhập dễ soát; không dùng để nhận người."),
    ),
    any_of=(_NUMBERS,),
    meeting_columns=True,
)

LONG_ROLLS = Dataset(
    "diem-danh-dai",
    "Điểm danh dạng dài",
    "Điểm danh, mỗi dòng một người ở một buổi",
    "diem-danh-dai",
    "Mỗi dòng một người ở một buổi.",
    (
        _cell_code(),
        *_numbers(),
        Column("meeting", "Buổi", True, "text", "mm/yyyy, dd/mm/yyyy hoặc Mã buổi."),
        Column("state", "Trạng thái", True, "choice", f"{MARK_HELP}.", MARKS),
    ),
    any_of=(_NUMBERS,),
)

COUNTS = Dataset(
    "so-lieu-thang",
    "Số liệu tháng",
    "Số liệu tháng của chi bộ",
    "so-lieu-thang",
    "Mỗi dòng số liệu một tháng của một chi bộ, dùng khi không có bảng điểm danh."
    " Có mặt + Vắng có lý do + Vắng không lý do = Phải dự.",
    (
        _cell_code(),
        Column("month", "Tháng", True, "month", _MONTH),
        Column(
            "held",
            "Đã sinh hoạt",
            True,
            "choice",
            "Có, Không, hoặc Gộp (với tháng trước).",
            ("Có", "Không", "Gộp"),
        ),
        Column("expected", "Phải dự", False, "count", "Số đảng viên phải dự buổi thường kỳ."),
        Column("present", "Có mặt", False, "count", "Số có mặt, kể cả đến muộn và trực tuyến."),
        Column("excused", "Vắng có lý do", False, "count", "Trống thì tính từ ba số kia."),
        Column("unexcused", "Vắng không lý do", False, "count", "Trống thì tính từ ba số kia."),
        Column("steps_complete", "Đủ các bước", False, "choice", "Có hoặc Không.", ("Có", "Không")),
        Column("theme_held", "Có chuyên đề", False, "choice", "Có hoặc Không.", ("Có", "Không")),
        Column("reason", "Lý do", False, "text", "Lý do khi không sinh hoạt."),
        Column("consent", "Ý kiến cấp ủy", False, "text", "Số, ngày văn bản; bắt buộc khi ghi Gộp."),
    ),
)

DATASETS: tuple[Dataset, ...] = (
    ORGANISATIONS,
    ORGANISATION_EVENTS,
    MEMBERS,
    MEMBER_EVENTS,
    MEETINGS,
    ROLLS,
    LONG_ROLLS,
    COUNTS,
)
"""In the order in which they are taken, whatever the order of the files."""


def dataset(kind: str) -> Dataset:
    """The dataset of that kind. Raises StopIteration when there is none."""
    return next(d for d in DATASETS if d.kind == kind)
