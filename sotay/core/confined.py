"""The limits under which a child process opens what came from outside."""

import resource


def close_in(memory: int, cpu: int) -> None:
    """From here on: so much memory (bytes) and time (seconds), no other file, nothing written, no core, no
    further process."""
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (value, value))
