"""`sotay import`: spreadsheets in, a dry run unless told otherwise."""

from dataclasses import replace
from pathlib import Path
from typing import Literal, cast

import click

from sotay.core import clock
from sotay.core.actor import Actor
from sotay.imports.columns import dataset
from sotay.imports.operations import commit_import
from sotay.imports.plan import BlankMeaning, ImportOptions, ImportPlan, ImportRefused
from sotay.imports.queries import dry_run, known_mappings
from sotay.imports.templates import write_templates
from sotay.jobs.cli.base import AS_OPTION_HELP, acting, fail, plain_errors
from sotay.jobs.cli.progress import shown

SHOWN = 200
"""Faults shown at once; the rest are counted."""


@click.command("import", short_help="Nhập tổ chức, đảng viên, sinh hoạt từ bảng tính.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="TỆP…")
@click.option("--commit", is_flag=True, help="Ghi thật. Không có thì chỉ chạy thử, không ghi gì.")
@click.option(
    "--templates", type=click.Path(path_type=Path), metavar="THƯ-MỤC", help="Viết các tệp mẫu trống."
)
@click.option(
    "--set-aside", type=click.Path(path_type=Path), metavar="TỆP", help="Để riêng dòng lỗi ra tệp .xlsx này."
)
@click.option(
    "--blank",
    type=click.Choice(["present", "unexcused", "unrecorded"]),
    help="Ô trống khi điểm danh: present có mặt; unexcused vắng không có lý do; unrecorded chưa ghi.",
)
@click.option(
    "--year",
    type=click.IntRange(1990, 2200),
    metavar="NĂM",
    help="Năm của các cột tháng không ghi năm trong bảng điểm danh.",
)
@click.option(
    "--prefer",
    type=click.Choice(["status", "roll"]),
    default="status",
    show_default=True,
    help="Khi điểm danh khác tình trạng đảng viên: status theo tình trạng; roll theo bảng điểm danh.",
)
@click.option(
    "--twins",
    type=click.Choice(["ask", "same", "both", "aside"]),
    default="ask",
    show_default=True,
    help="Dòng có thể trùng người đã có: ask chưa ghi; same cùng một người; both hai người; aside để riêng.",
)
@click.option("--as", "username", metavar="TÊN", help=AS_OPTION_HELP)
def import_command(
    files: tuple[Path, ...],
    commit: bool,
    templates: Path | None,
    set_aside: Path | None,
    blank: str | None,
    year: int | None,
    prefer: str,
    twins: str,
    username: str | None,
) -> None:
    """Nhập tổ chức, đảng viên, sinh hoạt, điểm danh, số liệu tháng từ bảng tính (.xlsx, .xls, .ods, .csv).

    Giới hạn của lệnh rộng hơn khi tải lên trang web: mỗi tệp 200 MB, 12 triệu ô, đọc không quá 2 phút máy.
    """
    if templates is not None:
        _templates(templates)
    if not files:
        if templates is None:
            fail("Ghi tên ít nhất một tệp, hoặc --templates THƯ-MỤC để lấy tệp mẫu.")
        return
    options = ImportOptions(
        blank=cast("BlankMeaning | None", blank),
        prefer=cast("Literal['status', 'roll']", prefer),
        year=year,
        set_aside=set_aside,
        large=True,
        twins=cast("Literal['ask', 'same', 'both', 'aside']", twins),
    )
    with plain_errors():
        actor = acting(username)
        options = replace(options, mappings=known_mappings(actor))
        if commit:
            _commit(actor, files, options)
        else:
            _try(actor, files, options)


def _try(actor: Actor, files: tuple[Path, ...], options: ImportOptions) -> None:
    """Say what the files would do; exit with 1 when something is wrong."""
    with shown() as tell:
        plan = dry_run(actor, files, options=options, today=clock.today(), progress=tell)
    _show(plan)
    _advise(plan)
    raise SystemExit(1 if plan.faults else 0)


def _commit(actor: Actor, files: tuple[Path, ...], options: ImportOptions) -> None:
    """Write what the files say, or say why not and exit with 1."""
    try:
        with shown() as tell:
            at, today = clock.now(), clock.today()
            plan = commit_import(actor, files, options=options, at=at, today=today, progress=tell)
    except ImportRefused as refused:
        if refused.plan is None:
            raise
        _show(refused.plan)
        click.echo(_stripped(refused), err=True)
        raise SystemExit(1) from refused
    _show(plan)
    _conclude(plan)


def _stripped(refused: ImportRefused) -> str:
    questions = refused.plan.questions if refused.plan else []
    said = " ".join(f"(--{q.option} {', '.join(value for value, _ in q.choices)})" for q in questions)
    return f"{refused} {said}".rstrip()


def _templates(folder: Path) -> None:
    try:
        written = write_templates(folder, year=clock.today().year)
    except OSError:
        fail("Không ghi được vào thư mục này: chọn thư mục khác.")
    for path in written:
        click.echo(f"Đã viết {path}")


def _show(plan: ImportPlan) -> None:
    for sheet in plan.sheets:
        name = sheet.sheet if sheet.sheet == dataset(sheet.kind).sheet else f"{sheet.sheet} ({sheet.kind})"
        click.echo(
            f"{sheet.file} · {name}: mới {sheet.new}, đổi {sheet.changed},"
            f" giữ nguyên {sheet.same}, lỗi {sheet.wrong}"
        )
    if plan.faults:
        click.echo(f"\nCần sửa ({len(plan.faults)}):")
        for fault in plan.faults[:SHOWN]:
            click.echo(f"  {fault}")
        if len(plan.faults) > SHOWN:
            click.echo(f"  … và {len(plan.faults) - SHOWN} lỗi khác.")
    if plan.notices:
        click.echo("\nCần biết:")
        for notice in plan.notices:
            click.echo(f"  {notice}")
    for twin in [t for t in plan.twins if not t.answer][:SHOWN]:
        agree = ", ".join(side.label for side in twin.sides if side.agrees)
        click.echo(f"  {twin.file} · {twin.sheet} · dòng {twin.row}: có thể trùng người đã có ({agree}).")
    if plan.waiting:
        click.echo(f"\n{plan.waiting} dòng chờ chọn: trên trang Nhập liệu, hoặc --twins cho tất cả.")
    for question in plan.questions:
        choices = "; ".join(f"--{question.option} {value}: {label}" for value, label in question.choices)
        click.echo(f"\n{question.message} {choices}.")


def _advise(plan: ImportPlan) -> None:
    text = "\nChạy thử, chưa ghi gì."
    if plan.wrong and not plan.unreadable:
        text += " Còn dòng lỗi: sửa rồi chạy lại, hoặc để riêng ra bằng --set-aside TỆP.xlsx."
    click.echo(f"{text} Ghi thật: thêm --commit")


def _conclude(plan: ImportPlan) -> None:
    if plan.set_aside is not None:
        click.echo(f"\nĐã để riêng {plan.wrong} dòng lỗi: {plan.set_aside}")
    if plan.new or plan.changed:
        click.echo(f"\nĐã ghi: {plan.new} dòng mới, {plan.changed} dòng đổi.")
    else:
        click.echo("\nKhông có gì mới: mọi điều trong tệp đã có, không ghi gì.")
