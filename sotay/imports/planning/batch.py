"""The whole batch: every file read, every sheet taken in dependency order."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from sotay.core.actor import Actor
from sotay.core.progress import Progress
from sotay.imports.plan import BLANK_QUESTION, ImportOptions, ImportPlan, Notice, year_question
from sotay.imports.planning.changes import plan_changes
from sotay.imports.planning.counts import plan_counts
from sotay.imports.planning.differences import tell_differences
from sotay.imports.planning.following import follow_handovers
from sotay.imports.planning.loading import load_world
from sotay.imports.planning.marks import plan_marks
from sotay.imports.planning.meetings import plan_meetings
from sotay.imports.planning.member_changes import plan_member_changes
from sotay.imports.planning.members import plan_members
from sotay.imports.planning.organisations import plan_organisations
from sotay.imports.planning.rolls import read_rolls
from sotay.imports.planning.twins import hold_refused
from sotay.imports.planning.world import World
from sotay.imports.reading.files import COMMAND, UPLOAD
from sotay.imports.reading.shape import Book, read
from sotay.imports.reading.sheets import Sheet

STAGES: tuple[tuple[str, str, Callable[[World, list[Sheet]], None]], ...] = (
    ("to-chuc", "Tổ chức", plan_organisations),
    ("bien-dong-to-chuc", "Biến động tổ chức", plan_changes),
    ("dang-vien", "Đảng viên", plan_members),
    ("bien-dong-dang-vien", "Biến động đảng viên", plan_member_changes),
    ("sinh-hoat", "Sinh hoạt", plan_meetings),
    ("so-lieu-thang", "Số liệu tháng", plan_counts),
)


def plan_batch(
    actor: Actor,
    files: Sequence[Path | Book],
    *,
    options: ImportOptions,
    today: date,
    progress: Progress | None,
) -> tuple[ImportPlan, World, list[Sheet]]:
    """Read everything and say what would change. Nothing is written."""
    plan = ImportPlan()
    tell = progress or (lambda stage, done, total: None)
    sheets = _read(files, options, plan, tell)
    tell("Đối chiếu với dữ liệu đã có", 0, 1)
    world = load_world(actor, options, today=today, sheets=sheets)
    hold_refused(world, sheets)
    for number, (kind, name, stage) in enumerate(STAGES):
        tell(f"Soát {name}", number, len(STAGES) + 1)
        stage(world, [s for s in sheets if s.dataset.kind == kind])
        if kind == "bien-dong-dang-vien":
            plan.notices.extend(follow_handovers(world))
        if kind == "sinh-hoat":
            tell("Soát Điểm danh", number, len(STAGES) + 1)
            _rolls(world, sheets)
    tell("Soát xong", 1, 1)
    plan.notices.extend(tell_differences(world))
    plan.notices.extend(_left_behind(world))
    _gather(plan, world, sheets)
    return plan, world, sheets


def _rolls(world: World, sheets: list[Sheet]) -> None:
    wide = [s for s in sheets if s.dataset.kind == "diem-danh"]
    long = [s for s in sheets if s.dataset.kind == "diem-danh-dai"]
    if wide or long:
        plan_marks(world, read_rolls(world, wide, long))


def _left_behind(world: World) -> list[Notice]:
    """Members whose cell has ended and who were not moved: nobody counts them any more."""
    number = 0
    for cell, persons in world.belonging.items():
        day = cell.dissolved_on
        if day is not None and day <= world.today:
            number += sum(p.places.on(day) is cell and p.is_member_on(day) for p in persons)
    if not number:
        return []
    advice = "ghi Chuyển chính thức từ ngày chi bộ kết thúc."
    return [Notice("", "Đảng viên", f"{number} đảng viên còn ở chi bộ đã kết thúc: {advice}")]


def _read(
    files: Sequence[Path | Book], options: ImportOptions, plan: ImportPlan, tell: Progress
) -> list[Sheet]:
    found: list[Sheet] = []
    for number, source in enumerate(files):
        name = source.path.name if isinstance(source, Book) else source.name
        tell(f"Đọc {name}", number, len(files))
        came = read([source], mappings=options.mappings, limits=COMMAND if options.large else UPLOAD)
        plan.faults.extend(came.faults)
        plan.notices.extend(came.notices)
        plan.unreadable |= came.unreadable
        found.extend(came.sheets)
    return found


def _gather(plan: ImportPlan, world: World, sheets: list[Sheet]) -> None:
    for sheet in sheets:
        sheet.plan.wrong = len(sheet.wrong) - sheet.plan.left
        plan.sheets.append(sheet.plan)
        plan.faults.extend(sorted(sheet.faults, key=lambda f: f.row))
        plan.notices.extend(sheet.notices)
    plan.twins, plan.changes = world.twins, world.changes
    if world.yearless:
        plan.questions.append(year_question(world.today))
    if world.blanks:
        plan.questions.append(BLANK_QUESTION)
        plan.notices.append(
            Notice("", "Điểm danh", f"{world.blanks} ô trống chưa rõ nghĩa: cần chọn ô trống nghĩa là gì.")
        )
