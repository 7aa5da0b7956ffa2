"""What the page of components shows: invented, and the same for everybody."""

from typing import Any

COLOURS = (
    ("ink", "chữ"),
    ("ink-2", "chữ phụ"),
    ("red", "nhận diện, nút chính"),
    ("gold", "ghi nhận"),
    ("ok", "đạt"),
    ("warn", "muộn, thiếu"),
    ("bad", "không, lỗi"),
    ("hold", "hoãn"),
    ("focus", "vòng chỉ chỗ"),
    ("ground", "nền"),
    ("sunk", "nền chìm"),
    ("line-strong", "viền nút, ô"),
)
SIZES = (
    ("t-2xl", "Tên trang", "30 px"),
    ("t-xl", "Tên mục", "24 px"),
    ("t-l", "Tên thẻ", "20 px"),
    ("t-m", "Chữ thường, nút, ô nhập", "18 px"),
    ("t-s", "Chữ nhỏ nhất: gợi ý, nhãn", "16 px"),
)
STATUSES = (
    ("ok", "Đã sinh hoạt"),
    ("warn", "Muộn"),
    ("bad", "Không sinh hoạt"),
    ("hold", "Hoãn, có ý kiến"),
    ("half", "Đang làm"),
    ("none", "Chưa tới lịch"),
    ("gold", "Chi bộ bốn tốt"),
)


def figure(label: str, numerator: int, denominator: int, target: float | None) -> dict[str, Any]:
    """A figure in the shape of templatetags/words.py."""
    value = numerator / denominator
    return {
        "code": "mau",
        "label": label,
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "reason": "",
        "unit": "chi bộ",
        "coverage": {"known": denominator, "due": denominator + 5, "unit": "chi bộ"},
        "target": {"operator": ">=", "value": target} if target else None,
        "gap": value - target if target else None,
        "met": value >= target if target else None,
        "url": "",
        "formula": "",
    }


def content() -> dict[str, Any]:
    """Tiles, chart, map of months, tables, lists."""
    met, missed = figure("Sinh hoạt thường kỳ", 400, 400, 1.0), figure("Sinh hoạt chuyên đề", 360, 400, 1.0)
    values = (78, 81, 84, 86, 85, 88)
    quarters = (20231, 20232, 20233, 20234, 20241, 20242)
    return {
        "tiles": [missed, met],
        "trend": {
            "title": "Tỷ lệ dự tăng từ 78% lên 88%, mục tiêu 90%",
            "spans": quarters,
            "by": "quý",
            "table": _by_quarter(quarters, values),
            "target": 0.9,
            "series": [
                {
                    "label": "Khối xã, thị trấn",
                    "short": "Xã",
                    "strong": True,
                    "figures": [figure("", value, 100, 0.9) for value in values],
                }
            ],
            "caption": "Số lượt dự chia số lượt phải dự, không tính vắng có lý do.",
        },
        "heat_map": _heat(),
        "table": {
            "head": "Khối",
            "columns": ["Thường kỳ", "Chuyên đề"],
            "rows": [{"label": "Khối xã, thị trấn", "figures": [met, missed]}],
        },
        "facts": [{"label": "Loại hình", "value": "Chi bộ nông thôn"}, {"label": "Đảng viên", "value": "28"}],
        "meeting": {
            "label": "Thường kỳ, tháng 3/2026",
            "note": "03/03/2026, 19:30",
            "status": "ok",
            "word": "Đủ bước",
        },
        "roll": [
            {"name": "Trần Văn Bách", "status": "ok", "state": "Có mặt", "note": ""},
            {"name": "Lê Thị Thu Hà", "status": "warn", "state": "Vắng có lý do", "note": "việc riêng"},
            {"name": "Đỗ Quang Vinh", "status": "bad", "state": "Vắng không có lý do", "note": ""},
        ],
        "empty_text": "Chưa có buổi sinh hoạt nào trong tháng này.",
        "empty_action": {"url": "#trang-thai", "label": "Ghi buổi sinh hoạt"},
    }


def _by_quarter(quarters: tuple[int, ...], values: tuple[int, ...]) -> dict[str, Any]:
    rows = [
        {"label": f"Quý {q % 10}/{q // 10}", "figures": [figure("", v, 100, 0.9)]}
        for q, v in zip(quarters, values, strict=True)
    ]
    return {"head": "Quý", "columns": ["Khối xã, thị trấn"], "rows": rows}


def _heat() -> dict[str, Any]:
    words = dict(STATUSES)
    rows = (
        ("Chi bộ thôn Hạ", ("ok", "ok", "warn", "ok", "hold", "ok")),
        ("Chi bộ thôn Thượng", ("ok", "bad", "ok", "ok", "none", "none")),
    )
    return {
        "head": "Chi bộ",
        "columns": [{"label": str(n), "full": f"Tháng {n}"} for n in range(1, 7)],
        "rows": [
            {"label": name, "url": "", "cells": [{"status": s, "word": words[s], "url": ""} for s in cells]}
            for name, cells in rows
        ],
    }
