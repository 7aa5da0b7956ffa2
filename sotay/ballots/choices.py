"""Closed sets of votes."""

from django.db.models import TextChoices


class Method(TextChoices):
    """How a vote is taken. A secret ballot in the product is never used for elections or discipline:
    there paper ballots are counted into the record."""

    HAND = "hand", "Giơ tay"
    ELECTRONIC = "electronic", "Điện tử"
    SECRET = "secret", "Bỏ phiếu kín điện tử"
    PAPER = "paper", "Bỏ phiếu kín bằng phiếu giấy"


class Purpose(TextChoices):
    """What is voted on; it sets the base and the threshold. A sounding asks for opinions and decides
    nothing."""

    AGENDA = "agenda", "Chương trình sinh hoạt"
    TAKER = "taker", "Cử thư ký cuộc họp"
    RESOLUTION = "resolution", "Nghị quyết, kết luận"
    MINUTES = "minutes", "Thông qua biên bản"
    LEVEL = "level", "Mức chất lượng buổi sinh hoạt"
    ADMISSION = "admission", "Kết nạp, công nhận đảng viên chính thức"
    ELECTION = "election", "Bầu cử"
    DISCIPLINE = "discipline", "Kỷ luật"
    SOUNDING = "sounding", "Trưng cầu ý kiến"
    OTHER = "other", "Việc khác"


class Base(TextChoices):
    """Over whom the ratio is taken."""

    ENTITLED = "entitled", "đảng viên chính thức có quyền biểu quyết tại chi bộ"
    PRESENT = "present", "đảng viên chính thức có mặt"


class Threshold(TextChoices):
    HALF = "half", "trên 1/2"
    TWO_THIRDS = "thirds", "từ 2/3"


class Choice(TextChoices):
    """What one says. One letter each, so that the length of a message tells nothing."""

    YES = "a", "Tán thành"
    NO = "b", "Không tán thành"
    OTHER = "c", "Ý kiến khác"


class Holder(TextChoices):
    """Who holds the opening key of a secret ballot."""

    TELLERS = "tellers", "Tổ kiểm phiếu 3 người, cần 2 người để mở"
    CHAIR = "chair", "Một mình chủ trì giữ (chế độ đơn giản)"
