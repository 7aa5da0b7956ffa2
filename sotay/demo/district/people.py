"""The members: who is there on the last day, who left before, and how each came."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from sotay.demo.district.model import DAY, Person, PersonChange, Unit, UnitChange
from sotay.demo.district.persons import Registrar
from sotay.demo.district.shape import Shape
from sotay.members.choices import Post
from sotay.organisations.choices import CellType

Origins = dict[Unit, list[tuple[Unit, date, float]]]
_MOVED_SHARES = {"Hợp nhất": 1.0, "Chia": 1.0, "Tách": 1.0, "Sáp nhập": 0.3}


def populate(random: Random, shape: Shape, units: list[Unit], changes: list[UnitChange]) -> list[Person]:
    """Members of all cells; those on the rolls on the last day are exactly the cells' sizes."""
    crowd = _Crowd(random, shape, units, changes)
    for cell in crowd.cells:
        for _ in range(cell.size):
            crowd.add_present(cell)
        crowd.add_leavers(cell)
    _give_posts(crowd)
    crowd.people.sort(key=lambda p: crowd.order[p.cell])
    return crowd.people


class _Crowd:
    def __init__(self, random: Random, shape: Shape, units: list[Unit], changes: list[UnitChange]) -> None:
        self.random, self.shape = random, shape
        self.registrar = Registrar(random, shape.first_day)
        self.people: list[Person] = []
        self.order = {unit: i for i, unit in enumerate(units)}
        self.cells = [u for u in units if u.is_cell]
        self.plain = [c for c in self.cells if not c.changed]
        self.origins: Origins = defaultdict(list)
        self.led: set[Unit] = set()
        for change in changes:
            if change.other and change.what in _MOVED_SHARES:
                self.origins[change.other].append((change.unit, change.on, _MOVED_SHARES[change.what]))

    def day(self, *, before_end: int = 0) -> date:
        """Some day of the period."""
        days = (self.shape.last_day - self.shape.first_day).days - before_end
        return self.shape.first_day + timedelta(self.random.randint(1, max(days, 2)))

    def add_present(self, cell: Unit) -> None:
        """Somebody who is in the cell on the last day."""
        if cell in self.origins:
            self._add_carried(cell)
            return
        person = self.registrar.settled(cell)
        self.people.append(person)
        if not cell.changed:
            self._tell_story(person)

    def _add_carried(self, cell: Unit) -> None:
        """A successor's member comes from a predecessor on the day of the change."""
        old, on, share = self.random.choice(self.origins[cell])
        if cell.founded >= self.shape.first_day and cell not in self.led:
            person = self._first_secretary(cell)
        elif self.random.random() < share:
            person = self.registrar.settled(old)
            person.changes.append(PersonChange("Chuyển chính thức", on, cell=cell))
        else:
            person = self.registrar.settled(cell)
        self.people.append(person)

    def _first_secretary(self, cell: Unit) -> Person:
        """A new cell gets a secretary from outside the district on its first day."""
        self.led.add(cell)
        person = self.registrar.settled(cell)
        self.registrar.arrives(person, cell.founded)
        person.post, person.post_from = Post.SECRETARY, cell.founded
        return person

    def _tell_story(self, person: Person) -> None:
        luck = self.random.random()
        if luck < 0.040:
            self._admit(person)
        elif luck < 0.052:
            self._recognise(person)
        elif luck < 0.060:
            self._transfer_in(person)
        elif luck < 0.072:
            self.registrar.arrives(person, self.day())
        elif luck < 0.088:
            self._goes_for_a_time(person)
        elif luck < 0.094:
            self._exempt_for_a_time(person)
        elif luck < 0.5 and person.cell.cell_type == CellType.RESIDENTIAL and person.born.year < 1950:
            self._exempt(person)

    def _admit(self, person: Person) -> None:
        on = self.day()
        self.registrar.joins(person, on)
        official = on + timedelta(self.random.randint(366, 400))
        if official > self.shape.last_day:
            return
        if self.random.random() < 0.5:
            person.official = official
        else:
            person.changes.append(PersonChange("Công nhận chính thức", official))

    def _recognise(self, person: Person) -> None:
        """Admitted in the year before the period, recognised in it (or soon after it)."""
        on = self.shape.first_day - timedelta(self.random.randint(20, 350))
        self.registrar.joins(person, on)
        official = on + timedelta(self.random.randint(366, 390))
        if official <= self.shape.last_day:
            person.changes.append(PersonChange("Công nhận chính thức", official))

    def _transfer_in(self, person: Person) -> None:
        home = person.cell
        self.registrar.settle(person, self.random.choice([c for c in self.plain if c is not home]))
        person.changes.append(PersonChange("Chuyển chính thức", self.day(), cell=home))

    def _goes_for_a_time(self, person: Person) -> None:
        on = self.day()
        until = on + timedelta(self.random.randint(90, 360))
        host = (
            self.random.choice([c for c in self.plain if c is not person.cell])
            if self.random.random() < 0.5
            else None
        )
        open_end = until > self.shape.last_day
        person.changes.append(PersonChange("Sinh hoạt tạm thời", on, None if open_end else until, host))

    def _exempt_for_a_time(self, person: Person) -> None:
        on = self.day()
        until = on + timedelta(self.random.randint(60, 240))
        ground = self.random.choice(
            ("Đi làm lưu động trong nước dưới 12 tháng", "Điều trị bệnh dài ngày", "Nghỉ thai sản")
        )
        person.changes.append(PersonChange("Miễn sinh hoạt", on, until, ground=ground))

    def _exempt(self, person: Person) -> None:
        early = self.random.random() < 0.6
        on = self.shape.first_day - timedelta(self.random.randint(30, 2000)) if early else self.day()
        on = max(on, person.starts + DAY)
        person.changes.append(
            PersonChange("Miễn sinh hoạt", on, ground=self.random.choice(("Tuổi cao", "Tuổi cao", "Sức yếu")))
        )

    def add_leavers(self, cell: Unit) -> None:
        """Members who died, moved away or lost their membership before the last day."""
        if cell.changed:
            return
        length = (self.shape.last_day - self.shape.first_day).days / 912
        old = cell.cell_type == CellType.RESIDENTIAL
        for what, share in (
            ("Từ trần", 0.03 if old else 0.002),
            ("Chuyển đi", 0.018),
            ("Xóa tên", 0.0012),
            ("Khai trừ", 0.0004),
        ):
            wanted = cell.size * share * length
            for _ in range(int(wanted) + (self.random.random() < wanted % 1)):
                person = self.registrar.settled(cell, aged=what == "Từ trần")
                person.changes.append(PersonChange(what, self.day()))
                self.people.append(person)


def _give_posts(crowd: _Crowd) -> None:
    """A secretary in every cell; a deputy and committee members in the larger ones."""
    stay: dict[Unit, list[Person]] = defaultdict(list)
    for person in crowd.people:
        if (
            person.official
            and person.starts < crowd.shape.first_day
            and all(c.what == "Chuyển chính thức" and person.cell.changed for c in person.changes)
        ):
            stay[person.cell].append(person)
    for cell in crowd.cells:
        able = sorted(stay[cell], key=lambda p: (not 1956 <= p.born.year <= 1988, crowd.random.random()))
        if not able:
            continue  # founded in the period: it has its first secretary
        posts = [
            Post.SECRETARY,
            *([Post.DEPUTY] if len(able) > 8 else []),
            *([Post.COMMITTEE] * (len(able) > 14)),
        ]
        for person, post in zip(able, posts, strict=False):
            person.post, person.laxity = post, person.laxity * 0.3
            person.post_from = max(person.starts, date(2020, 1, 10))
    first = next(p for p in crowd.people if p.cell is crowd.cells[0] and p.post == Post.SECRETARY)
    crowd.registrar.reborn_as_village_secretary(first)
