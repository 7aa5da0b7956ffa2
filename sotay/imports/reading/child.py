"""The process that opens a file from outside: limits first, then parsing; plain JSON out.

Started by `files` for one file and gone afterwards. It gets the file as its standard input and cannot
open anything else: no file, no database, no connection (the limit on descriptors is zero by then).
"""

import json
import os
import resource
import sys
from typing import Any


def _peak() -> Any:
    """Where this process's own peak of memory can be read, opened while that is still allowed."""
    try:
        return open("/proc/self/status", "rb", buffering=0)
    except OSError:
        return None


def _peak_bytes(status: Any) -> int:
    if status is None:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    status.seek(0)
    line = next((x for x in status.read().splitlines() if x.startswith(b"VmHWM:")), b"VmHWM: 0 kB")
    return int(line.split()[1]) * 1024


def close_in(memory: int, cpu: int) -> None:
    """From here on: so much memory and time, no other file, nothing written, no core, no further process."""
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (value, value))


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

    from sotay.imports.reading.books import parse
    from sotay.imports.reading.limits import TOO_LARGE, Limits, Unreadable, to_plain

    told = json.loads(sys.argv[1])
    limits, status = Limits(**told["limits"]), _peak()
    close_in(limits.memory, limits.cpu)
    answer: dict[str, Any] = {}
    try:
        if os.fstat(0).st_size > limits.size:
            raise Unreadable(TOO_LARGE)
        sheets = parse(sys.stdin.buffer.read(), told["ending"], limits)
        answer["sheets"] = [[s.name, s.rows, s.notes] for s in sheets]
        text = json.dumps(answer, default=to_plain, ensure_ascii=False, allow_nan=False)
    except Unreadable as error:
        text = json.dumps({"fault": str(error)})
    except (MemoryError, RecursionError):
        text = json.dumps({"fault": TOO_LARGE})
    sys.stdout.buffer.write(f"{_peak_bytes(status)}\n".encode())
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
