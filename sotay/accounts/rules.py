"""What codes and PINs look like, and how often one may try.

An enrolment code has twenty digits, like a top-up card read in groups of four: nineteen drawn at
random (63 bits) and a check digit, so that a slip of the finger is told apart from a wrong code
without asking the database. Digits, because everybody can type them on any phone and read them
aloud on the telephone. At a hundred tries in a quarter of an hour from each of ten thousand
addresses for the seven days of its life, the chance to hit any one of ten thousand living codes
is below one in a million (6.7 × 10⁸ tries × 10⁴ codes / 10¹⁹).
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

CODE_DIGITS = 20
CODE_LIFE = timedelta(days=7)
RECOVERY_DIGITS = 12
RECOVERY_CODES = 10
PIN_DIGITS = 6
PIN_TRIES = 5
FRESH = timedelta(minutes=10)
"""How long a proof of who one is counts before giving roles, exporting names, issuing papers."""
FRESH_TO_SEND = timedelta(minutes=20)
"""A form that was opened while fresh has ten minutes more to be filled in."""
SHARED_IDLE = timedelta(minutes=10)
"""On a shared machine a session ends after so long without a page."""
SEEN_EVERY = timedelta(minutes=15)
"""How finely "last seen" is kept: enough to know one's own machine, too coarse to watch anybody."""
HALF_LIFE = timedelta(minutes=10)
"""Between the first and the second step of signing in."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries within a window of time."""

    name: str
    most: int
    window: timedelta


QUARTER = timedelta(minutes=15)
NAME_AND_ADDRESS = Limit("name-address", 10, QUARTER)
NAME = Limit("name", 60, timedelta(hours=1))
"""One name from anywhere. A machine that is enrolled is not held up by it."""
ADDRESS = Limit("address", 300, QUARTER)
"""Everybody behind one address: an office of hundreds passes, a machine that guesses does not."""
CODE_ADDRESS = Limit("code", 100, QUARTER)
FACTOR = Limit("factor", 5, QUARTER)


def plain_digits(text: str) -> str:
    """The digits of what was typed: spaces, dots and dashes between groups mean nothing."""
    return "".join(c for c in text if c in "0123456789")


def check_digit(digits: str) -> str:
    """Luhn's digit: finds every single wrong digit and nearly every swap of neighbours."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_whole_code(digits: str) -> bool:
    """Whether these can be the digits of an enrolment code at all."""
    return len(digits) == CODE_DIGITS and check_digit(digits[:-1]) == digits[-1]


def grouped(digits: str, size: int = 4) -> str:
    """4827 1590 …: as printed on the slip."""
    return " ".join(digits[i : i + size] for i in range(0, len(digits), size))


def pin_fault(pin: str) -> str:
    """Why a PIN will not do, in one sentence; "" when it will."""
    if len(pin) != PIN_DIGITS or plain_digits(pin) != pin:
        return "Mã PIN gồm đúng 6 chữ số; đồng chí chọn lại."
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 or len(set(pin)) < 3 or pin[:3] == pin[3:]:
        return "Mã PIN này dễ đoán (số liền nhau hoặc lặp lại); đồng chí chọn số khác."
    return ""
