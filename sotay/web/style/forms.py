"""A form with each kind of field, as it looks empty and as it looks wrong."""

from django import forms

from sotay.web.fields import DateField, MonthField, TimeField


class SampleForm(forms.Form):
    """Nothing is done with it."""

    place = forms.CharField(
        label="Địa điểm", help_text="Nơi sinh hoạt, ví dụ: Nhà văn hóa thôn.", max_length=60
    )
    held_on = DateField(label="Ngày sinh hoạt")
    started_at = TimeField(label="Bắt đầu", required=False)
    month = MonthField(label="Tính cho tháng", required=False)
    mode = forms.ChoiceField(
        label="Hình thức",
        choices=[("1", "Trực tiếp"), ("2", "Trực tuyến")],
        widget=forms.RadioSelect,
    )
    whole = forms.BooleanField(label="Mọi đảng viên đều có mặt", required=False)
    text = forms.CharField(label="Kết luận", widget=forms.Textarea(attrs={"rows": 3}), required=False)
