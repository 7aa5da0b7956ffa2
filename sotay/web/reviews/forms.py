"""The places of a report as one form posts them: text turned into values."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict

from sotay.reporting.review.outline import KEYS

DEEDS = ("save", "strike", "unstrike", "keep")


class NoSuchForm(ValueError):
    """What was posted is not the form of the page."""


def mark_of(text: str) -> str:
    """A short mark of a text as it was drawn: whoever posts the same text has not changed it."""
    return sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Place:
    """One box as it was posted. `seen`: the mark of the text that the page showed in it, "" unknown."""

    key: str
    version: int
    text: str
    seen: str

    @property
    def touched(self) -> bool:
        """Whether the person changed what the page showed."""
        return mark_of(self.text) != self.seen


@dataclass(frozen=True, slots=True)
class Posted:
    """Every box of the page, in its order, and the button that was pressed.

    `deed`: save, strike, unstrike or keep; `key`: the place it means ("": none); `number`: of the
    proposed sentence to keep.
    """

    places: tuple[Place, ...]
    deed: str
    key: str
    number: int

    def wanted(self, proposals: Mapping[str, list[str]]) -> list[tuple[Place, str, bool]]:
        """What to save: each place that was changed or pressed, its text, whether it is struck out."""
        found = []
        for place in self.places:
            pressed = place.key == self.key and self.deed != "save"
            if place.touched or pressed:
                text = self._kept(place, proposals) if pressed and self.deed == "keep" else place.text
                found.append((place, text, pressed and self.deed == "strike"))
        return found

    def _kept(self, place: Place, proposals: Mapping[str, list[str]]) -> str:
        """The text, with the proposal on a line of its own unless it stands there already."""
        offered = proposals.get(place.key, [])
        if self.number >= len(offered) or offered[self.number] in place.text:
            return place.text
        return f"{place.text.rstrip()}\n{offered[self.number]}".lstrip("\n")


class PlaceForm(forms.Form):
    """One box: what a person wrote over which version."""

    key = forms.ChoiceField(choices=[(key, key) for key in sorted(KEYS)])
    version = forms.IntegerField(min_value=0)
    text = forms.CharField(required=False, strip=False)
    seen = forms.CharField(required=False, max_length=16)


def read(data: QueryDict) -> Posted:
    """The boxes that came (key, version, text and seen once a box, in the same order) and the button
    `do`: save, save:<key>, strike:<key>, unstrike:<key> or keep:<key>:<n>. Raises NoSuchForm."""
    lists = [data.getlist(name) for name in ("key", "version", "text")]
    keys, seen = lists[0], data.getlist("seen") or [""] * len(lists[0])
    if not keys or len(set(keys)) < len(keys) or {len(one) for one in (*lists, seen)} != {len(keys)}:
        raise NoSuchForm
    places = {}
    for key, version, text, mark in zip(*lists, seen, strict=True):
        form = PlaceForm({"key": key, "version": version, "text": text, "seen": mark})
        if not form.is_valid():
            raise NoSuchForm
        values: dict[str, Any] = form.cleaned_data
        places[key] = Place(**values)
    deed, key, number = _button(data.get("do", ""))
    if key and key not in places:
        raise NoSuchForm
    return Posted(tuple(places.values()), deed, key, number)


def _button(value: str) -> tuple[str, str, int]:
    deed, _, rest = value.partition(":")
    key, _, number = rest.partition(":")
    right = deed in DEEDS and (deed == "save" or key) and bool(number) == (deed == "keep")
    if not right or (number and not (number.isascii() and number.isdecimal() and len(number) < 4)):
        raise NoSuchForm
    return deed, key, int(number or 0)
