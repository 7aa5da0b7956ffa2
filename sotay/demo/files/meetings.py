"""sinh-hoat-*.xlsx by block, and so-lieu-thang.xlsx of the cells that send counts."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from sotay.core.period import first_day, previous_month
from sotay.core.vietnamese import format_date
from sotay.demo.district.model import Count, District, Sitting
from sotay.demo.files.book import Book, Row
from sotay.imports.columns import COUNTS, MEETINGS
from sotay.organisations.choices import Block

BLOCK_FILES = {Block.COMMUNE: "xa-thi-tran", Block.AGENCY: "co-quan", Block.ENTERPRISE: "doanh-nghiep"}


def month_text(month: int) -> str:
    """202203 → 03/2022."""
    return f"{month % 100:02d}/{month // 100}"


def jobs(district: District) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """One workbook a block that has meetings written down."""
    for block, name in BLOCK_FILES.items():
        sittings = [s for s in district.sittings if s.cell.grassroots.block == block]
        if sittings:
            yield f"sinh-hoat-{name}", partial(_write, sittings=sittings)


def _write(path: Path, *, sittings: list[Sitting]) -> None:
    with Book(path) as book:
        book.sheet(MEETINGS, map(sitting_row, sittings))


def sitting_row(sitting: Sitting) -> Row:
    """One meeting in the columns of its sheet."""
    row: Row = {
        "cell": sitting.cell.code,
        "kind": sitting.kind,
        "counted_for": month_text(sitting.month),
        "also_for": month_text(sitting.also_month) if sitting.also_month else "",
        "status": sitting.status,
        "planned_on": sitting.planned_on,
        "held_on": sitting.held_on,
        "started_at": sitting.start,
        "ended_at": sitting.end,
        "papers_on": sitting.papers_on,
        "place": sitting.venue,
        "mode": sitting.mode,
        "theme": sitting.theme,
        "reason": sitting.reason,
        "consent": sitting.consent,
        "joint": "; ".join(cell.code for cell in sitting.joint),
    }
    return {**row, **{f"step:{code}": mark for code, mark in sitting.steps.items()}}


def write_counts(path: Path, district: District) -> None:
    """The counts form."""
    with Book(path) as book:
        book.sheet(COUNTS, map(count_row, district.counts))


def count_row(count: Count) -> Row:
    """One cell's counts of a month in the columns of their sheet."""
    turnout = count.turnout
    row: Row = {"cell": count.cell.code, "month": month_text(count.month)}
    if turnout is None:
        asked = first_day(previous_month(count.month)) - timedelta(3)
        return {**row, "held": "Gộp", "consent": f"Cấp ủy cấp trên đồng ý ngày {format_date(asked)}"}
    return {
        **row,
        "held": "Có",
        "expected": len(turnout.expected),
        "present": turnout.present,
        "excused": turnout.excused,
        "unexcused": turnout.missing,
        "steps_complete": "Có",
        "theme_held": "Có" if turnout.theme else "Không",
    }
