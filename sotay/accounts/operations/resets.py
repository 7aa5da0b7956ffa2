"""Begin an account anew: nothing that opened it opens it any more."""

from datetime import datetime

from django.db import transaction

from sotay.accounts.events import AccountReset
from sotay.accounts.models import Account, Passkey
from sotay.accounts.operations.codes import make_code
from sotay.accounts.operations.devices import end_devices_of
from sotay.accounts.operations.factors import remove_second_factor
from sotay.accounts.operations.passkeys import end_passkey
from sotay.accounts.operations.sessions import end_sessions_of
from sotay.core.actor import Actor
from sotay.journal.operations import record


@transaction.atomic
def reset_account(*, actor: Actor, account: Account, at: datetime) -> str:
    """End sessions, devices, keys, second step and password; return a new enrolment code.

    Whether the actor may, `access` decides before it calls this.
    """
    end_devices_of(actor=actor, account=account, at=at)
    living = Passkey.objects.filter(account=account, ended_at__isnull=True)
    for public_id in living.values_list("public_id", flat=True):
        end_passkey(actor=actor, account=account, public_id=public_id, at=at)
    remove_second_factor(actor=actor, account=account, at=at)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    end_sessions_of(actor=actor, account=account, at=at)
    record(AccountReset(account.pk), actor=actor, at=at)
    return make_code(actor=actor, account=account, at=at)
