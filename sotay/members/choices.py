"""Closed sets of members."""

from django.db.models import TextChoices


class Sex(TextChoices):
    FEMALE = "female", "Nữ"
    MALE = "male", "Nam"


class Status(TextChoices):
    """Membership over time. The last four end it: nobody is a member from that day on."""

    PROBATIONARY = "probationary", "Đảng viên dự bị"
    OFFICIAL = "official", "Đảng viên chính thức"
    LEFT = "left", "Chuyển ra khỏi hệ thống"
    REMOVED = "removed", "Xóa tên, xin ra"
    EXPELLED = "expelled", "Khai trừ"
    DECEASED = "deceased", "Từ trần"


MEMBER_STATUSES = frozenset({Status.PROBATIONARY, Status.OFFICIAL})


class IdentifierKind(TextChoices):
    RECORD = "record", "Số lý lịch đảng viên"
    CARD = "card", "Số thẻ đảng viên"
    CITIZEN = "citizen", "Số định danh cá nhân"


class ExemptionGround(TextChoices):
    """Grounds of exemption (Điều 7 Điều lệ Đảng; Hướng dẫn 12-HD/BTCTW, 18/01/2022)."""

    AGE_HEALTH = "age_health", "Tuổi cao, sức yếu"
    TIMED = "timed", "Có thời hạn, theo đơn"


class Post(TextChoices):
    SECRETARY = "secretary", "Bí thư"
    DEPUTY = "deputy_secretary", "Phó bí thư"
    COMMITTEE = "committee_member", "Cấp ủy viên"
    STANDING = "standing_member", "Ủy viên ban thường vụ"


class AgeGroup(TextChoices):
    TO_30 = "18-30", "18–30 tuổi"
    TO_40 = "31-40", "31–40 tuổi"
    TO_50 = "41-50", "41–50 tuổi"
    TO_60 = "51-60", "51–60 tuổi"
    OVER = "61+", "Từ 61 tuổi"
