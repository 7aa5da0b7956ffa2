"""The dated forms, and what may never be broken at a line's end."""

from datetime import date

import pytest

from sotay.core.errors import DomainError
from sotay.reporting.docx.metrics import balanced_mm, fit_widths, line_count, text_width_mm
from sotay.reporting.docx.protect import hold, protect
from sotay.reporting.forms import FORMS, form_by_code, form_on


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2018, 4, 3), "HD-36"),
        (date(2024, 6, 18), "HD-36"),
        (date(2026, 5, 26), "HD-36"),
        (date(2026, 5, 27), "HD-05"),
        (date(2026, 11, 3), "HD-05"),
    ],
)
def test_a_paper_keeps_the_form_of_its_own_date(day: date, code: str) -> None:
    assert form_on(day) == code


def test_before_the_first_form_the_error_says_what_to_do() -> None:
    with pytest.raises(DomainError, match=r"hãy chọn ngày văn bản từ 03/4/2018"):
        form_on(date(2018, 4, 2))


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(DomainError, match="HD-36, HD-05"):
        form_by_code("HD-99")


def test_every_value_has_its_source_and_mark() -> None:
    for form in FORMS:
        assert all(value.source and value.mark in {"V", "V2", "K", "O"} for value in form.values.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quy định 144-QĐ/TW của", "Quy định 144‑QĐ/TW của"),
        ("Biểu 1 và Hình 2, Phụ lục 1", "Biểu·1 và Hình·2, Phụ·lục·1"),
        ("với 9.255 đảng viên, sinh hoạt", "với 9.255·đảng·viên, sinh hoạt"),
        ("ngày 03 tháng 02 năm 2026", "ngày·03 tháng·02 năm·2026"),
        ("≥ 90%", "≥·90%"),
        ("Đảng bộ huyện có", "Đảng·bộ·huyện có"),
        ("Số   -BC/HU", "Số···‑BC/HU"),
        ("từ 2024 của", "từ 2024 của"),
        ("- Ban Tổ chức", "- Ban Tổ chức"),
    ],
)
def test_what_may_not_be_broken_is_held_together(text: str, expected: str) -> None:
    assert protect(text) == expected.replace("·", "\u00a0")
    assert protect(protect(text)) == protect(text)


def test_a_name_in_a_cell_never_breaks() -> None:
    assert hold("Lê Thị Thu Hà") == "Lê\u00a0Thị\u00a0Thu\u00a0Hà"


def test_widths_are_those_of_times_new_roman() -> None:
    # A 1000-unit figure: each digit is half as wide as the letters are high.
    assert text_width_mm("0000000000", 12) == pytest.approx(60 * 25.4 / 72)
    assert text_width_mm("Ệ", 14) == text_width_mm("E", 14)
    assert text_width_mm("ĐẢNG CỘNG SẢN VIỆT NAM", 15, bold=True) == pytest.approx(72.9, abs=0.3)


def test_the_name_of_the_city_fits_on_one_line() -> None:
    assert text_width_mm("ĐẢNG BỘ THÀNH PHỐ HÀ NỘI", 14) < 74


def test_no_column_is_narrower_than_its_widest_number() -> None:
    assert fit_widths([1, 1, 8], [20, 5, 5], 100) == pytest.approx([20, 80 / 9, 640 / 9])
    assert sum(fit_widths([1, 1], [80, 80], 100)) == pytest.approx(100)


def test_centred_lines_are_about_equally_long() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười"
    width = balanced_mm(text, 14, 60)
    assert width < 60
    assert line_count(text, 14, width) == line_count(text, 14, 60) == 2
