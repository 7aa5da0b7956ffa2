"""Sentences drafted by rule from figures: nothing is invented, every number is a figure."""

from fractions import Fraction

from sotay.core.vietnamese import format_int, format_points
from sotay.facts.figures import Figure
from sotay.organisations.choices import CELL_KINDS
from sotay.programmes.rules import Target
from sotay.reporting.queries import Review
from sotay.reporting.review.words import (
    BLOCK_SHORT,
    UNKNOWN,
    anything_known,
    as_at_words,
    counts,
    coverage_words,
    exact,
    percent,
    ratio_words,
    shown_years,
    thin,
    year_words,
)

ATTENDANCE = "meeting.attendance_net"
RECENT = 100
"""Days after the period's end for which a report still says "đến nay"."""


def situation(review: Review) -> str:
    """Tính đến tháng 5/2024, Đảng bộ … có 68 tổ chức cơ sở đảng trực thuộc với 9.255 đảng viên, …"""
    head = f"Tính đến {as_at_words(review.as_at, review.period)}, {review.shown.name}"
    members = _count(review, "member.total")
    if review.organisation.kind in CELL_KINDS:
        return f"{head} có {members} đảng viên."
    grassroots = _count(review, "org.grassroots")
    own = f"{grassroots} tổ chức cơ sở đảng trực thuộc" if _has_grassroots_below(review) else ""
    parts = [_block_cells(review, block) for block in review.blocks]
    if not own:
        return f"{head} có {_count(review, 'org.cells')} chi bộ trực thuộc với {members} đảng viên."
    return f"{head} có {own} với {members} đảng viên, sinh hoạt tại {'; '.join(p for p in parts if p)}."


def _has_grassroots_below(review: Review) -> bool:
    return any(f.numerator for f in [review.find("org.grassroots")] if f) and (
        review.organisation.kind == "superior_committee"
    )


def _block_cells(review: Review, block: str) -> str:
    """Commune block: cells below its committees; other blocks: cells and committees (chi, đảng bộ)."""
    code, word = ("org.cells", "chi bộ") if block == "commune" else ("org.units", "chi, đảng bộ")
    figure = review.find(code, block=block)
    if figure is None or not figure.numerator:
        return ""
    return f"{format_int(int(figure.numerator))} {word} khối {BLOCK_SHORT[block]}"


def _count(review: Review, code: str) -> str:
    figure = review.find(code)
    return format_int(int(figure.numerator)) if figure else "0"


def results(review: Review) -> list[str]:
    """What was reached, aim by aim; only what has a figure."""
    found: list[str] = []
    for code, words in (
        ("meeting.regular_cells", "sinh hoạt thường kỳ đủ các tháng"),
        ("meeting.steps_cells", "thực hiện đủ các bước bắt buộc của quy trình trong mọi buổi thường kỳ"),
        ("meeting.thematic_cells", "sinh hoạt chuyên đề đủ các quý phải có"),
    ):
        figure = review.find(code)
        if figure and figure.denominator and anything_known(figure):
            lead = f"{_until(review)}, " if not found else "Có "
            cells = f"{percent(figure)} chi bộ ({counts(figure)})"
            found.append(f"{lead}{cells} {words}{_versus(review, code, figure)}{_known(figure)}.")
    attendance = [_block_attendance(review, b) for b in review.blocks]
    attendance = [a for a in attendance if a]
    if attendance:
        found.append("Tỷ lệ đảng viên dự sinh hoạt thường kỳ " + "; ".join(attendance) + ".")
    return found


def _until(review: Review) -> str:
    """Đến nay, while the period has just ended; later the month is named."""
    if (review.report_date - review.as_at).days <= RECENT:
        return "Đến nay"
    return f"Đến hết {as_at_words(review.as_at, review.period)}"


def _known(figure: Figure) -> str:
    """How much is known, where that is not everything (indicators.md, definition 13)."""
    coverage = figure.coverage
    if coverage is None or coverage.known == coverage.due:
        return ""
    return f" (mới có đủ số liệu {coverage_words(figure)})"


def _versus(review: Review, code: str, figure: Figure) -> str:
    target, value = review.target_of(code), exact(figure)
    if target is None or value is None or target.met(float(value)):
        return ""
    missing = format_points(Fraction(str(target.value)) - Fraction(value)).lstrip("+")
    return f", thấp hơn mục tiêu {missing} điểm phần trăm"


def _block_attendance(review: Review, block: str) -> str:
    figure = review.find(ATTENDANCE, block=block)
    if figure is None or not figure.denominator or not anything_known(figure):
        return ""
    return f"khối {BLOCK_SHORT[block]} đạt {ratio_words(figure)}{_trend(review, block)}{_known(figure)}"


def _trend(review: Review, block: str) -> str:
    years = shown_years(review.period)
    if len(years) < 2:
        return ""
    first, last = (review.find(ATTENDANCE, block=block, year=y) for y in (years[0], years[-1]))
    if not all(_months_known(f) for f in (first, last)):
        return ""
    before, after = (exact(f) if f else None for f in (first, last))
    if before is None or after is None or percent(first) == percent(last):
        return ""
    word = "tăng" if after > before else "giảm"
    names = [year_words(review.period, y) for y in (years[0], years[-1])]
    names = [n[:1].lower() + n[1:] for n in names]
    towards = "lên" if after > before else "xuống"
    return f", {word} từ {percent(first)} ({names[0]}) {towards} {percent(last)} ({names[1]})"


def _months_known(figure: Figure | None) -> bool:
    """Whether every month behind a figure has a record: a year half sent makes no trend."""
    months = figure.coverage_months if figure else None
    return months is not None and months.known == months.due


def _aims(review: Review) -> list[tuple[str, Target, Figure | None]]:
    """Each aim, attendance by block: how its sentence begins, the aim, its figure."""
    found: list[tuple[str, Target, Figure | None]] = []
    for target in review.programme.targets:
        scopes: list[dict[str, str]] = [{}]
        if target.headline == ATTENDANCE:
            scopes = [{"block": block} for block in review.blocks]
        for scope in scopes:
            place = f" khối {BLOCK_SHORT[scope['block']]}" if scope else ""
            found.append((f"{target.name}{place} đạt ", target, review.find(target.headline, **scope)))
    return found


def shortfalls(review: Review) -> list[str]:
    """Proposals for "Hạn chế", one a missed aim. They enter the paper only when a person keeps them."""
    found: list[str] = []
    for begins, target, figure in _aims(review):
        value = exact(figure) if figure else None
        if figure is None or value is None or target.met(float(value)):
            continue
        if thin(figure) or not anything_known(figure):
            continue
        missing = format_points(Fraction(str(target.value)) - Fraction(value)).lstrip("+")
        found.append(f"{begins}{ratio_words(figure)}, thấp hơn mục tiêu {missing} điểm phần trăm.")
    return found


def outdated(review: Review, text: str) -> list[tuple[str, str]]:
    """Kept sentences whose figure has changed since: (the line as it stands, the figure of today)."""
    found = []
    for line in filter(None, (line.strip().lstrip("-–• ") for line in text.splitlines())):
        for begins, _target, figure in _aims(review):
            if not line.startswith(begins):
                continue
            now = ratio_words(figure) if figure and anything_known(figure) else UNKNOWN
            if not line.removeprefix(begins).startswith(now):
                found.append((line, now))
    return found
