"""The tree of the district as at the last day of the period."""

from collections import defaultdict
from datetime import date
from random import Random

from sotay.demo.data import places
from sotay.demo.district.model import Unit
from sotay.demo.district.quotas import portions
from sotay.demo.district.shape import Shape
from sotay.organisations.choices import Block, CellType, Kind

CITY, DISTRICT = "HN", "ML"
_SIZES = {
    CellType.RESIDENTIAL: 33.0,
    CellType.SCHOOL: 14.0,
    CellType.HEALTH: 8.0,
    CellType.POLICE: 7.0,
    CellType.MILITARY: 7.0,
    CellType.AGENCY: 16.0,
    CellType.COOPERATIVE: 9.0,
    CellType.ENTERPRISE: 19.0,
}
_IN_OFFICE = {
    Block.AGENCY: {
        CellType.POLICE: 38.0,
        CellType.MILITARY: 30.0,
        CellType.HEALTH: 32.0,
        CellType.SCHOOL: 28.0,
    }
}


def grow(random: Random, shape: Shape) -> list[Unit]:
    """City, district and everything below, sizes given, codes not yet."""
    city = Unit(
        Kind.SUPERIOR,
        "Đảng bộ thành phố Hà Nội",
        None,
        date(1930, 3, 17),
        "Thành ủy Hà Nội",
        seat="Hà Nội",
        code=CITY,
    )
    district = Unit(
        Kind.SUPERIOR,
        "Đảng bộ huyện Mê Linh",
        city,
        date(1977, 7, 5),
        "Huyện ủy Mê Linh",
        seat="Mê Linh",
        code=DISTRICT,
    )
    units = [city, district]
    units += _communes(random, shape, district)
    units += _agencies(random, shape, district)
    units += _enterprises(random, shape, district)
    _give_sizes(random, shape, units)
    return units


def give_codes(units: list[Unit]) -> None:
    """Committees ML-X01 …, cells below them ML-X01-01 …, in the order of the units."""
    letters = {Block.COMMUNE: "X", Block.AGENCY: "C", Block.ENTERPRISE: "D"}
    numbers: dict[str, int] = defaultdict(int)
    for unit in units:
        if unit.code or not unit.parent:
            continue
        stem = f"{unit.parent.code}-" + (letters[unit.block] if unit.block else "")
        numbers[stem] += 1
        unit.code = f"{stem}{numbers[stem]:02d}"


def _founded(random: Random, after: date) -> date:
    year = random.randint(after.year + 1, min(after.year + 25, 2015))
    return date(year, random.randint(1, 12), random.randint(1, 28))


def _committee(random: Random, district: Unit, name: str, block: Block, seat: str = "") -> Unit:
    organ = name.replace("Đảng bộ", "Đảng ủy", 1)
    founded = date(random.randint(1978, 1989), random.randint(1, 12), random.randint(1, 28))
    return Unit(Kind.GRASSROOTS_COMMITTEE, name, district, founded, organ, block, seat=seat or "Mê Linh")


def _cell(random: Random, parent: Unit, name: str, cell_type: CellType) -> Unit:
    return Unit(
        Kind.CELL, name, parent, _founded(random, parent.founded), cell_type=cell_type, seat=parent.seat
    )


def _single(random: Random, district: Unit, name: str, block: Block, cell_type: CellType) -> Unit:
    founded = date(random.randint(1980, 2012), random.randint(1, 12), random.randint(1, 28))
    return Unit(Kind.GRASSROOTS_CELL, name, district, founded, "", block, cell_type, seat="Mê Linh")


def _communes(random: Random, shape: Shape, district: Unit) -> list[Unit]:
    names = [("xã", n) for n in places.COMMUNES[: shape.communes]] + [
        ("thị trấn", n) for n in places.TOWNS[: shape.towns]
    ]
    found: list[Unit] = []
    counts = portions(shape.commune_cells, [random.uniform(0.85, 1.15) for _ in names], least=2)
    for (kind, place), count in zip(names, counts, strict=True):
        committee = _committee(random, district, f"Đảng bộ {kind} {place}", Block.COMMUNE, place)
        found.append(committee)
        found += _commune_cells(random, committee, kind, place, count)
    return found


def _commune_cells(random: Random, committee: Unit, kind: str, place: str, count: int) -> list[Unit]:
    offices = list(
        places.COMMUNE_OFFICES[: min(len(places.COMMUNE_OFFICES) - random.randint(0, 1), count // 2)]
    )
    villages = list(places.VILLAGES)
    random.shuffle(villages)
    homes = count - len(offices)
    if kind == "thị trấn":
        names = [f"Chi bộ Tổ dân phố số {n}" for n in range(1, homes + 1)]
    else:
        names = [f"Chi bộ thôn {village}" for village in villages[:homes]]
    cells = [_cell(random, committee, name, CellType.RESIDENTIAL) for name in names]
    return cells + [
        _cell(random, committee, name.format(place=place, kind=kind), CellType(cell_type))
        for name, cell_type in offices
    ]


def _agencies(random: Random, shape: Shape, district: Unit) -> list[Unit]:
    found: list[Unit] = []
    left = shape.agency_cells
    for name, cells in places.AGENCY_COMMITTEES[: shape.agency_committees]:
        committee = _committee(random, district, name, Block.AGENCY)
        below = [_cell(random, committee, title, CellType(t)) for title, t in cells[:left]]
        left -= len(below)
        found += [committee, *below]
    singles = places.AGENCY_SINGLES[: shape.agency_singles]
    return found + [_single(random, district, n, Block.AGENCY, CellType(t)) for n, t in singles]


def _enterprises(random: Random, shape: Shape, district: Unit) -> list[Unit]:
    """Most companies send counts; the first committee and the first two cells keep named rolls."""
    found: list[Unit] = []
    left = shape.enterprise_cells
    for number, (company, parts) in enumerate(places.ENTERPRISE_COMMITTEES[: shape.enterprise_committees]):
        committee = _committee(random, district, f"Đảng bộ {company}", Block.ENTERPRISE)
        found.append(committee)
        for part in parts[:left]:
            cell = _cell(random, committee, f"Chi bộ {part}", CellType.ENTERPRISE)
            cell.counted = number > 0
            found.append(cell)
        left -= len(parts[:left])
    for number, company in enumerate(places.ENTERPRISE_SINGLES[: shape.enterprise_singles]):
        cell = _single(random, district, f"Chi bộ {company}", Block.ENTERPRISE, CellType.ENTERPRISE)
        cell.counted = number >= 2 or shape.enterprise_singles < 3
        found.append(cell)
    return found


def _give_sizes(random: Random, shape: Shape, units: list[Unit]) -> None:
    for block, total in shape.members.items():
        cells = [u for u in units if u.is_cell and u.grassroots.block == block]
        weights = [_weight(random, block, cell) for cell in cells]
        for cell, size in zip(cells, portions(total, weights, least=5), strict=True):
            cell.size = size


def _weight(random: Random, block: Block, cell: Unit) -> float:
    usual = _SIZES[cell.cell_type or CellType.RESIDENTIAL]
    if cell.cell_type is not None:
        usual = _IN_OFFICE.get(block, {}).get(cell.cell_type, usual)
    return usual * random.uniform(0.65, 1.4)
