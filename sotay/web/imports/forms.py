"""Which files, and what the person decides about them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from sotay.imports.plan import BLANK_QUESTION, ImportPlan, year_question
from sotay.web.files import FilesField, ManyFilesInput

type AnyFile = UploadedFile[Any]

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 30
ENDINGS = {".xlsx", ".xls", ".ods", ".csv"}


class UploadForm(forms.Form):
    """The spreadsheets of one import."""

    sheets = FilesField(
        label="Tệp bảng tính",
        help_text="Tệp .xlsx, .xls, .ods hoặc .csv; chọn được nhiều tệp, tổng cộng không quá 20 MB.",
        widget=ManyFilesInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={
            "required": "Đồng chí chọn ít nhất một tệp.",
            "empty": "Tệp trống, không có gì để nhập; đồng chí chọn tệp khác.",
            "invalid": "Chưa nhận được tệp; đồng chí chọn lại.",
        },
    )

    def clean_sheets(self) -> list[AnyFile]:
        files: list[AnyFile] = self.cleaned_data["sheets"]
        if any(Path(str(f.name)).suffix.lower() not in ENDINGS for f in files):
            raise forms.ValidationError(
                "Chỉ nhận tệp .xlsx, .xls, .ods và .csv; đồng chí lưu lại theo dạng đó."
            )
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Mỗi lần nhập tối đa {MOST_FILES} tệp; đồng chí chia làm nhiều lần.")
        if sum(f.size or 0 for f in files) > MOST_BYTES:
            raise forms.ValidationError(
                "Các tệp nặng quá 20 MB; đồng chí chia làm nhiều lần, hoặc nhờ người vận hành nhập bằng lệnh."
            )
        return files


class ChoicesForm(forms.Form):
    """Of which year the months of a roll are, what its blanks mean, who wins where it and the register
    disagree. `today`: the years on offer end there."""

    blank = forms.ChoiceField(
        label=BLANK_QUESTION.message,
        choices=[(value, label[:1].upper() + label[1:]) for value, label in BLANK_QUESTION.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    prefer = forms.ChoiceField(
        label="Khi điểm danh và hồ sơ đảng viên khác nhau",
        choices=[
            ("status", "Theo hồ sơ: người không thuộc diện phải dự chỉ ghi nhận, không tính"),
            ("roll", "Theo điểm danh: người có tên trong danh sách là người phải dự"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *, initial: Mapping[str, Any], today: date) -> None:
        super().__init__(initial=dict(initial))
        asked = year_question(today)
        self.fields["year"] = forms.ChoiceField(
            label=asked.message, choices=asked.choices, widget=forms.RadioSelect, required=False
        )
        self.order_fields(["year", "blank", "prefer"])

    def fit(self, plan: ImportPlan) -> None:
        """Ask only what these files need."""
        options = {question.option for question in plan.questions}
        if "year" not in options and not self["year"].value():
            del self.fields["year"]
        rolls = any(sheet.kind.startswith("diem-danh") for sheet in plan.sheets)
        asked = "blank" in options or bool(self["blank"].value())
        if not asked:
            del self.fields["blank"]
        if not rolls:
            del self.fields["prefer"]


def choices_of(query: QueryDict, before: Mapping[str, Any]) -> dict[str, str]:
    """The choices of a form, only known ones; what the form does not ask stays as it was."""
    year = query.get("year", before.get("year", ""))
    found = {
        "year": year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        "blank": query.get("blank", before.get("blank", "")),
        "prefer": query.get("prefer", before.get("prefer", "")) or "status",
    }
    if found["blank"] not in dict(BLANK_QUESTION.choices):
        found["blank"] = ""
    if found["prefer"] not in {"status", "roll"}:
        found["prefer"] = "status"
    return found
