"""Lists as offices keep them: every shape of file is a small example, and each is read the same way."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sotay.imports.reading import legacy
from sotay.imports.reading.files import Cell, Table
from sotay.imports.reading.mapping import MEETING, SheetMapping
from sotay.imports.reading.recognising import recognise
from sotay.imports.reading.shape import look, read
from sotay.imports.reading.sheets import Sheet
from sotay.imports.reading.values import text_of

Rows = list[list[Any]]

HEAD = ["Mã chi bộ", "Số lý lịch", "Họ và tên", "Ngày sinh", "Ngày vào Đảng"]
BINH = ["X1", "000123", "Trần Thị Bình", "1962", "03/02/1990"]
DUC = ["X1", "000124", "Nguyễn Văn Đức", "05/01/1970", "19/5/2001"]
PLAIN: Rows = [HEAD, BINH, DUC]


def xlsx(path: Path, rows: Rows, merged: tuple[str, ...] = (), **formats: dict[str, Any]) -> Path:
    """A workbook; `merged` are ranges, `formats` an .xlsx format by column letter."""
    book = xlsxwriter.Workbook(str(path), {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet("Sheet1")
    made = {ord(letter) - 65: book.add_format(f) for letter, f in formats.items()}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell not in ("", None):
                page.write(r, c, cell, *([made[c]] if c in made else []))
    for place in merged:
        first = place.partition(":")[0]
        r, c = int(first[1:]) - 1, ord(first[0]) - 65
        page.merge_range(place, rows[r][c])
    book.close()
    return path


def xls(path: Path, rows: Rows) -> Path:
    """A workbook of Excel 97."""
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell not in ("", None):
                page.write(r, c, cell, *([day] if isinstance(cell, date) else []))
    book.save(str(path))
    return path


def ods(path: Path, rows: Rows, merged: tuple[str, ...] = (), empty: int = 0) -> Path:
    """A workbook of LibreOffice; `merged` are ranges, `empty` that many rows above, told as one."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, TableCell, TableRow
    from odf.table import Table as Page
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    page = Page(name="Sheet1")
    spans = [[(int(end[1:]) - 1, ord(end[0]) - 65) for end in place.split(":")] for place in merged]
    begins = {tuple(first): last for first, last in spans}
    covered = {
        (r, c)
        for (top, left), (bottom, right) in spans
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    } - set(begins)
    if empty:
        line = TableRow(numberrowsrepeated=empty)
        line.addElement(TableCell(numbercolumnsrepeated=5))
        page.addElement(line)
    for number, row in enumerate(rows):
        line = TableRow()
        for column, cell in enumerate(row):
            if (number, column) in covered:
                line.addElement(CoveredTableCell())
                continue
            if (number, column) in begins:
                bottom, right = begins[number, column]
                made = TableCell(
                    valuetype="string",
                    numberrowsspanned=bottom - number + 1,
                    numbercolumnsspanned=right - column + 1,
                )
            elif isinstance(cell, date):
                made = TableCell(valuetype="date", datevalue=cell.strftime("%Y-%m-%d"))
            elif isinstance(cell, int | float):
                made = TableCell(valuetype="float", value=cell)
            else:
                made = TableCell(valuetype="string")
            if cell not in ("", None):
                made.addElement(P(text=str(cell)))
            line.addElement(made)
        page.addElement(line)
    book.spreadsheet.addElement(page)
    book.save(str(path))
    return path


def csv(path: Path, rows: Rows, separator: str = ";", encoding: str = "utf-8-sig") -> Path:
    """A CSV file."""
    lines = [separator.join(map(text_of, row)) for row in rows]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def latin_csv(path: Path, rows: Rows) -> Path:
    """A CSV file of old letters, which stand on the places of Latin-1."""
    return csv(path, rows, ";", "latin-1")


def the_sheet(path: Path, **more: Any) -> Sheet:
    """The one sheet of a file that can be read."""
    found = read([path], **more)
    assert not found.faults, found.faults
    assert len(found.sheets) == 1
    return found.sheets[0]


def people(sheet: Sheet) -> Rows:
    """What the planning would be given for the plain columns."""
    keys = ("cell", "record", "full_name", "born", "joined_on")
    return [[_seen(row.raw(key)) for key in keys] for row in sheet.rows()]


def _seen(cell: Cell) -> str:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else text_of(cell)


def notices(sheet: Sheet) -> str:
    return " ".join(n.message for n in sheet.notices)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path


# Every kind of file says the same.


@pytest.mark.parametrize(
    "write",
    [
        lambda p: xlsx(p / "a.xlsx", PLAIN),
        lambda p: xls(p / "a.xls", PLAIN),
        lambda p: ods(p / "a.ods", PLAIN),
        lambda p: csv(p / "a.csv", PLAIN),
        lambda p: csv(p / "a.csv", PLAIN, ",", "utf-8"),
        lambda p: csv(p / "a.csv", PLAIN, "\t"),
        lambda p: csv(p / "a.csv", PLAIN, "\t", "utf-16"),
        lambda p: csv(p / "a.csv", PLAIN, ";", "utf-16-le"),
        lambda p: csv(p / "a.csv", PLAIN, ";", "utf-16-be"),
    ],
    ids=["xlsx", "xls", "ods", "csv ;", "csv , without mark", "tab", "UTF-16", "UTF-16 le", "UTF-16 be"],
)
def test_every_kind_of_file_says_the_same(here: Path, write: Callable[[Path], Path]) -> None:
    assert people(the_sheet(write(here))) == [BINH, DUC]


def _windows_1258(text: str) -> bytes:
    """Windows-1258 as old programs write it: the tone as a sign of its own behind the letter."""
    made = b""
    for char in text:
        try:
            made += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tones = [p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
            made += base.encode("cp1258") + "".join(tones).encode("cp1258")
    return made


def test_windows_1258_with_its_signs_behind_the_letters(here: Path) -> None:
    path = here / "a.csv"
    path.write_bytes(_windows_1258("\r\n".join(";".join(row) for row in PLAIN)))
    assert people(the_sheet(path)) == [BINH, DUC]


def test_a_first_line_may_name_the_separator(here: Path) -> None:
    path = here / "a.csv"
    path.write_text("sep=;\r\n" + "\r\n".join(";".join(row) for row in PLAIN), encoding="utf-8")
    assert people(the_sheet(path)) == [BINH, DUC]


# Headers.


def test_titles_stand_above_the_header(here: Path) -> None:
    above = [["ĐẢNG ỦY XÃ AN HÒA"], ["DANH SÁCH ĐẢNG VIÊN"], ["(đến ngày 30/6/2024)"], []]
    assert people(the_sheet(xlsx(here / "a.xlsx", above + PLAIN))) == [BINH, DUC]


@pytest.mark.parametrize(
    "say",
    [
        str.upper,
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: unicodedata.normalize("NFC", t),
        lambda t: "".join(
            c for c in unicodedata.normalize("NFD", t.replace("Đ", "D")) if not unicodedata.combining(c)
        ),
        lambda t: t.replace(" ", "\n") + " (*)",
    ],
    ids=["capitals", "NFD", "NFC", "without marks", "broken into lines, with a star"],
)
def test_headers_however_they_are_typed_and_ordered(here: Path, say: Callable[[str], str]) -> None:
    turned = [[say(t) for t in reversed(HEAD)], BINH[::-1], DUC[::-1]]
    assert people(the_sheet(xlsx(here / "a.xlsx", turned))) == [BINH, DUC]


def test_titles_of_the_office_are_known(here: Path) -> None:
    head = ["TT", "Mã CB", "Số LLĐV", "Họ, tên đảng viên", "Ngày, tháng, năm sinh", "Ngày kết nạp", "Ghi chú"]
    sheet = the_sheet(xlsx(here / "a.xlsx", [head, [1, *BINH, "ốm"], [2, *DUC, ""]]))
    assert people(sheet) == [BINH, DUC]
    assert "Bỏ 2 cột không dùng tới, không lưu: TT, Ghi chú." in notices(sheet)


def test_two_header_rows_with_merged_titles(here: Path) -> None:
    rows: Rows = [
        ["Mã chi bộ", "Số lý lịch", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", ""],
        ["", "", "", "", "Dự bị", "Chính thức"],
        [*BINH, "03/02/1991"],
    ]
    merged = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1")
    for made in (xlsx(here / "a.xlsx", rows, merged), ods(here / "a.ods", rows, merged)):
        sheet = the_sheet(made)
        assert people(sheet) == [BINH]
        assert [_seen(r.raw("official_on")) for r in sheet.rows()] == ["03/02/1991"]


@pytest.mark.parametrize("write", [xls, ods], ids=["xls", "ods"])
def test_two_header_rows_without_word_of_merging(here: Path, write: Callable[..., Path]) -> None:
    rows: Rows = [
        ["Mã chi bộ", "Số lý lịch", "Họ và tên", "Ngày sinh", "", "Ngày vào Đảng"],
        ["", "", "", "Nam", "Nữ", ""],
        ["X1", "000123", "Trần Thị Bình", "", "1962", "03/02/1990"],
        ["X1", "000124", "Nguyễn Văn Đức", "05/01/1970", "", "19/5/2001"],
    ]
    sheet = the_sheet(write(here / f"a.{write.__name__}", rows))
    assert people(sheet) == [BINH, DUC]
    assert [r.raw("sex") for r in sheet.rows()] == ["Nữ", "Nam"]


def test_a_row_that_numbers_the_columns_is_no_data(here: Path) -> None:
    rows = [HEAD, ["(1)", "(2)", "(3)", "(4)", "(5)"], BINH, DUC]
    book = xlsx(here / "a.xlsx", rows)
    assert people(the_sheet(book)) == [BINH, DUC]
    assert look(book).sheets[0].samples[0][0] == BINH[0], "no sample of a column is its number"


def test_a_name_in_two_columns(here: Path) -> None:
    rows = [
        ["Mã chi bộ", "Số lý lịch", "Họ đệm", "Tên", "Ngày sinh", "Ngày vào Đảng"],
        ["X1", "000123", "Trần Thị", "Bình", "1962", "03/02/1990"],
        ["X1", "000124", "Nguyễn Văn", "Đức", "05/01/1970", "19/5/2001"],
    ]
    assert people(the_sheet(xlsx(here / "a.xlsx", rows))) == [BINH, DUC]


def test_a_code_merged_over_its_rows_holds_for_each(here: Path) -> None:
    rows = [HEAD, BINH, ["", *DUC[1:]]]
    assert people(the_sheet(xlsx(here / "a.xlsx", rows, ("A2:A3",)))) == [BINH, DUC]
    assert people(the_sheet(ods(here / "a.ods", rows, ("A2:A3",)))) == [BINH, DUC]
    assert people(the_sheet(ods(here / "b.ods", rows, ("A2:A3",), empty=3))) == [BINH, DUC]


# Rows.


def test_blank_lines_totals_and_signatures_are_left_out_and_named(here: Path) -> None:
    rows: Rows = [
        *PLAIN[:2],
        [],
        PLAIN[2],
        ["Tổng cộng", 2],
        [],
        ["", "", "", "An Hòa, ngày 30 tháng 6 năm 2024"],
        ["Người lập biểu", "", "", "T/M CHI BỘ"],
    ]
    sheet = the_sheet(xlsx(here / "a.xlsx", rows))
    assert people(sheet) == [BINH, DUC]
    assert "Không đọc dòng cộng: dòng 5." in notices(sheet)
    assert "dòng ký: dòng 7, 8." in notices(sheet)


def test_a_total_under_a_name_in_two_columns(here: Path) -> None:
    rows: Rows = [
        ["Mã chi bộ", "Số thẻ", "Họ đệm", "Tên", "Ngày vào Đảng"],
        ["X1", "01234567", "Trần Thị", "Bình", "03/02/1990"],
        ["", 1, "Tổng cộng", "", ""],
    ]
    sheet = the_sheet(xlsx(here / "a.xlsx", rows))
    assert [r.raw("full_name") for r in sheet.rows()] == ["Trần Thị Bình"]
    assert "Không đọc dòng cộng: dòng 3." in notices(sheet)


@pytest.mark.parametrize("unit", ["đồng chí", "buổi", "chi bộ", "tổ chức Đảng", "lượt", "cuộc"])
def test_a_total_may_say_what_it_counts(here: Path, unit: str) -> None:
    head = ["Mã chi bộ", "Tháng", "Đã sinh hoạt", "Phải dự", "Có mặt"]
    rows: Rows = [head, ["X1", "01/2024", "Có", 20, 18], [f"Cộng: 4 {unit}", "", "", 20, 18]]
    assert [r.raw("cell") for r in the_sheet(xlsx(here / "a.xlsx", rows)).rows()] == ["X1"]


def test_a_family_called_tong_is_no_total(here: Path) -> None:
    rows = [
        ["Họ đệm", "Tên", "Mã chi bộ", "Số lý lịch", "Ngày vào Đảng"],
        ["Tống", "Cộng", "X1", "000123", "03/02/1990"],
    ]
    sheet = the_sheet(xlsx(here / "a.xlsx", rows))
    assert [r.raw("full_name") for r in sheet.rows()] == ["Tống Cộng"]


def test_sums_of_counts_are_no_month(here: Path) -> None:
    head = ["Mã chi bộ", "Tháng", "Đã sinh hoạt", "Phải dự", "Có mặt"]
    rows = [head, ["X1", "01/2024", "Có", 20, 18], ["Cộng", "", "", 20, 18]]
    assert [r.raw("cell") for r in the_sheet(xlsx(here / "a.xlsx", rows)).rows()] == ["X1"]


# Numbers and days.


def test_zeros_in_front_are_kept_by_the_number_format(here: Path) -> None:
    rows = [HEAD, ["X1", 123, *BINH[2:]]]
    sheet = the_sheet(xlsx(here / "a.xlsx", rows, B={"num_format": "00000000"}))
    assert people(sheet)[0][1] == "00000123"
    assert "giữ đủ các số 0" in notices(sheet)


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_zeros_in_front_come_back_by_the_known_length(here: Path, write: Callable[..., Path]) -> None:
    head = ["Mã chi bộ", "Số thẻ", "CCCD", "Họ và tên", "Ngày vào Đảng"]
    rows = [head, ["X1", 1234567, 1062001234, "Trần Thị Bình", "03/02/1990"]]
    sheet = the_sheet(write(here / f"a.{write.__name__}", rows))
    row = next(iter(sheet.rows()))
    assert (row.raw("card"), row.raw("citizen")) == ("01234567", "001062001234")
    assert "đã thêm số 0 ở đầu cho đủ 12 chữ số" in notices(sheet)


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_days_of_the_workbook_and_years_alone(here: Path, write: Callable[..., Path]) -> None:
    joined = datetime(1990, 2, 3)  # noqa: DTZ001 — as workbooks hold it
    rows = [HEAD, ["X1", "000123", "Trần Thị Bình", 1962, joined]]
    assert people(the_sheet(write(here / f"a.{write.__name__}", rows))) == [BINH]


def test_a_year_of_two_digits_is_not_guessed(here: Path) -> None:
    sheet = the_sheet(xlsx(here / "a.xlsx", [HEAD, [*BINH[:4], "03/02/90"]]))
    assert next(iter(sheet.rows())).date("joined_on") is None
    assert sheet.faults[0].message == "Năm chỉ có hai chữ số: viết đủ dd/mm/yyyy."


# Letters of the time before Unicode.

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
# As glibc prints it: iconv -f TCVN5712-1, and xvnkb's vni.h; letter by letter beside LETTERS.
IN_TCVN3 = "aµ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËeÌÎÏÐÑªÒÓÔÕÖi×ØÜÝÞoßáâãä«åæçèé¬êëìíîuïñòóô\xadõö÷øùyúûüýþ®"
IN_VNI_TEXT = (
    "a aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä e eø eû eõ eù eï eâ eà eå eã eá eä "
    "i ì æ ó í ò o oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï u uø uû uõ uù uï ö öø öû öõ öù öï "
    "y yø yû yõ yù î ñ"
)
IN_VNI = IN_VNI_TEXT.split()


def test_every_letter_of_tcvn3() -> None:
    assert len(IN_TCVN3) == len(LETTERS) == 73
    assert [legacy.from_tcvn3(c) for c in IN_TCVN3] == list(LETTERS)
    assert legacy.from_tcvn3("¡¢£¤¥¦§") == "ĂÂÊÔƠƯĐ"


def test_every_letter_of_vni_small_and_capital() -> None:
    assert [legacy.from_vni(c) for c in IN_VNI] == list(LETTERS)
    assert [legacy.from_vni(c.upper()) for c in IN_VNI] == list(LETTERS.upper())
    assert legacy.from_vni("Aân Ñaøi Öùng") == "Ân Đài Ứng"


def in_tcvn3(text: str) -> str:
    """Text as a .VnTime font keeps it."""
    table = dict(zip(LETTERS, IN_TCVN3, strict=True)) | dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
    return "".join(table.get(c, c) for c in text)


def in_vni(text: str) -> str:
    """Text as a VNI font keeps it."""
    table = dict(zip(LETTERS, IN_VNI, strict=True))
    table |= {k.upper(): v.upper() for k, v in table.items()}
    return "".join(table.get(c, c) for c in text)


@pytest.mark.parametrize("turn", [in_tcvn3, in_vni], ids=["TCVN3", "VNI"])
@pytest.mark.parametrize(
    "write",
    [xlsx, xls, ods, latin_csv],
    ids=["xlsx", "xls", "ods", "csv"],
)
def test_a_list_in_old_letters(here: Path, write: Callable[..., Path], turn: Callable[[str], str]) -> None:
    ending = "csv" if write is latin_csv else write.__name__
    rows = [
        [turn(cell) for cell in row] for row in [*PLAIN, ["X1", "000125", "Hồ Thị Hà", "1971", "01/3/2005"]]
    ]
    sheet = the_sheet(write(here / f"a.{ending}", rows))
    assert people(sheet) == [BINH, DUC, ["X1", "000125", "Hồ Thị Hà", "1971", "01/3/2005"]]
    assert "đã chuyển sang Unicode" in notices(sheet)


def test_capitals_of_tcvn3_come_from_the_font(here: Path) -> None:
    rows = [HEAD, ["X1", "000124", in_tcvn3("nguyễn văn đức"), *DUC[3:]]]
    sheet = the_sheet(xlsx(here / "a.xlsx", rows, C={"font_name": ".VnTimeH"}))
    assert people(sheet)[0][2] == "NGUYỄN VĂN ĐỨC"


def test_capitals_typed_in_a_plain_font_are_all_capitals() -> None:
    assert legacy.from_tcvn3("§¶NG Bé X· AN HßA") == "ĐẢNG BỘ XÃ AN HÒA"


def test_unicode_with_a_few_latin_letters_stays_as_it_is(here: Path) -> None:
    rows = [HEAD, ["X1", "1", "Hà Ô", "1962", "03/02/1990"], ["X1", "2", "Lê Thị Hoà", "1962", "03/02/1990"]]
    assert [row[2] for row in people(the_sheet(xlsx(here / "a.xlsx", rows)))] == ["Hà Ô", "Lê Thị Hoà"]


# Shapes: what a person sees and confirms.


def test_a_shape_says_what_each_column_seems_to_be(here: Path) -> None:
    head = ["TT", "Mã CB", "SO LY LICH", "Họ và tên", "Ngày kết nạp (dự bị)", "Điện thoại"]
    found = look(
        xlsx(here / "a.xlsx", [["DANH SÁCH"], head, [1, "X1", "000123", "Bình", "03/02/1990", "09"]])
    )
    (shape,) = found.sheets
    assert (shape.kind, shape.header_rows, shape.missing) == ("dang-vien", (1,), ())
    assert [(c.title, c.field, c.how) for c in shape.columns] == [
        ("TT", "", ""),
        ("Mã CB", "cell", "alias"),
        ("SO LY LICH", "record", "folded"),
        ("Họ và tên", "full_name", "exact"),
        ("Ngày kết nạp (dự bị)", "joined_on", "guess"),
        ("Điện thoại", "", ""),
    ]
    assert shape.dropped == ("TT", "Điện thoại")
    assert not shape.is_certain


def test_a_confirmed_mapping_goes_before_the_guess_for_every_file_of_that_shape(here: Path) -> None:
    head = ["Nơi", "Số", "Người", "Ngày sinh", "Vào"]
    one, other = (xlsx(here / f"{n}.xlsx", [head, BINH, *more]) for n, more in (("a", []), ("b", [DUC])))
    (shape,) = look(one).sheets
    assert shape.kind == ""
    names = [c.name for c in shape.columns]
    keys = ("cell", "record", "full_name", "born", "joined_on")
    confirmed = SheetMapping.from_json(
        SheetMapping("dang-vien", dict(zip(names, keys, strict=True))).as_json()
    )
    mappings = {shape.fingerprint: confirmed}
    assert look(other, mappings=mappings).sheets[0].is_certain
    sheet = the_sheet(other, mappings=mappings)
    assert people(sheet) == [BINH, DUC]
    assert sheet.remembered


def test_a_fingerprint_holds_no_value_and_next_years_roll_has_the_same(here: Path) -> None:
    def roll(*months: str) -> Path:
        return xlsx(here / f"{len(months)}.xlsx", [["Mã chi bộ", "Số thẻ", *months], ["X1", "1", "x"]])

    prints = {look(roll(*m)).sheets[0].fingerprint for m in (("01/2024",), ("01/2025", "02/2025"))}
    assert len(prints) == 1


def test_a_sheet_may_be_left_unread(here: Path) -> None:
    path = xlsx(here / "a.xlsx", PLAIN)
    (shape,) = look(path).sheets
    found = read([path], mappings={shape.fingerprint: SheetMapping("")})
    assert not found.sheets
    assert found.notices[0].message.startswith("Trang này không được đọc")


def test_a_column_of_a_roll_may_be_said_to_be_a_meeting_or_not() -> None:
    rows: Rows = [["Mã chi bộ", "Số thẻ", "01/2024", "BUOI-7", "Ghi chú"], ["X1", "1", "x", "x", "x"]]
    table = Table("a.xlsx", "Điểm danh", rows)
    guessed = recognise(table)
    assert isinstance(guessed, Sheet)
    fields = {"ma chi bo": "cell", "so the": "card", "#": MEETING, "buoi 7": MEETING}
    sheet = recognise(table, {guessed.fingerprint: SheetMapping("diem-danh", fields)})
    assert isinstance(sheet, Sheet)
    assert list(sheet.free.values()) == ["01/2024", "BUOI-7"]
