"""Keys of machines, by way of fido2: what the browser is asked, and whether its answer is right."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from sotay.accounts.operations import note_passkey
from sotay.accounts.queries import living_passkeys, passkey_of
from sotay.core import clock
from sotay.core.errors import DomainError

if TYPE_CHECKING:
    from sotay.accounts.models import Account, Passkey

STATE = "khoa"
FAILED = "Máy chưa xác nhận được khóa. Đồng chí thử lại, hoặc chọn cách đăng nhập khác."


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that a browser made and that was found right."""

    credential_id: str
    credential: str
    sign_count: int


def _server(request: HttpRequest) -> Fido2Server:
    """For this site: answers made for another address are refused."""
    host = request.get_host()
    origin = f"{request.scheme}://{host}"
    rp = PublicKeyCredentialRpEntity(name="Sổ tay", id=host.partition(":")[0])
    return Fido2Server(rp, verify_origin=lambda said: said == origin)


def ask_for_new_key(request: HttpRequest, account: "Account") -> str:
    """The question for the browser, as JSON; its challenge waits in the session for one answer."""
    known = [_named(key) for key in living_passkeys(account)]
    question, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(
            id=account.public_id.encode(), name=account.username, display_name=account.full_name
        ),
        known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    request.session[STATE] = {**state, "for": account.pk}
    return json.dumps(dict(question)["publicKey"])


def new_key(request: HttpRequest, account: "Account", answer: str) -> NewKey:
    """The key in the browser's answer. Raises DomainError; a challenge is answered once."""
    state = request.session.pop(STATE, None)
    if not state or state.pop("for", None) != account.pk:
        raise DomainError(FAILED)
    try:
        found = _server(request).register_complete(state, _json(answer))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DomainError(FAILED) from error
    data = found.credential_data
    if data is None:
        raise DomainError(FAILED)
    return NewKey(websafe_encode(data.credential_id), websafe_encode(bytes(data)), found.counter)


def ask_for_key(request: HttpRequest, account: "Account | None" = None) -> str:
    """The question for the browser, as JSON: any key of this site, or one of the account's."""
    known = None
    if account is not None:
        known = [_named(key) for key in living_passkeys(account)]
    question, state = _server(request).authenticate_begin(
        known, user_verification=UserVerificationRequirement.REQUIRED
    )
    request.session[STATE] = {**state, "for": account.pk if account else 0}
    return json.dumps(dict(question)["publicKey"])


def key_used(request: HttpRequest, answer: str, account: "Account | None" = None) -> "Passkey":
    """The key with which the browser answered, noted as used. Raises DomainError; a challenge is
    answered once, and only with a key that is on the account's list."""
    state = request.session.pop(STATE, None)
    if not state or state.pop("for", None) != (account.pk if account else 0):
        raise DomainError(FAILED)
    try:
        values = _json(answer)
        passkey = passkey_of(str(values.get("id", "")))
        if passkey is None or (account is not None and passkey.account_id != account.pk):
            raise DomainError(FAILED)
        known = _data(passkey)
        _server(request).authenticate_complete(state, [known], values)
        counter = _counter(values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DomainError(FAILED) from error
    note_passkey(passkey=passkey, sign_count=counter, today=clock.today())
    return passkey


def _named(passkey: "Passkey") -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(
        type=PublicKeyCredentialType.PUBLIC_KEY, id=websafe_decode(passkey.credential_id)
    )


def _data(passkey: "Passkey") -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(passkey.credential))


def _counter(values: dict[str, Any]) -> int:
    from fido2.webauthn import AuthenticationResponse

    return int(AuthenticationResponse.from_dict(values).response.authenticator_data.counter)


def _json(answer: str) -> dict[str, Any]:
    values = json.loads(answer)
    if not isinstance(values, dict):
        raise ValueError("not an object")
    return values
