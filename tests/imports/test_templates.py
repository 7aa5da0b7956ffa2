"""The empty workbooks: every column is there, explained, and read back as it was meant."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sotay.imports.columns import DATASETS
from sotay.imports.reading.files import Table
from sotay.imports.reading.recognising import recognise
from sotay.imports.reading.sheets import HELP_SHEET, Sheet
from sotay.imports.templates import write_templates
from tests.architecture.floors import ROOT


def test_one_workbook_for_each_kind_of_list(tmp_path: Path) -> None:
    written = write_templates(tmp_path / "mau", year=2026)
    assert [p.name for p in written] == [
        "to-chuc.xlsx",
        "dang-vien.xlsx",
        "sinh-hoat.xlsx",
        "diem-danh.xlsx",
        "diem-danh-dai.xlsx",
        "so-lieu-thang.xlsx",
    ]


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda d: d.kind)
def test_the_template_is_recognised_with_every_column(tmp_path: Path, dataset: object) -> None:
    write_templates(tmp_path, year=2026)
    book = CalamineWorkbook.from_path(tmp_path / f"{dataset.workbook}.xlsx")  # type: ignore[attr-defined]
    rows = book.get_sheet_by_name(dataset.sheet).to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    sheet = recognise(Table("a.xlsx", dataset.sheet, rows))  # type: ignore[attr-defined]
    assert isinstance(sheet, Sheet)
    assert sheet.dataset is dataset
    assert set(sheet.index) == {c.key for c in sheet.dataset.columns}
    help_text = str(book.get_sheet_by_name(HELP_SHEET).to_python())
    assert all(c.header in help_text and c.help in help_text for c in sheet.dataset.columns)


def test_the_roll_has_the_months_of_the_year_asked_for(tmp_path: Path) -> None:
    write_templates(tmp_path, year=2027)
    sheet = CalamineWorkbook.from_path(tmp_path / "diem-danh.xlsx").get_sheet_by_name("Điểm danh")
    assert sheet.to_python()[0][-12:] == [f"{month:02d}/2027" for month in range(1, 13)]


@pytest.mark.django_db
def test_an_empty_template_goes_in_as_nothing(tmp_path: Path) -> None:
    from tests.imports.support import Desk

    plan = Desk(tmp_path).plan(*write_templates(tmp_path / "mau", year=2026))
    assert not plan.faults
    assert (plan.new, plan.wrong) == (0, 0)


def test_the_page_of_columns_names_every_column() -> None:
    page = (ROOT / "docs" / "import-columns.md").read_text(encoding="utf-8")
    for dataset in DATASETS:
        assert dataset.sheet in page
        missing = [c.header for c in dataset.columns if f"| {c.header} |" not in page]
        assert not missing, f"docs/import-columns.md, {dataset.sheet}: {missing}"
