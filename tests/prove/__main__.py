"""`python -m tests.prove [CLAIM…] [--jobs N]`: prove the claims and write build/prove.json.

`python -m tests.prove --routes web:a web:b`: every probe of G1 for these pages alone; writes no file.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tests.prove.ground import say, throwaway_ground
from tests.prove.outcome import Claim, Outcome
from tests.prove.sharing import Share, Sums, own_ground, side_by_side, workers

FILE = Path("build/prove.json")
LEAST = {
    "G1": 50_000, "G4": 30, "G6": 100, "G7": 300, "G10": 64 * 200, "G11": 1_000, "G12": 500, "G13": 1_000,
    "G15": 300, "G16": 1_000, "G18": 100, "G19": 20, "G20": 1_000,
}  # fmt: skip
"""The size below which a claim proves nothing, however clean it looks."""


def claims() -> dict[str, Claim]:
    """Each claim and its proof. Imported here, because models need Django started."""
    from tests.prove import g1, g4, g6, g7, g10, g11, g12, g13, g15, g16, g18, g19, g20

    modules = {
        "G1": g1, "G4": g4, "G6": g6, "G7": g7, "G10": g10, "G11": g11, "G12": g12, "G13": g13,
        "G15": g15, "G16": g16, "G18": g18, "G19": g19, "G20": g20,
    }  # fmt: skip
    return {name: Claim.of(module) for name, module in modules.items()}


def main(wanted: list[str], jobs: int) -> int:
    """Run the proofs; 1 when a claim fails or a planted fault is not found."""
    with throwaway_ground():
        proofs = claims()
        if unknown := set(wanted) - proofs.keys():
            raise SystemExit(f"không có phép chứng minh {', '.join(sorted(unknown))}")
        found = _run({name: proofs[name] for name in wanted or proofs}, jobs)
    FILE.parent.mkdir(exist_ok=True)
    text = json.dumps({k: v.as_json() for k, v in found.items()}, ensure_ascii=False, indent=2)
    FILE.write_text(text + "\n", encoding="utf-8")
    return 0 if all(outcome.holds for outcome in found.values()) else 1


def _run(proofs: dict[str, Claim], jobs: int) -> dict[str, Outcome]:
    """All shares of all claims side by side; each claim is told as soon as its last share is in."""
    work: list[tuple[str, int, Share]] = [
        (name, number, share) for name, claim in proofs.items() for number, share in enumerate(claim.shares())
    ]
    answers: dict[str, dict[int, Any]] = {name: {} for name in proofs}
    left = {name: sum(of == name for of, _, _ in work) for name in proofs}
    faults: dict[str, list[str]] = {name: [] for name in proofs}
    found, sums = {}, Sums()
    for place, done in side_by_side([share for _, _, share in work], jobs):
        name, number, _ = work[place]
        sums.add(name, done.cpu)
        answers[name][number] = done.answer
        left[name] -= 1
        if done.fault:
            faults[name].append(done.fault)
        if not left[name]:
            found[name] = _finish(name, proofs[name], answers[name], faults[name])
            _tell(name, found[name], sums.by_name[name])
    return {name: found[name] for name in proofs}


def _finish(name: str, claim: Claim, answers: dict[int, Any], faults: list[str]) -> Outcome:
    if faults:
        return Outcome(failures=len(faults), examples=faults)
    outcome = claim.outcome([answers[number] for number in sorted(answers)])
    if outcome.n < LEAST[name]:
        outcome.failures += 1
        outcome.examples.append(f"chỉ {outcome.n} lần thử, cần ít nhất {LEAST[name]}")
    return outcome


def _tell(name: str, outcome: Outcome, cpu: float) -> None:
    word = "đạt" if outcome.holds else "KHÔNG ĐẠT"
    say(
        f"{name} {word}: {outcome.n} lần thử, {outcome.failures} lần sai; "
        f"lỗi cài sẵn tìm thấy {outcome.planted_found}/{outcome.planted} ({cpu:.0f} giây máy)"
    )
    for line in outcome.examples[:20]:
        say(f"  {line}")


def try_routes(names: list[str]) -> int:
    """Ask everything of G1 about these routes alone: for whoever is writing one."""
    with throwaway_ground(), own_ground():
        from tests.prove import g1

        tally = g1.probe_routes(frozenset(names))
    for line in [*tally.route_faults, *tally.examples]:
        say(f"  {line}")
    say(f"{', '.join(names)}: {tally.n} lần thử, {tally.failures} lần sai; cho vào {dict(tally.opened)}")
    return 1 if tally.failures or tally.route_faults or not tally.n else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    parser.add_argument("claims", nargs="*", metavar="CLAIM")
    parser.add_argument("--jobs", type=int, default=workers(), help="how many processes side by side")
    parser.add_argument("--routes", nargs="+", default=[], metavar="web:…")
    asked = parser.parse_args()
    sys.exit(try_routes(asked.routes) if asked.routes else main(asked.claims, asked.jobs))
