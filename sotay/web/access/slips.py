"""Enrolment codes on paper: several slips a sheet, each with its QR picture."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from sotay.accounts.rules import CODE_LIFE, CODE_WORDS
from sotay.core import clock
from sotay.web.codes import qr_svg


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on one slip. The code is shown here and never again."""

    name: str
    username: str
    code: str
    words: int
    address: str
    picture: SafeString
    until: date


def slip(request: HttpRequest, *, name: str, username: str, code: str) -> Slip:
    """The slip of a code just made; the address is that by which this request came."""
    address = request.build_absolute_uri(reverse("web:enrol"))
    until = (clock.now() + CODE_LIFE).astimezone(clock.VIETNAM).date()
    picture = qr_svg(f"{address}?{urlencode({'ma': code.replace(' ', '-')})}", "Hình để điện thoại quét")
    return Slip(name, username, code, CODE_WORDS, address, picture, until)
