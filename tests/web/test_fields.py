"""Days, months and times typed as people here write them."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django import forms

from sotay.web.fields import (
    DateField,
    MonthField,
    TimeField,
    Unreadable,
    day_input,
    read_day,
    read_month,
    read_time,
)

THIRD_OF_JUNE = date(2026, 6, 3)


class Asked(forms.Form):
    day = DateField(label="Ngày")
    month = MonthField(label="Tháng", required=False)
    at = TimeField(label="Giờ", required=False, help_text="Giờ khai mạc.")


DAYS = ["3/6/2026", "03-06-2026", "03062026", "03.06.2026", "03 06 2026", " 3 / 6 / 2026 ", "2026-06-03"]


@pytest.mark.parametrize("text", [*DAYS, "ngày 03 tháng 6 năm 2026", "3 tháng 6 năm 2026"])
def test_a_day_is_read_day_first(text: str) -> None:
    assert read_day(text) == THIRD_OF_JUNE


NO_DAYS = [
    "31/02/2026",
    "6/13/2026",
    "03/06/26",
    "3/6",
    "030626",
    "hôm nay",
    "",
    "2026",
    "3/6/2026x",
    "٣/٦/٢٠٢٦",
]


@pytest.mark.parametrize("text", [*NO_DAYS, "01/01/0001", "20260603", "3/6/2026\x00", "1" * 5000])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_day(text)


@pytest.mark.parametrize(
    "text", ["6/2026", "06-2026", "062026", "tháng 6/2026", "Tháng 6 năm 2026", "2026-06"]
)
def test_a_month_is_read(text: str) -> None:
    assert read_month(text) == 202606


@pytest.mark.parametrize("text", ["13/2026", "0/2026", "2026", "6/26", "tháng sáu", "", "062", "6/9999"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_month(text)


@pytest.mark.parametrize("text", ["19:30", "19h30", "19 giờ 30", "19.30", "1930", "19 giờ 30 phút", "19H30"])
def test_a_time_is_read(text: str) -> None:
    assert read_time(text) == time(19, 30)
    assert read_time("7h") == time(7)


@pytest.mark.parametrize("text", ["24:00", "19:60", "7", "tối", "", "19:3", "19:30:00:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_time(text)


def test_a_form_gives_values_and_shows_them_back_in_one_order() -> None:
    form = Asked({"day": "3-6-2026", "month": "6/2026", "at": "19h30"})
    assert form.is_valid()
    assert form.cleaned_data == {"day": THIRD_OF_JUNE, "month": 202606, "at": time(19, 30)}
    shown = str(Asked(initial=form.cleaned_data))
    assert all(f'value="{text}"' in shown for text in ("03/06/2026", "06/2026", "19:30"))
    assert 'type="date"' not in shown
    assert Asked(form.data, initial=form.cleaned_data).changed_data == []


def test_an_error_says_how_to_write_it_and_keeps_what_was_typed() -> None:
    form = Asked({"day": "3/6/26", "month": "sáu", "at": "25h"})
    assert form.errors == {
        "day": ["Viết ngày/tháng/năm, năm đủ bốn chữ số, ví dụ 03/06/2026."],
        "month": ["Viết tháng/năm, năm đủ bốn chữ số, ví dụ 06/2026."],
        "at": ["Viết giờ:phút từ 00:00 đến 23:59, ví dụ 19:30."],
    }
    assert 'value="3/6/26"' in str(form)
    assert Asked({"day": "31/02/2026"}).errors["day"] == [
        "Lịch không có ngày này; đồng chí xem lại ngày, tháng, năm."
    ]
    assert Asked({}).errors == {"day": ["Viết ngày/tháng/năm, ví dụ 03/06/2026."]}
    assert "Giờ khai mạc." in str(form), "the hint of the form stands behind the example"


def test_a_moment_stands_for_its_day() -> None:
    assert DateField().clean(datetime(2026, 6, 3, 19, 30, tzinfo=UTC)) == THIRD_OF_JUNE


def test_what_a_browser_checks_lets_through_what_is_read() -> None:
    """Browsers read the pattern with the v flag and whole; Python's reading of it is the same here."""
    box = DateField().widget.attrs
    assert box["inputmode"] == "numeric"
    typed = [text for text in DAYS if text != "2026-06-03"]  # that form is of addresses only
    assert all(re.fullmatch(box["pattern"], text) for text in typed)
    assert not re.fullmatch(box["pattern"], "3/6/26")
    assert all(
        re.fullmatch(TimeField().widget.attrs["pattern"], t) for t in ("19:30", "19h", "19 giờ 30", "1930")
    )
    assert all(re.fullmatch(MonthField().widget.attrs["pattern"], t) for t in ("6/2026", "06-2026", "062026"))


def test_the_box_of_a_small_form() -> None:
    shown = day_input("ngay", "o-ngay", THIRD_OF_JUNE, "o-ngay-h")
    assert 'value="03/06/2026"' in shown
    assert 'aria-describedby="o-ngay-h"' in shown
    assert "&lt;b&gt;" in day_input("ngay", "o", "<b>")
