"""Two periods of one node side by side: results with counts and coverage, differences in points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from sotay.core.errors import DomainError
from sotay.core.period import Period, format_month, months_of_quarter, parse_month
from sotay.core.vietnamese import (
    format_decimal,
    format_int,
    format_month_paper,
    format_quarter,
    printed_percent,
)
from sotay.facts.queries import figures
from sotay.reporting.review.words import BLOCK_TITLE, lower_first, year_words
from sotay.reporting.sheets import Cell, Sheet
from sotay.web.door import ActorRequest
from sotay.web.figures.board import blocks_of
from sotay.web.figures.codes import BESIDE, COLUMNS, HEADLINES, SIZES, flows
from sotay.web.figures.files import cells_of
from sotay.web.figures.reading import counter_of, reading_tabs, reading_words
from sotay.web.figures.shape import Shaper
from sotay.web.lookup import header_of
from sotay.web.periods import LONGEST, STRUCTURE, Window, default_programme
from sotay.web.templatetags import words

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

PAIR, QUARTER, DECEMBER = 2, 3, 12


@dataclass(frozen=True, slots=True)
class Compared:
    """Period A and period B of a node, with every figure of both. `error`: what to do about a wrong
    choice (then the proposed periods are shown)."""

    node: "Organisation"
    window: Window
    periods: tuple[Period, Period]
    shapes: tuple[Shaper, Shaper]
    error: str = ""

    @property
    def blocks(self) -> list[str]:
        """Blocks of either period."""
        first, second = (blocks_of(shape.figures) for shape in self.shapes)
        return [*first, *(b for b in second if b not in first)]


def compared(request: ActorRequest, node: "Organisation", window: Window) -> Compared:
    """What an address asks for: ?a=2023-01..2023-12&b=2024-01..2024-05."""
    error, periods = "", proposed(window.default)
    try:
        first, second = (
            _read(request.GET.get(name, ""), given) for name, given in zip("ab", periods, strict=True)
        )
        periods = first, second
    except DomainError as wrong:
        error = str(wrong)
    shapes = [_shape(request, node, replace(window, period=period)) for period in periods]
    return Compared(node, window, periods, (shapes[0], shapes[1]), error)


def _shape(request: ActorRequest, node: "Organisation", window: Window) -> Shaper:
    codes = [*HEADLINES, *BESIDE, *SIZES, *(one.code for one in flows())]
    found = figures(
        request.actor,
        node,
        window.period,
        report_date=window.report_date,
        counter=counter_of(node, window),
        codes=codes,
        yearly=False,
    )
    return Shaper(node.public_id, found, window, default_programme())


def _read(text: str, given: Period) -> Period:
    if not text:
        return given
    parts = text.split("..")
    try:
        first, last = (parse_month(part) for part in parts) if len(parts) == PAIR else (0, 0)
        period = Period(first, last)
    except ValueError as error:
        raise DomainError("Chọn lại hai kỳ để so sánh trong danh sách.") from error
    if len(range(first // 100, last // 100 + 1)) * 12 > LONGEST + 12:
        raise DomainError("Chọn kỳ dài nhiều nhất 10 năm (120 tháng).")
    return period


def proposed(default: Period) -> tuple[Period, Period]:
    """The last year's part, and the same months of the year before; the whole and its last month when
    there is but one year."""
    year = default.last // 100
    latest = default.year_part(year)
    before = Period(latest.first - 100, latest.last - 100)
    if before.first < default.first:
        return default, Period(default.last, default.last)
    return before, latest


def _word(period: Period) -> str:
    return f"{format_month(period.first)}..{format_month(period.last)}"


def name_of(period: Period) -> str:
    """One name for a period wherever the page speaks of it: "Năm 2023", "5 tháng 2024", "Quý I/2024",
    "Tháng 5/2024", else from month to month."""
    first, last = period.first % 100, period.last % 100
    if period.first == period.last:
        return f"Tháng {format_month_paper(period.first)}"
    if period.whole_quarters and len(period.months) == QUARTER:
        return f"Q{format_quarter(period.whole_quarters[0])[1:]}"
    if len(period.years) == 1 and (first == 1 or last == DECEMBER):
        return year_words(period, period.years[0])
    return words.period(period)


def choices(default: Period) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (address word, name): the whole, years, whole quarters, months; latest first."""
    years = [(_word(default.year_part(y)), year_words(default, y)) for y in reversed(default.years)]
    same = [default.year_part(y) for y in reversed(default.years)]
    parts = [
        (_word(part), year_words(part, part.first // 100))
        for part in (Period(p.first - 100, p.last - 100) for p in same[:1])
        if part.first >= default.first and part != default.year_part(part.first // 100)
    ]
    quarters = [
        (_word(Period(months_of_quarter(q)[0], months_of_quarter(q)[2])), f"Q{format_quarter(q)[1:]}")
        for q in reversed(default.whole_quarters)
    ]
    months = [(_word(Period(m, m)), f"Tháng {format_month_paper(m)}") for m in reversed(default.months)]
    whole = [(_word(default), f"Cả chương trình: {words.period(default)}")]
    return [("Cả chương trình", whole), ("Năm", [*years, *parts]), ("Quý", quarters), ("Tháng", months)]


def difference(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, str]:
    """B less A in words with a shape: numbers for counts, points for ratios, of the two as they are printed
    (ADR 0012); nothing without both."""
    if first["value"] is None or second["value"] is None:
        return {"status": "none", "word": "Không so được"}
    gap = _exact(second) - _exact(first)
    if second["denominator"] is None:
        said = format_int(abs(int(gap)))
    else:
        printed = abs(_printed(second) - _printed(first))
        said = f"{format_decimal(printed) if printed else 'dưới 0,1'} điểm %"
    if not gap:
        return {"status": "none", "word": "Không đổi"}
    good = second["denominator"] is None or gap > 0
    return {"status": "ok" if good else "warn", "word": f"{'Tăng' if gap > 0 else 'Giảm'} {said}"}


def _exact(figure: Mapping[str, Any]) -> Fraction:
    numerator = Fraction(figure["numerator"])
    return numerator if figure["denominator"] is None else numerator / figure["denominator"]


def _printed(figure: Mapping[str, Any]) -> Decimal:
    return printed_percent(_exact(figure))


def _rows(found: Compared, codes: Sequence[str], **scope: str | int) -> list[dict[str, Any]]:
    rows = []
    for code in codes:
        first, second = (shape(code, **scope) | {"target": None, "met": None} for shape in found.shapes)
        label = first["label"] if not scope else COLUMNS.get(code, first["label"])
        rows.append(
            {
                "label": label,
                "note": _known(first, second),
                "figures": (first, second),
                "difference": difference(first, second),
            }
        )
    return rows


def _known(*figures: Mapping[str, Any]) -> str:
    """How much is known of each of the two, where anything is due."""
    said = [
        f"{which}: {words.coverage_words(figure['coverage'] | {'beside': None})}"
        for which, figure in zip("AB", figures, strict=True)
        if figure["coverage"] and figure["coverage"]["due"]
    ]
    return f"Có số liệu {'; '.join(said)}" if said else ""


def compare_page(request: ActorRequest, found: Compared, *, today: date) -> dict[str, Any]:
    """The context of web/compare.html."""
    first, second = found.periods
    flow_codes = [one.code for one in flows() if one.code not in (*HEADLINES, *BESIDE)]
    blocks = found.blocks
    return {
        **header_of(request, found.node, today, own=True),
        "names": (name_of(first), name_of(second)),
        "heading": tuple(lower_first(name_of(period)) for period in found.periods),
        "choices": [
            {"name": name, "label": label, "chosen": _word(period), "groups": _offered(found, period)}
            for name, label, period in zip("ab", ("Kỳ A", "Kỳ B"), found.periods, strict=True)
        ],
        "error": found.error,
        "reading": reading_tabs(found.node, found.window, request.path, a=_word(first), b=_word(second)),
        "tables": [
            {
                "id": "muc-tieu",
                "title": "Chỉ tiêu của đề án" if default_programme() else "Chỉ tiêu chính",
                "rows": _rows(found, [*HEADLINES, *BESIDE]),
            },
            {"id": "luot", "title": "Tính theo tháng, quý, buổi", "rows": _rows(found, flow_codes)},
            {"id": "quy-mo", "title": "Tổ chức, đảng viên cuối kỳ", "rows": _rows(found, SIZES)},
            *(
                {
                    "id": f"khoi-{block}",
                    "title": f"Khối {BLOCK_TITLE[block][:1].lower()}{BLOCK_TITLE[block][1:]}",
                    "rows": _rows(found, HEADLINES, block=block),
                    "folded": True,
                }
                for block in (blocks if len(blocks) > 1 else [])
            ),
        ],
        "notes": _notes(found),
        "files_url": {
            form: f"{reverse('web:compare-file', args=[found.node.public_id, form])}?{_query(found)}"
            for form in ("xlsx", "csv")
        },
    }


def _query(found: Compared) -> str:
    query = {name: _word(period) for name, period in zip("ab", found.periods, strict=True)}
    if found.window.dated:
        query["ngay"] = found.window.report_date.isoformat()
    return urlencode(query | (STRUCTURE if found.window.structure else {}))


def _offered(found: Compared, chosen: Period) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices, and what the address brought along if it is none of them."""
    offered = choices(found.window.default)
    known = {value for _, group in offered for value, _ in group}
    if _word(chosen) not in known:
        offered.append(("Đang xem", [(_word(chosen), name_of(chosen))]))
    return offered


def _notes(found: Compared) -> list[str]:
    lengths = [len(period.months) for period in found.periods]
    said = ["Chênh lệch là kỳ B trừ kỳ A; tỷ lệ so bằng điểm %."]
    if lengths[0] != lengths[1]:
        said.append(
            f"Hai kỳ dài khác nhau ({lengths[0]} và {lengths[1]} tháng): “đủ các tháng”, “đủ các quý” "
            "khó đạt hơn ở kỳ dài; so theo tháng, quý, buổi ở bảng dưới thì đúng hơn."
        )
    return said


COMPARE_COLUMNS = ("Kết quả", "Tử số", "Mẫu số", "Có số liệu", "Phải có số liệu", "Đơn vị", "Ghi chú")


def compare_sheet(found: Compared, name: str) -> Sheet:
    """Both periods of every row of the page."""
    first, second = (name_of(period) for period in found.periods)
    scopes: list[tuple[str, dict[str, str | int]]] = [("Chung", {})]
    if len(found.blocks) > 1:
        scopes += [(BLOCK_TITLE[block], {"block": block}) for block in found.blocks]
    rows: list[tuple[Cell, ...]] = []
    for label, scope in scopes:
        codes = (
            HEADLINES if scope else dict.fromkeys([*HEADLINES, *BESIDE, *(f.code for f in flows()), *SIZES])
        )
        for row in _rows(found, list(codes), **scope):
            one, other = row["figures"]
            rows.append((label, one["label"], *cells_of(one), *cells_of(other), row["difference"]["word"]))
    both = [f"{column}, kỳ {which}" for which in "AB" for column in COMPARE_COLUMNS]
    about = (name, f"Kỳ A: {first}. Kỳ B: {second}.", *reading_words(found.window), *_notes(found))
    return Sheet("So sánh hai kỳ", about, ("Phạm vi", "Chỉ tiêu", *both, "Chênh lệch"), tuple(rows))
