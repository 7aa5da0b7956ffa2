"""Signing in, enrolling, the second step: text turned into values."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from sotay.accounts.rules import CODE_WORDS, code_letters, code_words, unknown_word

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Đồng chí xem lại chữ hoa, dấu và thử lần nữa."
CODE_LENGTH = f"Mã ghi danh gồm {CODE_WORDS} từ; đồng chí so lại từng từ với tờ giấy."
LONGEST_CODE = 100
"""Letters with their marks apart and more blanks than needed."""


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
    """The enrolment code, as typed: with marks or without, capitals, blanks and hyphens mean nothing."""

    code = forms.CharField(
        label="Mã ghi danh",
        help_text=f"{CODE_WORDS} từ in trên tờ giấy được phát. Không cần gõ dấu, gõ chữ hoa. Dùng một lần.",
        max_length=LONGEST_CODE,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "autocorrect": "off",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": "Đồng chí nhập mã ghi danh.", "max_length": CODE_LENGTH},
    )

    def clean_code(self) -> str:
        typed = self.cleaned_data["code"]
        letters = code_letters(typed)
        if not code_words(letters):
            word = unknown_word(typed)
            parted = bool(word) and len(code_letters(word)) < len(letters)
            told = (
                f"Từ “{word}” không có trong mã nào; đồng chí so lại với tờ giấy." if parted else CODE_LENGTH
            )
            raise forms.ValidationError(told)
        return letters


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
