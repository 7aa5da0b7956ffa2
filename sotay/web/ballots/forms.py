"""Votes as forms post them: text turned into values."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from sotay.ballots.choices import Choice, Holder, Method, Purpose
from sotay.ballots.operations.counting import CountDraft
from sotay.ballots.rules import MOST_TELLERS, RULES, Counts, Slips
from sotay.core.vietnamese import nfc

BY_HAND = [(p, p.label) for p in Purpose if Method.HAND in RULES[p].methods]
ON_PAPER = [(p, p.label) for p in Purpose if Method.PAPER in RULES[p].methods]
ON_DEVICES = [(p, p.label) for p in Purpose if Method.ELECTRONIC in RULES[p].methods]
MOST = 100_000
"""More persons than any meeting has: a slip of the finger."""
UNSAID = {"required": "Ghi nội dung biểu quyết."}


class _Line(forms.CharField):
    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")


def _number(label: str, **more: Any) -> forms.IntegerField:
    invalid = {"invalid": "Viết một số.", "min_value": "Viết số từ 0.", "max_value": "Số lớn quá: sửa lại."}
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": "0"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, widget=widget, error_messages=invalid, **more
    )


class VoteForm(forms.Form):
    """A form whose operation may refuse it."""

    def say(self, field: str, value: str) -> None:
        """Let the form come back with that value, the rest as it was typed."""
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict: it was posted
        self.data[field] = value  # type: ignore[index]

    def refuse(self, faults: Mapping[str, str]) -> None:
        """Put what the rules said beside its field."""
        for field, sentence in faults.items():
            self.add_error(field if field in self.fields else None, sentence)


class DecidingForm(VoteForm):
    """A vote of one of the cells that meet together, or of all. `everybody`: all are asked their opinion.
    `came`: of a closed meeting, how many came who may vote: who of them was there is asked then. `again`:
    the vote on the same that stands already, once the person was told of it."""

    cell = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    again = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, everybody: bool = False, came: int | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        if came is not None:
            self.fields["there"] = _number(
                "Số người có quyền, dự lúc biểu quyết",
                required=False,
                help_text="Ghi sẵn số người còn dự lúc bế mạc. Lúc biểu quyết có ai chưa đến thì bớt đi, "
                f"có ai sau đó mới về thì thêm vào, nhiều nhất {came}.",
            )
            self.order_fields(["purpose", "subject", "there"])
        if everybody:
            purpose = self.fields["purpose"]
            purpose.choices = [(Purpose.SOUNDING, Purpose.SOUNDING.label)]  # type: ignore[attr-defined]  # a ChoiceField
            purpose.initial = self.initial["purpose"] = Purpose.SOUNDING


class TellersForm(DecidingForm):
    """A vote that tellers count: one to three of those who are here."""

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        labels = ("Tổ trưởng tổ kiểm phiếu", "Tổ viên", "Tổ viên thứ hai")
        for number, label in enumerate(labels, 1):
            self.fields[f"teller{number}"] = forms.ChoiceField(
                label=label, choices=[("", "Chưa ghi"), *people], required=False
            )

    def tellers(self) -> tuple[str, ...]:
        """Public ids of those named. Call when valid."""
        said = (self.cleaned_data[f"teller{number}"] for number in range(1, MOST_TELLERS + 1))
        return tuple(one for one in said if one)


class HandForm(DecidingForm):
    """A show of hands: only the minority is counted. One line a group where the cell met by groups."""

    key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    item = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    purpose = forms.ChoiceField(label="Biểu quyết về", choices=BY_HAND)
    subject = _Line(label="Nội dung biểu quyết", max_length=300, error_messages=UNSAID)
    no = _number("Không tán thành", required=False)
    other = _number("Ý kiến khác", required=False)

    def __init__(self, *args: Any, groups: Iterable[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.groups = list(groups)
        if self.groups:  # each says its own; of the whole nothing is asked
            del self.fields["no"], self.fields["other"]
        for public_id, name in self.groups:
            for field, word in (("yes", "tán thành"), ("no", "không tán thành"), ("other", "ý kiến khác")):
                self.fields[f"{field}-{public_id}"] = _number(f"{name}: {word}", required=False)

    def group_fields(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each group with its three fields."""
        return [
            (name, [self[f"{field}-{public_id}"] for field in ("yes", "no", "other")])
            for public_id, name in self.groups
        ]

    def draft(self) -> CountDraft:
        """What was written down."""
        said = self.cleaned_data
        sittings = {
            public_id: Counts(*(said.get(f"{field}-{public_id}") or 0 for field in ("yes", "no", "other")))
            for public_id, _ in self.groups
        }
        return CountDraft(
            subject=said["subject"].strip(),
            purpose=said["purpose"],
            method=Method.HAND,
            no=said.get("no") or 0,
            other=said.get("other") or 0,
            sittings=sittings,
            deciding=said["cell"],
            there=said.get("there"),
        )


class SlipsForm(TellersForm):
    """Paper ballots, counted by the tellers."""

    key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    purpose = forms.ChoiceField(label="Bỏ phiếu về", choices=ON_PAPER)
    subject = _Line(label="Nội dung", max_length=300, error_messages=UNSAID)
    issued = _number("Số phiếu phát ra")
    collected = _number("Số phiếu thu về")
    invalid = _number("Số phiếu không hợp lệ", initial=0)
    yes = _number("Tán thành")
    no = _number("Không tán thành", initial=0)
    other = _number("Ý kiến khác", initial=0)

    def draft(self) -> CountDraft:
        """What was written down."""
        said = self.cleaned_data
        return CountDraft(
            subject=said["subject"].strip(),
            purpose=said["purpose"],
            method=Method.PAPER,
            yes=said["yes"],
            no=said["no"],
            other=said["other"],
            slips=Slips(said["issued"], said["collected"], said["invalid"]),
            deciding=said["cell"],
            tellers=self.tellers(),
            there=said.get("there"),
        )


class DevicesForm(TellersForm):
    """A vote on members' own devices."""

    purpose = forms.ChoiceField(label="Biểu quyết về", choices=ON_DEVICES, initial=Purpose.RESOLUTION)
    subject = _Line(label="Nội dung biểu quyết", max_length=300, error_messages=UNSAID)
    method = forms.ChoiceField(
        label="Cách biểu quyết",
        choices=[(Method.ELECTRONIC, "Ghi tên, như giơ tay")],
        initial=Method.ELECTRONIC,
        widget=forms.RadioSelect,
    )
    holder = forms.ChoiceField(
        label="Ai giữ mã mở hòm phiếu",
        choices=[("", "–"), *Holder.choices],
        required=False,
    )

    def __init__(self, *args: Any, secret: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if secret:
            ways = [(Method.ELECTRONIC, "Ghi tên, như giơ tay"), (Method.SECRET, "Bỏ phiếu kín")]
            self.fields["method"].choices = ways  # type: ignore[attr-defined]  # it is a ChoiceField
        else:
            for number in range(1, MOST_TELLERS + 1):
                self.fields[f"teller{number}"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Three codes for tellers are three persons' codes."""
        said = super().clean() or self.cleaned_data
        if said.get("method") == Method.SECRET and said.get("holder") != Holder.CHAIR:
            for name in (f"teller{number}" for number in range(1, MOST_TELLERS + 1)):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, "Chọn người giữ mã này.")
        return said


class CloseForm(VoteForm):
    """The codes that open a secret box; none for a vote by name. `sure`: the chair was told that some of
    those present have not voted."""

    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    code_1 = forms.CharField(label="Mã thứ nhất", max_length=40, required=False)
    code_2 = forms.CharField(label="Mã thứ hai", max_length=40, required=False)

    def codes(self) -> list[str]:
        """The codes as typed, empty ones left out."""
        return [code for code in (self.cleaned_data["code_1"], self.cleaned_data["code_2"]) if code]


class VoidForm(VoteForm):
    reason = _Line(label="Lý do hủy", max_length=200)


class CastForm(VoteForm):
    """One's own ballot."""

    choice = forms.ChoiceField(label="Ý kiến của đồng chí", choices=Choice.choices, widget=forms.RadioSelect)
