"""The words of enrolment codes: enough of them, apart from each other, easy to write down."""

from random import Random

import pytest

from sotay.accounts.code_words import WORDS
from sotay.accounts.rules import CODE_WORDS, code_letters, code_words, unknown_word, words_typed
from sotay.core.vietnamese import fold


def test_there_are_enough_and_each_stands_once() -> None:
    assert len(WORDS) == len(set(WORDS)) == 1024
    assert CODE_WORDS * 10 == 60, "bits by chance"
    assert list(WORDS) == sorted(WORDS)


def test_each_is_short_and_plain() -> None:
    assert all(2 <= len(word) <= 5 and word.isascii() and word.isalpha() and word.islower() for word in WORDS)
    assert all(fold(word) == word for word in WORDS)


def test_none_begins_with_a_sound_that_another_region_writes_otherwise() -> None:
    assert not [w for w in WORDS if w.startswith(("tr", "s", "gi", "r"))]
    assert not [w for w in WORDS if w[0] == "n" and w[1] not in "gh"]
    assert not {"hi", "ki", "li", "mi", "qui", "ti"} & set(WORDS), "i beside y"


@pytest.mark.parametrize(
    "typed",
    [
        "lam hoa cam dong xuan thu",
        "LÀM-HOA-CẨM-ĐÔNG-XUÂN-THU",
        "lamhoacamdongxuanthu",
        "  lam.hoa,cam dong/xuan thu ",
    ],
)
def test_letters_alone_count(typed: str) -> None:
    assert code_letters(typed) == "lamhoacamdongxuanthu"
    assert code_words(code_letters(typed)) == ("lam", "hoa", "cam", "dong", "xuan", "thu")


def test_other_rows_of_letters_are_no_code() -> None:
    for text in ("", "lam", "lam hoa cam", "lam hoa cam dong xuan zzz", "x" * 20, "a" * 5000):
        assert code_words(code_letters(text)) == ()


def test_the_word_that_is_none_is_named() -> None:
    assert unknown_word("lam hoa Trăng dong") == "Trăng", "as it was typed"
    assert unknown_word("lam-hoa-4827") == ""
    assert unknown_word("lam hoa d0ng") == "d0ng", "a zero for a letter is seen where it stands"
    assert unknown_word("Làm hoa ĐÔNG") == ""


def test_rows_of_words_with_the_same_letters_are_few() -> None:
    """They make guessing easier by their mean number: the rules say less than a half more."""
    chance = Random(11)
    rows = [code_letters(" ".join(chance.choices(WORDS, k=CODE_WORDS))) for _ in range(2000)]
    assert sum(map(_readings, rows)) / len(rows) < 1.5


def _readings(letters: str) -> int:
    ways = {0: 1}
    for _ in range(CODE_WORDS):
        further: dict[int, int] = {}
        for end, count in ways.items():
            for size in range(2, 6):
                if letters[end : end + size] in KNOWN and end + size <= len(letters):
                    further[end + size] = further.get(end + size, 0) + count
        ways = further
    return ways.get(len(letters), 0)


KNOWN = frozenset(WORDS)


def test_the_page_shows_the_words_divided_as_on_the_paper() -> None:
    """The same letters can be divided in another way (toac am, toa cam): the code is the letters."""
    printed = "xuong quang teng toac am hoai"
    assert words_typed(printed.replace(" ", "-")) == tuple(printed.split())
    assert "".join(words_typed(printed.replace(" ", ""))) == printed.replace(" ", "")
    assert words_typed("toac am") == ()
