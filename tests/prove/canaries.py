"""Canaries: unguessable words in everything that an organisation keeps, found again in any answer."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from pdfminer.high_level import extract_text

from sotay.core.ids import ALPHABET

MARK = "cnry"
_FOUND = re.compile(rb"cnry[2-9a-hj-km-np-z]{10}")
_TAG = re.compile(rb"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Canary:
    """`kind` says what sort of thing the word stands in, `place` whose it is (a name of the world)."""

    kind: str
    place: str
    about: str = ""
    """The person or meeting it belongs to, when there is one."""


@dataclass(slots=True)
class Aviary:
    """Every canary of a world, by its word."""

    random: Random
    known: dict[str, Canary] = field(default_factory=dict)

    def new(self, kind: str, place: str, about: str = "") -> str:
        """A fresh word; it also has the shape of a public id."""
        word = MARK + "".join(self.random.choices(ALPHABET, k=10))
        self.known[word] = Canary(kind, place, about)
        return word

    def stranger(self) -> str:
        """A word of the same shape that stands nowhere: an absent id."""
        while (word := MARK + "".join(self.random.choices(ALPHABET, k=10))) in self.known:
            pass
        return word

    def found_in(self, content: bytes) -> set[str]:
        """The canaries in these bytes; archives (DOCX, XLSX) and PDF are opened first."""
        words: set[str] = set()
        for part in _parts(content):
            words |= {match.decode() for match in _FOUND.findall(part.lower())}
        return {word for word in words if word in self.known}


@lru_cache(maxsize=512)
def _words_of_pdf(content: bytes) -> bytes:
    """What a PDF shows, its lines put together: a word may be broken at a line's end."""
    shown = extract_text(io.BytesIO(content))
    return shown.encode() + b"\n" + "".join(shown.split()).encode()


def _parts(content: bytes) -> Iterable[bytes]:
    """The bytes as they are; of an archive, every part, also with its markup taken out, because
    a word may be spread over several runs."""
    if content.startswith(b"%PDF-"):
        yield content
        yield _words_of_pdf(content)
        return
    if not content.startswith(b"PK\x03\x04"):
        yield content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            yield name.encode()
            yield part
            yield _TAG.sub(b"", part)
