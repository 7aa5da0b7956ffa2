"""G13: no word that a person typed becomes a formula, a field, a link or a script in a file that leaves."""

import csv
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from sotay.imports.operations import set_aside
from sotay.reporting import sheets
from sotay.reporting.docx import xml as word_xml
from sotay.reporting.html import parts as page_parts
from sotay.reporting.xlsx import sheet as table_sheet
from sotay.reporting.xlsx import writer as book_writer
from tests.prove.exits import Exit, exits, parts
from tests.prove.ground import is_release
from tests.prove.outcome import Outcome
from tests.prove.sharing import Share

MARK = "kx7"
SEED = 13
HANDS = 2
_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "\r\n=",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "\u00a0=",
    "\ufeff=",
    "\u200b=",
    "'=",
    '"=',
    '";=',
    '",=',
    "x;=",
    "x,=",
    "x\t=",
    "x|=",
    "x\n=",
    "x\r@",
    'x"\n=',
    "{=",
    "%0a=",
    "=+-@",
)
_BODIES = (
    f'1+1+N("{MARK}")',
    f"cmd|' /C calc {MARK}'!A0",
    f'HYPERLINK("https://{MARK}.example","{MARK}")',
    f'WEBSERVICE("https://{MARK}.example")',
    f"SUM(1;1){MARK}",
)
_OTHERS = (
    f"https://{MARK}.example/a",
    f"mailto:{MARK}@example.org",
    f"internal:'{MARK}'!A1",
    f"external:\\\\{MARK}\\a",
    f"file:///{MARK}",
    f"{{ DDEAUTO c:\\\\{MARK} }}",
    f'INCLUDETEXT "{MARK}"',
    f"]]>{MARK}<w:instrText>DDE</w:instrText>",
    f"<script>{MARK}</script>",
    f'"><img src=x onerror={MARK}>',
    f"<a href=javascript:{MARK}>",
    f"' onload={MARK} x='",
    f"{MARK}_x000d_=1",
    f"&{MARK};&#61;1",
)
_FORMULA = re.compile(
    r'SUM\([A-Z]+\d+:[A-Z]+\d+(,[A-Z]+\d+:[A-Z]+\d+)*\)|IF\([A-Z]+\d+=0,"–",[A-Z]+\d+/[A-Z]+\d+\)'
)
_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_FORBIDDEN_PARTS = ("externalLink", "ddeLink", "oleLink", "vbaProject", "connections", "embeddings")
_TAGS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "div",
        "p",
        "strong",
        "em",
        "u",
        "span",
        "ul",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "br",
        "section",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "small",
        "figure",
        "figcaption",
        "svg",
        "g",
        "path",
        "rect",
        "text",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "role",
        "tabindex",
        "aria-label",
        "aria-hidden",
        "scope",
        "colspan",
        "rowspan",
        "xmlns",
        "viewbox",
        "font-family",
        "font-size",
        "fill",
        "stroke",
        "stroke-width",
        "x",
        "y",
        "width",
        "height",
        "d",
        "text-anchor",
    ]
)


def payloads() -> list[str]:
    """Fixed ones, then (for the large run) random strings of dangerous letters."""
    found = [start + body for start, body in product(_STARTS, _BODIES)] + list(_OTHERS)
    random = Random(SEED)
    letters = "=+-@\t\r\n;,|\"'{}()!<>&%a1 \u00a0\u200b＝"
    for _ in range(600 if is_release() else 20):
        found.append("".join(random.choices(letters, k=random.randint(1, 12))) + MARK)
    return found


# What may not be found ----------------------------------------------------------------------------------


def faults_of(exit_: Exit, data: bytes) -> list[str]:
    """What is alive in a file, in words."""
    return {"xlsx": _book, "docx": _word, "html": _page, "csv": _csv}[exit_.form](data, exit_.shows)


def _book(data: bytes, shows: bool) -> list[str]:
    found = []
    everything = parts(data)
    for name, text in everything.items():
        if (
            any(word in name for word in _FORBIDDEN_PARTS)
            or "<hyperlink" in text
            or 'TargetMode="External"' in text
        ):
            found.append(f"phần hoặc liên kết lạ: {name}")
        if name.startswith("xl/worksheets/"):
            formulas = re.findall(r"<f[^>]*>(.*?)</f>", text, re.S)
            found += [f"công thức {formula[:60]}" for formula in formulas if not _FORMULA.fullmatch(formula)]
            found += ["ô có chữ không phải chữ"] if MARK in text else []
    if shows and MARK not in everything.get("xl/sharedStrings.xml", ""):
        found.append("chữ bị mất")
    return found


def _word(data: bytes, shows: bool) -> list[str]:
    found = []
    everything = parts(data)
    for name, text in everything.items():
        fields = re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", text, re.S)
        found += [f"trường {field[:60]}" for field in fields if field.strip() != "PAGE"]
        for tag in ("w:fldSimple", "w:hyperlink", "w:object", "w:altChunk", 'TargetMode="External"'):
            if f"<{tag}" in text or (tag.startswith("Target") and tag in text):
                found.append(f"{tag} trong {name}")
    words = re.sub(r"<[^>]*>", "", everything["word/document.xml"])
    if shows and MARK not in words.lower():
        found.append("chữ bị mất")
    return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.faults.append(f"thẻ <{tag}>")
        self.faults += [f"thuộc tính {name}" for name, _ in attrs if name not in _ATTRIBUTES]

    def handle_data(self, data: str) -> None:
        self.words += data


def _page(data: bytes, shows: bool) -> list[str]:
    reader = _Reader()
    reader.feed(data.decode())
    lost = shows and MARK not in reader.words.lower()
    return reader.faults + (["chữ bị mất"] if lost else [])


def _csv(data: bytes, shows: bool) -> list[str]:
    """Read with every separator that a spreadsheet program may be set to, not only with ours."""
    text = data.decode("utf-8-sig")
    found = []
    for separator in ";,\t|":
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for field in line:
                if MARK in field and field.lstrip('\ufeff"').startswith(_DANGEROUS):
                    found.append(f"ô bắt đầu bằng dấu công thức (dấu tách {separator!r}): {field[:40]!r}")
    for line_ in re.split(r"[\r\n]+", text):
        if MARK in line_ and line_.lstrip('\ufeff"').startswith(_DANGEROUS):
            found.append(f"dòng bắt đầu bằng dấu công thức: {line_[:40]!r}")
    return found + (["chữ bị mất"] if shows and MARK not in text else [])


# The proof ----------------------------------------------------------------------------------------------


Tried = tuple[int, int, list[str]]
"""How many words were written, how many were alive, and the first of these."""


def _tried(words: list[str], part: int, *, every: int) -> Tried:
    """Every so-many-th pair of an exit and a word, of these the share of this part."""
    n, wrong, examples = 0, 0, []
    for number, (exit_, word) in enumerate(product(exits(), words)):
        if number % every or number // every % HANDS != part:
            continue
        faults = faults_of(exit_, exit_.write(word))
        n, wrong = n + 1, wrong + bool(faults)
        examples += [f"{exit_.form}, {exit_.column}, {word!r}: {fault}" for fault in faults[:1]]
    return n, wrong, examples


def tried(part: int) -> Tried:
    """Words through exits: all in the large run, a fair part in the small one."""
    # 17 shares no factor with the number of words: every exit meets every kind of word.
    return _tried(payloads(), part, every=1 if is_release() else 17)


def planted(name: str) -> tuple[str, bool]:
    """Whether the fault shows in the forms that it touches: every third word and each of its own kind."""
    forms, plant = PLANTED[name]
    started = [word for word in payloads() if word not in _OTHERS]
    with plant():
        for exit_ in exits():
            if exit_.form not in forms:
                continue
            for word in [*_OTHERS, *started[::3]]:
                if faults_of(exit_, exit_.write(word)):
                    return name, True
    return name, False


def shares() -> list[Share]:
    """All words through all exits (a fair part of them in the small run); then each planted fault."""
    return [
        *(Share(tried, (part,), cost=12) for part in range(HANDS)),
        *(Share(planted, (name,), cost=1) for name in PLANTED),
        *([Share(_office, (payloads(),), cost=30)] if is_release() else []),
    ]


def outcome(answers: list[Any]) -> Outcome:
    """What the shares come to."""
    done, found, last = answers[:HANDS], Outcome(), HANDS + len(PLANTED)
    for n, wrong, examples in done:
        found.n, found.failures = found.n + n, found.failures + wrong
        found.examples += examples
    office = answers[last] if is_release() else "chưa mở bằng LibreOffice (chỉ ở bản lớn)"
    if office.startswith("SAI"):
        found.failures += 1
        found.examples.append(office)
    found.enter_planted(dict(answers[HANDS:last]))
    found.note = (
        f"{len(exits())} cột của tệp ra × {len(payloads())} chuỗi; {office}; "
        f"lỗi cài sẵn: {', '.join(PLANTED)}"
    )
    return found


def _office(words: list[str]) -> str:
    """One workbook and one CSV of all words, opened and saved again: nothing may have been computed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return "SAI: chưa có LibreOffice để mở tệp"
    marked = [word.replace(MARK, f"{MARK}n{number}n") for number, word in enumerate(words)]
    table = sheets.Sheet("Tên", (), ("Chữ",), tuple((word,) for word in marked))
    with tempfile.TemporaryDirectory() as folder:
        for form in ("xlsx", "csv"):
            Path(folder, f"tep-{form}.{form}").write_bytes(sheets.write_sheet(table, form))
        command = [
            soffice,
            f"-env:UserInstallation=file://{folder}/that",
            "--headless",
            "--convert-to",
            "fods",
        ]
        files = [str(Path(folder, f"tep-{form}.{form}")) for form in ("xlsx", "csv")]
        subprocess.run([*command, "--outdir", folder, *files], check=True, timeout=300, capture_output=True)
        for form in ("xlsx", "csv"):
            opened = Path(folder, f"tep-{form}.fods").read_text(encoding="utf-8")
            if "table:formula" in opened:
                return f"SAI: LibreOffice tính ra công thức trong {form}"
            lost = [n for n in range(len(words)) if f"{MARK}n{n}n" not in opened]
            if lost:
                return f"SAI: LibreOffice làm mất {len(lost)} chuỗi trong {form}"
    return f"LibreOffice mở {len(words)} chuỗi trong XLSX và CSV, không có công thức nào"


# Planted faults -----------------------------------------------------------------------------------------


@contextmanager
def _naive_book() -> Iterator[None]:
    def text(page: Any, row: int, column: int, words: str, look: Any) -> None:
        page.write(row, column, words, look)

    with (
        patch.object(table_sheet, "text", text),
        patch.object(book_writer, "text", text),
        patch.object(book_writer, "_PLAIN", {}),
    ):
        yield


@contextmanager
def _naive_set_aside() -> Iterator[None]:
    genuine = set_aside.xlsxwriter.Workbook

    def put(page: Any, row: int, column: int, cell: Any, formats: Any, style: Any) -> None:
        page.write(row, column, cell, style)

    with (
        patch.object(set_aside, "_put", put),
        patch.object(set_aside.xlsxwriter, "Workbook", lambda path, options: genuine(path)),
    ):
        yield


@contextmanager
def _field_in_word() -> Iterator[None]:
    """Words that look like a field become one."""
    genuine = word_xml._text

    def text(piece: str) -> Any:
        if "DDE" not in piece:
            return genuine(piece)
        node = word_xml.el("instrText")
        node.text = piece
        return node

    with patch.object(word_xml, "_text", text):
        yield


def _only_first_letter(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


PLANTED: dict[str, tuple[tuple[str, ...], Callable[[], AbstractContextManager[Any]]]] = {
    "bảng tính ghi chữ bằng write()": (("xlsx",), _naive_book),
    "dòng để riêng ghi chữ bằng write()": (("xlsx",), _naive_set_aside),
    "CSV không chặn dấu công thức": (("csv",), lambda: patch.object(sheets, "_safe", lambda text: text)),
    "CSV chỉ xem chữ đầu ô": (("csv",), lambda: patch.object(sheets, "_safe", _only_first_letter)),
    "trang không chuyển mã": (
        ("html",),
        lambda: patch.object(page_parts, "escape", lambda text, quote=True: text),
    ),
    "chữ thành trường trong Word": (("docx",), _field_in_word),
}
"""By name: the forms of files that it touches, and how to break."""
