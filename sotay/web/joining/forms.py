"""A member's answer and opinion: text turned into values."""

from typing import Any

from django import forms

from sotay.meetings.choices import Answer, ReasonClass
from sotay.meetings.rules.replies import LONGEST, LONGEST_OPINION


class LeaveForm(forms.Form):
    """Ask leave: why, in a class and, if wanted, in own words."""

    reason_class = forms.ChoiceField(
        label="Lý do",
        choices=ReasonClass.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Đồng chí chọn một lý do vắng.",
            "invalid_choice": "Đồng chí chọn một lý do vắng.",
        },
    )
    reason = forms.CharField(
        label="Nói thêm (không bắt buộc)",
        required=False,
        max_length=LONGEST,
        help_text="Chỉ bí thư đọc được, tự xóa sau một năm. Biên bản không ghi bệnh tật, chuyện nhà.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"Dài quá {LONGEST} chữ; đồng chí viết gọn lại."},
    )


class HelperForm(LeaveForm):
    """Write down the answer of somebody without a phone."""

    member = forms.ChoiceField(label="Đồng chí", error_messages={"required": "Đồng chí chọn một tên."})
    answer = forms.ChoiceField(
        label="Trả lời",
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Đồng chí chọn Sẽ dự hoặc Xin vắng."},
    )
    field_order = ["member", "answer", "reason_class", "reason"]

    def __init__(self, *args: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        chosen = self.fields["member"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "Chọn tên"), *people]
        self.fields["reason_class"].required = False
        self.fields["reason_class"].label = "Lý do, nếu xin vắng"
        chosen.error_messages["invalid_choice"] = "Người này không có trong danh sách; chọn lại tên."


class OpinionForm(forms.Form):
    """An opinion sent before."""

    text = forms.CharField(
        label="Ý kiến",
        max_length=LONGEST_OPINION,
        help_text="Chỉ chi bộ đọc được, có tên đồng chí. Có thể đọc bằng giọng nói qua bàn phím của máy.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Đồng chí viết ý kiến rồi gửi.",
            "max_length": f"Dài quá {LONGEST_OPINION} chữ; đồng chí viết gọn lại.",
        },
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
