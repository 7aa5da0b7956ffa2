"""The outline of a review: parts, what fills each, and the places that a person must write."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writing:
    """A place that a person writes: its key, the outline heading it belongs to, the prompt."""

    key: str
    heading: str
    prompt: str


WRITINGS = (
    Writing("situation", "I- Tình hình chung", "thuận lợi, khó khăn khi triển khai, 2–4 câu"),
    Writing("documents", "II-1. Ban hành văn bản", "kế hoạch, văn bản lãnh đạo, chỉ đạo đã ban hành"),
    Writing(
        "dissemination",
        "II-2. Tuyên truyền, quán triệt; bồi dưỡng nghiệp vụ",
        "hình thức tuyên truyền, quán triệt; lớp bồi dưỡng đã mở",
    ),
    Writing(
        "oversight",
        "II-3. Dự sinh hoạt tại chi bộ; kiểm tra, giám sát",
        "việc dự sinh hoạt tại chi bộ; kiểm tra, giám sát",
    ),
    Writing("strengths", "III-3. Ưu điểm", "ưu điểm nổi bật, mô hình hay, cách làm tốt"),
    Writing("shortcomings", "III-4. Hạn chế", "hạn chế"),
    Writing("causes_objective", "III-5a. Nguyên nhân khách quan", "nguyên nhân khách quan"),
    Writing("causes_subjective", "III-5b. Nguyên nhân chủ quan", "nguyên nhân chủ quan"),
    Writing("lessons", "III-6. Bài học kinh nghiệm", "bài học kinh nghiệm"),
    Writing("directions", "IV- Phương hướng, nhiệm vụ", "phương hướng, nhiệm vụ thời gian tới"),
    Writing(
        "proposals",
        "V- Đề xuất, kiến nghị",
        "đề xuất, kiến nghị với cấp trên và các cơ quan; không có thì gạch bỏ",
    ),
)
WRITING = {writing.key: writing for writing in WRITINGS}
