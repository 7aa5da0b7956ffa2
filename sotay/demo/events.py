"""What happened to the demo."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoLoaded:
    """The demo district is in, with its sign-ins. `rows`: lines of the spreadsheets."""

    files: int
    rows: int
    sign_ins: int
