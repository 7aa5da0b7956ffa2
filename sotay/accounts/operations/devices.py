"""Devices of one's own: a key in the browser, six digits in the head."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from sotay.accounts.digests import keyed, peppered
from sotay.accounts.events import DeviceAdded, DeviceEnded, DeviceLocked
from sotay.accounts.models import Account, Device, Session
from sotay.accounts.queries import living_device
from sotay.accounts.rules import PIN_TRIES, pin_fault
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A device just enrolled, and the key that its browser keeps."""

    device: Device
    key: str


class WrongPin(DomainError):
    """The PIN was wrong; how often one may still try."""


class DeviceIsLocked(DomainError):
    """Too many wrong PINs, or the device is no longer enrolled."""


LOCKED = "Máy này đã khóa sau 5 lần nhập sai mã PIN. Đồng chí xin bí thư hoặc cấp trên một mã ghi danh mới."


@transaction.atomic
def add_device(
    *, account: Account, pin: str, words: str, replaces: Device | None = None, at: datetime
) -> NewDevice:
    """Enrol this browser for the account. Raises DomainError for a PIN that is easily guessed.

    `replaces`: the device that this browser was before, whose key it now forgets.
    """
    if fault := pin_fault(pin):
        raise DomainError(fault)
    actor = Actor(account.pk, account.full_name)
    if replaces is not None:
        _end(replaces, actor, at)
    key = secrets.token_urlsafe(32)
    device = Device(account=account, key_digest=keyed("device", key), words=words[:60], made_at=at)
    device.pin = make_password(peppered(pin, device.public_id))
    device.save()
    record(DeviceAdded(account.pk, device.pk), actor=actor, at=at)
    return NewDevice(device, key)


def sign_in_with_pin(*, public_id: str, key: str, pin: str, at: datetime, today: date) -> Device:
    """The device whose key and PIN these are. Raises WrongPin or DeviceIsLocked.

    The try is counted before the PIN is looked at, so that tries made at the same time all count.
    """
    device = living_device(public_id, key)
    if device is None or not _take_a_try(device):
        raise DeviceIsLocked(LOCKED)
    if not check_password(peppered(pin, device.public_id), device.pin):
        return _refuse(device, at)
    if not device.account.is_active:
        raise DeviceIsLocked("Tài khoản này đang khóa; đồng chí gọi người quản trị Sổ tay.")
    Device.objects.filter(pk=device.pk).update(wrong_pins=0, seen_on=today)
    return device


def _take_a_try(device: Device) -> bool:
    still = Device.objects.filter(pk=device.pk, ended_at__isnull=True, wrong_pins__lt=PIN_TRIES)
    return bool(still.update(wrong_pins=F("wrong_pins") + 1))


def _refuse(device: Device, at: datetime) -> Device:
    wrong = Device.objects.values_list("wrong_pins", flat=True).get(pk=device.pk)
    if wrong >= PIN_TRIES:
        record(DeviceLocked(device.account_id, device.pk), actor=Actor(device.account_id, ""), at=at)
        raise DeviceIsLocked(LOCKED)
    raise WrongPin(f"Mã PIN không đúng. Đồng chí còn {PIN_TRIES - wrong} lần thử.")


@transaction.atomic
def end_device(*, actor: Actor, account: Account, public_id: str, at: datetime) -> bool:
    """Take a device of the account off the list, with the sessions it opened; whether there was one."""
    device = Device.objects.filter(account=account, public_id=public_id, ended_at__isnull=True).first()
    if device is None:
        return False
    _end(device, actor, at)
    return True


@transaction.atomic
def end_devices_of(*, actor: Actor, account: Account, at: datetime) -> None:
    """Take all devices of the account off the list."""
    for device in Device.objects.filter(account=account, ended_at__isnull=True):
        _end(device, actor, at)


def _end(device: Device, actor: Actor, at: datetime) -> None:
    Device.objects.filter(pk=device.pk).update(ended_at=at)
    Session.objects.filter(opened_with=device.public_id).delete()
    record(DeviceEnded(device.account_id, device.pk), actor=actor, at=at)
