"""Makers of what the import keeps beside the records."""

from datetime import UTC, datetime

from sotay.imports.models import Statement

WORDS = {
    "controller": "Huyện ủy Thử",
    "contact": "Ban Tổ chức Huyện ủy Thử",
    "purpose": "Theo dõi sinh hoạt chi bộ",
    "legal_basis": "Điều lệ Đảng",
    "retention": "Trong thời gian là đảng viên",
}


def statement() -> Statement:
    """Who controls the data, as stated before anything comes in."""
    known = Statement.objects.first()
    return known or Statement.objects.create(**WORDS, stated_at=datetime(2024, 1, 1, tzinfo=UTC))
