"""G4: planted holes in access are found by the probes of G1."""

from collections.abc import Iterable, Iterator
from itertools import islice, product
from random import Random
from typing import Any

from tests.prove.asking import Probe
from tests.prove.batches import FILES
from tests.prove.g1 import SEED, Stage, Tally, ask_all, stage
from tests.prove.ground import say
from tests.prove.holes import HOLES
from tests.prove.holes.registry import Hole
from tests.prove.judging import BROKEN
from tests.prove.outcome import Outcome
from tests.prove.people import Person
from tests.prove.positions import by_file, by_parameter
from tests.prove.probes import Known
from tests.prove.sharing import Share, workers

LEAST = 30
CONTROL = 1_500
MOST = 4_000


class Probes:
    """One set of probes for every hole, in an order that is drawn once."""

    def __init__(self, on: Stage) -> None:
        self.random, self.generator = Random(SEED), on.generator
        next_key = {("web:sign-in", "GET"): ["next"]}
        self.by_focus = {
            "next": list(by_parameter(on.generator, next_key, per_key=2)),
        }
        pairs = list(product(on.generator.known, on.generator.people))
        self.others = self._mixed(self.random.sample(pairs, len(pairs) // 6))
        self.by_name = {known.name: known for known in on.generator.known}

    def _mixed(self, pairs: Iterable[tuple[Known, Person]]) -> list[Probe]:
        made = list(self.generator.by_path(1, pairs))
        self.random.shuffle(made)
        return made

    def _of(self, focus: tuple[str, ...]) -> list[Probe]:
        """The probes of the routes in focus."""
        for name in focus:
            if name not in self.by_focus:
                self.by_focus[name] = self._mixed(
                    (self.by_name[name], person) for person in self.generator.people
                )
        found = [probe for name in focus for probe in self.by_focus[name]]
        self.random.shuffle(found)
        return found

    def for_hole(self, hole: Hole) -> Iterator[Probe]:
        """First the probes of the routes that the hole touches (of these, those of the role that it widens),
        then some of all the others."""
        if hole.files is not None:  # looked through when it is sent, so made anew with each hole open
            yield from islice(by_file(self.generator, files=len(FILES), only=hole.files), MOST)
        mine = self._of(hole.focus)
        roles = {probe.person.name for probe in mine if hole.role in {g.role for g in probe.person.held}}
        yield from (probe for probe in mine if probe.person.name in roles)
        yield from (probe for probe in mine if probe.person.name not in roles)
        yield from islice((probe for probe in self.others if probe.route not in hole.focus), MOST)


def search(part: int, parts: int) -> tuple[Tally, dict[str, str]]:
    """Every `parts`-th hole: the first probe that finds it, or "". Before that, the control without any."""
    total, found = Tally(), {}
    with stage(SEED) as on:
        probes = Probes(on)
        ask_all(on, islice(probes.others, part, CONTROL, parts), total)
        for name, hole in list(HOLES.items())[part::parts]:
            on.judge.forget()
            on.asker.reload()
            with hole.break_it():
                asked, found[name] = _first_found(on, probes.for_hole(hole))
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
