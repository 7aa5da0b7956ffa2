"""Closed sets of meetings."""

from django.db.models import TextChoices


class Kind(TextChoices):
    REGULAR = "regular", "Sinh hoạt thường kỳ"
    THEMATIC = "thematic", "Sinh hoạt chuyên đề"
    COMBINED = "combined", "Sinh hoạt thường kỳ gắn chuyên đề"


REGULAR_KINDS = frozenset({Kind.REGULAR, Kind.COMBINED})
THEMATIC_KINDS = frozenset({Kind.THEMATIC, Kind.COMBINED})


class Status(TextChoices):
    """Did it happen? "Not held" is recorded with its reason and differs from nothing recorded."""

    PLANNED = "planned", "Đã lên lịch"
    HELD = "held", "Đã sinh hoạt"
    NOT_HELD = "not_held", "Không tổ chức"
    POSTPONED = "postponed", "Hoãn, có ý kiến cấp ủy"


class Mode(TextChoices):
    IN_PERSON = "in_person", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    MIXED = "mixed", "Trực tiếp kết hợp trực tuyến"


class State(TextChoices):
    """Attendance of one person. Empty: not recorded; stays expected and is no presence."""

    PRESENT = "present", "Có mặt"
    ONLINE = "online", "Trực tuyến"
    LATE = "late", "Đến muộn"
    EXCUSED = "excused", "Vắng có lý do"
    UNEXCUSED = "unexcused", "Vắng không có lý do"


PRESENCES = frozenset({State.PRESENT, State.ONLINE, State.LATE})


class Basis(TextChoices):
    """Why somebody is, or is not, expected at a meeting."""

    OFFICIAL = "official", "Đảng viên chính thức"
    PROBATIONARY = "probationary", "Đảng viên dự bị"
    ATTACHED = "attached", "Sinh hoạt tạm thời đến"
    EXEMPT = "exempt", "Được miễn sinh hoạt"
    AWAY = "away", "Đang sinh hoạt tạm thời nơi khác"
    ELSEWHERE = "elsewhere", "Không thuộc chi bộ vào ngày họp"


EXPECTED_BASES = frozenset({Basis.OFFICIAL, Basis.PROBATIONARY, Basis.ATTACHED})


class CountHeld(TextChoices):
    """What a cell reported of a month by counts alone."""

    YES = "yes", "Có"
    NO = "no", "Không"
    JOINED = "joined", "Gộp với tháng trước"


class Source(TextChoices):
    ENTRY = "entry", "Ghi trực tiếp"
    IMPORT = "import", "Nhập từ bảng tính"


class Duty(TextChoices):
    """How a cell stands with the regular meeting of a month."""

    ON_TIME = "on_time", "Đã sinh hoạt"
    LATE = "late", "Sinh hoạt muộn"
    OVERDUE = "overdue", "Muộn lịch"
    NOT_YET = "not_yet", "Chưa sinh hoạt"
    POSTPONED = "postponed", "Hoãn, có ý kiến cấp ủy"
    NOT_HELD = "not_held", "Không tổ chức"
    MISSING = "missing", "Chưa có bản ghi"


class Lack(TextChoices):
    """What the record of a month still lacks."""

    ROLL = "roll", "Chưa có điểm danh hay số người dự"
    STEPS_BLANK = "steps_blank", "Chưa ghi đủ các bước"
    STEPS = "steps", "Có bước bắt buộc bị bỏ"
    LENGTH = "length", "Ngắn hơn thời lượng quy định"
    PAPERS_BLANK = "papers_blank", "Chưa ghi ngày gửi tài liệu"
    PAPERS = "papers", "Tài liệu gửi chưa đủ 1 ngày trước"
    THEME = "theme", "Quý này chưa có chuyên đề"


class Deed(TextChoices):
    """What a cell should do next."""

    ROLL = "roll", "Điểm danh"
    RECORD = "record", "Ghi buổi sinh hoạt"
    NOTHING = "nothing", "Không còn việc nào chờ"
