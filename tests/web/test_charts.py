"""Charts: SVG from plain data, nothing that the content security policy forbids."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from sotay.web import charts

QUARTERS = (20221, 20222, 20223, 20224, 20231)


def chart(*values: float | None, target: float | None = 0.9) -> charts.LineChart:
    commune = charts.Series("Xã, thị trấn", "Xã", values, strong=True)
    agency = charts.Series("Cơ quan, đơn vị sự nghiệp", "Cơ quan", (1.0,) * len(values))
    return charts.LineChart(
        "Khối xã <tăng>", charts.ticks_of(QUARTERS[: len(values)]), (commune, agency), target
    )


def texts(svg: str) -> list[str]:
    return [t.text or "" for t in ElementTree.fromstring(svg).iter("text")]  # our own text


@pytest.mark.parametrize("narrow", [False, True])
def test_line_chart_is_well_formed_and_needs_no_style(narrow: bool) -> None:
    svg = charts.line_chart(chart(0.816, 0.83, None, 0.87, 0.881), narrow=narrow, ident="q")
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    title = root.find("title")
    assert title is not None
    assert title.text == "Khối xã <tăng>"
    assert root.get("aria-labelledby") == title.get("id")
    assert "style=" not in svg
    assert "<script" not in svg


def test_wide_chart_names_lines_and_target_at_their_places() -> None:
    found = texts(charts.line_chart(chart(0.816, 0.83, 0.85, 0.87, 0.881), narrow=False, ident="q"))
    assert "Xã, thị trấn 88,1%" in found
    assert "Cơ quan 100%" in found, "a long name gives way to the short one"
    assert "Mục tiêu" in found
    assert [t for t in found if t.startswith("I/")] == ["I/22", "I/23"]


def test_months_are_named_every_third_and_years_by_their_first() -> None:
    months = [202112, *range(202201, 202213), 202301, 202302, 202303, 202304]
    ticks = charts.ticks_of(months)
    assert [t.wide for t in ticks if t.wide] == ["1/22", "4", "7", "10", "1/23", "4"]
    assert [t.narrow for t in ticks if t.narrow] == ["1/22", "1/23"]
    assert [t.wide for t in charts.ticks_of([202403, 202404, 202405])] == ["3/24", "4", ""]
    assert [t.narrow for t in charts.ticks_of([2022, 2023])] == ["2022", "2023"]


def test_nothing_known_breaks_the_line() -> None:
    svg = charts.line_chart(chart(0.8, 0.82, None, 0.85, 0.86), narrow=False, ident="q")
    assert len(re.findall("<polyline", svg)) == 3, "two pieces of one line, and the other line"


def test_a_chart_without_any_value_still_draws_its_frame() -> None:
    svg = charts.line_chart(charts.LineChart("Chưa có", (), (), None), narrow=True, ident="q")
    drawn = ElementTree.fromstring(svg)
    assert "Chưa có" in "".join(drawn.itertext())
    assert "100%" in "".join(drawn.itertext())
    assert "polyline" not in svg


@pytest.mark.parametrize(
    ("lowest", "expected"),
    [(0.816, (80, 5)), (0.98, (90, 5)), (0.62, (60, 10)), (0.2, (20, 20)), (0.0, (0, 20)), (1.0, (90, 5))],
)
def test_axis_starts_just_below_the_lowest_value(lowest: float, expected: tuple[int, int]) -> None:
    assert charts._axis([lowest, 1.0]) == expected


def test_names_of_lines_that_end_together_are_moved_apart() -> None:
    placed = charts._spread([100, 101, 99], 24, 20, 300)
    ordered = sorted(placed)
    assert all(b - a >= 24 for a, b in pairwise(ordered))
    assert placed[2] < placed[0] < placed[1]


def test_names_stay_inside_the_frame() -> None:
    placed = charts._spread([290, 295, 299], 24, 20, 300)
    assert max(placed) <= 300


def test_meter_marks_the_target() -> None:
    svg = charts.meter(0.9, 1.0)
    assert 'width="90.0%"' in svg
    assert 'x1="100.0%"' in svg
    assert "style=" not in svg
    assert "meter__value" not in charts.meter(None, 1.0)
    assert "meter__target" not in charts.meter(0.5, None)


@pytest.mark.parametrize("narrow", [False, True])
def test_bar_chart_wraps_long_labels(narrow: bool) -> None:
    label = "Bí thư, phó bí thư, cấp ủy viên được bồi dưỡng nghiệp vụ công tác đảng hằng năm"
    bars = [charts.LyingBar(label, 0.85, 0.9, "85%"), charts.LyingBar("Chuyên đề", None, None, "–")]
    found = texts(charts.bar_chart("Hình 1", bars, narrow=narrow, ident="h"))
    assert max(map(len, found)) <= (36 if narrow else 72)
    assert "85%" in found


@pytest.mark.parametrize("narrow", [False, True])
def test_the_stroke_of_the_target_leaves_the_letters_above_it_whole(narrow: bool) -> None:
    """Letters such as p and ị reach six units below their line."""
    bars = [charts.LyingBar("Đơn vị sự nghiệp", 1.0, 0.9, "100%")] * 2
    drawn = charts.bar_chart("Hình 1", bars, narrow=narrow, ident="h")
    lines = [float(y) for y in re.findall(r'<text x="1.0" y="([0-9.]+)">Đơn vị', drawn)]
    strokes = [float(y) for y in re.findall(r'<path d="M[0-9.]+ ([0-9.]+)v', drawn)]
    assert len(lines) == len(strokes) == 2
    assert all(stroke - line >= 8 for line, stroke in zip(lines, strokes, strict=True))


@pytest.mark.parametrize(
    ("values", "target", "sentence"),
    [
        ((0.816, 0.85, 0.881), 0.9, "Khối xã tăng từ 81,6% lên 88,1%, chưa tới mục tiêu 90%."),
        ((0.95, None, 0.92), 0.9, "Khối xã giảm từ 95% xuống 92%, đạt mục tiêu 90%."),
        ((1.0, 1.0), None, "Khối xã giữ ở mức 100%."),
        ((0.9, 0.7, 0.9), 0.9, "Khối xã đầu kỳ và cuối kỳ đều là 90%, đạt mục tiêu 90%."),
        ((None,), 0.9, "Khối xã: chưa đủ số liệu."),
    ],
)
def test_finding_says_the_news(values: tuple[float | None, ...], target: float | None, sentence: str) -> None:
    assert charts.finding("Khối xã", values, target) == sentence
