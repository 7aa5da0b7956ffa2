"""Minutes as forms post them: text turned into values."""

from collections.abc import Iterable
from typing import Any

from django import forms

from sotay.core.vietnamese import nfc, nfc_lines
from sotay.web.files import FilesField, ManyFilesInput


class Text(forms.CharField):
    """Text in one Unicode form; where several lines can be typed they stay lines."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return nfc_lines(text) if isinstance(self.widget, forms.Textarea) else nfc(text)


def _few(label: str) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": "0"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=100_000, required=False, initial=0, widget=widget,
        error_messages={"invalid": "Viết một số.", "min_value": "Viết số từ 0."},
    )  # fmt: skip


class AdoptForm(forms.Form):
    """Whether they were read; the vote on the minutes: as the meeting took it (`poll`), or only the minority
    is counted."""

    read = forms.BooleanField(label="Đã đọc toàn văn biên bản trước chi bộ", required=False)
    poll = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    no = _few("Không tán thành")
    other = _few("Ý kiến khác")


class OfficersForm(forms.Form):
    """Who chaired, who took the minutes."""

    chair = forms.ChoiceField(label="Chủ trì")
    taker = forms.ChoiceField(label="Thư ký cuộc họp (người ghi biên bản)")

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", "Chọn một đồng chí"), *people]
        for name in ("chair", "taker"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # both are ChoiceFields


class WordingForm(forms.Form):
    """Own words at a place."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = Text(label="Nội dung", required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": "8"}))


class NoteForm(forms.Form):
    """A note after sealing."""

    key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    text = Text(label="Ghi chú bổ sung", max_length=4000, widget=forms.Textarea(attrs={"rows": "5"}))


class ScanForm(forms.Form):
    """The scanned signed copy: its pages as files."""

    pages = FilesField(
        label="Bản ký đã quét hoặc chụp",
        help_text="Tệp PDF hoặc ảnh, mỗi tệp không quá 8 MB. Nhiều trang thì chọn nhiều ảnh cùng lúc, đúng "
        "thứ tự trang; mỗi lần tổng cộng không quá 24 MB.",
        widget=ManyFilesInput(attrs={"accept": "application/pdf,image/*"}),
        error_messages={
            "required": "Đồng chí chọn ít nhất một tệp.",
            "empty": "Có tệp trống; đồng chí chọn lại.",
            "invalid": "Chưa nhận được tệp; đồng chí chọn lại.",
        },
    )


class ReportForm(forms.Form):
    """The two places of a monthly report; each may be struck out."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    mood = Text(
        label="Tình hình tư tưởng đảng viên, dư luận nhân dân", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": "5"}),
    )  # fmt: skip
    no_mood = forms.BooleanField(label="Gạch bỏ phần tình hình tư tưởng", required=False)
    proposals = Text(
        label="Đề xuất, kiến nghị với cấp ủy cấp trên", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": "4"}),
    )  # fmt: skip
    no_proposals = forms.BooleanField(label="Gạch bỏ: không có đề xuất, kiến nghị", required=False)
