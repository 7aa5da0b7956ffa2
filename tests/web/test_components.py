"""Words and components of the pages, and the rules every template keeps."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines

from sotay.core.period import Period
from sotay.core.vietnamese import NBSP
from sotay.reporting.paper import Cell, Column, Table
from sotay.web.templatetags import words

TEMPLATES = Path(__file__).parents[2] / "sotay" / "web" / "templates"
STATIC = Path(__file__).parents[2] / "sotay" / "web" / "static" / "web"
PAGES = sorted(TEMPLATES.rglob("*.html"))


def figure(
    numerator: float, denominator: int | None, target: float | None = None, **more: Any
) -> dict[str, Any]:
    """A figure in the shared shape."""
    if denominator is None:
        value: float | None = numerator
    else:
        value = numerator / denominator if denominator else None
    aimed = target is not None and value is not None
    return {
        "code": "meeting.thematic_cells",
        "label": "Sinh hoạt chuyên đề đủ mỗi quý",
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "reason": "",
        "unit": "chi bộ",
        "coverage": None,
        "target": {"operator": ">=", "value": target} if target is not None else None,
        "gap": value - target if aimed else None,  # type: ignore[operator]
        "met": value >= target if aimed else None,  # type: ignore[operator]
        "url": "/so-lieu/",
        "formula": "",
    } | more


def draw(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context)


def test_numbers_and_dates_read_as_on_paper() -> None:
    source = (
        "{{ a|vn_int }} {{ n|percent:d }} {{ gap|points }} {{ day|vn_date }} {{ m|month }} {{ at|vn_moment }}"
    )
    at = datetime(2024, 6, 11, 7, 20, tzinfo=UTC)
    drawn = draw(source, a=9255, n=360, d=400, gap=-0.05, day=date(2024, 5, 9), m=202405, at=at)
    assert drawn == "9.255 90% −5 09/05/2024 5/2024 14:20, 11/06/2024"


def test_nothing_is_a_dash() -> None:
    assert (
        draw("{{ a|vn_int }}{{ a|percent:d }}{{ a|ratio }}{{ a|vn_date }}{{ a|month }}", a=None, d=0)
        == "–" * 5
    )


def test_period_in_words() -> None:
    assert words.period(Period(202112, 202405)) == "12/2021 – 5/2024"
    assert words.period({"first": 202405, "last": 202405}) == "5/2024"


@pytest.mark.parametrize(
    ("given", "value", "counts"),
    [
        (figure(360, 400), "90%", "360/400 chi bộ"),
        (figure(9255, None, unit="đảng viên"), "9.255", "đảng viên"),
        (figure(0, 0, reason="chưa có quý nào đủ"), "–", "chưa có quý nào đủ"),
        (figure(338.26, 398), "85%", "bình quân 398 chi bộ"),
    ],
)
def test_figures_come_with_their_counts(given: dict[str, Any], value: str, counts: str) -> None:
    assert words.figure_value(given) == value
    assert words.figure_counts(given) == counts
    assert words.figure_value(SimpleNamespace(**given)) == value, "an object reads like a mapping"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (figure(360, 400, 1.0), ("warn", "Thiếu 10 điểm %")),
        (figure(400, 400, 1.0), ("ok", "Đạt mục tiêu")),
        (figure(0, 0, 1.0), ("none", "Chưa đủ số liệu")),
        (figure(99999, 100000, 1.0), ("warn", "Thiếu dưới 0,1 điểm %")),
        (figure(360, 400), None),
    ],
)
def test_verdict_is_a_shape_and_a_word(given: dict[str, Any], expected: tuple[str, str] | None) -> None:
    assert words.verdict(given) == expected


def test_missed_targets_come_first_and_keep_their_order() -> None:
    met, missed, unknown = figure(4, 4, 1.0), figure(3, 4, 1.0), figure(0, 0, 1.0)
    assert words.missed_first([met, unknown, missed]) == [missed, unknown, met]
    assert words.missed([met, unknown, missed]) == [missed]
    assert words.aimed([met, figure(1, 2)]) == [met]


def test_target_and_coverage_in_words() -> None:
    assert words.target_words({"operator": ">=", "value": 0.9}) == "từ 90%"
    assert words.target_words({"operator": ">=", "value": 1}) == "100%"
    beside = {"known": 11990, "due": 12000, "unit": "tháng"}
    spoken = words.coverage_words({"known": 398, "due": 400, "unit": "chi bộ", "beside": beside})
    assert spoken.replace(NBSP, " ") == "398/400 chi bộ, 11.990/12.000 tháng"
    assert words.coverage_words(None) == ""


def test_tile_links_to_its_records_and_says_all() -> None:
    drawn = draw(
        "{% tile f %}", f=figure(360, 400, 1.0, coverage={"known": 400, "due": 400, "unit": "chi bộ"})
    )
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", drawn).replace(NBSP, " "))
    for word in ("90%", "360/400 chi bộ", "Mục tiêu 100%", "Thiếu 10 điểm %", "Có số liệu: 400/400 chi bộ"):
        assert word in plain
    assert 'href="/so-lieu/"' in drawn
    assert "<a" not in draw("{% tile f %}", f=figure(360, 400, url=""))


def test_chip_escapes_its_word() -> None:
    drawn = draw("{% chip 'ok' w %}", w="<b>")
    assert "&lt;b&gt;" in drawn
    assert 'href="#i-ok"' in drawn


def test_figure_table_labels_every_cell() -> None:
    table = {
        "head": "Khối",
        "gaps": True,
        "columns": ["2022", "2023"],
        "rows": [{"label": "Xã", "figures": [figure(3, 4, 1.0), figure(4, 4, 1.0)], "total": True}],
    }
    drawn = draw("{% figure_table t 'h' %}", t=table)
    assert drawn.count('role="cell"') == 2
    assert 'data-l="2023"' in drawn
    assert drawn.count("Thiếu 25") == 1, "a met target stays quiet"
    with pytest.raises(ValueError, match="zip"):
        draw("{% figure_table t 'h' %}", t=table | {"columns": ["2022"]})


def test_heat_map_has_a_word_in_every_cell() -> None:
    cells = [{"status": "ok", "word": "Đã sinh hoạt"}, {"status": "", "word": ""}]
    columns = [{"label": "1", "full": "Tháng 1"}, {"label": "2", "full": "Tháng 2"}]
    months = {"head": "Năm", "columns": columns, "rows": [{"label": "2024", "cells": cells}]}
    drawn = draw("{% heat m 'h' %}", m=months)
    assert drawn.count("Đã sinh hoạt") == 2, "in the cell and in the legend"
    assert "Không sinh hoạt" not in drawn, "the legend names only what occurs"
    assert drawn.count("heat__c") == 1


def test_trend_draws_twice_and_gives_the_same_figures_as_a_table() -> None:
    series = [{"label": "Xã", "short": "Xã", "strong": True, "figures": [figure(8, 10), figure(9, 10)]}]
    rows = [
        {"label": label, "note": "", "figures": [one]}
        for label, one in zip(("Quý IV/2022", "Quý I/2023"), series[0]["figures"], strict=True)
    ]
    trend = {"title": "Xã tăng", "spans": [20224, 20231], "target": 0.9, "series": series, "by": "quý"}
    trend["table"] = {"head": "Quý", "columns": ["Xã"], "rows": rows, "gaps": False}
    drawn = draw("{% include 'web/components/trend.html' with ident='q' %}", trend=trend)
    assert drawn.count('<svg class="chart--') == 2
    assert "Quý IV/2022" in drawn
    assert "8/10 chi bộ" in drawn


def test_paper_table_keeps_joined_heads_and_short_rows() -> None:
    table = Table(
        title="Biểu 1. Kết quả",
        columns=(Column("Khối", 2), Column("Tỷ lệ", 1, "right"), Column("Số lượng", 1, "right")),
        rows=((Cell("Xã"), Cell("85%"), Cell("17/20")), (Cell("Cơ quan"), Cell("chưa đủ số liệu"))),
        groups=(("", 1), ("Dự sinh hoạt", 2)),
        unit="lượt",
    )
    drawn = draw("{% include 'web/components/paper_block.html' %}", block=table, n="1")
    assert 'colspan="1" rowspan="2">Khối' in drawn
    assert 'colspan="2" rowspan="1">Dự sinh hoạt' in drawn
    assert 'colspan="2">chưa đủ số liệu' in drawn
    assert "lượt" in drawn


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "404.html", "403_csrf.html", "500.html", "web/sign_in.html"]
)
def test_error_pages_need_no_context(name: str) -> None:
    drawn = engines["django"].get_template(name).render({})
    assert "<h1>" in drawn
    assert 'lang="vi"' in drawn


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(TEMPLATES)))
def test_templates_keep_the_house_rules(path: Path) -> None:
    source = path.read_text()
    assert len(source.splitlines()) <= 150
    markup = re.sub(r"{% comment %}.*?{% endcomment %}", "", source, flags=re.S)
    # A module of our own is no hole in the policy; words of a script inside the page are.
    markup = re.sub(r"<script type=\"module\" src=\"{% static '[\w/.-]+' %}\"></script>", "", markup)
    assert not re.search(r"\sstyle=|<style|<script|\son[a-z]+=|https?://", markup), (
        "strict policy: 'self' only"
    )
    assert "|safe" not in markup
    if path.name != "sprite.html":
        assert "{% comment %}" in source, "each template says which context it takes"
    for form in re.findall(r"<form[^>]*method=\"post\"[^>]*>.{0,20}", markup, flags=re.S):
        assert "{% csrf_token %}" in form
    engines["django"].get_template(str(path.relative_to(TEMPLATES)))


def test_icons_used_are_in_the_sprite() -> None:
    sprite = (TEMPLATES / "web/components/sprite.html").read_text()
    known = set(re.findall(r'id="i-([a-z0-9]+)"', sprite))
    used = {n for p in PAGES for n in re.findall(r'{% icon "([a-z0-9]+)"', p.read_text())}
    assert used <= known, used - known


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    for sheet in STATIC.glob("*.css"):
        source = sheet.read_text()
        assert "//" not in re.sub(r"/\*.*?\*/", "", source, flags=re.S)
        for name in re.findall(r'url\("([^"]+)"\)', source):
            assert (STATIC / name).exists(), name
    assert sum(f.stat().st_size for f in (STATIC / "fonts").glob("*.woff2")) < 150_000
    assert (STATIC / "fonts/OFL.txt").exists()
