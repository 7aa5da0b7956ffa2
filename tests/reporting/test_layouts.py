"""An organisation's own Word layout: only what is harmless and whole is taken; nothing in it runs."""

import io
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from sotay.access.choices import Permission
from sotay.core.actor import Actor, Reach, system_actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.period import Period
from sotay.facts.operations import recount_everything
from sotay.organisations.choices import Block, Kind
from sotay.organisations.models import Organisation
from sotay.programmes.operations import save_review_text
from sotay.programmes.rules import programme
from sotay.reporting.choices import LISTS, LayoutKind, ReportKind
from sotay.reporting.layouts import checking
from sotay.reporting.layouts.checking import (
    LARGEST,
    BadLayout,
    check_marks,
    every_paragraph,
    look_through,
)
from sotay.reporting.layouts.confined import check_layout
from sotay.reporting.layouts.handbook import page
from sotay.reporting.layouts.starting import starting_layout
from sotay.reporting.lists import export_member_list, export_organisation_list
from sotay.reporting.models import ReportLayout
from sotay.reporting.operations import CloseRequest, close_report, export_closed, remove_layout, set_layout
from sotay.reporting.papers import report_paper
from sotay.reporting.queries import gather
from sotay.reporting.queries.layouts import layout_for, set_paper
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2024, 6, 18, 8, tzinfo=UTC)
DAY = date(2024, 6, 18)
ACTOR = system_actor(Permission)
INTERIM = LayoutKind.INTERIM
PERIOD = Period(202401, 202403)
PLAN = programme("de-an-11")


def layout(*lines: str, drop: str = "", kind: LayoutKind = INTERIM) -> bytes:
    """The starting layout with more lines, and without one placeholder."""
    document = Document(io.BytesIO(starting_layout(kind)))
    for paragraph in list(every_paragraph(document)):
        if drop and drop in paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def read_here(data: bytes, kind: LayoutKind) -> tuple[str, ...]:
    """The same reading without its process."""
    return check_marks(look_through(data), kind)


def saved(document: Any) -> bytes:
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def repacked(
    data: bytes, name: str, content: bytes | None = None, swap: tuple[bytes, bytes] = (b"", b"")
) -> bytes:
    """The file with another part, or with bytes of one part replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.namelist():
            part = source.read(entry)
            target.writestr(entry, part.replace(*swap) if entry == name else part)
        if content is not None:
            target.writestr(name, content)
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    found = every_paragraph(Document(io.BytesIO(data)))
    return [p.text.replace("\u00a0", " ").replace("\u2011", "-") for p in found]


@pytest.mark.parametrize("kind", [*LayoutKind])
def test_the_starting_layout_passes(kind: LayoutKind) -> None:
    assert "noi_dung" in read_here(starting_layout(kind), kind)


def test_the_starting_layout_takes_the_headings_of_the_house() -> None:
    """The library's own are blue and of another face."""
    known = Document(io.BytesIO(starting_layout(INTERIM))).styles
    headings = [style for style in known if style.name.startswith("Heading")]
    assert headings
    assert not [style.name for style in headings if style.font.color.rgb is not None]


def test_unknown_and_missing_placeholders_are_named() -> None:
    with pytest.raises(BadLayout, match=re.escape("[[ky_hieuu]]")):
        read_here(layout("Số [[ky_hieuu]]"), INTERIM)
    with pytest.raises(BadLayout, match=r"\[\[du_thao\]\]"):
        read_here(layout(drop="du_thao"), INTERIM)
    with pytest.raises(BadLayout, match=r"\[\[phan:situation\]\].*, hoặc chỉ \[\[noi_dung\]\] thay cho"):
        read_here(layout(drop="noi_dung"), INTERIM)


def test_what_stands_for_paragraphs_is_alone_on_its_line() -> None:
    with pytest.raises(BadLayout, match="đứng riêng"):
        read_here(layout("Xem [[bang:bieu_1]]"), INTERIM)
    document = Document(io.BytesIO(layout()))
    document.add_table(1, 1).cell(0, 0).text = "[[bang:bieu_1]]"
    with pytest.raises(BadLayout, match="không đặt trong bảng"):
        read_here(saved(document), INTERIM)


DOCUMENT = "word/document.xml"


def with_xml(xml: bytes) -> bytes:
    return repacked(layout(), DOCUMENT, swap=(b"<w:body>", b"<w:body>" + xml))


def many_parts() -> bytes:
    data = layout()
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(250):
            archive.writestr(f"word/media/a{number}.png", b"")
    return out.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "not a zip": lambda: b"MZ\x00\x00",
    "empty": lambda: b"",
    "too large": lambda: b"PK" + b"0" * LARGEST,
    "macro": lambda: repacked(layout(), "word/vbaProject.bin", b"x"),
    "embedded object": lambda: repacked(layout(), "word/embeddings/oleObject1.bin", b"x"),
    "active control": lambda: repacked(layout(), "word/activeX/activeX1.xml", b"<a/>"),
    "path upward": lambda: repacked(layout(), "../../etc/passwd", b"x"),
    "external template": lambda: repacked(
        layout(),
        "word/_rels/settings.xml.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="rId1" Type="x" Target="http://vidu.invalid/a.dotm" TargetMode="External"/></Relationships>',
    ),
    "external template, disguised": lambda: repacked(
        layout(),
        "word/_rels/settings.xml.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="rId1" Type="x" Target="http&#58;//vidu.invalid/a.dotm" TargetMode="&#69;xternal"/>'
        b"</Relationships>",
    ),
    "reaches out without saying so": lambda: repacked(
        layout(),
        "word/_rels/settings.xml.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="rId1" Type="x" Target="//vidu.invalid/a.dotm"/></Relationships>',
    ),
    "a million empty paragraphs": lambda: with_xml(b"<w:p/>" * 1_200_000),
    "entities": lambda: repacked(
        layout(),
        "word/footnotes.xml",
        b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
    ),
    "outer file": lambda: repacked(
        layout(), "word/footnotes.xml", b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
    ),
    "broken xml": lambda: repacked(layout(), "word/footnotes.xml", b"<a><b></a>"),
    "bomb": lambda: repacked(layout(), "word/media/a.png", b"0" * 21_000_000),
    "many parts": many_parts,
    "object": lambda: with_xml(b"<w:p><w:r><w:object/></w:r></w:p>"),
    "foreign chunk": lambda: with_xml(b"<w:altChunk/>"),
    "running field": lambda: with_xml(b'<w:p><w:fldSimple w:instr="DDEAUTO cmd"/></w:p>'),
    "field in pieces": lambda: with_xml(
        b'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>'
        b'AUTO c</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "mark in a link": lambda: with_xml(
        b'<w:p><w:hyperlink w:anchor="a"><w:r><w:t>[[ngay]]</w:t></w:r></w:hyperlink></w:p>'
    ),
}


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_a_hostile_file_is_refused_with_one_sentence(what: str) -> None:
    with pytest.raises(BadLayout) as refused:
        read_here(HOSTILE[what](), INTERIM)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("what", ["macro", "a million empty paragraphs"])
def test_the_limited_process_says_the_same(what: str) -> None:
    data = HOSTILE[what]()
    with pytest.raises(BadLayout) as here:
        read_here(data, INTERIM)
    with pytest.raises(BadLayout) as there:
        check_layout(data, INTERIM)
    assert str(there.value) == str(here.value)


def test_an_upload_is_never_read_in_this_process(
    district: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("the server's own process looked into it")

    monkeypatch.setattr(checking, "open_layout", opened)
    monkeypatch.setattr(checking, "_check_archive", opened)
    data = starting_layout(INTERIM)
    set_layout(actor=ACTOR, organisation=district, kind=INTERIM, name="m.docx", data=data, at=AT)
    assert ReportLayout.objects.get().placeholders


def test_a_process_that_dies_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(BadLayout, match="quá lớn hoặc quá rối"):
        check_layout(starting_layout(INTERIM), INTERIM)


def test_page_numbers_may_stay() -> None:
    read_here(with_xml(b'<w:p><w:fldSimple w:instr=" PAGE "/></w:p>'), INTERIM)


@pytest.fixture
def district(db: None) -> Organisation:
    """A district with a commune of one cell, and words in one place that look like a placeholder."""
    top = factories.organisation(Kind.SUPERIOR, code="H", name="Đảng bộ huyện Thử")
    top.names.update(organ_name="Huyện ủy Thử")
    commune = factories.organisation(Kind.GRASSROOTS_COMMITTEE, top, code="X", block=Block.COMMUNE)
    cell = factories.organisation(Kind.CELL, commune, code="X1")
    factories.settle(top, commune, cell)
    factories.roll(factories.meeting(cell, 202403), "present", "present", "unexcused")
    recount_everything()
    write(top, "strengths", "Tốt [[nguoi_ky]] & <b>đều</b>")
    return top


def write(node: Organisation, key: str, text: str = "", *, struck: bool = False) -> None:
    save_review_text(
        actor=ACTOR,
        organisation=node,
        programme="de-an-11",
        period=PERIOD,
        key=key,
        text=text,
        struck=struck,
        version=0,
        at=AT,
    )


def put(node: Organisation, data: bytes, actor: Actor = ACTOR, kind: LayoutKind = INTERIM) -> ReportLayout:
    return set_layout(actor=actor, organisation=node, kind=kind, name="mau.docx", data=data, at=AT)


def made(node: Organisation) -> bytes:
    found = gather(ACTOR, node, ReportKind.INTERIM, PLAN, PERIOD, report_date=DAY)
    return set_paper(found, report_paper(found), "docx")


@pytest.mark.usefixtures("layouts_read_here")
def test_words_figures_tables_and_parts_come_into_it(district: Organisation) -> None:
    put(
        district,
        layout(
            "Dự: [[so_lieu:meeting.attendance_net]]; chi bộ: [[so_lieu:org.cells:commune]].",
            "[[bang:bieu_1]]",
            "[[phan:strengths]]",
        ),
    )
    data = made(district)
    lines = texts(data)
    assert "Dự: 66,7% (2/3); chi bộ: 1." in lines
    assert "DỰ THẢO LẦN 1" in lines
    assert lines.count("Tốt [[nguoi_ky]] & <b>đều</b>") == 2, "what was typed is never read again"
    assert not any("[[" in line for line in lines if "nguoi_ky" not in line)
    assert sum("Biểu 1." in line for line in lines) == 2
    assert data == made(district), "the same paper gives the same bytes"


@pytest.mark.usefixtures("layouts_read_here")
def test_the_starting_layout_is_the_paper_of_the_house(district: Organisation) -> None:
    """Who takes it, changes a word and brings it back keeps the official form (papers §3.1)."""
    house = figures_of(district)
    put(district, starting_layout(LayoutKind.MONTH), kind=LayoutKind.MONTH)
    own = figures_of(district)
    tables = Document(io.BytesIO(own)).tables
    head, signing = tables[0], next(one for one in tables if "Nơi nhận:" in one.cell(0, 0).text)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in head.cell(0, 1).text
    assert head.cell(0, 0).text.split("\n")[-1] == "*"
    assert "BC/HU" in head.cell(1, 0).text
    assert [run.italic for p in head.cell(1, 1).paragraphs for run in p.runs] == [True]
    assert "T/M" in signing.cell(0, 1).text
    ends = [lines.index("Nơi nhận:") for lines in (texts(house), texts(own))]
    of_house, of_own = (texts(data)[:end] for data, end in zip((house, own), ends, strict=True))
    assert of_own == of_house
    annexes = [lines[lines.index("PHỤ LỤC") :] for lines in (texts(house), texts(own))]
    assert [line for line in annexes[0] if line] == [line for line in annexes[1] if line]
    last = Document(io.BytesIO(own)).sections[-1]
    assert not last.different_first_page_header_footer, "the annex's first page bears its number"
    assert "PAGE" in last.header._element.xml


def figures_of(node: Organisation, kind: ReportKind = ReportKind.MONTH) -> bytes:
    """The Word file of the figures of March."""
    found = gather(ACTOR, node, kind, PLAN, Period(202403, 202403), report_date=DAY)
    return set_paper(found, report_paper(found), "docx")


@pytest.mark.usefixtures("layouts_read_here")
def test_figures_of_a_month_come_into_it(district: Organisation) -> None:
    line = "Đã sinh hoạt: [[so_lieu:months.met]]/[[so_lieu:months.due]]; xã: [[so_lieu:months.met:commune]]."
    put(district, layout("Mẫu tháng", line, "[[bang:bieu_3]]", kind=LayoutKind.MONTH), kind=LayoutKind.MONTH)
    data = figures_of(district)
    lines = texts(data)
    assert "Đã sinh hoạt: 1/1; xã: 1." in lines
    assert sum("Biểu 3." in line for line in lines) == 2
    assert "Số liệu sinh hoạt theo tổ chức đảng, tháng 3 năm 2024" in lines, "the annex is there"
    assert not any("[[" in line for line in lines)
    assert "Mẫu tháng" not in texts(made(district)), "the review keeps its own"


@pytest.mark.usefixtures("layouts_read_here")
def test_a_cell_without_annex_has_no_empty_page(district: Organisation) -> None:
    """The superior's layout ends with a lying page for the annex; a cell's figures have none."""
    put(district, starting_layout(LayoutKind.MONTH), kind=LayoutKind.MONTH)
    of_cell = Document(io.BytesIO(figures_of(Organisation.objects.get(code="X1"))))
    of_district = Document(io.BytesIO(figures_of(district)))
    assert ([s.orientation for s in of_cell.sections], len(of_district.sections)) == ([0], 2)
    assert any("Thực hiện" in p.text or "THỰC HIỆN" in p.text for p in of_cell.paragraphs)


@pytest.mark.usefixtures("layouts_read_here")
def test_a_cell_gets_the_table_that_the_layout_means(district: Organisation) -> None:
    """The superior's outline asks for the aims; in a cell's own paper they are Biểu 1, not Biểu 2."""
    lines = ("[[bang:bieu_1]]", "Mục tiêu:", "[[bang:bieu_2]]", "Hết.")
    put(district, layout(*lines))
    for node, title in (
        (district, "Biểu 2. Kết quả"),
        (Organisation.objects.get(code="X1"), "Biểu 1. Kết quả"),
    ):
        told = texts(made(node))
        after = told[told.index("Mục tiêu:") + 1]
        assert after.startswith(title), after


@pytest.mark.usefixtures("layouts_read_here")
def test_a_layout_of_figures_has_room_for_what_cells_write(district: Organisation) -> None:
    parts = ("remarks", "proposals", "tasks", "ideology")
    whole, short = (
        layout(*(f"[[phan:{key}]]" for key in some), drop="noi_dung", kind=LayoutKind.YEAR)
        for some in (parts, parts[:3])
    )
    assert "phan:tasks" in read_here(whole, LayoutKind.YEAR)
    with pytest.raises(BadLayout, match=r"\[\[phan:ideology\]\]"):
        read_here(short, LayoutKind.YEAR)


@pytest.mark.usefixtures("layouts_read_here")
@pytest.mark.parametrize("kind", sorted(LISTS))
def test_a_list_comes_into_it_whole(district: Organisation, kind: LayoutKind) -> None:
    factories.member(Organisation.objects.get(code="X1"), name="Nguyễn Thị Mẫu")
    put(district, layout("Mẫu danh sách", kind=kind), kind=kind)
    asked = {"actor": ACTOR, "organisation": district, "day": DAY, "today": DAY, "at": AT}
    if kind is LayoutKind.MEMBERS:
        data, name = export_member_list(**asked, form="docx"), "Nguyễn Thị Mẫu"
    else:
        data, name = export_organisation_list(**asked, whole=True, form="docx"), "chi bộ trực thuộc"
    document = Document(io.BytesIO(data))
    assert "Mẫu danh sách" in texts(data)
    assert any("Danh sách có 0" in line for line in texts(data))
    rows = [row for table in document.tables for row in table.rows]
    cells = {cell.text.replace("\u00a0", " ") for row in rows for cell in row.cells}
    assert name in cells
    with pytest.raises(BadLayout, match=r"\[\[noi_dung\]\]"):
        read_here(layout(drop="noi_dung", kind=kind), kind)
    with pytest.raises(BadLayout, match=r"\[\[ky_hieu\]\]"):
        read_here(layout("[[ky_hieu]]", kind=kind), kind)


@pytest.mark.usefixtures("layouts_read_here")
def test_a_mark_spread_over_runs_keeps_its_look(district: Organisation) -> None:
    document = Document(io.BytesIO(layout()))
    paragraph = document.add_paragraph("Ký: ")
    for piece in ("[[chuc", "_vu", "]] hết"):
        paragraph.add_run(piece).bold = piece.startswith("[[")
    put(district, saved(document))
    last = Document(io.BytesIO(made(district))).paragraphs[-1]
    assert last.text == "Ký: BÍ THƯ hết"
    assert [run.bold for run in last.runs if run.text.strip() == "BÍ THƯ"] == [True]


@pytest.mark.usefixtures("layouts_read_here")
def test_what_lies_below_takes_the_nearest_layout_above(district: Organisation) -> None:
    commune, cell = (Organisation.objects.get(code=code) for code in ("X", "X1"))
    assert layout_for(cell, INTERIM) is None
    of_district = put(district, layout())
    assert layout_for(cell, INTERIM) == of_district
    of_commune = put(commune, layout())
    assert layout_for(cell, INTERIM) == of_commune
    assert layout_for(district, INTERIM) == of_district
    assert layout_for(cell, LayoutKind.FINAL) is None
    remove_layout(actor=ACTOR, organisation=commune, kind=INTERIM, at=AT)
    assert layout_for(cell, INTERIM) == of_district
    with pytest.raises(DomainError, match="chưa có mẫu riêng"):
        remove_layout(actor=ACTOR, organisation=commune, kind=INTERIM, at=AT)


@pytest.mark.usefixtures("layouts_read_here")
def test_a_bad_file_changes_nothing_and_only_those_who_may_upload(district: Organisation) -> None:
    kept = put(district, layout())
    with pytest.raises(BadLayout):
        put(district, layout("[[khong_co]]"))
    assert layout_for(district, INTERIM) == kept
    here = (Reach(district.path, None),)
    writer = Actor(1, "người viết", {str(p): here for p in (Permission.REPORT_VIEW, Permission.REPORT_WRITE)})
    with pytest.raises(PermissionDenied):
        put(district, layout(), writer)


@pytest.mark.usefixtures("layouts_read_here")
def test_a_closed_report_keeps_the_layout_of_its_day(district: Organisation) -> None:
    factories.position(district, "secretary", "Bí Thư Thử")
    for writing in gather(ACTOR, district, ReportKind.INTERIM, PLAN, PERIOD, report_date=DAY).open_places:
        write(district, writing.key, struck=True)
    put(district, layout("Dòng riêng của mẫu cũ"))
    wanted = CloseRequest(ReportKind.INTERIM, PLAN, PERIOD, DAY, 1, "2020-2025")
    report = close_report(actor=ACTOR, organisation=district, request=wanted, at=AT, today=DAY)
    before = export_closed(actor=ACTOR, report=report, form="docx", at=AT)
    put(district, layout("Dòng của mẫu mới"))
    report.refresh_from_db()
    assert export_closed(actor=ACTOR, report=report, form="docx", at=AT) == before
    assert "Dòng riêng của mẫu cũ" in texts(before)


def test_the_page_of_placeholders_is_what_the_list_says() -> None:
    assert (ROOT / "docs/report-templates.md").read_text(encoding="utf-8") == page()
