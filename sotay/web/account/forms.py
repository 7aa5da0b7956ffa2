"""Signing in, enrolling, the second step: text turned into values."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from sotay.accounts.rules import CODE_DIGITS, is_whole_code, plain_digits

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Đồng chí xem lại chữ hoa, dấu và thử lần nữa."
CODE_LENGTH = "Mã ghi danh có 20 chữ số; đồng chí xem lại từng nhóm bốn số trên giấy."
CODE_SLIP = "Có số gõ chưa đúng; đồng chí so lại từng nhóm bốn số với tờ giấy."


def _secret(label: str, *, new: bool = True, hint: str = "", missing: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"}),
        error_messages={"required": missing or f"Đồng chí viết {label[0].lower()}{label[1:]}."},
    )


def _digits(label: str, hint: str, missing: str, **attrs: Any) -> forms.CharField:
    widget = forms.PasswordInput if attrs.pop("hidden", False) else forms.TextInput
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=60,
        widget=widget(attrs={"inputmode": "numeric", "autocomplete": "off"} | attrs),
        error_messages={"required": missing},
    )


def _pin(label: str, *, hint: str = "", new: bool = False) -> forms.CharField:
    kind = "new-password" if new else "current-password"
    return _digits(label, hint, "Đồng chí nhập 6 chữ số.", hidden=True, maxlength=6, autocomplete=kind)


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
    password = _secret("Mật khẩu", new=False)

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


class PinForm(forms.Form):
    """The PIN of this device."""

    pin = _pin("Mã PIN trên máy này", hint="6 chữ số đồng chí đã đặt.")


class CodeForm(forms.Form):
    """The enrolment code, as typed: spaces and dashes between groups mean nothing."""

    code = _digits(
        "Mã ghi danh",
        "20 chữ số, in trên tờ giấy được phát. Dùng một lần.",
        "Đồng chí nhập mã ghi danh.",
        maxlength=40,
        autocomplete="one-time-code",
    )

    def clean_code(self) -> str:
        digits = plain_digits(self.cleaned_data["code"])
        if not is_whole_code(digits):
            raise forms.ValidationError(CODE_SLIP if len(digits) == CODE_DIGITS else CODE_LENGTH)
        return digits


class NewPinForm(forms.Form):
    """A PIN of one's own choice, twice."""

    pin = _pin("Mã PIN", hint="6 chữ số; không dùng dãy dễ đoán như 123456, 111111.", new=True)
    pin_again = _pin("Nhập lại mã PIN", new=True)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "pin" in values and "pin_again" in values and values["pin"] != values["pin_again"]:
            self.add_error("pin_again", "Hai lần nhập mã PIN chưa giống nhau; đồng chí nhập lại.")
        return values


class NewPasswordForm(forms.Form):
    """A password of one's own choice, twice; on a shared machine nothing is kept."""

    new = _secret("Mật khẩu mới", hint="Ít nhất 10 ký tự; một câu dễ nhớ là tốt nhất.")
    again = _secret("Viết lại mật khẩu mới")
    shared = forms.BooleanField(
        label="Đây là máy dùng chung hoặc máy mượn",
        help_text="Không lưu gì trên máy này; tự thoát sau 10 phút không dùng.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "new" in values and "again" in values and values["new"] != values["again"]:
            self.add_error("again", "Hai lần viết mật khẩu mới chưa giống nhau; đồng chí viết lại.")
        return values


class PasswordForm(forms.Form):
    """A new password, typed twice, over the present one."""

    present = _secret("Mật khẩu hiện nay", new=False)
    new = _secret("Mật khẩu mới", hint="Ít nhất 10 ký tự; một câu dễ nhớ là tốt nhất.")
    again = _secret("Viết lại mật khẩu mới")

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


class StepForm(forms.Form):
    """The changing digits of an app, or a printed recovery code: told apart by their length."""

    code = _digits(
        "Mã 6 số trong ứng dụng",
        "Mất điện thoại thì nhập một mã dự phòng 12 số trên giấy.",
        "Đồng chí nhập mã 6 số.",
        maxlength=20,
        autocomplete="one-time-code",
    )


class AgainForm(forms.Form):
    """One's password once more."""

    password = _secret("Mật khẩu", new=False)
