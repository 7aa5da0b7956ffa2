"""Who controls the data of this installation: stated once, before anything comes in."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.imports.events import ControllerStated
from sotay.imports.models import Statement
from sotay.imports.rules import ControllerWords, unsaid
from sotay.journal import operations as journal


@transaction.atomic
def state_controller(*, actor: Actor, words: ControllerWords, at: datetime) -> Statement:
    """Note who controls the data, for what, on which ground; the same words again change nothing.

    Earlier statements stay. Raises DomainError when something is not said.
    """
    actor.require(Permission.CONTROLLER_STATE)
    if unsaid(words):
        raise DomainError("Chưa đủ: ghi bên kiểm soát, nơi tiếp nhận, mục đích, căn cứ và thời hạn lưu.")
    said = {name: text.strip() for name, text in asdict(words).items()}
    known = Statement.objects.order_by("stated_at", "pk").last()
    if known is not None and all(getattr(known, name) == text for name, text in said.items()):
        return known
    statement = Statement.objects.create(**said, account_id=actor.account_id, stated_at=at)
    journal.record(ControllerStated(statement.pk), actor=actor, at=at)
    return statement
