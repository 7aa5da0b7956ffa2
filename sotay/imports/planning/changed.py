"""What a row changes of something known: field by field, before and after, as an officer reads it."""

from datetime import date, time
from typing import Any

from sotay.core.vietnamese import format_date
from sotay.imports.plan import MOST_CHANGES, Change, FieldChange
from sotay.imports.planning.world import Count, Gathering, Org, Person, World
from sotay.imports.reading.sheets import Row
from sotay.meetings.choices import CountHeld, Kind, Mode
from sotay.meetings.choices import Status as Held
from sotay.members.choices import IdentifierKind, Post, Sex, Status
from sotay.organisations.choices import Block, CellType
from sotay.organisations.choices import Kind as OrgKind

Said = dict[str, str]
"""Label → value as text, "" when there is none."""


def note_change(world: World, row: Row, about: str, before: Said, after: Said, *, visible: bool) -> None:
    """Remember what a row changes, without the values when this person may not see them."""
    if len(world.changes) >= MOST_CHANGES:
        return
    fields = tuple(
        FieldChange(label, before.get(label, "") if visible else "", after.get(label, "") if visible else "")
        for label in dict.fromkeys((*before, *after))
        if before.get(label, "") != after.get(label, "")
    )
    table = row.sheet.table
    world.changes.append(Change(table.file, table.sheet, row.number, about, fields, visible))


def text(value: Any) -> str:
    """A value as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)


def label_of(choices: Any, value: str) -> str:
    """The Vietnamese word of a value of a closed set."""
    return str(choices(value).label) if value else ""


def month(value: int | None) -> str:
    """202403 → 03/2024."""
    return f"{value % 100:02d}/{value // 100}" if value else ""


def said_of(person: Person, today: date) -> Said:
    """What is known of a member."""
    dates = dict(zip(person.statuses.values, person.statuses.days, strict=True))
    cell = person.home
    said = {
        "Họ và tên": person.full_name,
        "Giới tính": label_of(Sex, person.sex),
        "Ngày sinh": text(person.born_on) or text(person.birth_year),
        "Ngày vào Đảng": text(dates.get(Status.PROBATIONARY)),
        "Ngày chính thức": text(dates.get(Status.OFFICIAL)),
        "Chi bộ": cell.code if cell is not None else "",
        "Ngày về chi bộ": text(person.places.days[-1]) if person.places.days else "",
        "Chức vụ": ", ".join(label_of(Post, p.value[1]) for p in person.posts if p.holds_on(today)),
    }
    for kind in IdentifierKind:
        said[str(kind.label)] = ", ".join(sorted(n for k, n in person.numbers if k == kind))
    return said


def said_of_meeting(one: Gathering) -> Said:
    """What is known of a meeting, its steps as one sentence."""
    done = sum(mark[0] for mark in one.steps.values())
    return {
        "Mã buổi": one.code,
        "Loại sinh hoạt": label_of(Kind, one.kind),
        "Tháng tính": month(one.counted_for),
        "Tháng gộp": month(one.also_for),
        "Tình trạng": label_of(Held, one.status),
        "Ngày dự kiến": text(one.planned_on),
        "Ngày sinh hoạt": text(one.held_on),
        "Bắt đầu": text(one.started_at),
        "Kết thúc": text(one.ended_at),
        "Địa điểm": one.place,
        "Hình thức": label_of(Mode, one.mode),
        "Chuyên đề": one.theme,
        "Lý do": one.reason,
        "Ý kiến cấp ủy": one.consent,
        "Chi bộ cùng sinh hoạt": "; ".join(cell.code for cell in one.joint),
        "Các bước": f"{done}/{len(one.steps)} bước đã làm" if one.steps else "",
    }


def said_of_count(one: Count) -> Said:
    """What a cell reported of a month."""
    return {
        "Đã sinh hoạt": label_of(CountHeld, one.held),
        "Phải dự": text(one.expected),
        "Có mặt": text(one.present),
        "Vắng có lý do": text(one.excused),
        "Vắng không lý do": text(one.unexcused),
        "Đủ các bước": text(one.steps_complete),
        "Có chuyên đề": text(one.theme_held),
        "Lý do": one.reason,
        "Ý kiến cấp ủy": one.consent,
    }


def said_of_org(one: Org) -> Said:
    """What an organisation was at its founding."""

    def first(values: list[str]) -> str:
        return values[0] if values else ""

    parent = one.parents.values[0][0] if one.parents.values else None
    return {
        "Tên tổ chức": first(one.names.values),
        "Tên cấp ủy": first(one.organs.values),
        "Loại tổ chức": label_of(OrgKind, one.kind),
        "Mã cấp trên": parent.code if parent is not None else "",
        "Khối": label_of(Block, first(one.blocks.values)),
        "Loại hình chi bộ": label_of(CellType, first(one.cell_types.values)),
        "Địa danh": one.seat,
        "Ngày thành lập": text(one.founded_on),
        "Ngày kết thúc": text(one.dissolved_on),
        "Số quyết định": one.decision,
        "Thứ tự": text(one.official_order),
    }
