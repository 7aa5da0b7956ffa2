"""Closed sets of reports."""

from django.db.models import TextChoices


class ReportKind(TextChoices):
    """Which report. The value stands in addresses and file names."""

    INTERIM = "so-ket", "Báo cáo sơ kết"
    FINAL = "tong-ket", "Báo cáo tổng kết"
    MONTH = "bao-cao-thang", "Báo cáo số liệu tháng"
    QUARTER = "bao-cao-quy", "Báo cáo số liệu quý"
    YEAR = "bao-cao-nam", "Báo cáo số liệu năm"

    @property
    def is_review(self) -> bool:
        """A review of a programme; the others are figures of a month, quarter or year."""
        return self in REVIEWS

    @property
    def word(self) -> str:
        """What the abstract begins with, and what pages call it for short."""
        return {"so-ket": "sơ kết", "tong-ket": "tổng kết"}.get(self.value, "số liệu sinh hoạt chi bộ")

    @property
    def months(self) -> int:
        """Length of its period in months; 0 where any period will do."""
        return {"bao-cao-thang": 1, "bao-cao-quy": 3, "bao-cao-nam": 12}.get(self.value, 0)


REVIEWS = frozenset({ReportKind.INTERIM, ReportKind.FINAL})


class SigningPost(TextChoices):
    """Posts whose holder signs for a committee or a cell (papers §3.2); the value is that of
    `members.choices.Post`."""

    SECRETARY = "secretary", "BÍ THƯ"
    DEPUTY = "deputy_secretary", "PHÓ BÍ THƯ"
