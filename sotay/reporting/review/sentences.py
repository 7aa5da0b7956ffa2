"""Sentences drafted by rule from figures: nothing is invented, every number is a figure, and each says which
records it counts."""

from dataclasses import dataclass, field

from sotay.core.vietnamese import format_int
from sotay.facts.figures import Figure
from sotay.organisations.choices import CELL_KINDS
from sotay.programmes.rules import Target
from sotay.reporting.opening import opening_of
from sotay.reporting.paper import Link, Note, Paragraph
from sotay.reporting.queries import Review
from sotay.reporting.review.words import (
    BLOCK_SHORT,
    UNKNOWN,
    as_at_words,
    counts,
    coverage_words,
    exact,
    missing_words,
    percent,
    ratio_words,
    shown_years,
    thin,
    unrecorded,
    year_words,
)

ATTENDANCE = "meeting.attendance_net"
RECENT = 100
"""Days after the period's end for which a report still says "đến nay"."""


@dataclass(slots=True)
class Told:
    """The figures of one text, told from its beginning to its end, and then the text."""

    links: list[Link] = field(default_factory=list)

    def figure(self, words: str, figure: Figure | None) -> str:
        """The words, which are in the text next; they open the figure's records, where it has any."""
        if figure is not None and figure.denominator != 0:
            self.opens(words, opening_of(figure))
        return words

    def opens(self, words: str, opens: str) -> str:
        """The same for records that are named already."""
        self.links.append(Link(words, opens))
        return words

    def paragraph(self, text: str) -> Paragraph:
        return Paragraph(text, links=tuple(self.links))

    def note(self, text: str) -> Note:
        return Note(text, links=tuple(self.links))


def situation(review: Review, see: str = "") -> Paragraph:
    """Tính đến tháng 5/2024, Đảng bộ … có 68 tổ chức cơ sở đảng trực thuộc với 9.255 đảng viên, …

    `see`: the table beside it ("Biểu 1"), in brackets before the full stop.
    """
    told, end = Told(), f" ({see})." if see else "."
    head = f"Tính đến {as_at_words(review.as_at, review.period)}, {review.shown.name}"
    if review.organisation.kind in CELL_KINDS:
        return told.paragraph(f"{head} có {_count(review, 'member.total', 'đảng viên', told)}{end}")
    if not _has_grassroots_below(review):
        cells = _count(review, "org.cells", "chi bộ trực thuộc", told)
        members = _count(review, "member.total", "đảng viên", told)
        return told.paragraph(f"{head} có {cells} với {members}{end}")
    own = _count(review, "org.grassroots", "tổ chức cơ sở đảng trực thuộc", told)
    members = _count(review, "member.total", "đảng viên", told)
    parts = [_block_cells(review, block, told) for block in review.blocks]
    meeting = "; ".join(part for part in parts if part)
    return told.paragraph(f"{head} có {own} với {members}, sinh hoạt tại {meeting}{end}")


def _has_grassroots_below(review: Review) -> bool:
    return any(f.numerator for f in [review.find("org.grassroots")] if f) and (
        review.organisation.kind == "superior_committee"
    )


def _block_cells(review: Review, block: str, told: Told) -> str:
    """Commune block: cells below its committees; other blocks: cells and committees (chi, đảng bộ)."""
    code, word = ("org.cells", "chi bộ") if block == "commune" else ("org.units", "chi, đảng bộ")
    figure = review.find(code, block=block)
    if figure is None or not figure.numerator:
        return ""
    count = told.figure(f"{format_int(int(figure.numerator))} {word}", figure)
    return f"{count} khối {BLOCK_SHORT[block]}"


def _count(review: Review, code: str, word: str, told: Told) -> str:
    """9.255 đảng viên: the word goes along, because a number alone may stand in the text before."""
    figure = review.find(code)
    return told.figure(f"{format_int(int(figure.numerator)) if figure else '0'} {word}", figure)


def results(review: Review) -> list[Paragraph]:
    """What was reached, aim by aim; only what has a figure."""
    found: list[Paragraph] = []
    for code, words in (
        ("meeting.regular_cells", "sinh hoạt thường kỳ đủ các tháng"),
        ("meeting.steps_cells", "thực hiện đủ các bước bắt buộc của quy trình trong mọi buổi thường kỳ"),
        ("meeting.thematic_cells", "sinh hoạt chuyên đề đủ các quý phải có"),
    ):
        figure = review.find(code)
        if figure and figure.denominator and not unrecorded(figure):
            told = Told()
            lead = f"{_until(review)}, " if not found else "Có "
            cells = told.figure(f"{percent(figure)} chi bộ ({counts(figure)})", figure)
            rest = f"{_versus(review, code, figure)}{_known(figure, told)}"
            found.append(told.paragraph(f"{lead}{cells} {words}{rest}."))
    told = Told()
    attendance = [part for block in review.blocks if (part := _block_attendance(review, block, told))]
    if attendance:
        text = "Tỷ lệ đảng viên dự sinh hoạt thường kỳ " + "; ".join(attendance) + "."
        found.append(told.paragraph(text))
    return found


def _until(review: Review) -> str:
    """Đến nay, while the period has just ended; later the month is named."""
    if (review.report_date - review.as_at).days <= RECENT:
        return "Đến nay"
    return f"Đến hết {as_at_words(review.as_at, review.period)}"


def _known(figure: Figure, told: Told) -> str:
    """How much is known, where that is not everything (indicators.md, definition 13)."""
    coverage = figure.coverage
    if coverage is None or coverage.known == coverage.due:
        return ""
    return f" (mới có đủ số liệu {told.figure(coverage_words(figure), figure)})"


def _versus(review: Review, code: str, figure: Figure) -> str:
    target, value = review.target_of(code), exact(figure)
    if target is None or value is None or target.met(float(value)):
        return ""
    return f", thấp hơn mục tiêu {missing_words(figure, target)} điểm phần trăm"


def _block_attendance(review: Review, block: str, told: Told) -> str:
    figure = review.find(ATTENDANCE, block=block)
    if figure is None or not figure.denominator or unrecorded(figure):
        return ""
    ratio = told.figure(ratio_words(figure), figure)
    return f"khối {BLOCK_SHORT[block]} đạt {ratio}{_trend(review, block, told)}{_known(figure, told)}"


def _trend(review: Review, block: str, told: Told) -> str:
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
    was, now = told.figure(percent(first), first), told.figure(percent(last), last)
    return f", {word} từ {was} ({names[0]}) {towards} {now} ({names[1]})"


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
        if thin(figure) or unrecorded(figure):
            continue
        missing = missing_words(figure, target)
        found.append(f"{begins}{ratio_words(figure)}, thấp hơn mục tiêu {missing} điểm phần trăm.")
    return found


def outdated(review: Review, text: str) -> list[tuple[str, str]]:
    """Kept sentences whose figure has changed since: (the line as it stands, the figure of today)."""
    found = []
    for line in filter(None, (line.strip().lstrip("-–• ") for line in text.splitlines())):
        for begins, _target, figure in _aims(review):
            if not line.startswith(begins):
                continue
            now = ratio_words(figure) if figure and not unrecorded(figure) else UNKNOWN
            if not line.removeprefix(begins).startswith(now):
                found.append((line, now))
    return found
