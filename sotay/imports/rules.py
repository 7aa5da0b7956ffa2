"""What must be stated before members' data come in, and what members are told of it.

Source: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 (in force from 01/01/2026), Điều 2 (bên kiểm soát)
and Điều 4 (the six rights, read in the official summaries of provincial law pages); Nghị định số
356/2025/NĐ-CP (an answer to whoever asks within two working days). Which ground for processing applies
to Party organisations has not been verified: the controller states it, with legal advice.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class ControllerWords:
    """What the controller states of the processing, in its own words. Limits are lengths in characters."""

    controller: str
    contact: str
    purpose: str
    legal_basis: str
    retention: str


LIMITS = {"controller": 200, "contact": 300, "purpose": 2000, "legal_basis": 2000, "retention": 500}
RIGHTS = (
    "Được biết về hoạt động xử lý dữ liệu cá nhân.",
    "Đồng ý hoặc không đồng ý, yêu cầu rút lại sự đồng ý cho phép xử lý dữ liệu cá nhân.",
    "Xem, chỉnh sửa hoặc yêu cầu chỉnh sửa dữ liệu cá nhân.",
    "Yêu cầu cung cấp, xóa, hạn chế xử lý dữ liệu cá nhân; gửi yêu cầu phản đối việc xử lý.",
    "Khiếu nại, tố cáo, khởi kiện, yêu cầu bồi thường thiệt hại theo quy định của pháp luật.",
    "Yêu cầu cơ quan có thẩm quyền, tổ chức, cá nhân liên quan bảo vệ dữ liệu cá nhân của mình.",
)
"""Điều 4, khoản 1, in short."""
ANSWER_WITHIN_DAYS = 2
"""Working days within which whoever asks is told how the request will be handled."""


def unsaid(words: ControllerWords) -> list[str]:
    """The fields that are empty or too long; nothing when all is said."""
    return [f.name for f in fields(words) if not 0 < len(getattr(words, f.name).strip()) <= LIMITS[f.name]]
