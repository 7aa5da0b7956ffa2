"""The ballot box opens with any two tellers' codes, and with nothing else."""

import itertools

import pytest

from sotay.ballots.choices import Choice
from sotay.ballots.rules import box

POLL = "abcdefghjkmnpq"


def test_what_is_put_in_comes_out_and_all_envelopes_are_alike_outside() -> None:
    secret, public = box.make_key(POLL)
    cast = [Choice.YES] * 5 + [Choice.NO] * 2 + [Choice.OTHER]
    sealed = [box.seal(choice, public, POLL) for choice in cast]
    assert {len(one) for one in sealed} == {box.ENVELOPE_BYTES}
    assert len(set(sealed)) == len(cast)
    assert sorted(box.open_all(sealed, secret, public, POLL)) == sorted(cast)


def test_the_order_of_the_box_is_not_the_order_of_casting() -> None:
    secret, public = box.make_key(POLL)
    cast = [Choice.YES] * 20 + [Choice.NO] * 20
    sealed = [box.seal(choice, public, POLL) for choice in cast]
    assert box.open_all(sealed, secret, public, POLL) != cast  # one in 10**11 by chance


def test_any_two_of_three_codes_open_and_one_does_not() -> None:
    secret, _ = box.make_key(POLL)
    codes = box.split(secret)
    for two in itertools.permutations(codes, 2):
        assert box.join(list(two)) == secret
    assert box.join([codes[2].lower().replace("-", " "), codes[0]]) == secret
    for few in ([], codes[:1], [codes[0], codes[0]]):
        with pytest.raises(box.WrongKey):
            box.join(few)


def test_one_code_fits_every_secret_alike() -> None:
    """The first byte of a share is its place; of the rest each value must be possible."""
    secret = bytes(box.SECRET_BYTES)
    seen = {box.from_groups(box.split(secret)[0])[1] for _ in range(3000)}
    assert len(seen) > 250


def test_wrong_codes_open_nothing() -> None:
    _, public = box.make_key(POLL)
    other, _ = box.make_key(POLL)
    sealed = [box.seal(Choice.YES, public, POLL)]
    with pytest.raises(box.WrongKey):
        box.open_all(sealed, other, public, POLL)
    for typed in ("", "không phải mã", "AAAA-AAAA-AAAA-AAAA-AA"):
        with pytest.raises(box.WrongKey):
            box.join([typed, typed])


def test_an_envelope_of_another_vote_does_not_open_here() -> None:
    secret, public = box.make_key(POLL)
    sealed = [box.seal(Choice.YES, public, "another poll")]
    with pytest.raises(box.WrongKey):
        box.open_all(sealed, secret, public, POLL)
