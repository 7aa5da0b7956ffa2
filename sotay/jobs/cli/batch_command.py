"""`sotay import-batch`: the work on one upload, begun by the pages; not for hands."""

import click

from sotay.access.queries import actor_for
from sotay.core import clock
from sotay.imports.operations import work
from sotay.imports.queries import batch_to_work_on
from sotay.jobs.cli.base import fail
from sotay.members.queries import member_of_account


@click.command("import-batch", hidden=True)
@click.argument("token")
def batch_command(token: str) -> None:
    """Làm tiếp một lần nhập đã tải lên (do trang web gọi)."""
    batch = batch_to_work_on(token)
    if batch is None:
        fail("Không có lần nhập này.")
    today = clock.today()
    actor = actor_for(batch.account, today=today, member_id=member_of_account(batch.account_id))
    work(actor=actor, batch=batch, at=clock.now(), today=today)
