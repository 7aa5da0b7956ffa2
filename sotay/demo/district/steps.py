"""The clerk's habits: which steps are marked, which committee keeps its books well."""

from random import Random

from sotay.demo.data import topics
from sotay.demo.district.model import Unit
from sotay.rulesets.rules import all_steps

DONE = "x"


class Clerk:
    """Marks the steps of a meeting. Compulsory ones are always done, the others nearly always."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._compulsory = [s.code for s in all_steps().values() if s.compulsory]
        self._free = [s.code for s in all_steps().values() if not s.compulsory]

    @staticmethod
    def is_meticulous(cell: Unit) -> bool:
        """The second commune marks everything and starts on time."""
        return cell.grassroots.code == "ML-X02"

    @staticmethod
    def is_careless(cell: Unit) -> bool:
        """The ninth commune forgets times and marks."""
        return cell.grassroots.code == "ML-X09"

    def steps(self, cell: Unit) -> dict[str, str]:
        """Mark of every step by its code."""
        marks = dict.fromkeys(self._compulsory, DONE)
        for code in self._free:
            luck = self._random.random()
            if self.is_meticulous(cell) or luck < 0.8:
                marks[code] = DONE
            elif luck < 0.9 and code in topics.SKIPPED_STEPS:
                marks[code] = f"bỏ: {self._random.choice(topics.SKIPPED_STEPS[code])}"
        return marks
