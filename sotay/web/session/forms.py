"""What the pages of a meeting in session post: text turned into values."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms

from sotay.core.vietnamese import nfc, nfc_lines
from sotay.meetings.choices import Mode
from sotay.meetings.operations.guests import SittingDraft
from sotay.meetings.operations.items import ItemTexts
from sotay.meetings.queries.session import SeatLine, SittingLine
from sotay.web.fields import DateField, TimeField

NEW_SITTINGS = 3
"""So many empty groups at most are offered beyond those there are."""


class _Text(forms.CharField):
    """Text as it was typed, one spelling for each letter."""

    def __init__(self, rows: int = 0, **more: Any) -> None:
        if rows:
            more["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, **more)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return nfc_lines(text) if isinstance(self.widget, forms.Textarea) else nfc(text)


class CloseForm(forms.Form):
    """When the meeting ended; empty: now."""

    ended_at = TimeField(label="Giờ kết thúc", required=False, help_text="Để trống thì lấy giờ lúc này.")

    def end(self) -> time | None:
        """The end as written, or None. Call when valid."""
        found = self.cleaned_data["ended_at"]
        return found if isinstance(found, time) else None


class OpinionForm(forms.Form):
    """What somebody said."""

    key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    speaker = forms.ChoiceField(label="Người phát biểu", error_messages={"required": "Chọn người phát biểu."})
    text = _Text(rows=5, label="Ý kiến", help_text="Gõ, dán, hoặc dùng phím micrô của bàn phím để nói.")
    item = forms.ChoiceField(label="Ở bước", required=False)
    reserved = forms.BooleanField(
        label="Ý kiến bảo lưu", required=False, help_text="Ý kiến thiểu số mà người nói giữ nguyên."
    )
    photo = forms.FileField(
        label="Ảnh trang sổ ghi tay",
        required=False,
        help_text="Chụp trang sổ để giữ cạnh phần chữ; không bắt buộc.",
        # Without `capture`: a phone then offers its camera and the pictures taken before.
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        speakers: Sequence[Any],
        items: Sequence[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial)
        for name, choices in (("speaker", [("", "Chọn"), *speakers]), ("item", items)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class ItemForm(forms.Form):
    """The texts of an item of the agenda."""

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    content = _Text(rows=6, label="Nội dung đã trình bày")
    conclusion = _Text(rows=3, label="Kết luận của chủ trì")

    def texts(self) -> ItemTexts:
        """The values. Call when valid."""
        return ItemTexts(self.cleaned_data["content"], self.cleaned_data["conclusion"])


class GuestForm(forms.Form):
    """Somebody who attends without belonging to the cell."""

    name = _Text(label="Họ và tên", max_length=120)
    post = _Text(label="Chức vụ, đơn vị", max_length=160)
    delegate = forms.BooleanField(label="Đại biểu của cấp ủy cấp trên", required=False)


class TimeForm(forms.Form):
    """When somebody came or went; in session (`live`) empty is now."""

    when = TimeField(label="Giờ", required=False)

    def __init__(self, data: Any = None, *, live: bool) -> None:
        super().__init__(data)
        said = "Để trống thì lấy giờ lúc này." if live else "Buổi đã kết thúc: ghi giờ trước, rồi bấm tên."
        self.fields["when"].help_text = said


class ModeForm(forms.Form):
    """In person, online or mixed."""

    mode = forms.ChoiceField(label="Hình thức", choices=Mode.choices, widget=forms.RadioSelect)
    mode_reason = _Text(
        label="Lý do, cấp ủy nào đồng ý", help_text="Bắt buộc khi trực tuyến hoặc kết hợp.", max_length=200
    )


class SittingsForm(forms.Form):
    """The groups that meet each by itself, and who belongs to which."""

    def __init__(self, data: Any = None, *, lines: Sequence[SittingLine], seats: Sequence[SeatLine]) -> None:
        self.lines, self.seats = lines, seats
        super().__init__(data, initial=_sittings_initial(lines, seats))
        self.numbers = range(1, len(lines) + (NEW_SITTINGS if not lines else 1) + 1)
        for number in self.numbers:
            self.fields[f"id{number}"] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.fields[f"name{number}"] = _Text(label=f"Tên tổ {number}", max_length=80)
            self.fields[f"day{number}"] = DateField(label="Ngày", required=False)
            self.fields[f"from{number}"] = TimeField(label="Bắt đầu", required=False)
            self.fields[f"to{number}"] = TimeField(label="Kết thúc", required=False)
            self.fields[f"place{number}"] = _Text(label="Địa điểm", max_length=120)
        groups = [("", "Chưa xếp"), *((str(n), f"Tổ {n}") for n in self.numbers)]
        for seat in seats:
            self.fields[f"g-{seat.public_id}"] = forms.ChoiceField(
                label=seat.name, choices=groups, required=False
            )

    def rows(self) -> list[dict[str, Any]]:
        """The groups as the page draws them."""
        names = ("id", "name", "day", "from", "to", "place")
        return [{name: self[f"{name}{n}"] for name in names} | {"number": n} for n in self.numbers]

    def people(self) -> list[Any]:
        """The choice of each person's group."""
        return [self[f"g-{seat.public_id}"] for seat in self.seats]

    def drafts(self) -> list[SittingDraft]:
        """The values. Call when valid."""
        v = self.cleaned_data
        return [
            SittingDraft(
                public_id=v[f"id{n}"],
                name=v[f"name{n}"],
                held_on=v[f"day{n}"],
                started_at=v[f"from{n}"],
                ended_at=v[f"to{n}"],
                place=v[f"place{n}"],
                members=tuple(s.public_id for s in self.seats if v[f"g-{s.public_id}"] == str(n)),
            )
            for n in self.numbers
        ]


def _sittings_initial(lines: Sequence[SittingLine], seats: Sequence[SeatLine]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    numbers = {}
    for number, line in enumerate(lines, 1):
        numbers[line.public_id] = str(number)
        row = line.sitting
        found |= {f"id{number}": line.public_id, f"name{number}": line.name, f"day{number}": row.held_on}
        found |= {f"from{number}": row.started_at, f"to{number}": row.ended_at, f"place{number}": row.place}
    found |= {f"g-{seat.public_id}": numbers.get(seat.sitting, "") for seat in seats}
    return found
