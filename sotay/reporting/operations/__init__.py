"""Change reports: export them as files, close them, withdraw what was closed."""

from sotay.reporting.operations.closing import CloseRequest, close_report, export_closed, withdraw_report
from sotay.reporting.operations.exporting import (
    CONTENT_TYPES,
    ReviewRequest,
    SheetRequest,
    export_review,
    export_sheet,
)
from sotay.reporting.operations.layouts import remove_layout, set_layout

__all__ = [
    "CONTENT_TYPES",
    "CloseRequest",
    "ReviewRequest",
    "SheetRequest",
    "close_report",
    "export_closed",
    "export_review",
    "export_sheet",
    "remove_layout",
    "set_layout",
    "withdraw_report",
]
