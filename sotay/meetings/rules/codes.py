"""The code on the chair's phone or the large screen, by which members check themselves in.

It changes every two seconds and is refused ten seconds after it was first shown: long enough to lift a
phone to it, too short to send its picture on. What counts is when the server first meets the code, so a
slow network after that harms nobody.
"""

import hmac
from base64 import b32encode
from datetime import datetime, timedelta
from hashlib import sha256

STEP = timedelta(seconds=2)
"""How long one code is shown."""
LIFE = timedelta(seconds=10)
"""From when a code is first shown until it is refused."""
LETTERS = 10
"""50 bits: nobody guesses one of five valid codes in ten seconds."""


def _number(at: datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def _code(key: bytes, meeting: str, number: int) -> str:
    made = hmac.new(key, f"{meeting} {number}".encode(), sha256).digest()
    return b32encode(made).decode()[:LETTERS].lower()


def code_at(key: bytes, meeting: str, at: datetime) -> str:
    """The code shown at that moment for the meeting (its public id). `key`: the server's own."""
    return _code(key, meeting, _number(at))


def accepts(key: bytes, meeting: str, code: str, at: datetime) -> bool:
    """Whether the code was first shown less than ten seconds ago."""
    now = _number(at)
    shown = range(now, now - LIFE // STEP, -1)
    # Every one is compared, so that the answer's time tells nothing.
    fitting = [hmac.compare_digest(_code(key, meeting, one).encode(), code.encode()) for one in shown]
    return True in fitting
