"""The process that looks an uploaded layout through: limits first, then reading; and then it is gone.

It gets the file as its standard input and can open nothing else (see `core.confined`). The answer is one
line of JSON, {"marks": […]} or {"fault": …}; which placeholders there are, the server knows.
"""

import json
import sys
from typing import Any

from sotay.core.confined import close_in
from sotay.reporting.choices import LayoutKind
from sotay.reporting.layouts.checking import BadLayout, look_through
from sotay.reporting.layouts.starting import starting_layout

MEMORY, CPU = 600 << 20, 8


def _answer(data: bytes) -> dict[str, Any]:
    try:
        return {"marks": look_through(data)}
    except BadLayout as refused:
        return {"fault": str(refused)}


def main() -> None:
    """One file in, one line of JSON out."""
    data = sys.stdin.buffer.read()
    # Our own layout first: afterwards every part that the libraries fetch only when asked is there, for
    # nothing can be opened once the limits hold.
    look_through(starting_layout(LayoutKind.INTERIM))
    close_in(MEMORY, CPU)
    sys.stdout.buffer.write(json.dumps(_answer(data)).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
