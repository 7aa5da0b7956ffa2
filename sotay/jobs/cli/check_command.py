"""`sotay check`: is this installation in order?"""

import click

from sotay.jobs.cli.base import AS_OPTION_HELP, acting, plain_errors


@click.command("check")
@click.option("--as", "username", help=AS_OPTION_HELP)
def check_command(username: str | None) -> None:
    """Kiểm tra: nhật ký nguyên vẹn, số liệu khớp với bản ghi, mọi trang có khai quyền."""
    from django.core.management import call_command

    from sotay.facts.queries import facts_differences
    from sotay.journal.queries import all_faults

    with plain_errors():
        acting(username)
    call_command("check", verbosity=0)
    click.echo("Cài đặt: đúng, địa chỉ nào cũng khai quyền.")
    faults = all_faults()
    for organisation, found in faults.items():
        for fault in found:
            click.echo(f"Nhật ký của tổ chức {organisation}: {fault}")
    if not faults:
        click.echo("Nhật ký: nguyên vẹn.")
    different, counted = facts_differences()
    if different:
        click.echo(f"Số liệu: {different} chi bộ–tháng khác với bản ghi; chạy: sotay facts --all")
    else:
        click.echo(f"Số liệu: {counted} chi bộ–tháng, khớp với bản ghi.")
    if faults or different:
        raise SystemExit(1)
