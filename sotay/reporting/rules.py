"""Rules of reports and their papers: periods that fit, numbers, terms, drafts, what stays together."""

import re
from datetime import date

from sotay.core.errors import DomainError
from sotay.core.period import Period, first_day, previous_month
from sotay.reporting.choices import ReportKind
from sotay.reporting.paper import Block, Heading, Paper, Paragraph, Place, Table

LONG = 180  # letters: a paragraph this long has at least two lines
TERM = re.compile(r"^(\d{4})\s*[-–]\s*(\d{4})$")


def fitting_period(kind: ReportKind, last: int) -> Period:
    """The month, quarter or year that `last` (yyyymm) lies in. Raises ValueError for reviews."""
    if not kind.months:
        raise ValueError(kind)
    number = last % 100
    first = last - (number - 1) % kind.months
    return Period(first, first + kind.months - 1)


def require_fitting(kind: ReportKind, period: Period) -> None:
    """Raise DomainError unless the period is one that this kind of report may have."""
    if kind.months and period != fitting_period(kind, period.last):
        whole = {1: "đúng một tháng", 3: "trọn một quý", 12: "trọn một năm, từ tháng 1 đến tháng 12"}
        raise DomainError(f"{kind.label} phải là {whole[kind.months]}; đồng chí chọn lại thời gian.")


def period_before(period: Period) -> Period:
    """The period of the same length that ends where this one begins."""
    found = [previous_month(period.first)]
    while len(found) < len(period.months):
        found.append(previous_month(found[-1]))
    return Period(found[-1], found[0])


def last_whole(kind: ReportKind, last: int) -> Period:
    """The last whole period of a kind that ends with the month `last` (yyyymm) or before it. Raises
    ValueError for reviews."""
    period = fitting_period(kind, last)
    return period if period.last <= last else period_before(period)


def term_of(text: str) -> str:
    """A term of office as it is kept: "2020–2025". Raises DomainError for anything else."""
    found = TERM.match(text.strip())
    if not found or not int(found[1]) < int(found[2]) <= int(found[1]) + 10:
        raise DomainError("Ghi nhiệm kỳ bằng hai năm, ví dụ 2020–2025.")
    return f"{found[1]}–{found[2]}"


def require_day(day: date, period: Period, today: date) -> None:
    """Raise DomainError unless a report may bear that day: after its period began, not to come."""
    if day > today:
        raise DomainError("Ngày văn bản chưa tới; đồng chí ghi ngày hôm nay hoặc ngày đã qua.")
    if day < first_day(period.first):
        raise DomainError("Ngày văn bản phải sau khi kỳ báo cáo bắt đầu; đồng chí xem lại.")


def number_words(number: int, symbol: str) -> str:
    """Số 06-BC/CB: below 10 with a leading zero (papers §3)."""
    return f"Số {number:02d}-{symbol}"


def require_programme(kind: ReportKind, code: str) -> None:
    """Raise DomainError for a review where no programme is carried out."""
    if kind.is_review and not code:
        raise DomainError(
            "Nơi này chưa khai đề án nào nên không có báo cáo sơ kết, tổng kết; xem SOTAY_PROGRAMME."
        )


def require_draft(paper: Paper) -> None:
    """A paper with a place still empty prints only as a draft."""
    parts = (paper.blocks, paper.after, *(annex.blocks for annex in paper.annexes))
    empty = sum(isinstance(block, Place) for blocks in parts for block in blocks)
    if empty and not paper.head.draft:
        raise DomainError(
            f"Văn bản còn {empty} chỗ cấp ủy chưa viết, nên chỉ in được dạng dự thảo; "
            "hãy viết hoặc gạch bỏ các chỗ đó, hoặc in “DỰ THẢO LẦN 1”."
        )


def _letters(block: Paragraph | Heading) -> int:
    return len(block.text) + (len(block.lead) if isinstance(block, Paragraph) else 0)


def kept_with_signature(blocks: tuple[Block, ...]) -> set[int]:
    """The last blocks that go along with the signature: at least two lines of text. Of a table that these
    lines close, the last rows go with them (a list's count never stands alone with the signature)."""
    kept: set[int] = set()
    for index in range(len(blocks) - 1, max(len(blocks) - 4, -1), -1):
        kept.add(index)
        block = blocks[index]
        if not isinstance(block, Paragraph | Heading) or _letters(block) >= LONG:
            break
        if isinstance(block, Paragraph) and len(kept) >= 2:
            if index and isinstance(blocks[index - 1], Table):
                kept.add(index - 1)
            break
    return kept
