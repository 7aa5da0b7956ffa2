"""What may come in as a file, from plain values.

A paper with a mark of secrecy ("Mật", "Tối mật", "Tuyệt mật": Luật Bảo vệ bí mật nhà nước, the marks as
known, not read) has no place on such a system (security.md, item 7): it is refused, and the sentence says
why. The mark is looked for where it stands on papers: alone on a line, in brackets, before or after a dash;
so that "bí mật nhà nước", "mật thiết", "ong mật" pass.
"""

import re
import unicodedata
from enum import Enum, auto

from sotay.core.errors import DomainError

MOST_BYTES = 8 << 20
LONGEST_NAME = 160
CLASSIFIED = (
    "Tài liệu có dấu chỉ độ mật không được đưa lên hệ thống này. Đồng chí phổ biến trực tiếp, theo quy định"
    " về bảo vệ bí mật nhà nước."
)
EMPTY = "Tệp trống: chọn lại tệp."
TOO_HEAVY = f"Tệp nặng quá {MOST_BYTES >> 20} MB: chụp lại ở cỡ nhỏ hơn, hoặc chia làm nhiều tệp."

_MARK = r"(?:tuyệt\s+mật|tối\s+mật|mật)"
_ALONE = re.compile(rf"^\W*(?:độ\s+mật\W+|dấu\W+)?{_MARK}\W*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"[\[({{<]\s*{_MARK}\s*[\])}}>]", re.IGNORECASE)
_AT_AN_END = re.compile(rf"^{_MARK}\s*[-–—:_/|]|[-–—:_/|]\s*{_MARK}\W*$", re.IGNORECASE)
_IN_CAPITALS = re.compile(r"\b(?:TUYỆT|TỐI)\s+MẬT\b")
_HIGHER_IN_TITLE = re.compile(r"\b(?:tuyệt|tối)[\s_-]+mật\b", re.IGNORECASE)


class DocumentRefused(DomainError):
    """The file may not be kept; its text says what to do."""


class Shape(Enum):
    """What the first bytes of a file say."""

    PDF = auto()
    PICTURE = auto()
    HEIC = auto()
    ARCHIVE = auto()
    OTHER = auto()


def shape_of(content: bytes) -> Shape:
    """By the first bytes alone, whatever the name claims."""
    if content.startswith(b"%PDF-"):
        return Shape.PDF
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or _webp(content):
        return Shape.PICTURE
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"hevc", b"msf1"}:
        return Shape.HEIC
    return Shape.ARCHIVE if content.startswith(b"PK\x03\x04") else Shape.OTHER


def _webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def readable_text(content: bytes) -> str | None:
    """The words of a plain text file; None when it is none. Markup that a browser might run is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    signs = set(text)
    if any(ord(sign) < 32 and sign not in "\n\r\t" for sign in signs) or "\x7f" in signs:
        return None
    return None if text.lstrip()[:1] == "<" else text


def is_classified(title: str, text: str = "") -> bool:
    """Whether a title or text carries a mark of secrecy."""
    title = unicodedata.normalize("NFC", title).strip()
    stem = re.sub(r"\.[A-Za-z0-9]{2,5}$", "", title)
    if _HIGHER_IN_TITLE.search(stem) or _AT_AN_END.search(stem) or _marked_line(stem):
        return True
    return any(_marked_line(line) for line in unicodedata.normalize("NFC", text).splitlines())


def _marked_line(line: str) -> bool:
    line = line.strip()
    return bool(_ALONE.match(line) or _IN_BRACKETS.search(line) or _IN_CAPITALS.search(line))


def refuse_classified(title: str, text: str = "") -> None:
    """Raise DocumentRefused when the title or the text carries a mark of secrecy."""
    if is_classified(title, text):
        raise DocumentRefused(CLASSIFIED)


NOT_A_PICTURE = "Chỉ nhận ảnh (JPEG, PNG, WebP): chụp trang sổ rồi chọn ảnh đó."


def refuse_other_than_picture(content: bytes) -> None:
    """Raise DocumentRefused for what is no picture by its first bytes."""
    if shape_of(content) not in {Shape.PICTURE, Shape.HEIC}:
        raise DocumentRefused(NOT_A_PICTURE)


def refuse_size(content: bytes) -> None:
    """Raise DocumentRefused for an empty file and for one beyond MOST_BYTES."""
    if not content:
        raise DocumentRefused(EMPTY)
    if len(content) > MOST_BYTES:
        raise DocumentRefused(TOO_HEAVY)


ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "image/jpeg": ".jpg",
    "text/plain": ".txt",
}


def name_for(name: str, media_type: str) -> str:
    """The file's name as kept: without folders and unseen signs, with the ending of what it really is."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in name if unicodedata.category(c)[0] not in "CZ" or c == " ")
    stem = " ".join(re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name).split()).strip(". ") or "tai-lieu"
    ending = ENDINGS[media_type]
    return stem[: LONGEST_NAME - len(ending)] + ending
