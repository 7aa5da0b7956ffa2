"""How somebody came in."""

from django.db.models import TextChoices


class Way(TextChoices):
    """By what a person was known at sign-in."""

    PASSWORD = "password", "mật khẩu"
    PIN = "pin", "mã PIN"
    PASSKEY = "passkey", "khóa của máy"
    CODE = "code", "mã ghi danh"
