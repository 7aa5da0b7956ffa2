"""`sotay user`: people and their roles."""

import click

from sotay.access.choices import Role
from sotay.jobs.cli.base import AS_OPTION_HELP, acting, fail, plain_errors


@click.group("user")
def user_command() -> None:
    """Thêm người dùng, giao vai trò, đặt lại mật khẩu."""


@user_command.command("add")
@click.argument("new_username")
@click.option("--name", "full_name", required=True, help="Họ và tên.")
@click.option("--role", type=click.Choice([str(r) for r in Role]), required=True, help="Vai trò.")
@click.option("--organisation", "code", help="Mã tổ chức đảng; không ghi: toàn hệ thống.")
@click.option("--password", prompt="Mật khẩu", hide_input=True, confirmation_prompt=True, help="Mật khẩu.")
@click.option("--as", "username", help=AS_OPTION_HELP)
def add(
    new_username: str, full_name: str, role: str, code: str | None, password: str, username: str | None
) -> None:
    """Thêm một người và giao một vai trò."""
    from django.db import transaction

    from sotay.access.choices import Permission
    from sotay.access.operations import give_role
    from sotay.accounts.operations import create_account
    from sotay.core import clock
    from sotay.organisations.queries import UnknownOrganisation, organisation_by_code

    with plain_errors():
        actor = acting(username)
        with transaction.atomic():
            try:
                place = organisation_by_code(actor, code, Permission.ORGANISATION_VIEW) if code else None
            except UnknownOrganisation:
                fail(f"Không có tổ chức mã {code} trong phạm vi của đồng chí; xem lại mã.")
            account = create_account(
                actor=actor, username=new_username, full_name=full_name, password=password, at=clock.now()
            )
            give_role(
                actor=actor,
                account=account,
                role=Role(role),
                organisation=place,
                valid_from=clock.today(),
                at=clock.now(),
            )
    click.echo(f"Đã thêm {new_username}: {Role(role).label}.")


@user_command.command("password")
@click.argument("whose")
@click.option(
    "--password", prompt="Mật khẩu mới", hide_input=True, confirmation_prompt=True, help="Mật khẩu."
)
@click.option("--as", "username", help=AS_OPTION_HELP)
def password_command(whose: str, password: str, username: str | None) -> None:
    """Đặt lại mật khẩu của một người."""
    from sotay.accounts.operations import change_password
    from sotay.accounts.queries import account_named
    from sotay.core import clock

    with plain_errors():
        actor = acting(username)
        account = account_named(whose)
        if account is None:
            fail(f"Chưa có người dùng {whose}; xem lại tên đăng nhập.")
        change_password(actor=actor, account=account, password=password, at=clock.now())
    click.echo(f"Đã đặt lại mật khẩu của {whose}.")
