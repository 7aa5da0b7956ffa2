"""G4: planted holes in access are found by the probes of G1."""

from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

from tests.prove.asking import Probe
from tests.prove.g1 import SEED, Stage, Tally, ask_all, stage
from tests.prove.ground import say
from tests.prove.holes import HOLES
from tests.prove.judging import BROKEN
from tests.prove.outcome import Outcome
from tests.prove.positions import by_file, by_parameter
from tests.prove.sharing import Share, workers

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
            on.judge.forget()
            on.asker.reload()
            with break_it():
                asked, found[name] = _first_found(on, probes.for_hole(focus))
            on.asker.reload()
            total.n += asked
            say(f"G4: sau {asked} lần thử: {name}: {found[name] or 'KHÔNG tìm thấy'}")
    return total, found


def _first_found(on: Stage, probes: Iterator[Probe]) -> tuple[int, str]:
    """How many were asked until one told of the hole, and what it told; a page that breaks tells nothing."""
    asked = 0
    for probe in probes:
        asked += 1
        answer = on.ask(probe)
        told = [fault for fault in on.judge.faults(probe, answer) if not fault.startswith(BROKEN)]
        if told:
            return asked, f"{probe}: {told[0]}"
    return asked, ""


def shares() -> list[Share]:
    """Break one thing at a time and look for it."""
    parts = workers()
    return [Share(search, (part, parts), cost=100) for part in range(parts)]


def outcome(answers: list[Any]) -> Outcome:
    """What the shares come to."""
    total, by_name = Outcome(), dict[str, str]()
    for tally, found in answers:
        total.n += tally.n
        total.failures += tally.failures
        total.examples += tally.examples
        by_name |= found
    total.failures += len(by_name) < LEAST
    total.enter_planted({name: bool(example) for name, example in by_name.items()})
    total.note = f"{CONTROL} lần thử đối chứng khi không có lỗ hổng. Đã tìm thấy: " + "; ".join(
        name for name, example in by_name.items() if example
    )
    return total
