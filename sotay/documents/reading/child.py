"""The process that looks into one file from outside: limits first, then parsing; and then it is gone.

Pictures are decoded and written anew here, so that neither what hides in them nor a fault of a decoder
comes further; Word and Excel files are only looked into, to tell them from other archives. It gets the
bytes as its standard input and cannot open anything else (see `core.confined`). The answer is one line of
JSON, {"media": …} or {"fault": …}, and after it the picture.
"""

import io
import json
import sys
import zipfile
from typing import Any

from sotay.core.confined import close_in

MEMORY, CPU = 700 << 20, 8
LONGEST_SIDE = 2400
"""Pixels: a page of a handwritten book stays readable on paper."""
MOST_PIXELS = 60_000_000
MOST_WEBP = 24_000_000
"""Pixels; a WebP is decoded whole, with several times the memory of a JPEG, which shrinks on the way."""
MOST_ENTRIES = 4000
PICTURE = "picture"
OOXML = "ooxml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BROKEN_PICTURE = "Ảnh hỏng, không mở được: chụp lại hoặc chọn ảnh khác."
LARGE_PICTURE = "Ảnh quá lớn: chụp lại ở cỡ thường, hoặc cắt bớt ảnh."
NOT_OFFICE = "Chỉ nhận tệp Word (.docx), Excel (.xlsx), PDF, ảnh và tệp chữ: lưu lại rồi chọn tệp đó."
MACROS = "Tệp có chứa mã lệnh (macro): lưu lại thành .docx hoặc .xlsx thường rồi chọn lại."


class Refused(Exception):
    """Not kept; the text says what to do."""


def redrawn(content: bytes) -> bytes:
    """The picture as a new JPEG: upright, without anything but what is seen. Raises Refused."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own limit is asked first
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
        if picture.width * picture.height > (MOST_WEBP if picture.format == "WEBP" else MOST_PIXELS):
            raise Refused(LARGE_PICTURE)
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        if upright.mode in {"RGBA", "LA", "PA", "P"}:
            seen = upright.convert("RGBA")
            plain = Image.new("RGB", seen.size, "white")
            plain.paste(seen, mask=seen.getchannel("A"))
        else:
            plain = upright.convert("RGB")
        made = io.BytesIO()
        # A picture without its own notes: what Pillow read of them is not handed on.
        Image.frombytes("RGB", plain.size, plain.tobytes()).save(made, "JPEG", quality=84, optimize=True)
        return made.getvalue()


def office_type(content: bytes) -> str:
    """Word or Excel, by what lies inside. Raises Refused."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {name.lower() for name in archive.namelist()}
    if len(names) > MOST_ENTRIES or "[content_types].xml" not in names:
        raise Refused(NOT_OFFICE)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refused(MACROS)
    if "word/document.xml" in names:
        return WORD
    if "xl/workbook.xml" in names:
        return EXCEL
    raise Refused(NOT_OFFICE)


def _answer(kind: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        if kind == PICTURE:
            return {"media": "image/jpeg"}, redrawn(content)
        return {"media": office_type(content)}, b""
    except Refused as refused:
        return {"fault": str(refused)}, b""
    except MemoryError:
        return {"fault": LARGE_PICTURE if kind == PICTURE else NOT_OFFICE}, b""
    except Exception:  # whatever a decoder throws at a broken file: the answer is the same
        return {"fault": BROKEN_PICTURE if kind == PICTURE else NOT_OFFICE}, b""


def warm_up() -> None:
    """Open one picture of each kind and one archive of our own: afterwards every part that a decoder
    fetches only when it is asked is there, for nothing can be opened once the limits hold."""
    from PIL import Image

    for kind in ("JPEG", "PNG", "WEBP"):
        made = io.BytesIO()
        Image.new("RGB", (8, 8)).save(made, kind)
        redrawn(made.getvalue())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "word/document.xml", "t\u1eadp"):
            archive.writestr(name, "x")
    office_type(packed.getvalue())
    "".encode("cp437")


def main() -> None:
    """One file in, one line of JSON and perhaps a picture out."""
    kind, content = sys.argv[1], sys.stdin.buffer.read()
    warm_up()
    close_in(MEMORY, CPU)
    told, made = _answer(kind, content)
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
