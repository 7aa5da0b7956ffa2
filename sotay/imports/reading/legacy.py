"""Letters of the time before Unicode: TCVN3 ("ABC", fonts .Vn…) and VNI, recognised and converted.

Both put Vietnamese letters on places of Latin-1, so a cell looks like "NguyÔn V¨n §øc" or "Nguyeãn Vaên
Ñöùc". Which one it is, the words tell: only in the right table do they become Vietnamese syllables.

Sources: TCVN 5712:1993 (VN3: the lower-case letters and Ă Â Ê Ô Ơ Ư Đ; other capitals come by the font,
.VnTimeH), places as in glibc's charmap TCVN5712-1; VNI for Windows: http://vnisoft.com/english/vnichar.htm,
the same as vni.h of xvnkb.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

UNICODE, TCVN3, VNI = "Unicode", "TCVN3", "VNI"
NAMES = {TCVN3: "TCVN3 (phông .VnTime)", VNI: "VNI"}

_TCVN3 = dict(
    zip(
        map(chr, [*range(0xA1, 0xAF), *range(0xB5, 0xBA), *range(0xBB, 0xBF), *range(0xC6, 0xFF)]),
        "ĂÂÊÔƠƯĐăâêôơưđ" "àảãáạ" "ằẳẵắ"
        "ặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)  # fmt: skip
"""Where VN3 leaves a place empty, VN1's capital stands there; those are taken out again below."""
_TCVN3 = {place: letter for place, letter in _TCVN3.items() if letter not in "ỂỄẾỒỔỖ"}

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    """Every VNI sequence → letter, lower and upper case."""
    lower = dict(_ALONE)
    for mark, tone in _TONES.items():
        for base, letter in [*((c, c) for c in "aeouy"), ("ô", "ơ"), ("ö", "ư")]:
            lower[base + mark] = unicodedata.normalize("NFC", letter + tone)
    for marks, shape, bases in ((_CIRCUMFLEX, "\u0302", "aeo"), (_BREVE, "\u0306", "a")):
        for mark, tone in marks.items():
            for base in bases:
                lower[base + mark] = unicodedata.normalize("NFC", base + shape + tone)
    upper = {k.upper(): v.upper() for k, v in lower.items()}
    # A capital may carry the small sign: "Aâ" at the head of a word.
    mixed = {k[0].upper() + k[1:]: v.upper() for k, v in lower.items() if len(k) == 2}
    return mixed | lower | upper


_VNI = _vni()
_VNI_PARTS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~\d]+")
_SMALL = re.compile(r"[a-z]")
_OLD = re.compile(r"[\u00a1-\u00ff]")
_ONSET = r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x)?"
_RIME = (
    r"(?:(?:oa|oă|uâ|uê|oe|uy|uyê|uya|uơ|iê|yê|uô|ươ|[aăâeêioôơuưy]|oo)(?:ch|c|m|nh|ng|n|p|t)?"
    r"|(?:i|y|u|ư|ơ|ô|o)?a[iouy]|â[uy]|eo|êu|iu|[iy]êu|oa[iouy]|oeo|[oôơuư]i|uôi|ươi|ưu|ươu|uây|uyu|ua|ưa|ia|ya)"
)
_SYLLABLE = re.compile(f"{_ONSET}{_RIME}$")
_STOPPED = re.compile(r"(?:ch|[cpt])$")
_TONE_SIGNS = "\u0300\u0301\u0303\u0309\u0323"


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word could be Vietnamese: onset, rime, at most one tone, the right one before c, ch, p, t."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in decomposed if c in _TONE_SIGNS]
    plain = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONE_SIGNS))
    if len(tones) > 1 or not _SYLLABLE.match(plain):
        return False
    return not (_STOPPED.search(plain) and tones and tones[0] not in "\u0301\u0323")


def from_tcvn3(text: str) -> str:
    """Unicode from TCVN3. Text in capitals gets all of them: "§¶NG Bé" is ĐẢNG BỘ, for VN3 has no Ả, no Ộ."""
    made = _WORD.sub(_tcvn3_word, text)
    if not _SMALL.search(text) and any(sum(map(str.isupper, word)) > 1 for word in _WORD.findall(made)):
        return made.upper()
    return made


def _tcvn3_word(found: re.Match[str]) -> str:
    word = found[0]
    made = "".join(_TCVN3.get(c, c) for c in word)
    capitals = sum(c.isupper() for c in made)
    typed_small = any(c.islower() and c.isascii() for c in word)
    return made.upper() if capitals >= 2 and not typed_small else made


def from_vni(text: str) -> str:
    """Unicode from VNI."""
    return _VNI_PARTS.sub(lambda found: _VNI[found[0]], text)


CONVERTERS = {UNICODE: lambda text: text, TCVN3: from_tcvn3, VNI: from_vni}


def fit(text: str) -> float:
    """The share of the words with letters beyond ASCII that are Vietnamese syllables."""
    words = [w for w in _WORD.findall(text) if not w.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def is_old(text: str) -> bool:
    """Whether a text could be of an old encoding: something on the places of Latin-1, nothing beyond."""
    return not text.isascii() and bool(_OLD.search(text)) and max(text) <= "\u00ff"


def fits(text: str) -> dict[str, float]:
    """How well each reading of a text fits; a reading that leaves foreign signs fits badly."""
    return {name: fit(convert(text)) for name, convert in CONVERTERS.items()}


def convert_columns(columns: Iterable[list[str]]) -> list[tuple[dict[str, str], str]]:
    """For each column of texts: what changes (text → Unicode), and the encoding that it had ("" none).

    A text that fits two tables follows the others of its column, then those of the whole sheet.
    """
    scored = [{text: fits(text) for text in dict.fromkeys(texts) if is_old(text)} for texts in columns]
    votes = [_votes(column.values()) for column in scored]
    everywhere = sum(votes, Counter[str]())
    found = []
    for column, own in zip(scored, votes, strict=True):
        prior = _first(own) or _first(everywhere) or UNICODE
        changed, kinds = {}, Counter[str]()
        for text, fitting in column.items():
            best = max(fitting, key=lambda name: (fitting[name], name == prior, name == UNICODE))
            new = CONVERTERS[best](text)
            if new != text:
                changed[text] = new
                kinds[best] += 1
        found.append((changed, _first(kinds)))
    return found


def _votes(scores: Iterable[dict[str, float]]) -> Counter[str]:
    votes: Counter[str] = Counter()
    for fitting in scores:
        best = max(fitting.values())
        winners = [name for name, score in fitting.items() if score == best]
        if len(winners) == 1 and best > 0:
            votes[winners[0]] += 1
    return votes


def _first(votes: Counter[str]) -> str:
    # Not `most_common`: it imports a module when called, and the child can open no file by then.
    return max(votes, key=votes.__getitem__, default="")
