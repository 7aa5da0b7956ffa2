"""One place of a review: text turned into values."""

from typing import Any

from django import forms

from sotay.reporting.review.outline import WRITING

KEYS = [(key, key) for key in WRITING]
DEEDS = [(deed, deed) for deed in ("save", "strike", "restore")]


class PlaceForm(forms.Form):
    """What a person wrote over which version, and what to do: save, strike out, take the strike back.

    `keep`: the number of a proposed sentence to be added at the end.
    """

    key = forms.ChoiceField(choices=KEYS)
    version = forms.IntegerField(min_value=0)
    text = forms.CharField(required=False, strip=False)
    do = forms.ChoiceField(choices=DEEDS, required=False)
    keep = forms.IntegerField(min_value=0, required=False)

    def text_with(self, proposals: list[str]) -> str:
        """The text, with the kept proposal on a line of its own unless it stands there already."""
        values: dict[str, Any] = self.cleaned_data
        text, number = str(values["text"]), values["keep"]
        if number is None or number >= len(proposals) or proposals[number] in text:
            return text
        return f"{text.rstrip()}\n{proposals[number]}".lstrip("\n")
