"""Name the officers, word, adopt, confirm, seal, note, file."""

from sotay.minutes.operations.adopting import adopt_minutes, confirm_minutes, seal_minutes
from sotay.minutes.operations.after import append_note, attach_scans, note_minutes_seen
from sotay.minutes.operations.reporting import send_monthly_report, write_report
from sotay.minutes.operations.wording import WordingConflict, name_officers, write_wording

__all__ = [
    "WordingConflict",
    "adopt_minutes",
    "append_note",
    "attach_scans",
    "confirm_minutes",
    "name_officers",
    "note_minutes_seen",
    "seal_minutes",
    "send_monthly_report",
    "write_report",
    "write_wording",
]
