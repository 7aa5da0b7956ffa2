"""Whether a file may serve as a layout: a plain Word file, small, without anything that runs or reaches out.

It is looked at as a zip first, within limits on bytes; only then is its XML read, without entities.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree  # type: ignore[import-untyped]  # the library has no types

from sotay.core.errors import DomainError
from sotay.reporting.choices import LayoutKind
from sotay.reporting.layouts.placeholders import WHOLE, missing, placeholders

LARGEST = 2_000_000
LARGEST_OPEN = 20_000_000
MOST_PARTS = 200
MOST_TAGS = 50_000
"""Over a hundred pages; a million empty paragraphs fit into some kilobytes and cost minutes."""
MARK = re.compile(r"\[\[([^\[\]]{1,80})\]\]")
PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom|thumbnail)\.(xml|jpeg|emf|wmf)"
    r"|customXml/(_rels/)?[A-Za-z0-9]+\.xml(\.rels)?"
    r"|word/(_rels/)?(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes|endnotes"
    r"|header\d*|footer\d*)\.xml(\.rels)?|word/theme/(_rels/)?theme\d*\.xml(\.rels)?"
    r"|word/media/[A-Za-z0-9_.-]+\.(png|jpe?g|gif)"
)
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DECLARED = re.compile(rb"<!DOCTYPE|<!ENTITY", re.I)
EMBEDDED = frozenset({"altchunk", "oleobject", "object", "control", "embed", "dir", "subdoc"})
"""Elements that bring other content along, by their local names in small letters."""
INSIDE = re.compile(r"/?[A-Za-z0-9_.\-]+(/[A-Za-z0-9_.\-]+)*|(\.\./)+[A-Za-z0-9_.\-/]+")
"""A place inside the file, as relations name it."""
FIELDS = frozenset({"PAGE", "NUMPAGES"})
READ_ONLY = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class BadLayout(DomainError):
    """The file cannot serve as a layout; the sentence says what to do."""


class Mark(NamedTuple):
    """A placeholder where it stands: alone on its line; in the text itself, outside tables and frames."""

    name: str
    alone: bool
    free: bool


def look_through(data: bytes) -> tuple[Mark, ...]:
    """Whether a file is a harmless Word file, and the placeholders in it. Raises BadLayout with one
    sentence that names what is wrong. Files from outside: in the limited child alone (`confined`)."""
    _check_archive(data)
    document = open_layout(data)
    body = document.element.body
    return tuple(
        Mark(name, paragraph.text.strip() == f"[[{name}]]", paragraph._p.getparent() is body)
        for paragraph in every_paragraph(document)
        for name in _marks(paragraph)
    )


def check_marks(marks: Iterable[Mark], kind: LayoutKind) -> tuple[str, ...]:
    """The names of the placeholders, each once, when they are right for that kind of paper. Raises
    BadLayout."""
    marks = tuple(marks)
    names = tuple(dict.fromkeys(mark.name for mark in marks))
    known = placeholders(kind)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise BadLayout(f"Mẫu có chỗ chèn không có trong danh sách: {_listed(unknown)}; sửa lại rồi tải lên.")
    lacking = missing(kind, set(names))
    if lacking:
        whole = f", hoặc chỉ [[{WHOLE}]] thay cho mọi phần" if any("phan:" in one for one in lacking) else ""
        raise BadLayout(f"Mẫu còn thiếu chỗ chèn: {_listed(lacking)}{whole}; thêm vào rồi tải lên.")
    _check_places([mark for mark in marks if known[mark.name].block])
    return names


def _marks(paragraph: Paragraph) -> list[str]:
    """Names of the marks in a paragraph's own runs. Raises BadLayout for one that stands elsewhere."""
    names = MARK.findall("".join(run.text for run in paragraph.runs))
    said = "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))
    if MARK.findall(said) != names:
        raise BadLayout("Chỗ chèn không đặt trong liên kết, khung chữ hay ô điền; đưa ra dòng thường.")
    return names


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"[[{name}]]" for name in names[:8])
    return f"{shown} và {len(names) - 8} chỗ khác" if len(names) > 8 else shown


def _check_archive(data: bytes) -> None:
    if len(data) > LARGEST:
        raise BadLayout("Tệp mẫu lớn quá 2 MB; bỏ bớt hình rồi tải lên lại.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > LARGEST_OPEN:
                raise BadLayout("Tệp mẫu quá nhiều phần hoặc mở ra quá lớn; lưu lại bằng Word rồi tải lên.")
            if len({e.filename for e in entries}) != len(entries):
                raise BadLayout("Tệp mẫu có phần bị lặp; lưu lại bằng Word rồi tải lên.")
            for entry in entries:
                _check_part(entry.filename, archive)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise BadLayout("Không mở được tệp; mẫu phải là tệp Word .docx không đặt mật khẩu.") from error


def _check_part(name: str, archive: zipfile.ZipFile) -> None:
    if not name.endswith("/") and not PARTS.fullmatch(name):
        raise BadLayout(
            "Tệp mẫu có macro, đối tượng nhúng hoặc phần lạ; bỏ đi, lưu lại dạng .docx rồi tải lên."
        )
    if not name.endswith((".xml", ".rels")):
        return
    content = archive.read(name)
    if DECLARED.search(content) or DECLARED.search(content.replace(b"\x00", b"")):
        raise BadLayout("Tệp mẫu có khai báo lạ trong tệp; bỏ đi rồi tải lên lại.")
    if content.count(b"<") > MOST_TAGS:
        raise BadLayout("Tệp mẫu quá dài; mẫu chỉ cần khung của văn bản, bỏ bớt rồi tải lên.")
    if name == "[Content_Types].xml" and MAIN not in content:
        raise BadLayout("Tệp không phải văn bản Word .docx; lưu lại dạng .docx rồi tải lên.")
    try:
        root = etree.fromstring(content, READ_ONLY)
    except etree.XMLSyntaxError as error:
        raise BadLayout("Tệp mẫu bị hỏng; lưu lại bằng Word rồi tải lên.") from error
    _check_reach(root)
    if name.startswith("word/"):
        _check_fields(root)


def _check_reach(root: Any) -> None:
    """Nothing reaches out of the file or is brought along. What the parser read is judged, because the
    same letters can be written in many ways."""
    for node in root.iter(etree.Element):
        name = node.tag.rpartition("}")[2].lower()
        # Together, because there are very many nodes; no value of XML holds the sign between them.
        if name in EMBEDDED or "macroenabled" in "\0".join(node.attrib.values()).lower():
            raise BadLayout("Tệp mẫu có đối tượng nhúng hoặc macro; bỏ đi rồi tải lên lại.")
        if name == "relationship":
            inside = INSIDE.fullmatch(str(node.get("Target", "")).strip())
            if node.get("TargetMode", "Internal") != "Internal" or not inside:
                raise BadLayout("Tệp mẫu có liên kết ra ngoài tệp; bỏ đi rồi tải lên lại.")


def _check_fields(root: Any) -> None:
    """Fields may count pages and nothing else: others fetch files or run things."""
    # One field's words may be spread over several runs: they are put together between its marks.
    said, inside = "", False
    found: list[str] = [str(node.get(qn("w:instr"), "")) for node in root.iter(qn("w:fldSimple"))]
    for node in root.iter(qn("w:fldChar"), qn("w:instrText")):
        if node.tag == qn("w:instrText"):
            said += node.text or ""
            inside = True
        elif inside:
            found.append(said)
            said, inside = "", False
    if inside:
        found.append(said)
    if any((words.split() or [""])[0].upper() not in FIELDS for words in found):
        raise BadLayout("Tệp mẫu có trường tự động ngoài số trang; bỏ đi (chọn, Ctrl+Shift+F9) rồi tải lên.")


def open_layout(data: bytes) -> DocumentObject:
    """The file as a document. Raises BadLayout when it is none."""
    try:
        return Document(io.BytesIO(data))
    except Exception as error:  # whatever the library makes of a broken file, it is one answer here
        raise BadLayout("Không đọc được tệp mẫu; lưu lại bằng Word dạng .docx rồi tải lên.") from error


def every_paragraph(document: DocumentObject) -> Iterator[Paragraph]:
    """Paragraphs of the text, its tables, headers and footers."""
    roots = [document.element.body]
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                roots.append(part._element)
    for root in roots:
        for node in root.iter(qn("w:p")):
            yield Paragraph(node, document)


def _check_places(marks: list[Mark]) -> None:
    """What stands for paragraphs and tables is alone on its line, in the text itself (the list of
    recipients may stand in a table)."""
    for name, alone, free in marks:
        if not alone:
            raise BadLayout(f"Chỗ chèn [[{name}]] phải đứng riêng một dòng.")
        if name != "noi_nhan" and not free:
            raise BadLayout(f"Chỗ chèn [[{name}]] không đặt trong bảng, khung, đầu trang hay chân trang.")
