"""G4: planted holes in access are found by the probes of G1."""

from collections.abc import Iterator
from itertools import islice
from random import Random

from tests.prove.asking import Probe
from tests.prove.g1 import SEED, Stage, Tally, ask_all, stage
from tests.prove.ground import say
from tests.prove.holes import HOLES
from tests.prove.outcome import Outcome
from tests.prove.positions import by_file, by_parameter, heard_keys
from tests.prove.sharing import pool, shared, workers

LEAST = 30
CONTROL = 1_500
MOST = 4_000


class Probes:
    """One set of probes for every hole, in an order of its own for each."""

    def __init__(self, on: Stage) -> None:
        random = Random(SEED)
        path = list(on.generator.by_path(1))
        random.shuffle(path)
        next_key = {("web:sign-in", "GET"): ["next"]}
        self.by_focus = {
            "file": list(by_file(on.generator, files=2)),
            "next": list(by_parameter(on.generator, next_key, per_key=2)),
        }
        self.path = path
        self.keys = heard_keys(on.generator, on.asker)

    def for_hole(self, focus: tuple[str, ...]) -> Iterator[Probe]:
        """First the probes of the routes that the hole touches, then some of all the others."""
        for name in focus:
            yield from self.by_focus.get(name, ())
        yield from (p for p in self.path if p.route in focus)
        yield from islice((p for p in self.path if p.route not in focus), MOST)


def search(part: int, parts: int) -> tuple[Tally, dict[str, str]]:
    """Every `parts`-th hole: the first probe that finds it, or "". Before that, the control without any."""
    total, found = Tally(), {}
    with stage(SEED) as on:
        probes = Probes(on)
        ask_all(on, islice(probes.path, part, CONTROL, parts), total)
        for name, (break_it, focus) in list(HOLES.items())[part::parts]:
            tally = Tally()
            on.judge.forget()
            on.asker.reload()
            with break_it():
                ask_all(on, probes.for_hole(focus), tally, stop_at_first=True)
            on.asker.reload()
            found[name] = tally.examples[0] if tally.examples else ""
            total.n += tally.n
            say(f"G4: {'tìm thấy' if found[name] else 'KHÔNG tìm thấy'} sau {tally.n} lần thử: {name}")
    return total, found


def prove() -> Outcome:
    """Break one thing at a time and look for it."""
    outcome = Outcome()
    by_name: dict[str, str] = {}
    with pool() as made:
        parts = workers()
        work = [(part, parts) for part in range(parts)]
        for tally, found in shared(made, __name__, "search", work):
            outcome.n += tally.n
            outcome.failures += tally.failures
            outcome.examples += tally.examples
            by_name |= found
    outcome.planted = len(by_name)
    outcome.planted_found = sum(bool(example) for example in by_name.values())
    outcome.failures += outcome.planted < LEAST
    outcome.examples += [f"lỗ hổng không bị phát hiện: {n}" for n, example in by_name.items() if not example]
    outcome.note = f"{CONTROL} lần thử đối chứng khi không có lỗ hổng. Đã tìm thấy: " + "; ".join(
        name for name, example in by_name.items() if example
    )
    return outcome
