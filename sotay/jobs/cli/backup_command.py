"""`sotay backup` and `sotay restore`: a copy of everything, and the way back."""

import os
import sys
from datetime import datetime
from pathlib import Path

import click
from django.utils.timezone import localtime

from sotay.core.vietnamese import format_int
from sotay.jobs.cli.base import fail, plain_errors, prepare_database


def is_demo() -> bool:
    """Whether this command works with the demo's data."""
    return os.environ.get("SOTAY_DEMO") == "1"


@click.command("backup", short_help="Sao lưu toàn bộ dữ liệu ra một tệp.")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
def backup_command(file: Path) -> None:
    """Sao lưu toàn bộ dữ liệu ra FILE (dấu - : ra luồng chuẩn, để mã hóa ngay).

    Mọi người vẫn làm việc bình thường trong lúc sao lưu. Sổ thu quyền và khóa của máy chủ không nằm
    trong bản sao lưu: giữ riêng, xem docs/operators.md.
    """
    from sotay.core import clock
    from sotay.jobs.backup.copying import save_backup, write_backup
    from sotay.upkeep.choices import Job
    from sotay.upkeep.runs import note_run

    streamed, at = str(file) == "-", clock.now()
    with plain_errors():
        prepare_database(demo=is_demo())
        manifest = write_backup(sys.stdout.buffer, at=at) if streamed else save_backup(file, at=at)
    rows = sum(table.rows for table in manifest.tables.values())
    click.echo(f"Đã sao lưu {len(manifest.tables)} bảng, {format_int(rows)} dòng.", err=streamed)
    if not streamed:
        click.echo("Đã đọc lại cả tệp: đúng như dữ liệu.")
    click.echo(f"Mã nội dung: {manifest.content()}", err=streamed)
    told: dict[str, int | str] = (
        {} if streamed else {"place": str(file.absolute()), "size": file.stat().st_size, "read_back": 1}
    )
    if not note_run(Job.BACKUP, at=at, rows=rows, **told):
        click.echo(
            "Không ghi được lần sao lưu này vào thư mục dữ liệu; trang Máy chủ sẽ không biết.", err=True
        )


@click.command("restore", short_help="Khôi phục từ một bản sao lưu vào nơi còn trống.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--ledger",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Sổ thu quyền (không ghi: sổ trên máy này).",
)
@click.option("--without-ledger", is_flag=True, help="Không còn sổ: khóa mọi tài khoản, mở lại từng người.")
def restore_command(file: Path, ledger: Path | None, without_ledger: bool) -> None:
    """Khôi phục dữ liệu từ FILE vào một cơ sở dữ liệu trống, rồi thu lại những quyền đã thu sau ngày sao lưu.

    Quyền đã thu không sống lại; người đã đổi mật khẩu hay mất máy cần mã vào mới.
    """
    from sotay.core import clock
    from sotay.jobs.backup.restoring import restore_backup

    if ledger and without_ledger:
        fail("Chọn một trong hai: --ledger hoặc --without-ledger.")
    with plain_errors():
        result = restore_backup(
            file, demo=is_demo(), ledger=ledger, without_ledger=without_ledger, at=clock.now()
        )
    again = result.replayed
    made = localtime(datetime.fromisoformat(result.made_at))
    click.echo(f"Đã khôi phục {format_int(result.rows)} dòng của bản sao lưu lúc {made:%H:%M ngày %d/%m/%Y}.")
    click.echo(
        f"Sổ thu quyền: {format_int(again.lines)} việc; thu lại {format_int(again.grants)} vai trò; "
        f"{format_int(again.accounts)} tài khoản phải nhận mã mới."
    )
    click.echo("Mọi người cần đăng nhập lại. Soát lần cuối: sotay check")
