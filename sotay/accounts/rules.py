"""What codes and PINs look like, and how often one may try.

An enrolment code is six short words out of 1,024, drawn at random (60 bits): words are read, said and
kept in mind better than twenty digits, and a word that is none is told apart from a wrong code without
asking the database. Marks, capitals, blanks and hyphens mean nothing, nor does where one word ends. At a
hundred tries in a quarter of an hour from each of ten thousand addresses for the seven days of its life,
the chance to hit any one of ten thousand living codes is below one in a hundred thousand (6.7 × 10⁸ tries
× 10⁴ codes / 1.15 × 10¹⁸; that two rows of words may be the same letters adds less than a half).
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import pairwise

from sotay.accounts.code_words import WORDS
from sotay.core.vietnamese import fold, nfc

CODE_WORDS = 6
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


def code_letters(text: str) -> str:
    """The letters of what was typed, without marks: Làm – HOA and lamhoa are the same."""
    return "".join(c for c in fold(text) if "a" <= c <= "z")


@cache
def _words() -> frozenset[str]:
    return frozenset(WORDS)


def code_words(letters: str) -> tuple[str, ...]:
    """The six words that letters can be; () when they can be no enrolment code."""
    if len(letters) > CODE_WORDS * max(map(len, _words())):
        return ()
    ways: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for _ in range(CODE_WORDS):
        further: dict[int, tuple[str, ...]] = {}
        for end, words in ways:
            for size in range(2, 6):
                if (word := letters[end : end + size]) in _words() and len(word) == size:
                    further.setdefault(end + size, (*words, word))
        ways = list(further.items())
    return next((words for end, words in ways if end == len(letters)), ())


def words_typed(text: str) -> tuple[str, ...]:
    """The six words as they were divided when typed, else some division of the letters; () for no code.

    Letters without blanks can be divided in several ways (an ngat, ang at): the code is the letters, the
    division is for the eye, and the reader should see the one that stands on the paper.
    """
    divided = tuple(code_letters(word) for word in re.split(r"[\W\d_]+", nfc(text)) if word)
    if len(divided) == CODE_WORDS and all(word in _words() for word in divided):
        return divided
    return code_words(code_letters(text))


def unknown_word(text: str) -> str:
    """The first word that stands in no code, as it was typed, digits and all; "" when there is none."""
    typed = re.split(r"[\W_]+", nfc(text))
    return next((word for word in typed if (said := code_letters(word)) and said not in _words()), "")


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
