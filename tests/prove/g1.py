"""G1: no one reads or changes what lies outside their scope."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from itertools import chain
from random import Random
from typing import Any
from unittest.mock import patch

from django.db import transaction

from sotay.core import clock
from tests.prove.asking import Answer, Asker, Probe
from tests.prove.batches import Batches, write_simple_batches
from tests.prove.fingerprint import Fingerprints
from tests.prove.ground import is_release, say
from tests.prove.judging import Judge
from tests.prove.outcome import Outcome
from tests.prove.people import Person, write_people
from tests.prove.positions import by_file, by_parameter, heard_keys
from tests.prove.probes import ALWAYS, Generator, Known, known_routes
from tests.prove.route_table import ROUTES
from tests.prove.sharing import Share, workers
from tests.prove.world import World, plan_world
from tests.prove.writing import write_world

SEED = 1
EXAMPLES = 40
SMALL = {"path": 46_500, "parameter": 5_000}
"""The small run draws so many of the probes; the large run asks them all, in many worlds."""
WORLDS = 8


@dataclass(slots=True)
class Stage:
    """A written world with everything that probing needs. Lives inside one transaction."""

    world: World
    people: list[Person]
    known: list[Known]
    batches: Batches
    generator: Generator
    asker: Asker
    judge: Judge
    route_faults: list[str]

    def ask(self, probe: Probe) -> Answer:
        """Ask, and put uploaded files back as they were."""
        answer = self.asker.ask(probe)
        if probe.word in self.batches.owners and not answer.refused:
            self.batches.restore(probe.word)
        return answer


@contextmanager
def stage(seed: int, *, part: int = 0, parts: int = 1) -> Iterator[Stage]:
    """A world with everybody in it, taken back at the end; every `parts`-th person asks.

    The product's clock stands still at noon, so that two answers differ by nothing but what was asked.
    """
    today = clock.today()
    noon = datetime.combine(today, time(5), tzinfo=UTC)
    with patch.object(clock, "now", lambda: noon), transaction.atomic():
        random = Random(seed)
        world = plan_world(random, today)
        write_world(world)
        people = write_people(world)
        batches = Batches(world)
        write_simple_batches(batches, people)
        known, faults = known_routes()
        generator = Generator(world, people[part::parts], known, batches, random)
        asker, judge = Asker(Fingerprints(world, people)), Judge(world, people)
        yield Stage(world, people, known, batches, generator, asker, judge, faults)
        transaction.set_rollback(True)


@dataclass(slots=True)
class Tally:
    """What the probes came to. By route: how many were let in, and how many really changed something."""

    n: int = 0
    failures: int = 0
    examples: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    positions: Counter[str] = field(default_factory=Counter)
    opened: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    route_faults: list[str] = field(default_factory=list)
    brought_in: int = 0
    """Files whose rows really went in, beyond the desk on which they lie."""

    def count(self, probe: Probe, answer: Answer, faults: list[str]) -> None:
        """Enter one probe."""
        self.brought_in += any(not table.startswith("imports.") for table, _ in answer.changes) and (
            probe.route == "web:import-commit"
        )
        self.n += 1
        self.statuses[answer.status] += 1
        self.positions[probe.position.split(":")[0]] += 1
        if not answer.refused:
            self.opened[probe.route] += 1
        if answer.changes:
            self.changed[probe.route] += 1
        if faults:
            self.failures += 1
            if len(self.examples) < EXAMPLES:
                self.examples.append(f"{probe}: {'; '.join(faults[:4])}")

    def add(self, other: "Tally") -> None:
        """Enter another tally."""
        self.n += other.n
        self.failures += other.failures
        self.brought_in += other.brought_in
        self.examples += other.examples
        self.route_faults = self.route_faults or other.route_faults
        for name in ("statuses", "positions", "opened", "changed"):
            getattr(self, name).update(getattr(other, name))


def ask_all(on: Stage, probes: Iterable[Probe], tally: Tally) -> None:
    """Ask and judge every probe."""
    for probe in probes:
        answer = on.ask(probe)
        tally.count(probe, answer, on.judge.faults(probe, answer))
        if tally.n % 4000 == 0:
            say(f"G1: {tally.n} lần thử, {tally.failures} lần sai")


def probe_world(seed: int, part: int, parts: int) -> Tally:
    """The probes of one world, as far as every `parts`-th person asks."""
    many = 3 if is_release() else 1
    tally = Tally()
    with stage(seed, part=part, parts=parts) as on:
        tally.route_faults = on.route_faults
        keys = heard_keys(on.generator, on.asker)
        path: Iterable[Probe] = on.generator.by_path(many)
        parameter: Iterable[Probe] = by_parameter(on.generator, keys, per_key=3 if many > 1 else 1)
        if not is_release():
            path = drawn(path, SMALL["path"] // parts, on.generator.random)
            parameter = drawn(parameter, SMALL["parameter"] // parts, on.generator.random)
        ask_all(on, chain(path, parameter, by_file(on.generator, files=6 if many > 1 else 3)), tally)
    return tally


def drawn(probes: Iterable[Probe], wanted: int, random: Random) -> list[Probe]:
    """That many of the probes: first one of every stratum, then any."""
    left = list(probes)
    random.shuffle(left)
    first: dict[tuple[str, ...], Probe] = {}
    for probe in left:
        for stratum in _strata(probe):
            first.setdefault(stratum, probe)
    chosen = {id(probe): probe for probe in first.values()}
    for probe in left:
        if len(chosen) >= wanted:
            break
        chosen.setdefault(id(probe), probe)
    return list(chosen.values())


def _strata(probe: Probe) -> list[tuple[str, ...]]:
    """By path: every route and person by GET and by POST, every route, method and relation. By parameter:
    every route, method and key, every route and relation."""
    if probe.position != "path":
        return [(probe.route, probe.method, probe.position), (probe.route, "", probe.relation)]
    found: list[tuple[str, ...]] = [(probe.route, probe.method, "", probe.relation)]
    if probe.method in ALWAYS:
        found.append((probe.route, probe.method, probe.person.name))
    return found


def probe_routes(names: frozenset[str]) -> Tally:
    """Every probe of these routes by everybody, in one process."""
    tally = Tally()
    with stage(SEED) as on:
        tally.route_faults = on.route_faults
        on.generator.known = [known for known in on.known if known.name in names]
        keys = heard_keys(on.generator, on.asker)
        in_address, in_request = on.generator.by_path(1), by_parameter(on.generator, keys, per_key=1)
        ask_all(on, chain(in_address, in_request, by_file(on.generator, files=1)), tally)
    return tally


def shares() -> list[Share]:
    """One world (many in the large run), shared out by who asks."""
    parts = workers()
    seeds = range(SEED, SEED + (WORLDS if is_release() else 1))
    return [Share(probe_world, (seed, part, parts), cost=150) for seed in seeds for part in range(parts)]


def outcome(answers: list[Any]) -> Outcome:
    """What the shares come to."""
    tally = Tally()
    for share in answers:
        tally.add(share)
    return _outcome(tally, len(answers) // workers())


def _planted() -> dict[str, bool]:
    """A route that the oracle does not know, one that is not there, one whose id it does not know: each
    must be noticed. (Holes in access are planted by G4.)"""
    genuine = ROUTES["web:meeting"]
    found = {}
    with patch.dict(ROUTES):
        del ROUTES["web:meeting"]
        found["địa chỉ chưa có trong bảng"] = bool(known_routes()[1])
    with patch.dict(ROUTES, {"web:no-such-page": genuine}):
        found["bảng có địa chỉ không tồn tại"] = bool(known_routes()[1])
    with patch.dict(ROUTES, {"web:meeting": replace(genuine, id_name="pk")}):
        found["phần thay đổi của địa chỉ khác bảng"] = bool(known_routes()[1])
    return found


def _outcome(tally: Tally, worlds: int) -> Outcome:
    wrote = {"web:review-save": tally.changed["web:review-save"], "web:import-commit": tally.brought_in}
    silent = sorted(name for name, times in wrote.items() if not times)
    faults = tally.route_faults + [f"không có lần thử nào thật sự ghi được ở {name}" for name in silent]
    places = ", ".join(f"{name} {n}" for name, n in sorted(tally.positions.items()))
    planted = _planted()
    faults += [f"lỗi cài sẵn không bị phát hiện: {name}" for name, found in planted.items() if not found]
    return Outcome(
        n=tally.n,
        failures=tally.failures + len(faults),
        planted=len(planted),
        planted_found=sum(planted.values()),
        note=(
            f"{len(tally.opened)} địa chỉ được mở, {sum(tally.opened.values())} lần cho vào, "
            f"{sum(tally.changed.values())} lần có ghi, {tally.brought_in} tệp nhập được; "
            f"vị trí của mã: {places}; "
            f"{worlds} thế giới, hạt giống từ {SEED}."
        ),
        examples=faults + tally.examples[:EXAMPLES],
    )
