"""Closed sets of meetings."""

from django.db.models import IntegerChoices, TextChoices


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
    JOINT = "joint", "Sinh hoạt chung, chi bộ chưa tự xác nhận"
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


class Stage(IntegerChoices):
    """How far a meeting has come. Moves only go forward; later notes are appended."""

    PLANNED = 1, "Đã lên lịch"
    CALLED = 2, "Đã triệu tập"
    IN_SESSION = 3, "Đang sinh hoạt"
    CLOSED = 4, "Đã bế mạc"
    ADOPTED = 5, "Đã thông qua biên bản"
    SEALED = 6, "Đã chốt biên bản"
    FILED = 7, "Đã lưu hồ sơ"


class Answer(TextChoices):
    """A member's answer to the call."""

    COME = "come", "Sẽ dự"
    LEAVE = "leave", "Xin vắng"


class Decision(TextChoices):
    """What the secretary said to a request for leave."""

    APPROVED = "approved", "Đồng ý"
    DECLINED = "declined", "Không đồng ý"


class ReasonClass(TextChoices):
    """Why somebody was excused. Health and family are for the secretary alone."""

    WORK = "work", "Đi công tác"
    STUDY = "study", "Đi học"
    AWAY = "away", "Đi xa"
    FAMILY = "family", "Việc gia đình"
    HEALTH = "health", "Sức khỏe"
    OTHER = "other", "Việc riêng"

    @property
    def neutral(self) -> str:
        """The words that papers and other people may show."""
        return "việc riêng, đã báo cáo bí thư" if self in PRIVATE_REASONS else self.label.lower()


PRIVATE_REASONS = frozenset({ReasonClass.FAMILY, ReasonClass.HEALTH, ReasonClass.OTHER})


class CheckIn(TextChoices):
    """How a presence came to be recorded."""

    ROLL = "roll", "Điểm danh tại chỗ"
    CODE = "code", "Quét mã"
    SELF = "self", "Tự báo có mặt"
    HELPER = "helper", "Người khác báo giúp"


class ItemState(TextChoices):
    """What became of an item of the agenda; empty: not yet."""

    DONE = "done", "Đã xong"
    SKIPPED = "skipped", "Bỏ"


class OpinionWay(TextChoices):
    """How an opinion came in."""

    TYPED = "typed", "Ghi tại buổi"
    BEFORE = "before", "Gửi trước"
    PHOTO = "photo", "Ảnh sổ tay"


class Origin(TextChoices):
    """Where a paper for a meeting comes from."""

    CELL = "cell", "Của chi bộ"
    SUPERIOR = "superior", "Của cấp trên"
