"""The demo's workbooks are what the import asks for."""

from pathlib import Path

from python_calamine import load_workbook

from sotay.demo.district import SMALL, build_district
from sotay.demo.files import write_files
from sotay.imports.columns import DATASETS, ROLLS, Dataset

DISTRICT = build_district(SMALL)


def _rows(path: Path, sheet: str) -> list[list[object]]:
    return list(load_workbook(path).get_sheet_by_name(sheet).to_python())


def test_names_of_the_files(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    written = write_files(tmp_path, DISTRICT, lambda name, done, total: told.append((name, done, total)))
    assert [p.name for p in written] == [
        "to-chuc.xlsx",
        "dang-vien.xlsx",
        "sinh-hoat-xa-thi-tran.xlsx",
        "sinh-hoat-co-quan.xlsx",
        "sinh-hoat-doanh-nghiep.xlsx",
        "diem-danh-ml-x01.xlsx",
        "diem-danh-ml-x02.xlsx",
        "diem-danh-co-quan.xlsx",
        "diem-danh-doanh-nghiep.xlsx",
        "so-lieu-thang.xlsx",
    ]
    assert told[-1] == ("so-lieu-thang.xlsx", 10, 10)
    assert sorted(tmp_path.iterdir()) == sorted(written)


def test_headers_are_the_imports_own(tmp_path: Path) -> None:
    by_sheet: dict[str, Dataset] = {d.sheet: d for d in DATASETS}
    for path in write_files(tmp_path, DISTRICT):
        for sheet in load_workbook(path).sheet_names:
            headers = [c.header for c in by_sheet[sheet].columns]
            first = _rows(path, sheet)[0]
            assert first[: len(headers)] == headers
            if by_sheet[sheet] is not ROLLS:
                assert len(first) == len(headers)


def test_a_wide_roll_has_a_row_a_member_and_a_column_a_month(tmp_path: Path) -> None:
    write_files(tmp_path, DISTRICT)
    head, *rows = _rows(tmp_path / "diem-danh-ml-x01.xlsx", "Điểm danh")
    assert head[len(ROLLS.columns) :] == ["12/2021", "01/2022", "02/2022", "03/2022", "04/2022", "05/2022"]
    cells = [c for c in DISTRICT.cells if c.code.startswith("ML-X01-")]
    exempt = [p for p in DISTRICT.people if p.is_exempt_for_good and p.cell in cells]
    assert len(rows) == len({p for c in cells for p in (*DISTRICT.marks[c], *exempt)})
    assert {str(row[0]) for row in rows} == {c.code for c in cells}
    marks = {mark for row in rows for mark in row[len(ROLLS.columns) :]}
    assert marks <= {"x", "m", "o", "p", "k", ""}


def test_members_of_the_small_district(tmp_path: Path) -> None:
    write_files(tmp_path, DISTRICT)
    rows = _rows(tmp_path / "dang-vien.xlsx", "Đảng viên")[1:]
    assert len(rows) == len(DISTRICT.people)
    assert all(isinstance(row[1], str) and len(row[1]) == 6 for row in rows), "numbers stay text"
