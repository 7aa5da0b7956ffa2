"""Give and settle tasks; write, issue and cancel resolutions and conclusions."""

from sotay.resolutions.operations.deciding import (
    cancel_decision,
    issue_decision,
    write_and_issue,
    write_and_spread,
    write_decision,
)
from sotay.resolutions.operations.numbering import next_in_series
from sotay.resolutions.operations.tasks import give_task, remove_task, settle_task

__all__ = [
    "cancel_decision",
    "give_task",
    "issue_decision",
    "next_in_series",
    "remove_task",
    "settle_task",
    "write_and_issue",
    "write_and_spread",
    "write_decision",
]
