"""Closed sets of minutes."""

from django.db.models import TextChoices


class Hand(TextChoices):
    """Who answers for the minutes: both sign the printed paper."""

    CHAIR = "chair", "Chủ trì"
    TAKER = "taker", "Thư ký cuộc họp"


class Place(TextChoices):
    """A place of the minutes for the minute taker's own words, beside the facts."""

    OPENING = "opening", "Lời mở đầu"
    DISCUSSION = "discussion", "Chủ trì tiếp thu, giải trình"
    CLOSING = "closing", "Ghi thêm trước khi bế mạc"
