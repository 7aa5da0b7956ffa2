"""Whole small districts with a history, drawn at random: trees, changes, moves, records, members."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.facts import records as rec
from tests.facts.pick import Drawn, Pick, Seeded

BLOCKS = ["commune", "commune", "agency", "enterprise", "armed", ""]
LONG_AGO = date(2015, 1, 1)
CELLS = ("cell", "grassroots_cell")
COMMITTEES = ("grassroots_committee", "part_committee")


@dataclass
class Node:
    """One organisation; parents and blocks are dated half-open spans."""

    kind: str
    founded: date
    dissolved: date | None = None
    links: list[tuple[int, date, date | None]] = field(default_factory=list)
    blocks: list[tuple[str, date, date | None]] = field(default_factory=list)

    def lives(self, day: date) -> bool:
        """Stands there already the day before too, so that a change can follow."""
        settled = all(first < day for _, first, _ in (*self.links, *self.blocks))
        return self.founded < day and self.dissolved is None and settled

    @property
    def parent(self) -> int:
        return self.links[-1][0]


@dataclass
class World:
    """What will be written down."""

    start: date
    length: int
    nodes: list[Node] = field(default_factory=list)
    successions: list[tuple[int, int, date, str, bool]] = field(default_factory=list)
    meetings: list[rec.Sitting] = field(default_factory=list)
    counts: list[rec.Count] = field(default_factory=list)
    people: list[rec.Person] = field(default_factory=list)
    node: int = 0
    first: int = 0
    last: int = 0
    report_date: date = LONG_AGO

    @property
    def months(self) -> list[int]:
        return rec.months_from(self.start, self.length)

    def cells(self) -> list[int]:
        return [i for i, node in enumerate(self.nodes) if node.kind in CELLS]

    def add(self, kind: str, parent: int | None, day: date, block: str | None = None) -> int:
        node = Node(kind, day)
        if parent is not None:
            node.links.append((parent, day, None))
        if kind in ("grassroots_committee", "grassroots_cell") and block is not None:
            node.blocks.append((block, day, None))
        self.nodes.append(node)
        return len(self.nodes) - 1

    def move(self, child: int, parent: int, day: date) -> None:
        node = self.nodes[child]
        before, since, _ = node.links[-1]
        if before != parent and since < day:
            node.links[-1] = (before, since, day)
            node.links.append((parent, day, None))

    def end(self, index: int, day: date) -> None:
        node = self.nodes[index]
        node.dissolved = day
        if index % 3:  # some leave the last link open: existence alone says that it is over
            node.links[-1] = (*node.links[-1][:2], day)
        if node.blocks and index % 2:
            node.blocks[-1] = (*node.blocks[-1][:2], day)

    def below(self, index: int) -> list[int]:
        return [i for i, n in enumerate(self.nodes) if n.links and n.parent == index and not n.dissolved]


def _tree(pick: Pick, world: World) -> None:
    root = world.add("superior_committee", None, LONG_AGO)
    superiors = [root] + [world.add("superior_committee", root, LONG_AGO) for _ in range(pick.number(0, 2))]
    founded = [LONG_AGO] * 5 + [world.start + timedelta(days=40), date(2021, 2, 1)]
    for _ in range(pick.number(1, 3)):
        top = pick.one(superiors)
        committee = world.add("grassroots_committee", top, LONG_AGO, pick.one(BLOCKS))
        parts = [world.add("part_committee", committee, LONG_AGO)] if pick.one([False, True]) else []
        for _ in range(pick.number(0, 3)):
            world.add("cell", pick.one([committee, *parts]), pick.one(founded))
    for _ in range(pick.number(0, 2)):
        top = pick.one(superiors)
        world.add("grassroots_cell", top, pick.one(founded), pick.one(BLOCKS))


def _new_cell(pick: Pick, world: World, like: int, day: date) -> int:
    """A successor: usually beside its predecessor, at times elsewhere or standalone."""
    where = pick.one(["beside", "beside", "elsewhere", "standalone"])
    parents = [i for i, n in enumerate(world.nodes) if n.kind in COMMITTEES and n.lives(day)]
    beside = world.nodes[like].parent
    if where == "beside" and world.nodes[like].kind == "cell":
        return world.add("cell", beside, day)
    if where == "elsewhere" and parents:
        return world.add("cell", pick.one(parents), day)
    tops = [i for i, n in enumerate(world.nodes) if n.kind == "superior_committee"]
    return world.add("grassroots_cell", pick.one(tops), day, pick.one(BLOCKS))


def _succeed(pick: Pick, world: World, change: str, day: date) -> None:
    living = [i for i in world.cells() if world.nodes[i].lives(day)]
    wanted = {"merge": 2, "absorb": 2}.get(change, 1)
    if len(living) < wanted:
        return
    chosen = pick.order(living)[: pick.number(2, 3) if change == "merge" else wanted]
    pairs: list[tuple[int, int, bool]] = []
    if change == "absorb":
        pairs = [(chosen[0], chosen[1], False)]
    elif change == "split":
        made = [_new_cell(pick, world, chosen[0], day) for _ in range(pick.number(2, 3))]
        taker = pick.one([*made, made[0], None])
        pairs = [(chosen[0], one, one == taker) for one in made]
    else:
        made = [_new_cell(pick, world, chosen[0], day)]
        pairs = [(one, made[0], False) for one in chosen]
    known = {pair[:2] for pair in world.successions}
    if any((before, after) in known for before, after, _ in pairs):
        return  # the record holds one change between two organisations
    if change != "split_off":
        for ended in {before for before, _, _ in pairs}:
            world.end(ended, day)
    world.successions += [(before, after, day, change, takes) for before, after, takes in pairs]


def _rearrange(pick: Pick, world: World, change: str, day: date) -> None:
    nodes = world.nodes
    committees = [i for i, n in enumerate(nodes) if n.kind in COMMITTEES and n.lives(day)]
    superiors = [i for i, n in enumerate(nodes) if n.kind == "superior_committee"]
    cells = [i for i in world.cells() if nodes[i].lives(day)]
    if change == "move_cell":
        plain = [i for i in cells if nodes[i].kind == "cell"]
        if plain and committees:
            world.move(pick.one(plain), pick.one(committees), day)
    elif change == "move_committee":
        tops = [i for i, n in enumerate(nodes) if n.blocks and n.lives(day)]
        if tops:
            world.move(pick.one(tops), pick.one(superiors), day)
    elif change == "block":
        tops = [i for i, n in enumerate(nodes) if n.blocks and n.lives(day)]
        if tops:
            node = nodes[pick.one(tops)]
            node.blocks[-1] = (*node.blocks[-1][:2], day)
            node.blocks.append((pick.one(BLOCKS), day, None))
    elif change == "end" and cells:
        world.end(pick.one(cells), day)
    elif change == "found" and committees:
        world.add("cell", pick.one(committees), day)
    elif change == "close" and committees:
        _close(pick, world, pick.one(committees), day)


def _close(pick: Pick, world: World, committee: int, day: date) -> None:
    """A committee ends; what stands below goes elsewhere that day, where it can."""
    below = world.below(committee)
    others = [
        i
        for i, n in enumerate(world.nodes)
        if n.kind in COMMITTEES and n.lives(day) and i != committee and i not in below
    ]
    movable = all(world.nodes[i].kind == "cell" and world.nodes[i].lives(day) for i in below)
    if movable and (others or not below):
        for one in below:
            world.move(one, pick.one(others), day)
        world.end(committee, day)


SUCCESSIONS = ["merge", "split", "split_off", "absorb"]
OTHERS = ["move_cell", "move_committee", "block", "end", "found", "close"]


def _history(pick: Pick, world: World) -> None:
    day = world.start + timedelta(days=pick.number(0, 150))
    for _ in range(pick.number(1, 6)):
        change = pick.one(SUCCESSIONS * 2 + OTHERS)
        if change in SUCCESSIONS:
            _succeed(pick, world, change, day)
        else:
            _rearrange(pick, world, change, day)
        day += timedelta(days=pick.one([0, 1, 6, 12, 20, 31, 45, 80]))
        edge = pick.one(["no", "no", "first", "last"])
        if edge != "no":
            day = rec.edge_after(day, last=edge == "last")


def make(pick: Pick) -> World:
    """A district with records, and a question: a node, a period and a report's date."""
    start = pick.one([date(2021, 11, 1), date(2025, 7, 1), date(2024, 1, 1)])
    world = World(start, pick.number(5, 14))
    _tree(pick, world)
    _history(pick, world)
    rec.draw_records(pick, world)
    months = rec.months_from(start, world.length + 2)
    world.first = pick.one([*months[:3], *months[:-2]])
    ends = [m for m in months if m >= world.first]
    world.last = pick.one([*ends, *ends[len(ends) // 2 :]])
    end = rec.last_day(world.last)
    offset = pick.one([1, 1, 1, 20, 60, 400, 0, -1, -15, -45, -100])
    world.report_date = end + timedelta(days=offset)
    rec.draw_people(pick, world)
    world.node = pick.number(0, len(world.nodes) - 1)
    return world


@st.composite
def drawn_worlds(draw) -> World:
    """Worlds that hypothesis can shrink."""
    return make(Drawn(draw))


def seeded(seed: int) -> World:
    """The world of a seed."""
    return make(Seeded(seed))
