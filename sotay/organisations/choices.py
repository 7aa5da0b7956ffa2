"""Closed sets of organisations."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What an organisation is. Above the grassroots: committees that are nobody's unit here."""

    SUPERIOR = "superior_committee", "Đảng bộ cấp trên trực tiếp của cơ sở"
    GRASSROOTS_COMMITTEE = "grassroots_committee", "Đảng bộ cơ sở"
    GRASSROOTS_CELL = "grassroots_cell", "Chi bộ cơ sở"
    PART_COMMITTEE = "part_committee", "Đảng bộ bộ phận"
    CELL = "cell", "Chi bộ trực thuộc"
    GROUP = "group", "Tổ đảng"


CELL_KINDS = frozenset({Kind.CELL, Kind.GRASSROOTS_CELL})
GRASSROOTS_KINDS = frozenset({Kind.GRASSROOTS_COMMITTEE, Kind.GRASSROOTS_CELL})
COMMUNE_KINDS = frozenset({Kind.GRASSROOTS_COMMITTEE, Kind.PART_COMMITTEE})
UNIT_KINDS = CELL_KINDS | {Kind.GRASSROOTS_COMMITTEE, Kind.PART_COMMITTEE}


class Block(TextChoices):
    """Khối: belongs to the grassroots organisation; what lies below inherits it."""

    COMMUNE = "commune", "Khối xã, thị trấn"
    AGENCY = "agency", "Khối cơ quan hành chính, đơn vị sự nghiệp"
    ENTERPRISE = "enterprise", "Khối doanh nghiệp"
    ARMED = "armed", "Khối lực lượng vũ trang"
    OTHER = "other", "Khối khác"


class CellType(TextChoices):
    """Loại hình chi bộ: the cell's own."""

    RESIDENTIAL = "residential", "Thôn, tổ dân phố"
    AGENCY = "agency", "Cơ quan"
    SCHOOL = "school", "Trường học"
    HEALTH = "health", "Y tế"
    POLICE = "police", "Công an"
    MILITARY = "military", "Quân sự"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    COOPERATIVE = "cooperative", "Hợp tác xã"
    ABROAD = "abroad", "Ngoài nước"


class Change(TextChoices):
    """How one organisation goes over into another."""

    MERGE = "merge", "Hợp nhất: các chi bộ cũ kết thúc, chi bộ mới tiếp nhận"
    SPLIT = "split", "Chia: chi bộ cũ kết thúc, thành nhiều chi bộ"
    SPLIT_OFF = "split_off", "Tách: một phần thành chi bộ mới, chi bộ cũ vẫn còn"
    ABSORB = "absorb", "Sáp nhập: chi bộ cũ kết thúc, nhập vào chi bộ đang có"
