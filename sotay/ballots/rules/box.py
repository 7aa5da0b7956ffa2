"""The ballot box: sealing, opening, and the key in the hands of people. No table, no clock.

A key of 80 bits is made, split among tellers (any two of three) or shown to the chair, and forgotten. From
it comes a private key that opens envelopes; the database holds the public key alone. Every envelope is as
long as every other. Whoever reads the whole database, its dead rows, its log and its backups, before and
after the count, has the public key and sealed envelopes: nothing to open them with.
"""

import secrets
from base64 import b32decode, b32encode
from binascii import Error as NotBase32

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sotay.core.errors import DomainError

SECRET_BYTES = 10
PLAIN_BYTES = 32
ENVELOPE_BYTES = 32 + PLAIN_BYTES + 16
NONCE = bytes(12)
"""Each envelope has a key of its own, used once."""


class WrongKey(DomainError):
    """The codes do not open this box."""

    def __init__(self) -> None:
        super().__init__("Mã mở hòm phiếu không đúng: gõ lại từng mã như trên giấy của tổ kiểm phiếu.")


def _private_key(secret: bytes, poll: str) -> X25519PrivateKey:
    stretched = Scrypt(salt=poll.encode(), length=32, n=2**14, r=8, p=1).derive(secret)
    return X25519PrivateKey.from_private_bytes(stretched)


def make_key(poll: str) -> tuple[bytes, bytes]:
    """A new secret for the poll (its public id), and the public key that goes with it."""
    secret = secrets.token_bytes(SECRET_BYTES)
    return secret, _private_key(secret, poll).public_key().public_bytes_raw()


def _cipher(shared: bytes, ephemeral: bytes, poll: str) -> ChaCha20Poly1305:
    key = HKDF(algorithm=SHA256(), length=32, salt=ephemeral, info=f"sotay ballot {poll}".encode())
    return ChaCha20Poly1305(key.derive(shared))


def seal(choice: str, public_key: bytes, poll: str) -> bytes:
    """An envelope of `ENVELOPE_BYTES` bytes, whatever the choice."""
    ephemeral = X25519PrivateKey.generate()
    head = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
    plain = choice.encode().ljust(PLAIN_BYTES, b"\0")
    if len(plain) != PLAIN_BYTES:
        raise ValueError("a choice is one letter")
    return head + _cipher(shared, head, poll).encrypt(NONCE, plain, None)


def open_all(envelopes: list[bytes], secret: bytes, public_key: bytes, poll: str) -> list[str]:
    """What the envelopes say, in an order of its own. Raises WrongKey when the secret is another's."""
    private = _private_key(secret, poll)
    if private.public_key().public_bytes_raw() != public_key:
        raise WrongKey
    try:
        found = [_open(envelope, private, poll) for envelope in envelopes]
    except InvalidTag as error:
        raise WrongKey from error
    secrets.SystemRandom().shuffle(found)
    return found


def _open(envelope: bytes, private: X25519PrivateKey, poll: str) -> str:
    head, sealed = envelope[:32], envelope[32:]
    shared = private.exchange(X25519PublicKey.from_public_bytes(head))
    return _cipher(shared, head, poll).decrypt(NONCE, sealed, None).rstrip(b"\0").decode()


# Two of three (Shamir over GF(256)): a line through the secret, three of its points. ----------------


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def _inverse(a: int) -> int:
    return next(b for b in range(1, 256) if _times(a, b) == 1)


def split(secret: bytes) -> list[str]:
    """Three codes, any two of which give the secret back; one alone tells nothing of it."""
    slope = secrets.token_bytes(len(secret))
    shares = [
        bytes([x]) + bytes(s ^ _times(m, x) for s, m in zip(secret, slope, strict=True)) for x in (1, 2, 3)
    ]
    return [in_groups(share) for share in shares]


def join(codes: list[str]) -> bytes:
    """The secret from any two different codes of `split`. Raises WrongKey."""
    points = {code[0]: code[1:] for code in map(from_groups, codes)}
    if len(points) < 2 or any(x not in {1, 2, 3} or len(y) != SECRET_BYTES for x, y in points.items()):
        raise WrongKey
    (x1, y1), (x2, y2), *_ = points.items()
    divisor = _inverse(x1 ^ x2)
    return bytes(_times(_times(a, x2) ^ _times(b, x1), divisor) for a, b in zip(y1, y2, strict=True))


def in_groups(raw: bytes) -> str:
    """As it stands on paper: letters and digits in fours."""
    text = b32encode(raw).decode().rstrip("=")
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def from_groups(text: str) -> bytes:
    """A code as typed: any case, with or without blanks and hyphens; 0, 1 and 8 read as O, I and B."""
    plain = "".join(text.split()).replace("-", "").upper().translate(str.maketrans("018", "OIB"))
    try:
        raw = b32decode(plain + "=" * (-len(plain) % 8))
    except (NotBase32, ValueError) as error:
        raise WrongKey from error
    if not raw:
        raise WrongKey
    return raw
