"""Walks every number of a paper on screen: each opens its records, which tell the same and add up to it."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.test import Client

NUMBER = re.compile(r"\d[\d.,]*%?")
LINK = re.compile(r'<a class="fig" href="([^"]+)">(.*?)</a>', re.DOTALL)
ORDINALS = {"TT", "Tháng"}
"""Columns that number or name their rows."""
SAID = (
    r"\d{1,2}/\d{1,2}/\d{4}",  # days
    r"\d{1,2}/\d{4}",  # months
    r"[Tt]háng \d{1,2} năm \d{4}",
    r"[Qq]uý [IV–]+/\d{4}",
    r"[Nn]ăm \d{4}",
    r"\d{1,2} tháng \d{4}",
    r"tháng \d{1,2}–\d{1,2}/\d{4}",
    r"(Biểu|Hình|Phụ lục|Đề án) \d+",
    r"11-ĐA/TU|11-ÐA/TU",
    r"\d\d (năm|tháng) thực hiện",
    r"tính \d+ quý trọn trong kỳ",
    r"thấp hơn mục tiêu [\d,]+ điểm phần trăm",  # a difference, as in the column that says so
    r"thôn [AB]\d",
    r"nhóm dưới 5 đảng viên",
)
"""Numbers in sentences that count no records."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A number on the paper: its words, where it leads, and where it stands."""

    words: str
    url: str
    place: str


@dataclass
class Behind:
    """What the page behind an address tells: the numbers at its top, and the sums of its records."""

    status: int
    top: set[str] = field(default_factory=set)
    counts: str = ""
    rows: int = 0
    numerator: float = 0
    denominator: float = 0
    ratios: float = 0
    chosen: str = ""


def plain(markup: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\xa0", " ").split())


def numbers(page: str) -> Iterator[Shown]:
    """Every number of the tables, notes and sentences of the sheet; those without an address have "".
    Bars are drawn from the table of aims: each of their values has to stand in a table."""
    for table in re.findall(
        r"<table class=\"sheet__table.*?</table>(?:</div><p[^>]*>.*?</p>)?", page, re.DOTALL
    ):
        yield from _of_table(table)
    tables = plain("".join(re.findall(r"<tbody>.*?</tbody>", page, re.DOTALL)))
    for figure in re.findall(r"<figure.*?</figure>", page, re.DOTALL):
        for bar in re.findall(r"<text[^>]*>([^<]*\d%)</text>", figure):
            if plain(bar) not in tables:
                yield Shown(plain(bar), "", "hình")
    for text in re.findall(r'<p class="sheet__(?:p|note)">(.*?)</p>', page, re.DOTALL):
        for url, words in LINK.findall(text):
            yield Shown(plain(words), unescape(url), "câu")
        rest = plain(LINK.sub(" ", text))
        for number in told(rest):
            yield Shown(number, "", rest)


def told(words: str) -> list[str]:
    """The numbers that are told in some words, without those that count no records; 01 is 1. What is told by
    both counts (80% (4/5)) is told by them."""
    for pattern in SAID:
        words = re.sub(pattern, " ", words)
    words = re.sub(r"[\d,]+% (?=\(\d+/\d+\))", " ", words)
    return [re.sub(r"^0(?=\d$)", "", number) for number in NUMBER.findall(words)]


def _of_table(table: str) -> Iterator[Shown]:
    said = set(re.findall(r"Cột “([^”]+)”", table))
    titles = _titles(table)
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table.split("<tbody>")[1], re.DOTALL):
        cells = re.findall(r'<td class="a-(\w+)[^>]*>(.*?)</td>', row, re.DOTALL)
        for title, (align, cell) in zip(titles, cells, strict=False):
            words, links = plain(cell), LINK.findall(cell)
            if links:
                yield Shown(words, unescape(links[0][0]), title)
            elif align == "left" or title in ORDINALS | said or words == "0":  # 0: nothing is due there
                continue
            elif NUMBER.search(words):
                yield Shown(words, "", f"{title}: {plain(row)}")


def _titles(table: str) -> list[str]:
    """The titles of the columns from left to right, also under a first row of groups."""
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("</thead>", maxsplit=1)[0], re.DOTALL)
    heads = [re.findall(r'colspan="(\d+)" rowspan="(\d+)">(.*?)</th>', row, re.DOTALL) for row in rows]
    lower = [plain(title) for _, _, title in heads[1]] if len(heads) > 1 else []
    found: list[str] = []
    for span, deep, title in heads[0]:
        if len(heads) == 1 or deep == "2":
            found.append(plain(title))
        else:
            found += lower[: int(span)]
            lower = lower[int(span) :]
    return found


def look(client: Client, url: str) -> Behind:
    """Open the records, and take them out as a table to add them up."""
    answer = client.get(url)
    if answer.status_code != 200:
        return Behind(answer.status_code)
    page = answer.content.decode()
    value, counts = re.findall(r'class="tile__v"><b>(.*?)</b> <span>(.*?)</span>', page)[0]
    known = re.findall(r"<dt>Có số liệu</dt><dd>(.*?)</dd>", page)
    current = re.findall(r'aria-current="page">[^<]*: ([\d.]+)</a>', page.split('id="ban-ghi"')[1])
    chosen = current[0] if current and "loc=" in url else ""
    rows = re.findall(r'<tr role="row"><th scope="row".*?</tr>', page, re.DOTALL)
    alone = rows if len(rows) == 1 else []  # one record: what its row tells is told, too
    top = {n for words in (value, counts, *known, *alone) for n in NUMBER.findall(plain(words))}
    found = Behind(200, {chosen} if chosen else top, plain(f"{value} {counts}"), chosen=chosen)
    for numerator, denominator in _records(client, page):
        found.rows += 1
        found.numerator += numerator
        found.denominator += denominator
        found.ratios += numerator / denominator if denominator else 0
    return found


def _records(client: Client, page: str) -> Iterator[tuple[float, float]]:
    address = re.findall(r'href="([^"]*/csv[^"]*)"', page)
    if address:
        text = client.get(unescape(address[0])).content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text), delimiter=";"))
        start = next(n for n, line in enumerate(lines) if "Tử số" in line)
        places = [lines[start].index(name) for name in ("Tử số", "Mẫu số")]
        for line in lines[start + 1 :]:
            numerator, denominator = (float(line[p].replace(",", ".") or 0) for p in places)
            yield numerator, denominator


def _number(words: str) -> float:
    return float(words.rstrip("%").replace(".", "").replace(",", "."))


def wrong(shown: Shown, behind: Behind) -> str:
    """What does not fit between a number and its records; "" when all does."""
    where = f"{shown.place}: {shown.words} → {shown.url}"
    if behind.status != 200:
        return f"{behind.status} {where}"
    if missing := [number for number in told(shown.words) if number not in behind.top]:
        return f"trang không nói {missing}, mà nói {sorted(behind.top)}: {where}"
    if behind.chosen:
        return "" if behind.rows == _number(behind.chosen) else f"{behind.rows} bản ghi: {where}"
    fraction = re.search(r"([\d.]+)/([\d.]+)", behind.counts)
    if fraction:
        sums = (behind.numerator, behind.denominator)
        return "" if sums == tuple(map(_number, fraction.groups())) else f"cộng được {sums}: {where}"
    single = NUMBER.search(behind.counts)
    if single and "%" not in single[0]:
        same = behind.numerator == _number(single[0])
        return "" if same else f"cộng được {behind.numerator}: {where}"
    if single:  # a mean of ratios
        mean = behind.ratios / behind.rows * 100
        return "" if abs(mean - _number(single[0])) < 0.06 else f"bình quân {mean}: {where}"
    return ""


def walk(client: Any, address: str) -> tuple[int, list[str]]:
    """How many numbers the paper at the address shows, and what does not fit."""
    page = client.get(address).content.decode()
    found, pages = list(numbers(page)), {}
    faults = []
    for shown in found:
        if not shown.url:
            faults.append(f"không mở được: {shown.words} ({shown.place})")
            continue
        if shown.url not in pages:
            pages[shown.url] = look(client, shown.url)
        if fault := wrong(shown, pages[shown.url]):
            faults.append(fault)
    return len(found), faults
