"""The forms (thể thức) of official papers as dated data: every value with its source and how sure it is.

Marks: V read in the source named · V2 read in a public digest, the text itself not read ·
K known from practice · O our choice. Only V may be called official to people.
A paper keeps the form of its own date; a new guide is a new entry here, never a change of an old one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sotay.core.errors import DomainError
from sotay.core.vietnamese import format_date_paper

Mark = Literal["V", "V2", "K", "O"]

_DIAGRAM = "HD 36-HD/VPTW, danh mục thể thức và sơ đồ các thành phần (trang của cơ quan đảng)"
_DIGEST = "Bản tóm tắt công khai của HD 05-HD/VPTW; chưa đọc toàn văn"
_HABIT = "Theo nếp trình bày quen dùng"
_OURS = "Lựa chọn của phần mềm"


@dataclass(frozen=True, slots=True)
class Value:
    """One measured rule: millimetres (`_mm`), points (`_pt`) or letters; `mark` tells how sure it is."""

    value: float | str
    mark: Mark
    source: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form in force from `since` until the next one begins."""

    code: str
    document: str
    since: date
    mark: Mark
    values: Mapping[str, Value]

    def number(self, name: str) -> float:
        """The value called `name` in the unit that its name ends with."""
        return float(self.values[name].value)

    def text(self, name: str) -> str:
        """The value called `name` when it is made of letters."""
        return str(self.values[name].value)

    def text_width_mm(self, *, landscape: bool = False) -> float:
        """Width between the margins in millimetres, on a page that stands or lies."""
        if landscape:
            across, sides = "page_height_mm", ("lying_left_mm", "lying_right_mm")
        else:
            across, sides = "page_width_mm", ("margin_left_mm", "margin_right_mm")
        return self.number(across) - sum(self.number(side) for side in sides)


def _rules(source: str, mark: Mark, **values: float | str) -> dict[str, Value]:
    return {name: Value(value, mark, source) for name, value in values.items()}


_PAGE: dict[str, Value] = {
    **_rules(_DIAGRAM, "V", page_width_mm=210, page_height_mm=297, face="Times New Roman", text_pt=14),
    **_rules(
        _DIGEST, "V2",
        margin_top_mm=20, margin_bottom_mm=20, margin_left_mm=30, margin_right_mm=15,
        line_pt=18, paragraph_gap_pt=6, first_line_mm=10, page_number_mm=10, page_number_pt=14,
    ),
    **_rules(
        _OURS, "O",
        lying_top_mm=30, lying_bottom_mm=15, lying_left_mm=20, lying_right_mm=20,
    ),
}  # fmt: skip

_ELEMENTS: dict[str, Value] = {
    **_rules(
        _DIAGRAM, "V",
        party_name="ĐẢNG CỘNG SẢN VIỆT NAM", party_pt=15, organ_pt=14, number_pt=14, date_pt=14,
        kind_pt=16, abstract_pt=14, sign_pt=14, recipients_pt=12, recipients_title_pt=14,
        recipients_title="Nơi nhận:", draft_pt=14,
    ),
    **_rules(_DIGEST, "V2", party_line_pt=0.75, party_line_below_pt=2, hyphens="-----", star="*"),
    **_rules(
        _OURS, "O",
        head_left_mm=74, head_right_mm=91, head_left_wide_mm=80, head_right_wide_mm=85,
        kind_above_pt=16, text_above_pt=12, abstract_width_mm=140,
        sign_left_mm=75, sign_right_mm=90, sign_above_pt=16, sign_room_mm=26, signed_words="(đã ký)",
        seal_pt=9, book_foot_pt=10, mark_box_mm=4.2,
    ),
}  # fmt: skip

_PARTS: dict[str, Value] = {
    **_rules(_HABIT, "K", annex_word="PHỤ LỤC"),
    **_rules(
        _OURS, "O",
        heading_above_pt=10, heading_below_pt=6,
        table_pt=12, table_small_pt=11, table_line_pt=0.5, cell_side_mm=1.6, cell_above_mm=1.3,
        cell_above_tight_mm=0.9,
        table_whole_rows=10, unit_pt=12, note_pt=11, annex_line_pt=13,
        bar_grey="B9B9B9", bar_line_pt=0.4, target_line_pt=1.4,
        place_grey="F5F5F5", place_bar_grey="404040", place_bar_pt=2.5, place_line_pt=0.5, place_pt=12,
    ),
}  # fmt: skip

# Smaller sheets (papers §2): margins of their own, letters less by one point (a quarter sheet by three).
_A5: dict[str, Value] = {
    **_rules(_DIAGRAM, "V", page_width_mm=148, page_height_mm=210),
    **_rules(
        _OURS, "O",
        margin_top_mm=15, margin_bottom_mm=15, margin_left_mm=20, margin_right_mm=15, page_number_mm=7,
        head_left_mm=42, head_right_mm=71, head_left_wide_mm=42, head_right_wide_mm=71,
        abstract_width_mm=100, kind_above_pt=8, text_above_pt=6, paragraph_gap_pt=3, line_pt=16,
        sign_left_mm=50, sign_right_mm=63, sign_above_pt=8, sign_room_mm=14,
    ),
}  # fmt: skip
_A6: dict[str, Value] = {
    **_rules(_DIAGRAM, "V", page_width_mm=105, page_height_mm=148.5),
    **_rules(
        _OURS, "O",
        margin_top_mm=8, margin_bottom_mm=8, margin_left_mm=8, margin_right_mm=8, page_number_mm=4,
        head_left_mm=34, head_right_mm=55, head_left_wide_mm=34, head_right_wide_mm=55, party_pt=11,
        organ_pt=10, abstract_width_mm=85, kind_above_pt=28, sign_left_mm=40, sign_right_mm=49,
    ),
}  # fmt: skip
_SMALLER: dict[str, tuple[dict[str, Value], int]] = {"A5": (_A5, 1), "A6": (_A6, 3)}
_LETTERS = (
    "text_pt", "line_pt", "page_number_pt", "party_pt", "organ_pt", "number_pt", "date_pt", "kind_pt",
    "abstract_pt", "sign_pt", "recipients_pt", "recipients_title_pt", "draft_pt", "table_pt",
    "table_small_pt", "unit_pt", "note_pt", "place_pt",
)  # fmt: skip

_COMMON = {**_PAGE, **_ELEMENTS, **_PARTS}

# As far as read, both guides give the same values; what is known only for HD-05 stays marked V2 in both.
FORMS: tuple[Form, ...] = (
    Form("HD-36", "Hướng dẫn 36-HD/VPTW, ngày 03/4/2018", date(2018, 4, 3), "V", dict(_COMMON)),
    Form("HD-05", "Hướng dẫn 05-HD/VPTW, ngày 27/5/2026", date(2026, 5, 27), "V2", dict(_COMMON)),
)


def form_on(day: date) -> str:
    """Code of the form in force on `day`."""
    in_force = [form for form in FORMS if form.since <= day]
    if not in_force:
        first = format_date_paper(FORMS[0].since)
        raise DomainError(f"Chưa có thể thức văn bản cho ngày này; hãy chọn ngày văn bản từ {first} trở đi.")
    return in_force[-1].code


def form_by_code(code: str, sheet: str = "A4") -> Form:
    """The form with that code, as it is set on a sheet of that size (A4, A5, A6)."""
    for form in FORMS:
        if form.code == code:
            return form if sheet == "A4" else _on_sheet(form, sheet)
    known = ", ".join(form.code for form in FORMS)
    raise DomainError(f"Không có thể thức “{code}”; hãy chọn một trong: {known}.")


def _on_sheet(form: Form, sheet: str) -> Form:
    """The form with the measures of a smaller sheet."""
    own, less = _SMALLER[sheet]
    letters = {name: replace(form.values[name], value=form.number(name) - less) for name in _LETTERS}
    return replace(form, values={**form.values, **letters, **own})
