"""What is kept of secrets and addresses: keyed digests and sealed texts.

The key is the server's own (settings.SECRET_KEY) and does not stand in the database, so that whoever
reads a copy of the database can neither use what it finds nor try guesses against it.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac


def keyed(purpose: str, text: str) -> str:
    """64 hexadecimal digits; the same text gives another digest for another purpose."""
    return salted_hmac(f"sotay.accounts.{purpose}", text, algorithm="sha256").hexdigest()


def peppered(pin: str, device: str) -> str:
    """What of a PIN goes into the slow hash: mixed with the server's key and with the device."""
    return keyed(f"pin.{device}", pin)


def seal(text: str) -> str:
    """Encrypt a secret that must be read again (that of the one-time codes)."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Read it again. Raises ValueError when the server's key is another one."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ValueError("sealed with another key") from error


def _box() -> Fernet:
    key = sha256(b"sotay.accounts.seal" + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(key))
