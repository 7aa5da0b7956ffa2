"""From files to the database, through the operations of the floors below."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.progress import Progress
from sotay.facts.operations import mark_stale, refresh
from sotay.imports.events import ImportCommitted
from sotay.imports.models import RefusedRow, Statement
from sotay.imports.operations.saving_meetings import save_counts, save_meetings, save_rolls
from sotay.imports.operations.saving_people import save_people
from sotay.imports.operations.saving_tree import save_tree
from sotay.imports.operations.set_aside import write_set_aside
from sotay.imports.plan import ImportOptions, ImportPlan, ImportRefused
from sotay.imports.planning.batch import plan_batch
from sotay.imports.planning.landed import landed_rows
from sotay.imports.planning.twins import refused_keys
from sotay.imports.planning.world import World
from sotay.imports.reading.files import digest
from sotay.journal import operations as journal

NOT_STATED = (
    "Chưa ghi gì: trước lần nhập đầu tiên phải khai bên kiểm soát dữ liệu, mục đích và căn cứ xử lý."
    " Cán bộ ban tổ chức hoặc người vận hành khai ở trang Khai báo xử lý dữ liệu,"
    " hoặc bằng lệnh sotay controller."
)


@transaction.atomic
def commit_import(
    actor: Actor,
    files: Sequence[Path],
    *,
    options: ImportOptions,
    at: datetime,
    today: date,
    progress: Progress | None = None,
) -> ImportPlan:
    """Write what the files say: all of it, or nothing.

    Wrong rows stand in the way unless `options.set_aside` names a file for them. Files that say only
    what is known already write nothing and leave no line in the journal.
    Raises ImportRefused (with the plan) and PermissionDenied.
    """
    actor.require(Permission.IMPORT_RUN)
    if not Statement.objects.exists():
        raise ImportRefused(NOT_STATED)
    _check_set_aside(options)
    plan, world, sheets = plan_batch(actor, files, options=options, today=today, progress=progress)
    _refuse(plan, options)
    tell = progress or (lambda stage, done, total: None)
    if _has_changes(world):
        for number, (stage, save) in enumerate(
            (
                ("Ghi tổ chức", save_tree),
                ("Ghi đảng viên", save_people),
                ("Ghi sinh hoạt", save_meetings),
                ("Ghi điểm danh", save_rolls),
                ("Ghi số liệu tháng", save_counts),
            )
        ):
            tell(stage, number, 6)
            save(world)
        tell("Tính lại số liệu", 5, 6)
        mark_stale((cell.pk, month) for cell, month in world.stale if cell.pk is not None)
        refresh()
        event = ImportCommitted(_counts(plan), tuple(digest(path) for path in files))
        journal.record(event, actor=actor, at=at)
    if plan.wrong:
        rows = [RefusedRow(key=key, refused_at=at) for key in refused_keys(sheets)]
        RefusedRow.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    if (plan.wrong or plan.left) and options.set_aside is not None:
        write_set_aside(options.set_aside, sheets)
        plan.set_aside = options.set_aside
    plan.committed, plan.landed = True, landed_rows(world)
    tell("Xong", 6, 6)
    return plan


def _check_set_aside(options: ImportOptions) -> None:
    path = options.set_aside
    if path is None:
        return
    if path.suffix.lower() != ".xlsx":
        raise ImportRefused("Tệp để riêng dòng lỗi phải có đuôi .xlsx: đặt lại tên.")
    if path.exists():
        raise ImportRefused("Đã có tệp mang tên để riêng dòng lỗi: chọn tên khác.")
    if not path.parent.is_dir():
        raise ImportRefused("Không có thư mục để ghi tệp dòng lỗi: chọn thư mục khác.")


def _refuse(plan: ImportPlan, options: ImportOptions) -> None:
    """Say why the files cannot go in as they are."""
    if plan.unreadable:
        raise ImportRefused("Chưa ghi gì: có tệp hoặc trang không đọc được, sửa rồi nhập lại.", plan)
    if plan.wrong and options.set_aside is None:
        raise ImportRefused(
            f"Chưa ghi gì: còn {plan.wrong} dòng lỗi, sửa rồi nhập lại hoặc chọn để riêng các dòng lỗi.", plan
        )
    if plan.faults and not plan.wrong:
        raise ImportRefused("Chưa ghi gì: còn lỗi, sửa rồi nhập lại.", plan)
    if plan.waiting:
        raise ImportRefused(
            f"Chưa ghi gì: {plan.waiting} dòng có thể trùng người đã có, chọn cho từng dòng rồi nhập lại.",
            plan,
        )
    if plan.questions:
        raise ImportRefused(
            f"Chưa ghi gì: {plan.questions[0].message} Chọn một câu trả lời rồi nhập lại.", plan
        )


def _has_changes(world: World) -> bool:
    return bool(
        world.dirty_orgs
        or world.dirty_handovers
        or world.dirty_persons
        or world.dirty_gatherings
        or world.dirty_steps
        or world.dirty_rolls
        or world.dirty_flags
        or world.dirty_counts
    )


def _counts(plan: ImportPlan) -> dict[str, tuple[int, int, int, int]]:
    found: dict[str, tuple[int, int, int, int]] = {}
    for s in plan.sheets:
        new, changed, same, wrong = found.get(s.kind, (0, 0, 0, 0))
        found[s.kind] = (new + s.new, changed + s.changed, same + s.same, wrong + s.wrong + s.left)
    return found
