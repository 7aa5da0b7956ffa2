"""`sotay controller`: who controls the data of this installation; asked for before the first import."""

import click

from sotay.core import clock
from sotay.imports.operations import state_controller
from sotay.imports.queries import statement
from sotay.imports.rules import LIMITS, ControllerWords
from sotay.jobs.cli.base import AS_OPTION_HELP, acting, plain_errors

LABELS = {
    "controller": "Bên kiểm soát dữ liệu",
    "contact": "Nơi tiếp nhận yêu cầu",
    "purpose": "Mục đích",
    "legal_basis": "Căn cứ",
    "retention": "Thời hạn lưu",
}


@click.command("controller", short_help="Khai bên kiểm soát dữ liệu, mục đích, căn cứ xử lý.")
@click.option("--name", "controller", help="Cơ quan kiểm soát dữ liệu.")
@click.option("--contact", help="Nơi tiếp nhận yêu cầu của đảng viên.")
@click.option("--purpose", help="Mục đích xử lý.")
@click.option("--basis", "legal_basis", help="Căn cứ xử lý.")
@click.option("--keep", "retention", help="Thời hạn lưu.")
@click.option("--as", "username", metavar="TÊN", help=AS_OPTION_HELP)
def controller_command(username: str | None, **given: str | None) -> None:
    """Khai bên kiểm soát dữ liệu; không ghi mục nào thì cho xem lời khai đang có.

    Mục không ghi giữ như lời khai trước.
    """
    with plain_errors():
        actor = acting(username)
        said = statement()
        if any(given.values()):
            words = {name: given[name] or (getattr(said, name) if said else "") for name in LIMITS}
            said = state_controller(actor=actor, words=ControllerWords(**words), at=clock.now())
            click.echo("Đã lưu khai báo.")
    if said is None:
        click.echo("Chưa khai. Ghi đủ: --name, --contact, --purpose, --basis, --keep.")
        raise SystemExit(1)
    for name, label in LABELS.items():
        click.echo(f"{label}: {getattr(said, name)}")
