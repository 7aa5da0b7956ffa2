"""Closed sets of documents."""

from django.db.models import TextChoices


class Purpose(TextChoices):
    """What a stored file is for."""

    PAPER = "paper", "Tài liệu sinh hoạt"
    PHOTO = "photo", "Ảnh sổ tay"
    SCAN = "scan", "Bản ký đã quét"
