"""`sotay facts`: count again, or say whether what is kept equals a fresh count."""

import click

from sotay.core.vietnamese import format_int
from sotay.jobs.cli.base import AS_OPTION_HELP, acting, plain_errors


@click.command("facts")
@click.option("--all", "everything", is_flag=True, help="Đếm lại tất cả, không chỉ phần đã thay đổi.")
@click.option("--as", "username", help=AS_OPTION_HELP)
def facts_command(everything: bool, username: str | None) -> None:
    """Đếm lại số liệu từ các bản ghi."""
    from django.db import transaction

    from sotay.access.choices import Permission
    from sotay.core import clock
    from sotay.facts.events import FactsCounted
    from sotay.facts.operations import recount_everything, refresh
    from sotay.journal.operations import record

    with plain_errors():
        actor = acting(username)
        actor.require(Permission.IMPORT_RUN)
        with transaction.atomic():
            counted = recount_everything() if everything else refresh()
            record(FactsCounted(counted, everything), actor=actor, at=clock.now())
    click.echo(f"Đã đếm {format_int(counted)} chi bộ–tháng.")
