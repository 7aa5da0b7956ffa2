"""What happened to the tree in the period: one of each kind, so that the definitions are exercised."""

from datetime import date

from sotay.demo.district.model import Unit, UnitChange
from sotay.organisations.choices import Block, CellType, Kind


def change_tree(units: list[Unit]) -> list[UnitChange]:
    """Add the predecessors to `units` (which hold the tree of the last day) and say what happened.

    Every change falls after the 14th of a month, the cells meet before the 11th.
    """
    communes = [u for u in units if u.block == Block.COMMUNE]
    return [
        *_rename(_homes(units, communes[1])[1]),
        *_merge(units, _homes(units, communes[2])[2]),
        *_split(units, _homes(units, communes[4])[:2]),
        *_split_off(units, _homes(units, communes[6])[:2]),
        *_absorb(units, _homes(units, communes[8])[3]),
        *_move(_homes(units, communes[10])[4], communes[11]),
    ]


def _homes(units: list[Unit], committee: Unit) -> list[Unit]:
    return [u for u in units if u.parent is committee and u.cell_type == CellType.RESIDENTIAL]


def _older(unit: Unit, name: str, ended: date, founded: date | None = None) -> Unit:
    """A cell that ended, of the same kind and place."""
    return Unit(
        Kind.CELL, name, unit.parent, founded or unit.founded, cell_type=unit.cell_type, seat=unit.seat,
        ended=ended, changed=True,
    )  # fmt: skip


def _put(units: list[Unit], new: Unit, *olds: Unit) -> None:
    """The old ones take the place of the new one, which goes to the end of its committee."""
    at = units.index(new)
    units[at : at + 1] = olds
    last = max(i for i, u in enumerate(units) if u.parent is new.parent)
    units.insert(last + 1, new)


def _rename(cell: Unit) -> list[UnitChange]:
    return [
        UnitChange(cell, "Đổi tên", date(2022, 10, 20), value="Chi bộ thôn Tân Tiến", decision="62-QĐ/ĐU")
    ]


def _merge(units: list[Unit], new: Unit) -> list[UnitChange]:
    on, decision = date(2022, 7, 15), "48-QĐ/ĐU"
    olds = [_older(new, f"{new.name} {n}", on) for n in (1, 2)]
    new.founded, new.decision, new.changed = on, decision, True
    _put(units, new, *olds)
    return [UnitChange(old, "Hợp nhất", on, new, decision=decision) for old in olds]


def _split(units: list[Unit], news: list[Unit]) -> list[UnitChange]:
    on, decision = date(2023, 3, 15), "17-QĐ/ĐU"
    old = _older(news[0], news[0].name, on)
    for number, new in enumerate(news, 1):
        new.name, new.founded, new.decision, new.changed = f"{old.name} {number}", on, decision, True
    _put(units, news[0], old)
    _put(units, news[1])
    return [
        UnitChange(old, "Chia", on, new, takes_over=number == 0, decision=decision)
        for number, new in enumerate(news)
    ]


def _split_off(units: list[Unit], cells: list[Unit]) -> list[UnitChange]:
    on, decision = date(2022, 9, 20), "55-QĐ/ĐU"
    old, new = cells
    new.name, new.founded, new.decision, new.changed = f"Chi bộ Khu đô thị mới {new.seat}", on, decision, True
    old.changed = True
    _put(units, new)
    return [UnitChange(old, "Tách", on, new, decision=decision)]


def _absorb(units: list[Unit], into: Unit) -> list[UnitChange]:
    on, decision = date(2023, 5, 20), "31-QĐ/ĐU"
    old = _older(into, "Chi bộ xóm Trại", on)
    into.changed = True
    units.insert(units.index(into) + 1, old)
    return [UnitChange(old, "Sáp nhập", on, into, decision=decision)]


def _move(cell: Unit, to: Unit) -> list[UnitChange]:
    return [UnitChange(cell, "Chuyển cấp trên", date(2023, 1, 16), to, decision="09-QĐ/HU")]
