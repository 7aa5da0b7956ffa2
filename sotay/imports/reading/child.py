"""The process that opens a file from outside: limits first, then parsing; plain JSON out.

Started by `files` for one file and gone afterwards. It gets the file as its standard input and cannot
open anything else: no file, no database, no connection (the limit on descriptors is zero by then).
"""

import json
import os
import resource
import sys
from typing import Any

from sotay.core.confined import close_in
from sotay.imports.reading.limits import TOO_LARGE, Limits, Unreadable, to_plain

SLACK = 4 << 20
"""Bytes below the limit on memory from which on any failure is put down to it."""


def _peak() -> Any:
    """Where this process's own peak of memory can be read, opened while that is still allowed."""
    try:
        return open("/proc/self/status", "rb", buffering=0)
    except OSError:
        return None


def _status_bytes(status: Any, name: bytes) -> int:
    """A line of the status in bytes, as `VmHWM:`; 0 where the system does not tell."""
    if status is None:
        return 0
    status.seek(0)
    line = next((x for x in status.read().splitlines() if x.startswith(name)), name + b" 0 kB")
    return int(line.split()[1]) * 1024


def _peak_line(status: Any) -> bytes:
    """The peak of memory as the first line of the answer; 0 when there is no room left to find out."""
    try:
        peak = _status_bytes(status, b"VmHWM:") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        return b"%d\n" % peak
    except MemoryError:
        return b"0\n"


def ran_out(error: BaseException, status: Any, memory: int) -> bool:
    """Whether it was the limit on memory that stopped the work, whatever the libraries made of it.

    A library may turn a refused allocation into "broken stream" or a panic of its own.
    """
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, MemoryError | RecursionError) or "pointer is null" in str(link):
            return True
        link = link.__cause__ or link.__context__
    try:
        return _status_bytes(status, b"VmPeak:") + SLACK >= memory
    except MemoryError:
        return True


def _answer(told: dict[str, Any], limits: Limits) -> bytes:
    """The sheets of the file as one line of JSON. Raises Unreadable, or whatever a library throws."""
    from sotay.imports.reading.books import parse

    if os.fstat(0).st_size > limits.size:
        raise Unreadable(TOO_LARGE)
    sheets = parse(sys.stdin.buffer.read(), told["ending"], limits)
    answer = {"sheets": [[s.name, s.rows, s.notes] for s in sheets]}
    text = json.dumps(answer, default=to_plain, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def main() -> None:
    """One file in, one line of JSON out."""
    import encodings.cp437
    import encodings.cp1252
    import encodings.cp1258
    import encodings.latin_1
    import encodings.utf_8_sig
    import encodings.utf_16
    import encodings.utf_16_be
    import encodings.utf_16_le  # noqa: F401 — nothing can be opened once the limits hold

    import sotay.imports.reading.books  # noqa: F401

    told = json.loads(sys.argv[1])
    limits, status = Limits(**told["limits"]), _peak()
    # Made while there is room: said when there is none.
    too_large = json.dumps({"fault": TOO_LARGE}).encode()
    close_in(limits.memory, limits.cpu)
    try:
        out = _answer(told, limits)
    except BaseException as error:
        if ran_out(error, status, limits.memory):
            out = too_large
        elif isinstance(error, Unreadable):
            out = json.dumps({"fault": str(error)}).encode()
        else:
            raise
    for part in (_peak_line(status), out):
        left = memoryview(part)
        while left:
            left = left[os.write(1, left) :]


if __name__ == "__main__":
    main()
