"""`sotay check`: is this installation in order?"""

import io

import click

from sotay.core.vietnamese import format_int
from sotay.jobs.cli.base import AS_OPTION_HELP, acting, fail, plain_errors


@click.command("check", short_help="Kiểm tra nhật ký, số liệu, quyền của từng trang.")
@click.option("--as", "username", help=AS_OPTION_HELP)
def check_command(username: str | None) -> None:
    """Kiểm tra: nhật ký nguyên vẹn, số liệu khớp với bản ghi, mọi trang có khai quyền."""
    from sotay.access.choices import Permission
    from sotay.core import clock
    from sotay.facts.events import FactsCompared
    from sotay.facts.queries import facts_differences
    from sotay.journal.events import JournalChecked
    from sotay.journal.operations import record
    from sotay.journal.queries import all_faults, chains

    with plain_errors():
        actor = acting(username)
        actor.require(Permission.JOURNAL_CHECK)
    _check_settings()
    click.echo("Cài đặt: đúng, địa chỉ nào cũng khai quyền.")
    faults, number = all_faults(), chains()
    record(JournalChecked(number, len(faults)), actor=actor, at=clock.now())
    for organisation, found in faults.items():
        for fault in found:
            click.echo(f"Nhật ký của tổ chức {organisation}: {fault}")
    if not faults:
        click.echo(f"Nhật ký: {format_int(number)} chuỗi, nguyên vẹn.")
    different, counted = facts_differences()
    record(FactsCompared(counted, different), actor=actor, at=clock.now())
    if different:
        click.echo(f"Số liệu: {format_int(different)} chi bộ–tháng khác với bản ghi; chạy: sotay facts --all")
    else:
        click.echo(f"Số liệu: {format_int(counted)} chi bộ–tháng, khớp với bản ghi.")
    if faults or different:
        raise SystemExit(1)


def _check_settings() -> None:
    """The framework's own checks, routes without a declared permission among them."""
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    try:
        call_command("check", stdout=io.StringIO(), stderr=io.StringIO())
    except SystemCheckError as error:
        fail(f"Cài đặt sai: {error}", code=1)
