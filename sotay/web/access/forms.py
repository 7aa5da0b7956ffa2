"""Giving a role: text turned into values."""

from datetime import date, timedelta
from typing import Any

from django import forms

from sotay.access.choices import Role
from sotay.web.fields import DateField

NEW = ""


class GiveRoleForm(forms.Form):
    """Who (somebody known, or a new person by name), which role, from when to when."""

    account = forms.ChoiceField(label="Giao cho ai", required=False, widget=forms.RadioSelect)
    full_name = forms.CharField(
        label="Họ và tên người mới",
        help_text="Chỉ viết khi chọn “Người mới”. Đảng viên của chi bộ thì tìm và chọn tên ở trên.",
        max_length=120,
        required=False,
    )
    role = forms.ChoiceField(
        label="Vai trò",
        widget=forms.RadioSelect,
        error_messages={"required": "Đồng chí chọn một vai trò."},
    )
    first = DateField(label="Từ ngày")
    last = DateField(label="Đến hết ngày", help_text="Không ghi thì không hạn.", required=False)

    def __init__(
        self, data: Any = None, *, people: list[tuple[str, str]], roles: list[Role], today: date
    ) -> None:
        super().__init__(data, initial={"first": today, "account": NEW})
        account, role = self.fields["account"], self.fields["role"]
        account.choices = [*people, (NEW, "Người mới")]  # type: ignore[attr-defined]
        role.choices = [(str(r), str(r.label)) for r in roles]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not values.get("account") and not values.get("full_name", "").strip():
            self.add_error("full_name", "Đồng chí viết họ và tên, hoặc chọn một người đã có.")
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", "Ngày cuối phải sau ngày đầu; đồng chí xem lại.")
        return values

    @property
    def until(self) -> date | None:
        """The first day without the role."""
        last: date | None = self.cleaned_data.get("last")
        return last + timedelta(days=1) if last else None
