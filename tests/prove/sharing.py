"""Share work out between processes, each on a ground of its own.

The processes are forked from one that has everything loaded and an empty database laid ready, so that a
share begins at once. No threads run beside.
"""

import gc
import os
import resource
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from tests.prove.ground import own_ground

MOST = 8


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a proof: `work(*values)`. `cost`: about how many seconds; the longest begin first."""

    work: Callable[..., Any]
    values: tuple[Any, ...] = ()
    cost: float = 10.0


@dataclass(slots=True)
class Done:
    """What became of a share: its answer, or in `fault` why there is none. `cpu` in seconds."""

    answer: Any = None
    fault: str = ""
    cpu: float = 0.0


@dataclass(slots=True)
class Sums:
    """Seconds of the processors, by whatever name they are entered."""

    by_name: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, seconds: float) -> None:
        """Enter some more."""
        self.by_name[name] = self.by_name.get(name, 0.0) + seconds


def workers() -> int:
    """How many processes work side by side unless somebody says so."""
    return min(os.cpu_count() or 1, MOST)


def side_by_side(shares: list[Share], jobs: int) -> Iterator[tuple[int, Done]]:
    """The number of each share and what became of it, as they come in; `jobs` at a time."""
    context = get_context("fork")
    ahead = sorted(range(len(shares)), key=lambda number: shares[number].cost)
    running: dict[Connection, tuple[int, Any]] = {}
    try:
        while ahead or running:
            while ahead and len(running) < jobs:
                number = ahead.pop()
                mine, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(shares[number], theirs))
                process.start()
                theirs.close()
                running[mine] = (number, process)
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                number, process = running.pop(ready)
                try:
                    done = ready.recv()
                except EOFError:
                    done = Done(fault="tiến trình chết giữa chừng")
                process.join()
                yield number, done
    finally:
        for _, process in running.values():
            process.terminate()


def _work(share: Share, answer_to: Connection) -> None:
    done = Done()
    gc.freeze()  # what is loaded stays: looking through it again and again takes a tenth of the time
    gc.set_threshold(20_000, 20, 20)
    try:
        with own_ground():
            done.answer = share.work(*share.values)
    except Exception:
        done.fault = traceback.format_exc(limit=-6)
    below = resource.getrusage(resource.RUSAGE_CHILDREN)
    done.cpu = time.process_time() + below.ru_utime + below.ru_stime
    answer_to.send(done)
    answer_to.close()
