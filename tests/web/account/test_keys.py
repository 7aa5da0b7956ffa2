"""Keys of machines (WebAuthn), with a real browser and a virtual authenticator; and false answers."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestedCredentialData
from playwright.sync_api import Page

from sotay.accounts.models import Passkey
from sotay.core import clock
from tests.browser_support import PHONE, OpenPage
from tests.web.account.support import a_code, put_in_force, signed_in
from tests.web.world import PASSWORD, World


def _authenticator(page: Page) -> None:
    """A phone with a finger print reader that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_key_made_with_a_code_signs_in_from_then_on(
    live_server: Any, open_page: OpenPage, world: World
) -> None:
    put_in_force(world.accounts["huyen"])
    page = open_page(PHONE)
    _authenticator(page)
    page.goto(
        f"{live_server.url.replace('127.0.0.1', 'localhost')}/ghi-danh/?ma={a_code(world.accounts['huyen'])}"
    )
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Dùng khóa của máy").click()
    page.get_by_role("button", name="Tạo khóa trên máy này").click()
    page.wait_for_url("**/to-chuc/**")
    assert Passkey.objects.get().account == world.accounts["huyen"]
    page.goto(page.url.split("/to-chuc/")[0] + "/tai-khoan/")
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("link", name="Dùng khóa của máy").click()
    page.get_by_role("button", name="Dùng khóa của máy này").click()
    page.wait_for_url("**/to-chuc/**")
    assert Passkey.objects.get().sign_count > 0
    assert Passkey.objects.get().seen_on is not None


FALSE = [
    "",
    "x",
    "[]",
    "{}",
    "null",
    json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": {}}),
    json.dumps({"id": "a" * 5000}),
    json.dumps(
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": {"clientDataJSON": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA"},
        }
    ),
]


@pytest.mark.parametrize("answer", FALSE)
def test_false_answers_open_nothing(world: World, answer: str) -> None:
    secret = ec.generate_private_key(ec.SECP256R1())
    data = AttestedCredentialData.create(
        Aaguid(bytes(16)), websafe_decode("AAAA"), ES256.from_cryptography_key(secret.public_key())
    )
    Passkey.objects.create(
        account=world.accounts["huyen"],
        credential_id="AAAA",
        credential=websafe_encode(bytes(data)),
        made_at=clock.now(),
    )
    client = Client()
    client.get("/dang-nhap/khoa")
    assert client.post("/dang-nhap/khoa", {"answer": answer}).status_code == 200
    assert not signed_in(client)
    code = a_code(world.accounts["dang-vien"])
    client.post("/ghi-danh/", {"code": code, "way": "khoa"})
    client.post("/ghi-danh/", {"code": code, "way": "khoa", "answer": answer})
    assert not signed_in(client)
    half = Client()
    put_in_force(world.accounts["huyen"])
    half.post("/dang-nhap", {"username": "huyen", "password": PASSWORD})
    assert half.post("/dang-nhap/buoc-hai", {"answer": answer}).status_code in {200, 429}
    assert not signed_in(half)
