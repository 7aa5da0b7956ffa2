"""The files of G12: broken and hostile ones by kind, and honest ones among them.

Each maker draws from a `Random`, so that no two files of a kind are alike. Nothing here is large on
disk: what is large, is large only to a reader that has no limits.
"""

import io
import struct
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

HEAD = ["Mã chi bộ", "Tháng", "Đã sinh hoạt", "Phải dự", "Có mặt", "Vắng có lý do", "Ghi chú"]
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACK = "http://schemas.openxmlformats.org/package/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Made = tuple[str, bytes]
"""The name of a file (its ending counts) and its content."""
Maker = Callable[[Random], Made]


def cell(ref: str, value: str) -> str:
    """A text cell."""
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


def line(number: int, *cells: str) -> str:
    """A row of the sheet."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def good_rows(random: Random, rows: int = 0, note: str = "") -> list[str]:
    """Header and honest counts of cell X1, a month a row; `note`: the cell G2, in a column not asked for."""
    made = [line(1, *(cell(f"{'ABCDEFG'[i]}1", title) for i, title in enumerate(HEAD)))]
    for n in range(rows or random.randint(1, 5)):
        expected = random.randint(5, 40)
        texts = ["X1", f"{n + 1:02d}/2024", "Có"]
        cells = [cell(f"{'ABC'[i]}{n + 2}", t) for i, t in enumerate(texts)]
        cells += [f'<c r="D{n + 2}"><v>{expected}</v></c><c r="E{n + 2}"><v>{expected - 2}</v></c>']
        cells += [f'<c r="F{n + 2}"><v>2</v></c>', note if n == 0 else ""]
        made.append(line(n + 2, *cells))
    return made


def parts_of(rows: list[str], *, before: str = "", prolog: str = "") -> dict[str, bytes]:
    """The parts of a plain .xlsx with one sheet."""
    sheet = f"{prolog}<worksheet {NS}>{before}<sheetData>{''.join(rows)}</sheetData></worksheet>"
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{PACK}"><Relationship Id="r1" Type="{REL}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook {NS} xmlns:r="{REL}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACK}"><Relationship Id="r1"'
        f' Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
        "xl/worksheets/sheet1.xml": sheet.encode(),
    }


SHEET = "xl/worksheets/sheet1.xml"


def packed(parts: dict[str, bytes]) -> bytes:
    """The archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return out.getvalue()


def good_xlsx(random: Random) -> Made:
    """An honest workbook."""
    return "a.xlsx", packed(parts_of(good_rows(random)))


def good_csv(random: Random) -> Made:
    """An honest CSV file, in one of the usual encodings."""
    rows = [HEAD, *(["X1", f"{n + 1:02d}/2024", "Có", "20", "18", "2"] for n in range(random.randint(1, 5)))]
    separator = random.choice(";,\t")
    text = "\r\n".join(separator.join(row) for row in rows)
    return "a.csv", text.encode(random.choice(["utf-8", "utf-8-sig", "utf-16"]))


def good_xls(random: Random) -> Made:
    """An honest workbook of Excel 97."""
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    for r, row in enumerate([HEAD, *(["X1", f"{n + 1:02d}/2024", "Có", 20, 18, 2] for n in range(3))]):
        for c, value in enumerate(row):
            page.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return "a.xls", out.getvalue()


def ods(rows: str, *, prolog: str = "") -> bytes:
    """A workbook of LibreOffice with these table rows."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    names = f'xmlns:office="{office}" xmlns:table="{office.replace("office:1.0", "table:1.0")}"'
    names += f' xmlns:text="{office.replace("office:1.0", "text:1.0")}"'
    content = (
        f'{prolog}<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Sheet1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()}
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    parts["META-INF/manifest.xml"] = f'<manifest:manifest xmlns:manifest="{manifest}"/>'.encode()
    return packed(parts)


def ods_row(values: list[str], repeat: str = "") -> str:
    """A table row of texts; `repeat`: attributes of the row."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>'
        for v in values
    )
    return f"<table:table-row {repeat}>{cells}</table:table-row>"


def good_ods(random: Random) -> Made:
    """An honest workbook of LibreOffice."""
    rows = [HEAD, *(["X1", f"{n + 1:02d}/2024", "Có", "20", "18", "2"] for n in range(random.randint(1, 5)))]
    return "a.ods", ods("".join(map(ods_row, rows)))


def in_old_letters(kind: str) -> Maker:
    """Makes honest files of a kind in TCVN3 or VNI: what the reader does with them, it does in the child."""

    def make(random: Random) -> Made:
        from tests.imports import test_reading_shapes as shapes

        turn = random.choice([shapes.in_tcvn3, shapes.in_vni])
        rows = [["X1", f"{n + 1:02d}/2024", "Có", "20", "18", "2"] for n in range(random.randint(1, 5))]
        write = {"xlsx": shapes.xlsx, "xls": shapes.xls, "ods": shapes.ods, "csv": shapes.latin_csv}[kind]
        with tempfile.TemporaryDirectory() as folder:
            path = write(Path(folder) / f"a.{kind}", [[turn(text) for text in row] for row in [HEAD, *rows]])
            return path.name, path.read_bytes()

    return make


HONEST: dict[str, Maker] = {
    "xlsx": good_xlsx,
    "csv": good_csv,
    "xls": good_xls,
    "ods": good_ods,
    **{f"{kind} in old letters": in_old_letters(kind) for kind in ("xlsx", "csv", "xls", "ods")},
}


def truncated(random: Random) -> Made:
    """An honest file that stopped on its way."""
    name, data = random.choice([good_xlsx, good_xls, good_ods])(random)
    return name, data[: random.randint(9, len(data) - 30)]


def flipped(random: Random) -> Made:
    """An honest workbook with some bytes of its packed sheet changed: its check sum tells."""
    name, data = good_xlsx(random)
    changed = bytearray(data)
    start = data.index(SHEET.encode()) + len(SHEET)
    for _ in range(random.randint(1, 20)):
        place = random.randrange(start, start + 80)
        changed[place] ^= random.randint(1, 255)
    return name, bytes(changed)


def bomb(random: Random) -> Made:
    """A sheet that grows to hundreds of megabytes."""
    parts = parts_of(good_rows(random))
    filler = b" " * (random.randint(130, 200) << 20)
    if random.random() < 0.5:
        parts[SHEET] = parts[SHEET].replace(b"<sheetData>", filler + b"<sheetData>")
    else:
        parts["xl/sharedStrings.xml"] = b"<sst>" + filler + b"</sst>"
    return "a.xlsx", packed(parts)


def lying_bomb(random: Random) -> Made:
    """A part that says it is small and is not."""
    parts = parts_of(good_rows(random))
    size = random.randint(130, 160) << 20
    parts[SHEET] = parts[SHEET].replace(b"<sheetData>", b" " * size + b"<sheetData>")
    data = packed(parts)
    return "a.xlsx", data.replace(struct.pack("<I", len(parts[SHEET])), struct.pack("<I", 4000))


def many_parts(random: Random) -> Made:
    """An archive of thousands of parts."""
    parts = parts_of(good_rows(random)) | {f"xl/x{n}.xml": b"<a/>" for n in range(random.randint(3001, 5000))}
    return "a.xlsx", packed(parts)


def nested(random: Random) -> Made:
    """A workbook inside an archive, under the name of a workbook."""
    return random.choice(["a.xlsx", "a.ods"]), packed({"a.xlsx": good_xlsx(random)[1]})


def far_cell(random: Random) -> Made:
    """One cell in the last corner of the sheet."""
    row, column = random.randint(900_000, 1_048_576), random.choice(["XFD", "ZZZ", "AAAA", "XAA"])
    rows = [*good_rows(random), line(row, cell(f"{column}{row}", "x"))]
    return "a.xlsx", packed(parts_of(rows, before=f'<dimension ref="A1:{column}{row}"/>'))


def repeated_rows(random: Random) -> Made:
    """A row of LibreOffice that says it stands there a million times, or a cell that does."""
    many = random.randint(500_000, 2_000_000_000)
    good = ods_row(HEAD) + ods_row(["X1", "01/2024", "Có", "20", "18", "2"])
    if random.random() < 0.5:
        return "a.ods", ods(good + ods_row(["X1"] * 9, f'table:number-rows-repeated="{many}"'))
    wide = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{many}">'
    return "a.ods", ods(
        good + f"<table:table-row>{wide}<text:p>x</text:p></table:table-cell></table:table-row>"
    )


def entities(random: Random) -> Made:
    """Declarations that read other files or grow without end."""
    evil = random.choice(
        [
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
            "<!DOCTYPE a [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9)) + "]>",
        ]
    )
    if random.random() < 0.3:
        rows = ods_row(HEAD) + ods_row(["X1", "01/2024", "Có", "20", "18", "2"])
        return "a.ods", ods(rows, prolog=evil)
    parts = parts_of(good_rows(random))
    name = random.choice(list(parts))
    parts[name] = evil.encode() + parts[name]
    return "a.xlsx", packed(parts)


def locked(random: Random) -> Made:
    """Files with a password."""
    if random.random() < 0.5:
        name = "EncryptedPackage".encode("utf-16-le")
        return random.choice(["a.xlsx", "a.xls"]), OLE + bytes(504) + name + random.randbytes(900)
    data = bytearray(good_xlsx(random)[1])
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(sign, place + 4)
    return "a.xlsx", bytes(data)


def macros(random: Random) -> Made:
    """Files with programs in them."""
    if random.random() < 0.3:
        return "a.xls", good_xls(random)[1] + "_VBA_PROJECT_CUR".encode("utf-16-le")
    parts = parts_of(good_rows(random))
    parts[random.choice(["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])] = random.randbytes(300)
    return "a.xlsx", packed(parts)


def wrong_ending(random: Random) -> Made:
    """A file of one kind under the name of another."""
    kinds = ["xlsx", "xls", "ods"]
    inside = random.choice(kinds)
    outside = random.choice([k for k in [*kinds, "csv"] if k != inside])
    return f"a.{outside}", HONEST[inside](random)[1]


def no_table(random: Random) -> Made:
    """What is no table at all, under the name of one."""
    heads = [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"MZ\x90\x00", b"<html><table><tr><td>", b"", b"\x7fELF"]
    ending = random.choice(["xlsx", "xls", "ods", "csv"])
    return f"a.{ending}", random.choice(heads) + random.randbytes(random.randint(20, 3000))


def shared_strings(random: Random) -> Made:
    """Millions of shared texts, or one long text in very many cells."""
    parts = parts_of(good_rows(random))
    if random.random() < 0.5:
        parts["xl/sharedStrings.xml"] = f"<sst {NS}>".encode() + b"<si><t>ab</t></si>" * 6_000_000 + b"</sst>"
        return "a.xlsx", packed(parts)
    text = "x" * random.randint(20_000, 32_000)
    parts["xl/sharedStrings.xml"] = f"<sst {NS}><si><t>{text}</t></si></sst>".encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(10, 30_000))
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    relation = (
        f'<Relationship Id="r2" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = parts[links].replace(b"</Relationships>", relation.encode())
    return "a.xlsx", packed(parts)


def formulas(random: Random) -> Made:
    """Formulas that were never worked out."""
    formula = random.choice(["SUM(D2:D9)", 'HYPERLINK("http://127.0.0.1","x")', "cmd|' /C calc'!A0", "1+1"])
    tail = random.choice(["", "<v/>", "<v></v>"])
    return "a.xlsx", packed(
        parts_of([*good_rows(random), line(20, f'<c r="D20"><f>{formula}</f>{tail}</c>')])
    )


def endless_numbers(random: Random) -> Made:
    """Numbers that are none."""
    value = random.choice(["NaN", "INF", "-INF", "inf", "nan", "1e999", "-1e400"])
    return "a.xlsx", packed(parts_of(good_rows(random, note=f'<c r="G2"><v>{value}</v></c>')))


def control_characters(random: Random) -> Made:
    """Signs that cannot be seen and do harm where they are shown or stored."""
    char = random.choice(["\x01", "\x07", "\x1b", "\x7f", "\u202e", "\u2066", "\ufffe", "\u202d"])
    if random.random() < 0.5 or char < " ":
        row = ["X1", "01/2024", "Có", "20", "18", "2", f"x{char}"]
        return "a.csv", "\n".join(";".join(r) for r in (HEAD, row)).encode("utf-8", "surrogatepass")
    return "a.xlsx", packed(parts_of(good_rows(random, note=cell("G2", f"X1{char}"))))


def long_cells(random: Random) -> Made:
    """A cell longer than any program writes."""
    text = random.choice("xâ ") + "a" * random.randint(32_768, 200_000)
    if random.random() < 0.5:
        return "a.csv", "\n".join([";".join(HEAD), f"X1;01/2024;Có;20;18;2;{text}"]).encode()
    return "a.xlsx", packed(parts_of(good_rows(random, note=cell("G2", text))))


def wide_csv(random: Random) -> Made:
    """Millions of empty columns, or a quotation that never ends, or zeros."""
    kind = random.randrange(3)
    head = ";".join(HEAD) + "\nX1;01/2024;Có;20;18;2\n"
    if kind == 0:
        return "a.csv", (head + ";" * random.randint(2_000_000, 4_000_000)).encode()
    if kind == 1:
        return "a.csv", (head + 'X1;"' + "a\n" * random.randint(20_000, 400_000)).encode()
    return "a.csv", head.encode() + bytes(random.randint(1, 1000))


def broken_xml(random: Random) -> Made:
    """Parts that are missing, cut, or say impossible things."""
    parts = parts_of(good_rows(random))
    kind = random.randrange(4)
    if kind == 0:
        del parts[random.choice(["xl/workbook.xml", SHEET])]
    elif kind == 1:
        parts[SHEET] = parts[SHEET][: random.randint(200, len(parts[SHEET]) - 60)]
    elif kind == 2:
        parts[SHEET] = parts[SHEET].replace(b'r="A2"', random.choice([b'r="!!"', b'r="2A"']))
    else:
        parts[SHEET] = parts[SHEET].replace(
            b"</sheetData>", b'<row r="9"><c r="A9" t="s"><v>9</v></c></row></sheetData>'
        )
    return "a.xlsx", packed(parts)


def one_wrong_row(random: Random) -> Made:
    """Honest rows and one that is wrong: nothing of it may go in."""
    rows = good_rows(random, 4)
    wrong = random.choice(
        [
            [cell("A9", "X1"), cell("B9", "13/2024"), cell("C9", "Có")],
            [cell("A9", "KHONG-CO"), cell("B9", "05/2024"), cell("C9", "Có")],
            [cell("A9", "X1"), cell("B9", "05/2024"), cell("C9", "có lẽ")],
            [cell("A9", "X1"), cell("B9", "05/2024"), cell("C9", "Có"), '<c r="D9"><v>1e300</v></c>'],
            [cell("A9", "X1"), cell("B9", "05/2024"), cell("C9", "Có"), '<c r="D9"><v>-3</v></c>'],
        ]
    )
    return "a.xlsx", packed(parts_of([*rows, line(9, *wrong)]))


HOSTILE: dict[str, Maker] = {
    f.__name__: f
    for f in (
        truncated, flipped, bomb, lying_bomb, many_parts, nested, far_cell, repeated_rows, entities, locked,
        macros, wrong_ending, no_table, shared_strings, formulas, endless_numbers, control_characters,
        long_cells, wide_csv, broken_xml, one_wrong_row,
    )
}  # fmt: skip
HEAVY = {"bomb", "lying_bomb", "shared_strings", "many_parts", "wide_csv"}
"""Slow to make: fewer of these."""
