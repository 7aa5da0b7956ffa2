"""Files and sheets: what is read, what is said when it cannot be."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from sotay.imports.plan import ImportPlan
from sotay.imports.reading import values
from tests.imports.support import COUNTS, MEMBERS, ROLL, Desk, count, counts, line, member

pytestmark = pytest.mark.django_db

CSV = "Mã chi bộ;Tháng;Đã sinh hoạt\r\nX1;01/2024;Có\r\nX2;01/2024;Không\r\n"

MARK = 987654321


def one_sentence(plan: ImportPlan) -> str:
    assert plan.unreadable
    assert len(plan.faults) == 1
    return plan.faults[0].message


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [";", ","])
def test_csv_with_either_separator(district: Desk, tmp_path: Path, bom: str, separator: str) -> None:
    path = tmp_path / "so-lieu.csv"
    path.write_text(bom + CSV.replace(";", separator), encoding="utf-8", newline="")
    assert counts(district.plan(path)) == [(2, 0, 0, 0)]


def test_headers_forgive_case_marks_order_and_stars(district: Desk, tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.csv"
    path.write_text("DA SINH HOAT *,thang,mã chi bộ\nco,1/2024,X1\n", encoding="utf-8")
    assert counts(district.plan(path)) == [(1, 0, 0, 0)]


def test_titles_above_the_table_are_passed_over(district: Desk, tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.csv"
    path.write_text("ĐẢNG BỘ XÃ AN HÒA;;\n;;\n" + CSV, encoding="utf-8")
    plan = district.plan(path)
    assert counts(plan) == [(2, 0, 0, 0)]


def test_rows_are_told_by_their_number_in_the_sheet(district: Desk, tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.csv"
    path.write_text("Số liệu;;\n" + CSV + ";;\nzz;01/2024;Có\n", encoding="utf-8")
    assert [(f.file, f.row, f.column) for f in district.plan(path).faults] == [
        ("so-lieu.csv", 6, "Mã chi bộ")
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"not a workbook", "mở bằng Excel"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Đuôi tên tệp"),
        ("a.xlsx", b"", "Tệp trống"),
        ("a.doc", b"text", "Chỉ nhận .xlsx, .xls, .ods và .csv"),
        ("a.csv", b"a,b\n1,2\n", "Không có trang nào đọc được"),
    ],
)
def test_a_file_that_cannot_be_read(
    district: Desk, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert words in one_sentence(district.plan(path))


def test_a_formula_nobody_worked_out_is_named(district: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Bìa")
    sheet = book.add_worksheet("Số & tháng")
    sheet.write_formula("C7", "=SUM(C1:C6)", value=MARK)
    book.close()
    with ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    second = "xl/worksheets/sheet2.xml"
    assert f"<v>{MARK}</v>".encode() in parts[second]
    parts[second] = parts[second].replace(f"<v>{MARK}</v>".encode(), b"").replace(b' t="str"', b"")
    with ZipFile(path, "w") as spoilt:
        for name, data in parts.items():
            spoilt.writestr(name, data)
    said = one_sentence(district.plan(path))
    assert "ở ô C7, trang “Số & tháng”" in said


def test_a_strange_sign_is_told_with_the_cell_that_holds_it(district: Desk, tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.csv"
    path.write_text(CSV + "X1;02/2024;Có\x01\n", encoding="utf-8")
    assert one_sentence(district.plan(path)).startswith("Dòng 4, cột C: có ký tự lạ không hiện ra được; xóa")


def test_strange_signs_of_a_workbook_are_told_with_tab_row_and_column(district: Desk) -> None:
    sign = "\u202e"
    book = district.book(
        {"Bìa": [{"a": "b"}], COUNTS: [count("X1", f"0{m}/2024", f"Có{sign}") for m in (1, 2)]}
    )
    said = one_sentence(district.plan(book))
    assert said.startswith(
        "Trang “Số liệu tháng”, dòng 2, cột C; trang “Số liệu tháng”, dòng 3, cột C: có ký tự lạ"
    )
    assert sign not in said


def test_of_very_many_strange_signs_the_first_are_told(district: Desk) -> None:
    book = district.book({COUNTS: [count("X1", f"{m:02d}/2024", "Có\u202e") for m in range(1, 13)]})
    said = one_sentence(district.plan(book))
    assert said.count("dòng") == 3
    assert "và những ô khác nữa: có ký tự lạ" in said


def test_a_file_that_is_not_there(district: Desk, tmp_path: Path) -> None:
    assert "Không có tệp này" in one_sentence(district.plan(tmp_path / "none.xlsx"))


def test_a_missing_column_is_named(district: Desk) -> None:
    rows = [{k: v for k, v in count("X1", "01/2024").items() if k != "Tháng"} | {"Phải dự": 3}]
    assert "Thiếu cột Tháng" in one_sentence(district.dry({COUNTS: rows}))


def test_a_register_without_days_is_not_mistaken_for_a_roll(district: Desk) -> None:
    rows = [{k: v for k, v in member("X1", "A").items() if "Ngày" not in k} | {"Ngày sinh": "01/02/1970"}]
    assert "Ngày vào Đảng hoặc Ngày chính thức" in one_sentence(district.dry({MEMBERS: rows}))


def test_a_sheet_is_known_by_its_headers_not_by_its_name(district: Desk) -> None:
    plan = district.dry({"Sheet1": [member("X1", "A")], "Trang2": [count("X1", "01/2024")]})
    assert [s.kind for s in plan.sheets] == ["dang-vien", "so-lieu-thang"]


def test_a_strange_sheet_beside_a_good_one_is_told_and_left(district: Desk) -> None:
    plan = district.dry({COUNTS: [count("X1", "01/2024")], "Ghi chú": [{"Việc": "nhớ nộp"}]})
    assert not plan.faults
    assert [n.sheet for n in plan.notices] == ["Ghi chú"]


def test_faults_never_repeat_the_value(district: Desk) -> None:
    secret = "0123-bí-mật"
    rows = {
        MEMBERS: [member(secret, secret, **{"Ngày sinh": secret, "Giới tính": secret})],
        COUNTS: [count(secret, secret, secret, **{"Phải dự": secret})],
        ROLL: [line(secret, secret, **{"01/2024": secret})],
    }
    plan = district.dry(rows)
    assert plan.wrong == 3
    assert secret not in "".join(map(str, [*plan.faults, *plan.notices]))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("05/01/2024", date(2024, 1, 5)),
        ("5/1/2024", date(2024, 1, 5)),
        ("2024-01-05", date(2024, 1, 5)),
        (datetime(2024, 1, 5), date(2024, 1, 5)),  # noqa: DTZ001 — as workbooks give it
        ("31/02/2024", None),
        ("1/2024", None),
        (45000.0, None),
    ],
)
def test_days(cell: object, day: date | None) -> None:
    assert values.date_of(cell) == day


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("01/2024", 202401),
        ("2024-1", 202401),
        (date(2024, 1, 31), 202401),
        ("Tháng 1/2024", 202401),
        ("13/2024", None),
    ],
)
def test_months(cell: object, month: int | None) -> None:
    assert values.month_in(cell) == month


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("19:30", time(19, 30)),
        ("19h", time(19)),
        (0.8125, time(19, 30)),
        (time(19, 30), time(19, 30)),
        (timedelta(hours=19, minutes=30), time(19, 30)),
        ("25:00", None),
    ],
)
def test_hours(cell: object, hour: time | None) -> None:
    assert values.time_of(cell) == hour


def test_examples_of_a_file_show_days_and_times_as_people_write_them(tmp_path: Path) -> None:
    """A workbook of another program holds them as such; they are shown when columns are confirmed."""
    assert values.shown_of(datetime(2024, 1, 5)) == "05/01/2024"  # noqa: DTZ001 - a cell has no time zone
    assert values.shown_of(date(2024, 1, 5)) == "05/01/2024"
    assert values.shown_of(time(9, 5)) == "09:05"
    assert values.shown_of("2024") == "2024"
