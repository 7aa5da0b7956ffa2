"""Closing and cancelling as forms: text turned into values."""

from django import forms

from sotay.web.fields import DateField


class CloseForm(forms.Form):
    """Number, term and day of a report to be signed."""

    number = forms.IntegerField(
        label="Số của báo cáo",
        min_value=1,
        max_value=99999,
        help_text="Lấy theo sổ văn bản đi của cấp ủy; báo cáo lập ngoài phần mềm cũng chiếm số.",
    )
    term = forms.CharField(
        label="Nhiệm kỳ", max_length=12, help_text="Số đánh riêng cho từng nhiệm kỳ, ví dụ 2020–2025."
    )
    day = DateField(label="Ngày văn bản", help_text="Số liệu tính đến ngày này.")


class ReplaceForm(CloseForm):
    """The same for a report that takes the place of another."""

    note = forms.CharField(
        label="Lý do thay báo cáo cũ", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class WithdrawForm(forms.Form):
    """Why a closed report is cancelled."""

    note = forms.CharField(
        label="Lý do hủy",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Số vẫn giữ trong danh sách, có ghi “đã hủy”, không dùng lại.",
    )
