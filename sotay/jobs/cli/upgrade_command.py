"""`sotay upgrade`: the tables of a new version, after a copy of the old ones."""

import os
from pathlib import Path

import click

from sotay.jobs.cli.base import fail, pending_migrations, plain_errors, prepare_database


@click.command("upgrade", short_help="Sao lưu, rồi nâng cơ sở dữ liệu lên phiên bản này.")
@click.option(
    "--backup",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp sao lưu (không ghi: truoc-nang-cap-<ngày giờ>.zip trong thư mục dữ liệu).",
)
def upgrade_command(file: Path | None) -> None:
    """Sao lưu rồi nâng cơ sở dữ liệu lên phiên bản này. Hỏng giữa chừng thì không đổi gì."""
    from django.conf import settings

    from sotay.core import clock
    from sotay.facts.operations import refresh
    from sotay.jobs.backup.copying import save_backup

    demo = os.environ.get("SOTAY_DEMO") == "1"
    waiting = pending_migrations()
    if waiting is None:
        fail("Chưa có cơ sở dữ liệu nào để nâng cấp; chạy: sotay serve")
    if not waiting:
        click.echo("Cơ sở dữ liệu đã đúng phiên bản này.")
        return
    moment = clock.now()
    target = file or Path(settings.DATA_DIR) / f"truoc-nang-cap-{moment:%Y%m%d-%H%M%S}.zip"
    with plain_errors():
        save_backup(target, at=moment)
        click.echo(f"Đã sao lưu: {target}")
        prepare_database(demo=demo, upgrade=True)
        counted = refresh()
    if counted:
        click.echo(f"Đã đếm lại {counted} tháng của các chi bộ.")
    click.echo(f"Đã nâng cấp {len(waiting)} bước. Soát lại: sotay check")
