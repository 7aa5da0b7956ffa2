"""The outlines of reports: parts, what fills each, and the places that a person must write.

The outline of the final review and those of the figures are our choice: no superior's outline of them
has been read (docs/reports.md says so).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sotay.reporting.choices import ReportKind


@dataclass(frozen=True, slots=True)
class Writing:
    """A place that a person writes: its key, the outline heading it belongs to, the prompt."""

    key: str
    heading: str
    prompt: str


_PROPOSALS = "đề xuất, kiến nghị với cấp trên và các cơ quan; không có thì gạch bỏ"

INTERIM = (
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
    Writing("proposals", "V- Đề xuất, kiến nghị", _PROPOSALS),
)

FINAL = (
    Writing("situation", "I-1. Đặc điểm, tình hình", "đặc điểm; thuận lợi, khó khăn trong cả thời gian"),
    Writing("documents", "I-2. Ban hành văn bản", "kế hoạch, văn bản lãnh đạo, chỉ đạo đã ban hành"),
    Writing(
        "dissemination",
        "I-3. Tuyên truyền, quán triệt; bồi dưỡng nghiệp vụ",
        "hình thức tuyên truyền, quán triệt; các lớp bồi dưỡng đã mở",
    ),
    Writing(
        "oversight",
        "I-4. Kiểm tra, giám sát; sơ kết, tổng kết",
        "việc dự sinh hoạt tại chi bộ; kiểm tra, giám sát; các lần sơ kết",
    ),
    Writing(
        "remedied",
        "II-4. Việc khắc phục hạn chế đã nêu khi sơ kết",
        "hạn chế đã nêu khi sơ kết, việc đã làm, kết quả",
    ),
    Writing("strengths", "III-1. Ưu điểm", "ưu điểm nổi bật, mô hình hay, cách làm tốt cần nhân rộng"),
    Writing("shortcomings", "III-2. Hạn chế", "hạn chế"),
    Writing("causes_objective", "III-3a. Nguyên nhân khách quan", "nguyên nhân khách quan"),
    Writing("causes_subjective", "III-3b. Nguyên nhân chủ quan", "nguyên nhân chủ quan"),
    Writing("lessons", "III-4. Bài học kinh nghiệm", "bài học kinh nghiệm"),
    Writing("directions", "IV- Phương hướng, nhiệm vụ tiếp theo", "nhiệm vụ, giải pháp sau khi tổng kết"),
    Writing("proposals", "V-1. Đề xuất, kiến nghị", _PROPOSALS),
    Writing(
        "commendation",
        "V-2. Biểu dương, khen thưởng",
        "tập thể, cá nhân đề nghị biểu dương, khen thưởng; không có thì gạch bỏ",
    ),
)

FIGURES = (
    Writing("remarks", "IV- Nhận xét, nguyên nhân", "nhận xét; nguyên nhân của việc chưa đạt"),
    Writing("proposals", "V- Đề xuất, kiến nghị", _PROPOSALS),
)

FIGURES_OF_CELL = (
    Writing("tasks", "III- Thực hiện nhiệm vụ", "kết quả thực hiện nhiệm vụ đã giao"),
    Writing(
        "ideology",
        "IV- Tình hình tư tưởng",
        "tình hình tư tưởng đảng viên, dư luận nhân dân; không ghi tên người",
    ),
    Writing("proposals", "V- Đề xuất, kiến nghị", _PROPOSALS),
)


def writings_of(kind: ReportKind, *, cell: bool) -> tuple[Writing, ...]:
    """The places of a report, in the order of its outline."""
    if kind is ReportKind.INTERIM:
        return INTERIM
    if kind is ReportKind.FINAL:
        return FINAL
    return FIGURES_OF_CELL if cell else FIGURES


def prompts_of(kind: ReportKind, *, cell: bool) -> Mapping[str, str]:
    """What each place asks for, by its key."""
    return MappingProxyType({w.key: w.prompt for w in writings_of(kind, cell=cell)})


WRITINGS = INTERIM
LETTER = ("letter_post", "letter_draft")
"""What a person chooses for the head: who signs ("deputy_secretary:3"), which draft ("2"). Kept like a
place, printed elsewhere."""
KEYS = frozenset(w.key for w in (*INTERIM, *FINAL, *FIGURES, *FIGURES_OF_CELL)) | frozenset(LETTER)
