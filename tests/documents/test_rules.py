"""What may come in: marks of secrecy, shapes, names."""

import pytest

from sotay.documents.rules import Shape, is_classified, name_for, readable_text, shape_of

MARKED = [
    ("Mật", ""),
    ("MẬT", ""),
    ("[Mật] Kế hoạch diễn tập", ""),
    ("Kế hoạch diễn tập (Tối mật)", ""),
    ("Kế hoạch – Mật", ""),
    ("mật - công văn 12.pdf", ""),
    ("Báo cáo TUYỆT MẬT về biên giới", ""),
    ("bao cao tuyệt_mật.docx", ""),
    ("Công văn 12", "ĐẢNG BỘ XÃ\nMẬT\nKính gửi"),
    ("Công văn 12", "Độ mật: Tối mật"),
    ("Công văn 12", "Tài liệu này là TỐI MẬT, không sao chụp"),
    ("Công văn 12", "Dấu: (Mật)"),
    ("Mật", ""),  # the same mark as composed letters and as letters with marks
]
FREE = [
    ("Giữ gìn bí mật nhà nước", "Mỗi đồng chí giữ bí mật nhà nước, bí mật công tác."),
    ("BẢO VỆ BÍ MẬT NHÀ NƯỚC", ""),
    ("Mối liên hệ mật thiết giữa Đảng với Nhân dân", "gắn bó mật thiết với Nhân dân"),
    ("Nghề nuôi ong lấy mật", "Giá mật ong tăng"),
    ("PHÁT TRIỂN NGHỀ NUÔI ONG MẬT", ""),
    ("Mật độ dân cư của thôn", "mật khẩu, mật mã, đường mật"),
    ("Tìm hiểu Luật Bảo vệ bí mật nhà nước", "Luật có ba độ mật: tuyệt mật, tối mật và mật."),
    ("Mắt, mặt, mất", "Khám mắt miễn phí"),
    ("Công tác cơ mật viện", ""),
    ("", ""),
]


@pytest.mark.parametrize(("title", "text"), MARKED)
def test_a_mark_of_secrecy_is_seen(title: str, text: str) -> None:
    assert is_classified(title, text)


@pytest.mark.parametrize(("title", "text"), FREE)
def test_everyday_words_pass(title: str, text: str) -> None:
    assert not is_classified(title, text)


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        (b"%PDF-1.7\n", Shape.PDF),
        (b"\xff\xd8\xff\xe0", Shape.PICTURE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Shape.PICTURE),
        (b"\x00\x00\x00\x18ftypheic", Shape.HEIC),
        (b"PK\x03\x04", Shape.ARCHIVE),
        (b"<html>", Shape.OTHER),
    ],
)
def test_the_first_bytes_tell(content: bytes, shape: Shape) -> None:
    assert shape_of(content) is shape


def test_text_is_text() -> None:
    assert readable_text("Kính gửi\nđồng chí".encode()) == "Kính gửi\nđồng chí"
    assert readable_text("\ufeffKính gửi".encode()) == "Kính gửi"
    assert readable_text(b"\xff\xfe\x00") is None, "another encoding"
    assert readable_text(b"a\x00b") is None
    assert readable_text(b"  <script>chay()</script>") is None


@pytest.mark.parametrize(
    ("name", "media", "kept"),
    [
        ("Dự thảo.PDF", "application/pdf", "Dự thảo.pdf"),
        ("C:\\Users\\x\\Ảnh.png", "image/jpeg", "Ảnh.jpg"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("gia\u202efdp.exe", "application/pdf", "giafdp.pdf"),
        ("....", "text/plain", "tai-lieu.txt"),
        ("a" * 400, "text/plain", "a" * 156 + ".txt"),
    ],
)
def test_a_name_says_what_the_file_is(name: str, media: str, kept: str) -> None:
    assert name_for(name, media) == kept
