"""Change accounts and what opens them.

Operations that take no `actor` are those of somebody who is not signed in yet: they prove who they are.
"""

from sotay.accounts.operations.codes import make_code, revoke_code, use_code
from sotay.accounts.operations.devices import (
    add_device,
    end_device,
    end_devices_of,
    sign_in_with_pin,
)
from sotay.accounts.operations.enrolment import (
    enrol_with_passkey,
    enrol_with_password,
    enrol_with_pin,
)
from sotay.accounts.operations.factors import (
    begin_second_factor,
    confirm_second_factor,
    pass_second_factor,
    remove_second_factor,
    use_recovery_code,
)
from sotay.accounts.operations.limits import count_tries, give_back, sweep_tries
from sotay.accounts.operations.passkeys import add_passkey, end_passkey, note_passkey
from sotay.accounts.operations.people import (
    CREATE,
    MANAGE,
    ask_for_factor,
    change_password,
    check_password_strength,
    create_account,
    free_username,
    lock_account,
    note_sign_in,
    note_sign_out,
    open_account,
    unlock_account,
)
from sotay.accounts.operations.resets import reset_account
from sotay.accounts.operations.sessions import (
    end_session,
    end_sessions_of,
    note_seen,
    sweep_sessions,
)

__all__ = [
    "CREATE",
    "MANAGE",
    "add_device",
    "add_passkey",
    "ask_for_factor",
    "begin_second_factor",
    "change_password",
    "check_password_strength",
    "confirm_second_factor",
    "count_tries",
    "create_account",
    "end_device",
    "end_devices_of",
    "end_passkey",
    "end_session",
    "end_sessions_of",
    "enrol_with_passkey",
    "enrol_with_password",
    "enrol_with_pin",
    "free_username",
    "give_back",
    "lock_account",
    "make_code",
    "note_passkey",
    "note_seen",
    "note_sign_in",
    "note_sign_out",
    "open_account",
    "pass_second_factor",
    "remove_second_factor",
    "reset_account",
    "revoke_code",
    "sign_in_with_pin",
    "sweep_sessions",
    "sweep_tries",
    "unlock_account",
    "use_code",
    "use_recovery_code",
]
