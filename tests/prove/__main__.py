"""`python -m tests.prove [CLAIM…]`: prove the claims and write build/prove.json.

`python -m tests.prove --routes web:a web:b`: every probe of G1 for these pages alone; writes no file.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.prove.ground import say, throwaway_ground
from tests.prove.outcome import Outcome

FILE = Path("build/prove.json")
LEAST = {
    "G1": 50_000, "G4": 30, "G6": 100, "G7": 300, "G12": 500, "G13": 1_000, "G15": 300, "G16": 1_000,
    "G18": 100, "G19": 20, "G20": 1_000,
}  # fmt: skip
"""The size below which a claim proves nothing, however clean it looks."""


def claims() -> dict[str, Callable[[], Outcome]]:
    """Each claim and its proof. Imported here, because models need Django started."""
    from tests.prove import g1, g4, g6, g7, g12, g13, g15, g16, g18, g19, g20

    return {
        "G6": g6.prove,
        "G7": g7.prove,
        "G16": g16.prove,
        "G12": g12.prove,
        "G20": g20.prove,
        "G13": g13.prove,
        "G15": g15.prove,
        "G18": g18.prove,
        "G19": g19.prove,
        "G4": g4.prove,
        "G1": g1.prove,
    }


def main(wanted: list[str]) -> int:
    """Run the proofs; 1 when a claim fails or a planted fault is not found."""
    with throwaway_ground():
        proofs = claims()
        found = {name: proofs[name]() for name in wanted or proofs}
    for name, outcome in found.items():
        if outcome.n < LEAST[name]:
            outcome.failures += 1
            outcome.examples.append(f"chỉ {outcome.n} lần thử, cần ít nhất {LEAST[name]}")
    FILE.parent.mkdir(exist_ok=True)
    text = json.dumps({k: v.as_json() for k, v in found.items()}, ensure_ascii=False, indent=2)
    FILE.write_text(text + "\n", encoding="utf-8")
    for name, outcome in found.items():
        word = "đạt" if outcome.holds else "KHÔNG ĐẠT"
        say(
            f"{name} {word}: {outcome.n} lần thử, {outcome.failures} lần sai; "
            f"lỗi cài sẵn tìm thấy {outcome.planted_found}/{outcome.planted}"
        )
        for line in outcome.examples[:20]:
            say(f"  {line}")
    return 0 if all(outcome.holds for outcome in found.values()) else 1


def try_routes(names: list[str]) -> int:
    """Ask everything of G1 about these routes alone: for whoever is writing one."""
    with throwaway_ground():
        from tests.prove import g1

        tally = g1.probe_routes(frozenset(names))
    for line in [*tally.route_faults, *tally.examples]:
        say(f"  {line}")
    say(f"{', '.join(names)}: {tally.n} lần thử, {tally.failures} lần sai; cho vào {dict(tally.opened)}")
    return 1 if tally.failures or tally.route_faults or not tally.n else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    parser.add_argument("claims", nargs="*", metavar="CLAIM")
    parser.add_argument("--routes", nargs="+", default=[], metavar="web:…")
    asked = parser.parse_args()
    sys.exit(try_routes(asked.routes) if asked.routes else main(asked.claims))
