"""Texts that would run a script wherever they are not escaped, put into every text field there is."""

import re
from dataclasses import dataclass, field
from itertools import count

from django.apps import apps
from django.db import models

HIT = "window.chay"
SHAPES = (
    "<script>window.chay=1</script>",
    "<img src=x onerror=window.chay=1>",
    "<svg onload=window.chay=1>",
    '"><svg onload=window.chay=1>',
    "'><img src=x onerror=window.chay=1>",
    '" autofocus onfocus="window.chay=1" x="',
    "' autofocus onfocus='window.chay=1' x='",
    "</title><script>window.chay=1</script>",
    "</textarea><script>window.chay=1</script>",
    "</script><script>window.chay=1</script>",
    "</style><img src=x onerror=window.chay=1>",
    "--><img src=x onerror=window.chay=1>",
    "]]><img src=x onerror=window.chay=1>",
    "javascript:window.chay=1//",
    "<a href=javascript:window.chay=1>b</a>",
    "<iframe srcdoc='<script>parent.chay=1</script>'>",
    "<details open ontoggle=window.chay=1>",
    "<input autofocus onfocus=window.chay=1>",
    "<body onload=window.chay=1>",
    "<style>@import '//ngoai.test/x';</style>",
    "<link rel=stylesheet href=//ngoai.test/x>",
    "<base href=//ngoai.test/>",
    "<meta http-equiv=refresh content='0;//ngoai.test'>",
    "<form action=//ngoai.test><button>b",
    "<svg><script>window.chay=1</script></svg>",
    "<math><mi xlink:href=javascript:window.chay=1>",
    "{{ 7|add:7 }}{% debug %}",
    "${window.chay=1}`",
    "&lt;img src=x onerror=window.chay=1&gt;",
    "%3Csvg onload=window.chay=1%3E",
    "\\u003csvg onload=window.chay=1>",
    "<ſcript>window.chay=1</ſcript>",
    "＜svg onload=window.chay=1＞",
    "<svg/onload=window.chay=1\x0b>",
)
SHORT = ("<b onclick=x>", "'\"><p id=x>", "<!--", "</p><hr id=x>")

SHAPED = {
    "accounts.Account.password": "a hash",
    "accounts.Account.username": "its letters are checked when it is made",
    "accounts.Session.session_data": "signed by the product",
    "accounts.Session.opened_with": "an id",
    "documents.Document.media_type": "told by the bytes",
    "documents.Document.content": "bytes",
    "meetings.MeetingHabit.rule": "a rule of its own shape",
    "accounts.Device.pin": "a hash",
    "accounts.Passkey.credential": "a public key",
    "organisations.OrganisationPath.block": "a closed set",
    "minutes.Seal.paper": "what was printed, tied to the journal by its digest",
    "programmes.ReviewText.report": "a closed set",
    "reporting.ReportLayout.sha256": "a digest",
    "reporting.ClosedReport": "frozen: a row changed from outside is not shown",
    "facts": "counts only",
    "journal": "ids and counts only, shown nowhere",
}
"""Fields and apps whose text is never free, by their labels."""
STRUCTURE = re.compile(r"(_id|path|digest|token|sort_key|search_name|key|hash|secret|fingerprint|language)$")


@dataclass(slots=True)
class Poison:
    """What was put where. `marks`: number in the text → label of the field."""

    marks: dict[str, str] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def text(self, label: str, room: int | None, turn: int) -> str:
        """A text that fits into `room` characters, with a number by which it is known again."""
        number = f"z{next(self.numbers)}z"
        self.marks[number] = label
        for shapes in (SHAPES, SHORT):
            fitting = [s for s in shapes if room is None or len(s) + len(number) <= room]
            if fitting:
                return number + fitting[turn % len(fitting)]
        return number[: room or None]

    def pour(self, turn: int) -> int:
        """Every free text of every row; `turn` moves the shapes on. How many fields."""
        fields = [(model, f) for model in _our_models() for f in _free_texts(model)]
        for model, text in fields:
            rows = list(model._base_manager.all())
            for place, row in enumerate(rows):
                if getattr(row, text.attname):
                    label = f"{model._meta.label}.{text.name}"
                    setattr(row, text.attname, self.text(label, text.max_length, turn + place))
            model._base_manager.bulk_update(rows, [text.attname], batch_size=200)
        return len(fields)

    def known_in(self, html: str) -> set[str]:
        """The numbers that stand in a page."""
        return set(re.findall(r"z\d+z", html)) & self.marks.keys()


def _our_models() -> list[type[models.Model]]:
    return [
        m for m in apps.get_models() if m.__module__.startswith("sotay.") and m._meta.app_label not in SHAPED
    ]


def _free_texts(model: type[models.Model]) -> list["models.Field[object, object]"]:
    """Texts that a person or a file may bring: no closed sets, no keys made by the product."""
    return [
        f
        for f in model._meta.local_concrete_fields
        if isinstance(f, models.CharField | models.TextField)
        and not f.choices
        and not f.primary_key
        and not STRUCTURE.search(f.attname)
        and f"{model._meta.label}.{f.name}" not in SHAPED
        and not _is_closed(model, f)
    ]


def _is_closed(model: type[models.Model], text: "models.Field[object, object]") -> bool:
    """Codes of catalogues, which no person types: rule sets, steps, kinds, places of a review."""
    return text.name in {"rule_set", "kind", "state", "status", "programme"} or (
        f"{model._meta.label}.{text.name}" in {"meetings.MeetingStep.code", "programmes.ReviewText.place"}
    )
