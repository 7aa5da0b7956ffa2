"""One invented person: name, age, days of admission."""

from datetime import date, timedelta
from random import Random

from sotay.demo.data import names
from sotay.demo.district.model import Person, Unit
from sotay.members.choices import Sex
from sotay.organisations.choices import CellType

# Youngest, usual and highest age on the last day; the share of women.
_AGES = {
    CellType.RESIDENTIAL: (23, 63, 92, 0.32),
    CellType.SCHOOL: (24, 40, 58, 0.82),
    CellType.HEALTH: (24, 38, 58, 0.66),
    CellType.POLICE: (22, 34, 58, 0.12),
    CellType.MILITARY: (22, 36, 56, 0.06),
    CellType.AGENCY: (26, 43, 60, 0.42),
    CellType.ENTERPRISE: (24, 39, 60, 0.4),
    CellType.COOPERATIVE: (30, 52, 70, 0.3),
}


class Registrar:
    """Makes people; numbers run on."""

    def __init__(self, random: Random, first_day: date) -> None:
        self._random, self._first_day = random, first_day
        self._number = 0
        self._families = list(names.FAMILIES)
        self._weights = list(names.FAMILIES.values())

    def settled(self, cell: Unit, *, aged: bool = False) -> Person:
        """An official member who belongs to the cell since before the period."""
        self._number += 1
        low, usual, high, women = _AGES[cell.cell_type or CellType.RESIDENTIAL]
        age = self._random.randint(66, 93) if aged else int(self._random.triangular(low, high, usual))
        born = self._some_day(self._first_day.year - age)
        sex = Sex.FEMALE if self._random.random() < women else Sex.MALE
        person = Person(
            record=f"{self._number:06d}", name=self._name(sex, born.year), sex=sex, born=born, joined=born,
            official=None, cell=cell, laxity=self._random.gammavariate(1.6, 0.6) + 0.05,
        )  # fmt: skip
        person.card = f"{64_000_000 + self._number * 7:08d}"
        person.year_only = born.year < 1955 and self._random.random() < 0.2
        self.settle(person, cell)
        return person

    def settle(self, person: Person, cell: Unit) -> None:
        """Admitted, recognised and come to the cell before the period."""
        latest = self._first_day - timedelta(500)
        youngest = person.born.replace(day=1, year=person.born.year + 19)
        oldest = min(latest, person.born.replace(day=1, year=person.born.year + 45))
        if youngest > latest:
            person.born = person.born.replace(day=1, year=latest.year - 21)
            youngest = person.born.replace(year=person.born.year + 19)
            oldest = latest
        ahead = int(self._random.triangular(0, (oldest - youngest).days, 0.2 * (oldest - youngest).days))
        person.joined = youngest + timedelta(ahead)
        person.official = person.joined + timedelta(self._random.randint(365, 400))
        person.cell = cell
        earliest = max(person.joined, cell.founded)
        spread = (self._first_day - earliest).days
        explicit = self._random.random() < 0.4 and spread > 60
        person.since = earliest + timedelta(self._random.randint(1, spread - 30)) if explicit else None

    def joins(self, person: Person, on: date) -> None:
        """Admitted on that day in the present cell, as a young person."""
        person.born = self._some_day(on.year - self._random.randint(20, 34))
        person.name = self._name(person.sex, person.born.year)
        person.joined, person.official, person.since, person.year_only = on, None, None, False

    def arrives(self, person: Person, on: date) -> None:
        """Comes on that day from outside the system."""
        person.since = on

    def reborn_as_village_secretary(self, person: Person) -> None:
        """The secretary of whom product.md speaks: a woman of 62 in a village cell."""
        person.sex, person.born, person.year_only = Sex.FEMALE, date(1962, 3, 12), False
        person.name = self._name(Sex.FEMALE, 1962)
        person.joined, person.official, person.since = date(1996, 9, 2), date(1997, 9, 2), None
        if person.joined < person.cell.founded:
            person.since = person.cell.founded
        person.post_from = max(person.starts, date(2020, 1, 10))

    def _some_day(self, year: int) -> date:
        return date(year, 1, 1) + timedelta(self._random.randint(0, 364))

    def _name(self, sex: Sex, year: int) -> str:
        styles = names.FEMALE if sex == Sex.FEMALE else names.MALE
        _, middles, givens = next(style for style in styles if year < style[0])
        family = self._random.choices(self._families, self._weights)[0]
        middle, given = self._random.choice(middles), self._random.choice(givens)
        while given in middle.split():
            given = self._random.choice(givens)
        return f"{family} {middle} {given}"
