"""Sign-in accounts and what opens them. What an account may do is said by grants, in `access`."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

from sotay.accounts.choices import Way
from sotay.core.ids import new_public_id


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts with a hashed password."""

    def create_account(self, *, username: str, full_name: str, password: str | None) -> "Account":
        account = self.model(username=self.model.normalize_username(username), full_name=full_name)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who signs in. One person, one account; helpers have their own."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    is_active = models.BooleanField(default=True)
    factor_due_on = models.DateField(null=True, editable=False)
    """From this day on a person who needs a second step must have set one up. Set at their first sign-in."""

    USERNAME_FIELD = "username"
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.username


class Session(AbstractBaseSession):
    """One browser that is signed in (or about to). Only the digest of its key is kept: a copy of the
    database opens no session. A row that is gone is a session that has ended."""

    session_key = models.CharField(max_length=64, primary_key=True)
    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, null=True, related_name="sessions")
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    opened_with = models.CharField(max_length=20, blank=True, db_index=True)
    """Public id of the device or passkey that opened it: when that ends, so does this."""
    device_words = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)


class EnrolmentCode(models.Model):
    """A one-time code printed on paper. An account has one living code at most."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("accounts.Account", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="enrolment_code_one_living",
            )
        ]


class Device(models.Model):
    """A browser of one's own: its key lies in a long-lived cookie, the PIN in the person's head."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="devices")
    key_digest = models.CharField(max_length=64)
    pin = models.CharField(max_length=128)
    words = models.CharField(max_length=60, blank=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    seen_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)


class Passkey(models.Model):
    """A key that the machine keeps behind a finger print or a face (WebAuthn)."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=400, unique=True)
    """Web-safe base 64."""
    credential = models.TextField()
    """AttestedCredentialData as fido2 writes it (id and public key), in web-safe base 64."""
    sign_count = models.PositiveBigIntegerField(default=0)
    words = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    seen_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)


class SecondFactor(models.Model):
    """The six changing digits of an app (TOTP, RFC 6238). In force once confirmed by a first code."""

    account = models.OneToOneField("accounts.Account", models.CASCADE, related_name="second_factor")
    sealed_secret = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    """The 30-second step of the last code accepted: none is accepted twice."""


class RecoveryCode(models.Model):
    """A printed way in when the second step is lost. Each works once."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once"),
        ]


class Tries(models.Model):
    """How often something was tried in the present window of time. `key` is a keyed digest."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)
