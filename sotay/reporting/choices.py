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
STATES = {
    "due": "Chi bộ–tháng phải sinh hoạt",
    "met": "Chi bộ–tháng đã sinh hoạt",
    "late": "Chi bộ–tháng sinh hoạt muộn",
    "postponed": "Chi bộ–tháng hoãn, có ý kiến cấp ủy",
    "not_held": "Chi bộ–tháng không tổ chức",
    "missing": "Chi bộ–tháng chưa có số liệu",
    "themes": "Chi bộ–tháng có chuyên đề",
}
"""How a month's regular meeting turned out, as figures of a month, quarter and year are told."""


class LayoutKind(TextChoices):
    """What an organisation may set in a Word layout of its own: every report, and the two lists."""

    INTERIM = ReportKind.INTERIM.value, ReportKind.INTERIM.label
    FINAL = ReportKind.FINAL.value, ReportKind.FINAL.label
    MONTH = ReportKind.MONTH.value, ReportKind.MONTH.label
    QUARTER = ReportKind.QUARTER.value, ReportKind.QUARTER.label
    YEAR = ReportKind.YEAR.value, ReportKind.YEAR.label
    MEMBERS = "ds-dang-vien", "Danh sách đảng viên"
    ORGANISATIONS = "ds-to-chuc", "Danh sách tổ chức đảng"

    @property
    def report(self) -> ReportKind | None:
        """The report that it sets; None for a list."""
        return None if self in LISTS else ReportKind(self.value)


LISTS = frozenset({LayoutKind.MEMBERS, LayoutKind.ORGANISATIONS})


class SigningPost(TextChoices):
    """Posts whose holder signs for a committee or a cell (papers §3.2); the value is that of
    `members.choices.Post`."""

    SECRETARY = "secretary", "BÍ THƯ"
    DEPUTY = "deputy_secretary", "PHÓ BÍ THƯ"
