"""to-chuc.xlsx: the tree and what happened to it."""

from collections.abc import Iterator
from pathlib import Path

from sotay.demo.district.model import District, Unit
from sotay.demo.files.book import Book, Row
from sotay.imports.columns import ORGANISATION_EVENTS, ORGANISATIONS
from sotay.organisations.choices import Block, Kind

_KINDS = {
    Kind.SUPERIOR: "Đảng bộ cấp trên trực tiếp của cơ sở",
    Kind.GRASSROOTS_COMMITTEE: "Đảng bộ cơ sở",
    Kind.GRASSROOTS_CELL: "Chi bộ cơ sở",
    Kind.CELL: "Chi bộ",
}
_BLOCKS = {Block.COMMUNE: "Xã, thị trấn", Block.AGENCY: "Cơ quan", Block.ENTERPRISE: "Doanh nghiệp"}


def write(path: Path, district: District) -> None:
    """Both sheets."""
    with Book(path) as book:
        book.sheet(ORGANISATIONS, (_unit(unit) for unit in district.units))
        book.sheet(ORGANISATION_EVENTS, _changes(district))


def _unit(unit: Unit) -> Row:
    return {
        "code": unit.code,
        "name": unit.name,
        "organ": unit.organ,
        "kind": _KINDS[unit.kind],
        "parent": unit.parent.code if unit.parent else "",
        "block": _BLOCKS[unit.block] if unit.block else "",
        "cell_type": str(unit.cell_type.label) if unit.cell_type else "",
        "seat": unit.seat,
        "founded_on": unit.founded,
        "dissolved_on": unit.ended,
        "decision": unit.decision,
    }


def _changes(district: District) -> Iterator[Row]:
    for change in sorted(district.unit_changes, key=lambda c: c.on):
        yield {
            "code": change.unit.code,
            "change": change.what,
            "on": change.on,
            "other": change.other.code if change.other else "",
            "value": change.value,
            "organ": change.organ,
            "takes_over": "x" if change.takes_over else "",
            "decision": change.decision,
        }
