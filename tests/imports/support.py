"""Small workbooks made in the test, a small district, and one call for each way in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from sotay.access.choices import Permission
from sotay.core.actor import Actor, Reach, system_actor
from sotay.imports.columns import DATASETS
from sotay.imports.operations import commit_import
from sotay.imports.plan import ImportOptions, ImportPlan
from sotay.imports.queries import dry_run
from sotay.organisations.models import Organisation
from tests.factories import statement

TODAY = date(2024, 6, 15)
AT = datetime(2024, 6, 15, 8, tzinfo=UTC)
EVERYWHERE = system_actor(Permission)

ORGANISATIONS = "Tổ chức"
EVENTS = "Biến động tổ chức"
MEMBERS = "Đảng viên"
MEMBER_EVENTS = "Biến động đảng viên"
MEETINGS = "Sinh hoạt"
ROLL = "Điểm danh"
LONG_ROLL = "Điểm danh dạng dài"
COUNTS = "Số liệu tháng"

Row = dict[str, Any]


def org(code: str, kind: str, parent: str = "", **more: Any) -> Row:
    """A row of sheet Tổ chức, founded in 2000 unless said otherwise."""
    row = {"Mã tổ chức": code, "Tên tổ chức": f"Tổ chức {code}", "Loại tổ chức": kind, "Mã cấp trên": parent}
    return row | {"Ngày thành lập": "01/01/2000"} | more


DISTRICT: list[Row] = [
    org("H", "Đảng bộ cấp trên trực tiếp của cơ sở"),
    org("X", "Đảng bộ cơ sở", "H", Khối="Xã, thị trấn"),
    org("X1", "Chi bộ", "X"),
    org("X2", "Chi bộ", "X"),
]


def member(cell: str, number: str, **more: Any) -> Row:
    """A row of sheet Đảng viên: official since 2011 unless said otherwise."""
    row = {"Mã chi bộ": cell, "Số lý lịch": number, "Họ và tên": f"Đảng viên {number}"}
    return row | {"Ngày vào Đảng": "01/02/2010", "Ngày chính thức": "01/02/2011"} | more


def change(number: str, what: str, first: str, **more: Any) -> Row:
    """A row of sheet Biến động đảng viên."""
    return {"Số lý lịch": number, "Biến động": what, "Từ ngày": first} | more


def meeting(cell: str, month: str, held: str = "", **more: Any) -> Row:
    """A row of sheet Sinh hoạt."""
    row = {"Mã chi bộ": cell, "Loại sinh hoạt": "Thường kỳ", "Tháng tính": month, "Ngày sinh hoạt": held}
    return row | more


def line(cell: str, number: str, **marks: Any) -> Row:
    """A row of a wide roll: `line("X1", "A", **{"01/2024": "x"})`."""
    return {"Mã chi bộ": cell, "Số lý lịch": number} | marks


def count(cell: str, month: str, held: str = "Có", **more: Any) -> Row:
    """A row of sheet Số liệu tháng."""
    return {"Mã chi bộ": cell, "Tháng": month, "Đã sinh hoạt": held} | more


@dataclass
class Desk:
    """Writes workbooks into a folder and takes them in."""

    folder: Path
    number: int = field(default=0)

    def book(self, sheets: dict[str, list[Row]], name: str = "") -> Path:
        """A workbook; the headers of a sheet are the keys of all its rows."""
        self.number += 1
        path = self.folder / (name or f"tep-{self.number}.xlsx")
        book = xlsxwriter.Workbook(str(path), {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            headers = list(dict.fromkeys(key for row in rows for key in row))
            page.write_row(0, 0, headers)
            for place, row in enumerate(rows, 1):
                for column, header in enumerate(headers):
                    if row.get(header) not in (None, ""):
                        page.write(place, column, row[header])
        book.close()
        return path

    def plan(self, *files: Path, actor: Actor = EVERYWHERE, **options: Any) -> ImportPlan:
        """A dry run."""
        return dry_run(actor, files, options=ImportOptions(**options), today=TODAY)

    def commit(self, *files: Path, actor: Actor = EVERYWHERE, **options: Any) -> ImportPlan:
        """A commit, by somebody who has stated who controls the data."""
        statement()
        return commit_import(actor, files, options=ImportOptions(**options), at=AT, today=TODAY)

    def take(self, sheets: dict[str, list[Row]], **options: Any) -> ImportPlan:
        """Write and commit, which must not find anything wrong."""
        return self.commit(self.book(sheets), **options)

    def dry(self, sheets: dict[str, list[Row]], **options: Any) -> ImportPlan:
        """Write and run dry."""
        return self.plan(self.book(sheets), **options)


def faults(plan: ImportPlan) -> list[tuple[int, str, str]]:
    """Row, column and message of every fault."""
    return [(f.row, f.column, f.message) for f in plan.faults]


def only_fault(plan: ImportPlan) -> tuple[int, str, str]:
    """The one fault that a plan has."""
    found = faults(plan)
    assert len(found) == 1, found
    return found[0]


def counts(plan: ImportPlan) -> list[tuple[int, int, int, int]]:
    """New, changed, same and wrong of each sheet."""
    return [(s.new, s.changed, s.same, s.wrong) for s in plan.sheets]


def officer(code: str) -> Actor:
    """Somebody who may import for one organisation and everything below."""
    path = Organisation.objects.get(code=code).path
    return Actor(7, "cán bộ", {str(Permission.IMPORT_RUN): (Reach(path, None),)})


def headers_of(kind: str) -> Sequence[str]:
    """The headers of a dataset."""
    return [c.header for d in DATASETS if d.kind == kind for c in d.columns]
