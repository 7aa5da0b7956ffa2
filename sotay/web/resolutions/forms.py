"""Tasks and resolutions as forms post them: text turned into values."""

from collections.abc import Iterable
from typing import Any

from django import forms

from sotay.core.vietnamese import nfc, nfc_lines
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.rules import TaskDraft
from sotay.web.fields import DateField


class Text(forms.CharField):
    """Text in one Unicode form; where several lines can be typed they stay lines."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return nfc_lines(text) if isinstance(self.widget, forms.Textarea) else nfc(text)


class TaskForm(forms.Form):
    """One task: what, who, by when."""

    key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    text = Text(label="Nhiệm vụ", required=False, widget=forms.Textarea(attrs={"rows": "2"}))
    members = forms.MultipleChoiceField(
        label="Người thực hiện", required=False, widget=forms.CheckboxSelectMultiple
    )
    holders_words = Text(
        label="Hoặc ghi bằng chữ", required=False, help_text="Ví dụ: toàn thể đảng viên; 22 đảng viên."
    )
    due_on = DateField(label="Thời hạn", required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["members"].choices = list(people)  # type: ignore[attr-defined]  # it is a choice field

    def draft(self) -> TaskDraft:
        """What was written down."""
        said = self.cleaned_data
        return TaskDraft(said["text"], tuple(said["members"]), said["holders_words"], said["due_on"])


class DecisionForm(forms.Form):
    """A resolution or conclusion."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=DecisionKind.choices, widget=forms.HiddenInput)
    subject = Text(label="Trích yếu", required=False, max_length=300)
    text = Text(label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": "14"}))
