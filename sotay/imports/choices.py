"""Closed sets of the import."""

from django.db.models import TextChoices


class BatchState(TextChoices):
    """Where an upload stands. CHECKING and COMMITTING without a worker mean that the work was cut short."""

    WAITING = "waiting", "chờ chạy thử"
    CHECKING = "checking", "đang chạy thử"
    ASKING = "asking", "chờ ghép cột"
    READY = "ready", "đã chạy thử"
    COMMITTING = "committing", "đang nhập"
    DONE = "done", "đã nhập"


class TwinKind(TextChoices):
    """Why a row may mean somebody who is there already."""

    NUMBER = "number", "Cùng số, khác họ tên"
    NAME_BIRTH = "name_birth", "Cùng họ tên và ngày sinh"
    NAME_YEAR = "name_year", "Cùng họ tên, năm sinh và chi bộ"
    REFUSED = "refused", "Dòng đã bị từ chối vì trùng trong một tệp trước"


class TwinAnswer(TextChoices):
    """What a person decided about it."""

    SAME = "same", "Cùng một người: cập nhật theo tệp"
    BOTH = "both", "Hai người khác nhau: giữ cả hai"
    ASIDE = "aside", "Để riêng, chưa nhập"


class ThingKind(TextChoices):
    """Of what a row of a file speaks."""

    ORGANISATION = "organisation", "Tổ chức"
    MEMBER = "member", "Đảng viên"
    MEETING = "meeting", "Buổi sinh hoạt"
    COUNT = "count", "Số liệu tháng"
