"""What the tests of signing in need: browsers, codes, the digits of an app."""

from dataclasses import dataclass, field

import pyotp
from django.test import Client

from sotay.accounts.digests import unseal
from sotay.accounts.models import Account, SecondFactor
from sotay.accounts.operations import begin_second_factor, confirm_second_factor, make_code
from sotay.core import clock
from sotay.core.actor import system_actor

PIN = "482915"
SYSTEM = system_actor([])


def a_code(account: Account) -> str:
    """A living enrolment code of the account."""
    return make_code(actor=SYSTEM, account=account, at=clock.now())


def enrol(client: Client, code: str, pin: str = PIN) -> object:
    """Go through the two forms with a PIN."""
    client.post("/ghi-danh/", {"code": code})
    return client.post("/ghi-danh/", {"code": code, "way": "pin", "pin": pin, "pin_again": pin})


def signed_in(client: Client) -> bool:
    """Whether a page behind the door opens."""
    return client.get("/tai-khoan/").status_code == 200


def out(client: Client) -> Client:
    """The same browser, signed out."""
    client.post("/dang-xuat")
    return client


def put_in_force(account: Account) -> list[str]:
    """The second step by an app; its recovery codes."""
    begin_second_factor(account=account)
    codes = confirm_second_factor(account=account, code=digits(account), at=clock.now())
    SecondFactor.objects.filter(account=account).update(last_step=0)
    return codes


def digits(account: Account) -> str:
    """What the app shows now."""
    factor = SecondFactor.objects.get(account=account)
    return pyotp.TOTP(unseal(factor.sealed_secret)).at(clock.now())


@dataclass
class Way:
    """One of several ways that must look alike."""

    name: str
    data: dict[str, str] = field(default_factory=dict)
