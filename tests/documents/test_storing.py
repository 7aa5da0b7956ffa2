"""Files as they come from phones and offices: what is kept of them, and what is refused."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from PIL import Image

from sotay.access.choices import Permission, Role
from sotay.core.actor import Actor
from sotay.core.errors import PermissionDenied
from sotay.documents.choices import Purpose
from sotay.documents.models import Document
from sotay.documents.operations import store_document
from sotay.documents.reading import files
from sotay.documents.rules import CLASSIFIED, DocumentRefused
from sotay.journal.models import Entry
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from tests import factories as make
from tests.access.support import actor_with as acting

AT = datetime(2026, 11, 20, 1, tzinfo=UTC)
HIDDEN = "vi-tri-nha-rieng"

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell() -> Organisation:
    made = make.organisation(Kind.CELL, make.organisation(Kind.GRASSROOTS_COMMITTEE))
    make.settle(made)
    return made


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB") -> bytes:
    """A picture that carries a hidden note, and is marked to be turned by a quarter."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010E] = HIDDEN
    made = io.BytesIO()
    Image.new(mode, size, 3).save(made, kind, exif=notes)
    return made.getvalue()


def office(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return made.getvalue()


def store(cell: Organisation, content: bytes, name: str = "tệp", actor: Actor | None = None) -> Document:
    return store_document(
        actor=actor or acting(Role.SECRETARY, cell),
        organisation=cell,
        purpose=Purpose.PAPER,
        name=name,
        content=content,
        permission=Permission.MEETING_RECORD,
        at=AT,
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew(cell: Organisation, kind: str) -> None:
    sent = picture(kind)
    assert HIDDEN.encode() in sent
    kept = store(cell, sent, "ảnh.png")
    assert (kept.name, kept.media_type) == ("ảnh.jpg", "image/jpeg")
    assert HIDDEN.encode() not in bytes(kept.content)
    with Image.open(io.BytesIO(bytes(kept.content))) as shown:
        assert shown.size == (200, 300), "upright"
        assert not shown.getexif()


@pytest.mark.slow
def test_a_large_picture_becomes_smaller_and_a_bomb_is_refused(cell: Organisation) -> None:
    with Image.open(io.BytesIO(bytes(store(cell, picture(size=(5000, 100))).content))) as shown:
        assert max(shown.size) == 2400
    bomb = io.BytesIO()
    Image.new("1", (10_000, 7_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(DocumentRefused, match="Ảnh quá lớn"):
        store(cell, bomb.getvalue())
    wide = io.BytesIO()
    Image.new("RGB", (6000, 4100)).save(wide, "WEBP", quality=1, method=0)
    with pytest.raises(DocumentRefused, match="Ảnh quá lớn"):
        store(cell, wide.getvalue())


def test_clear_parts_become_white(cell: Organisation) -> None:
    made = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(io.BytesIO(bytes(store(cell, made.getvalue()).content))) as shown:
        assert shown.getpixel((10, 10)) == (255, 255, 255)


def test_office_files_are_told_by_what_lies_inside(cell: Organisation) -> None:
    word = office("[Content_Types].xml", "word/document.xml")
    assert store(cell, word, "dự thảo.zip").name == "dự thảo.docx"
    assert store(cell, office("[Content_Types].xml", "xl/workbook.xml"), "bảng.docx").name == "bảng.xlsx"
    assert store(cell, b"%PDF-1.4 \n...", "x.exe").media_type == "application/pdf"
    assert store(cell, "Chữ thường".encode(), "ghi chép.docx").name == "ghi chép.txt"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp trống"),
        (b"%PDF-" + bytes(8 << 20), "nặng quá 8 MB"),
        (office("a.txt"), "Chỉ nhận tệp Word"),
        (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro"),
        (b"PK\x03\x04 hong", "Chỉ nhận tệp Word"),
        (b"\xff\xd8\xff hong", "Ảnh hỏng"),
        (b"<html><script>x</script>", "Chỉ nhận tệp Word"),
        (b"MZ\x90\x00\x03", "Chỉ nhận tệp Word"),
        (b"\x00\x00\x00\x18ftypheic....", "HEIC"),
        ("Số 1\nTỐI MẬT\nnội dung".encode(), "độ mật"),
    ],
)
def test_what_is_refused_says_what_to_do(cell: Organisation, content: bytes, words: str) -> None:
    with pytest.raises(DocumentRefused, match=words):
        store(cell, content)
    assert not Document.objects.exists()


def test_a_marked_name_is_refused_and_the_right_is_asked(cell: Organisation) -> None:
    with pytest.raises(DocumentRefused) as refused:
        store(cell, b"%PDF-1.4", "Kế hoạch (Mật).pdf")
    assert str(refused.value) == CLASSIFIED
    other = make.organisation(Kind.CELL, make.organisation(Kind.GRASSROOTS_COMMITTEE))
    make.settle(other)
    with pytest.raises(PermissionDenied):
        store(cell, b"%PDF-1.4", actor=acting(Role.SECRETARY, other))


def test_the_same_file_is_kept_once_and_the_journal_tells_no_name(cell: Organisation) -> None:
    one = store(cell, b"%PDF-1.4", "Tên riêng.pdf")
    assert store(cell, b"%PDF-1.4", "Tên riêng.pdf") == one
    line = Entry.objects.get(event="DocumentStored")
    assert "riêng" not in line.payload
    assert line.organisation_id == cell.pk


def test_a_picture_that_breaks_its_reader_is_refused(
    cell: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "WALL", 0.0001)
    with pytest.raises(DocumentRefused, match="Ảnh quá lớn"):
        store(cell, picture())
