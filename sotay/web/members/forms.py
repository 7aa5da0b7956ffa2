"""Looking for a member: text turned into values."""

from datetime import date
from typing import Any

from django import forms

from sotay.core.errors import DomainError
from sotay.members.queries import Sought
from sotay.members.rules import LONGEST_REASON, reason_of


class SearchForm(forms.Form):
    """Name, year of birth, number: at least one of them."""

    name = forms.CharField(
        label="Họ và tên",
        required=False,
        max_length=120,
        help_text="Không cần dấu, không cần đủ chữ: hoa, nguyen hoa.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
        error_messages={"max_length": "Tên dài quá 120 chữ; đồng chí viết gọn lại."},
    )
    birth_year = forms.IntegerField(
        label="Năm sinh",
        required=False,
        min_value=1880,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Năm sinh viết bốn chữ số, ví dụ 1957.",
            "min_value": "Năm sinh viết bốn chữ số, ví dụ 1957.",
        },
    )
    number = forms.CharField(
        label="Số lý lịch, số thẻ hoặc số định danh",
        required=False,
        max_length=30,
        help_text="Viết đủ cả số.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Số dài quá 30 chữ; đồng chí xem lại."},
    )

    def __init__(self, data: Any = None, *, today: date, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.today = today

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and year > self.today.year:
            raise forms.ValidationError("Năm sinh chưa tới; đồng chí xem lại.")
        return year

    def clean(self) -> dict[str, Any]:
        if not self.errors and self.sought.empty:
            raise forms.ValidationError("Đồng chí viết tên, năm sinh hoặc một số để tìm.")
        return self.cleaned_data

    @property
    def sought(self) -> Sought:
        """What is looked for, of a form without errors."""
        values = self.cleaned_data
        return Sought(values.get("name", ""), values.get("birth_year"), values.get("number", ""))


class ReasonForm(forms.Form):
    """Why names further down are looked for."""

    reason = forms.CharField(
        label="Lý do tìm",
        max_length=LONGEST_REASON,
        help_text="Tìm để làm việc gì. Lý do và những tên đã hiện ra được ghi vào nhật ký.",
        error_messages={
            "required": "Đồng chí viết rõ tìm để làm việc gì.",
            "max_length": f"Lý do dài quá {LONGEST_REASON} chữ; đồng chí viết gọn lại.",
        },
    )

    def clean_reason(self) -> str:
        try:
            return reason_of(self.cleaned_data["reason"])
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
