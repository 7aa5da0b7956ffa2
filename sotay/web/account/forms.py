"""Signing in, and a new password of one's own: text turned into values."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Đồng chí xem lại chữ hoa, dấu và thử lần nữa."


class SignInForm(forms.Form):
    """Name and password. Says the same whichever of the two is wrong."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
        error_messages={"required": "Đồng chí viết tên đăng nhập."},
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Đồng chí viết mật khẩu."},
    )

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.request = request
        self.account: Any = None

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "username" in values and "password" in values:
            self.account = authenticate(
                self.request, username=values["username"], password=values["password"]
            )
            if self.account is None:
                self._focus_password()
                raise forms.ValidationError(WRONG)
        elif "username" in values:
            self._focus_password()
        return values

    def _focus_password(self) -> None:
        """The name stays typed, the password has to be typed again."""
        del self.fields["username"].widget.attrs["autofocus"]
        self.fields["password"].widget.attrs["autofocus"] = True


class PasswordForm(forms.Form):
    """A new password, typed twice, over the present one."""

    present = forms.CharField(
        label="Mật khẩu hiện nay",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Đồng chí viết mật khẩu hiện nay."},
    )
    new = forms.CharField(
        label="Mật khẩu mới",
        help_text="Ít nhất 10 ký tự; một câu dễ nhớ là tốt nhất.",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Đồng chí viết mật khẩu mới."},
    )
    again = forms.CharField(
        label="Viết lại mật khẩu mới",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Đồng chí viết lại mật khẩu mới."},
    )

    def __init__(self, data: Any = None, *, account: Any) -> None:
        super().__init__(data)
        self.account = account

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "present" in values and not self.account.check_password(values["present"]):
            self.add_error("present", "Mật khẩu hiện nay không đúng; đồng chí viết lại.")
        if "new" in values and "again" in values and values["new"] != values["again"]:
            self.add_error("again", "Hai lần viết mật khẩu mới chưa giống nhau; đồng chí viết lại.")
        return values
