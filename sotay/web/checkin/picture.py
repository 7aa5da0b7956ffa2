"""The check-in code as a picture: on the chair's phone, or on the large screen."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from sotay.core import clock
from sotay.meetings.rules.codes import code_at
from sotay.web.codes import qr_svg


def key() -> bytes:
    """The server's own key of check-in codes."""
    return salted_hmac("sotay.check-in", "code", algorithm="sha256").digest()


def code_picture(request: HttpRequest, public_id: str) -> str:
    """The code of this moment for the meeting, as SVG. Whoever calls has made sure that only those who lead
    the meeting get it: a member who could fetch it at home would be present from there."""
    code = code_at(key(), public_id, clock.now())
    address = request.build_absolute_uri(reverse("web:check-in-scan", args=[public_id, code]))
    return qr_svg(address, "Mã điểm danh, đổi hai giây một lần")
