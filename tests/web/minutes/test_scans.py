"""The signed copy on the page of the minutes: page by page, and who opens it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sotay.access.choices import Role
from tests.meetings.session_support import Evening
from tests.web.minutes.test_minutes import client, one, path

__all__ = ["one"]
pytestmark = pytest.mark.django_db


def test_pages_of_the_signed_copy_are_kept_and_added_to(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    for rest, said in (("lam/", {}), ("xac-nhan/", {"hand": ["chair", "taker"]}), ("chot/", {})):
        secretary.post(path(one, rest), said)
    assert "Lưu bản ký đã quét" in secretary.get(path(one)).content.decode()
    empty = secretary.post(path(one, "ban-ky/"), {})
    assert (empty.status_code, "chọn ít nhất một tệp" in empty.content.decode()) == (400, True)
    pages = [SimpleUploadedFile(f"trang <{n}>.txt", f"trang {n}".encode()) for n in (1, 2)]
    assert secretary.post(path(one, "ban-ky/"), {"pages": pages}).status_code == 302
    page = secretary.get(path(one)).content.decode()
    assert "Đã lưu bản ký, 2 tệp" in page
    assert page.index("trang &lt;1&gt;.txt") < page.index("trang &lt;2&gt;.txt")
    assert page.count("/tai-lieu/") == 2
    again = [SimpleUploadedFile("trang 3.txt", b"trang 3")]
    assert "Thêm trang bản ký" in page
    assert secretary.post(path(one, "ban-ky/"), {"pages": again}).status_code == 302
    assert "Đã lưu bản ký, 3 tệp" in secretary.get(path(one)).content.decode()
    files = re.findall(r'href="(/tai-lieu/[^"]+)"', page)
    reader = client(Role.COMMITTEE_OFFICER, one, place="above")
    member = client(Role.MEMBER, one, one.members[5])
    assert [reader.get(url).status_code for url in files] == [200, 200]
    assert [member.get(url).status_code for url in files] == [404, 404]
