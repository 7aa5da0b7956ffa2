"""Closed sets of notices."""

from django.db.models import TextChoices


class NoticeKind(TextChoices):
    """What somebody is told. The words are neutral: no names, no reasons, no themes; what it is about stands
    behind the address, which asks for rights anew."""

    MEETING_CALLED = "called", "Có giấy mời sinh hoạt chi bộ"
    CELL_CALLED = "cell_called", "Một chi bộ đã triệu tập sinh hoạt"
    MEETING_CHANGED = "changed", "Lịch sinh hoạt chi bộ đã đổi, đồng chí xem lại"
    MEETING_POSTPONED = "postponed", "Buổi sinh hoạt chi bộ đã hoãn"
    MEETING_DROPPED = "not_held", "Buổi sinh hoạt chi bộ không tổ chức"
    CELL_CHANGED = "cell_changed", "Một chi bộ đã đổi hoặc hoãn lịch sinh hoạt"
    LEAVE_ASKED = "leave_asked", "Có đồng chí xin vắng, chờ trả lời"
    LEAVE_DECIDED = "leave_decided", "Đơn xin vắng đã được trả lời"
    REMINDED = "reminded", "Cấp ủy cấp trên nhắc việc sinh hoạt tháng"
    ORIENTED = "oriented", "Có định hướng sinh hoạt tháng của cấp trên"
    VISIT_NOTED = "visit_noted", "Cấp ủy viên phụ trách đã ghi lượt dự, nhận xét"
    MINUTES_SEALED = "sealed", "Biên bản buổi sinh hoạt đã chốt"
