"""What is seen leaves as a table: same rows, period and filter; nothing in it is a live formula."""

import csv
import io
import re
from html import unescape
from typing import Any

import openpyxl
import pytest

from sotay.journal.models import Entry
from sotay.organisations.models import OrganisationName
from tests.web.world import World

QUERY = {"tu": "2024-01", "den": "2024-05"}
PAGES = [
    "so-lieu/meeting.regular/",
    "so-lieu/meeting.thematic_cells/",
    "so-lieu/org.cells/",
    "bieu-do/meeting.attendance_net/",
    "truc-thuoc/",
    "so-sanh/",
]


def lines_of(answer: Any) -> list[list[str]]:
    """The table of a CSV file with its header."""
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    return rows[rows.index([]) + 1 :]


def cells_of(answer: Any) -> list[tuple[Any, ...]]:
    """The table of a workbook with its header."""
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    empty = next(n for n, row in enumerate(rows) if not any(row))
    return rows[empty + 1 :]


@pytest.mark.parametrize("filter_", ["", "dat", "chua"])
def test_the_file_has_the_rows_of_the_page(world: World, filter_: str) -> None:
    path, query = world.page("H", "so-lieu/meeting.regular/"), QUERY | ({"loc": filter_} if filter_ else {})
    page = unescape(world.get("huyen", path, **query).content.decode())
    shown = re.findall(r'<th scope="row" role="rowheader">(?:<a[^>]*>)?([^<]+)', page)
    link = re.findall(r'href="([^"]*tai-ve/csv[^"]*)"', page)[0]
    rows = lines_of(world.client("huyen").get(link))
    assert [row[0] for row in rows[1:]] == shown
    numerator = rows[0].index("Tử số")
    if not filter_:
        counts = re.findall(r"(\d+)/(\d+) chi bộ–tháng", page)[0]
        assert str(sum(int(row[numerator]) for row in rows[1:])) == counts[0]
        assert str(len(rows) - 1) == counts[1]


@pytest.mark.parametrize("rest", PAGES)
def test_both_forms_say_the_same(world: World, rest: str) -> None:
    client = world.client("huyen")
    text = lines_of(client.get(world.page("H", f"{rest}tai-ve/csv"), QUERY))
    book = cells_of(client.get(world.page("H", f"{rest}tai-ve/xlsx"), QUERY))
    assert len(text) == len(book) > 1
    assert text[0] == [cell for cell in book[0] if cell]
    for line, row in zip(text[1:], book[1:], strict=True):
        whole = [str(cell) for cell in row if isinstance(cell, int)]
        assert set(whole) <= {part.removesuffix("%") for part in line} | {"1", "0"}


def test_people_are_numbers_that_add_up(world: World) -> None:
    path = world.page("H", "so-lieu/meeting.attendance_net/tai-ve/xlsx")
    head, *rows = cells_of(world.client("huyen").get(path, QUERY))
    for name in ("Phải dự", "Có mặt", "Vắng có lý do"):
        said = [row[head.index(name)] for row in rows]
        assert {type(one) for one in said if one not in {"chưa biết", "–"}} == {int}, name
    expected = [row[head.index("Phải dự")] for row in rows]
    assert sum(one for one in expected if isinstance(one, int)) > 0


@pytest.mark.parametrize("rest", PAGES)
def test_the_journal_says_what_left(world: World, rest: str) -> None:
    answer = world.get("huyen", world.page("H", f"{rest}tai-ve/xlsx"), **QUERY)
    assert "attachment" in answer.headers["Content-Disposition"]
    entry = Entry.objects.get(event="FiguresExported")
    assert entry.organisation_id == world.places["H"].pk
    assert entry.account_id == world.accounts["huyen"].pk
    assert '"form":"xlsx"' in entry.payload.replace(" ", "")


def test_a_form_that_does_not_exist_is_not_there(world: World) -> None:
    assert world.get("huyen", world.page("H", "truc-thuoc/tai-ve/exe")).status_code == 404
    assert not Entry.objects.filter(event="FiguresExported").exists()


@pytest.mark.parametrize("name", ["=1+1", "+84", "-2", "@SUM(A1)", "=HYPERLINK(0)"])
def test_no_name_becomes_a_formula(world: World, name: str) -> None:
    OrganisationName.objects.filter(organisation=world.places["A1"]).update(name=name)
    client = world.client("huyen")
    path = world.page("H", "so-lieu/meeting.regular/tai-ve/")
    assert f"'{name}" in [row[0] for row in lines_of(client.get(f"{path}csv", QUERY))]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{path}xlsx", QUERY).content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert name in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}, "texts and numbers, no formula"


def test_below_all_never_prints_as_all() -> None:
    from sotay.reporting.sheets import Ratio, Sheet, write_sheet

    sheet = Sheet("T", (), ("a",), ((Ratio(9999, 10000),), (Ratio(1, 1),), (Ratio(2, 3),)))
    book = openpyxl.load_workbook(io.BytesIO(write_sheet(sheet, "xlsx"))).active
    formats = [cell.number_format for row in book.iter_rows(min_row=4) for cell in row]
    assert formats == ['"trên 99,9%"', "0%", "0.0%"]
    assert write_sheet(sheet, "csv").decode("utf-8-sig").split() == [
        "T",
        "a",
        "trên",
        "99,9%",
        "100%",
        "66,7%",
    ]
    assert write_sheet(sheet, "xlsx") == write_sheet(sheet, "xlsx"), "the same data gives the same bytes"
