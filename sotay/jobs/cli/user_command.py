"""`sotay user`: people and their roles."""

from datetime import date
from typing import TYPE_CHECKING

import click

from sotay.access.choices import Role
from sotay.jobs.cli.base import AS_OPTION_HELP, acting, fail, plain_errors
from sotay.jobs.cli.words import DayType

if TYPE_CHECKING:
    from sotay.accounts.models import Account
    from sotay.core.actor import Actor
    from sotay.organisations.models import Organisation

ROLES = "Vai trò: " + "; ".join(f"{role} – {role.label}" for role in Role) + "."
ROLE = click.option("--role", type=click.Choice([str(r) for r in Role]), required=True, help=ROLES)
PLACE = click.option("--organisation", "code", help="Mã tổ chức đảng; không ghi: toàn hệ thống.")
FIRST = click.option("--from", "first", type=DayType(), help="Từ ngày, YYYY-MM-DD (không ghi: hôm nay).")
END = click.option(
    "--until", "end", type=DayType(), help="Đến trước ngày, YYYY-MM-DD (không ghi: không hạn)."
)
AS = click.option("--as", "username", help=AS_OPTION_HELP)


@click.group("user")
def user_command() -> None:
    """Thêm người dùng, giao và thu vai trò, đặt lại mật khẩu."""


def _place(actor: "Actor", code: str | None) -> "Organisation | None":
    from sotay.access.choices import Permission
    from sotay.organisations.queries import UnknownOrganisation, organisation_by_code

    try:
        return organisation_by_code(actor, code, Permission.ORGANISATION_VIEW) if code else None
    except UnknownOrganisation:
        fail(f"Không có tổ chức mã {code} trong phạm vi của đồng chí; xem lại mã.")


def _somebody(name: str) -> "Account":
    from sotay.accounts.queries import account_named

    account = account_named(name)
    if account is None:
        fail(f"Chưa có người dùng {name}; xem lại tên đăng nhập.")
    return account


def _give(
    actor: "Actor", account: "Account", role: str, code: str | None, first: date | None, end: date | None
) -> None:
    from sotay.access.operations import give_role
    from sotay.core import clock

    first = first or clock.today()
    if end is not None and end <= first:
        fail("Ngày kết thúc (--until) phải sau ngày bắt đầu (--from).")
    give_role(
        actor=actor,
        account=account,
        role=Role(role),
        organisation=_place(actor, code),
        valid_from=first,
        valid_to=end,
        at=clock.now(),
    )


@user_command.command("add")
@click.argument("new_username")
@click.option("--name", "full_name", required=True, help="Họ và tên.")
@ROLE
@PLACE
@FIRST
@END
@click.option("--password", prompt="Mật khẩu", hide_input=True, confirmation_prompt=True, help="Mật khẩu.")
@AS
def add(
    new_username: str,
    full_name: str,
    role: str,
    code: str | None,
    first: date | None,
    end: date | None,
    password: str,
    username: str | None,
) -> None:
    """Thêm một người và giao một vai trò."""
    from django.db import transaction

    from sotay.accounts.operations import create_account
    from sotay.core import clock

    with plain_errors():
        actor = acting(username)
        with transaction.atomic():
            account = create_account(
                actor=actor, username=new_username, full_name=full_name, password=password, at=clock.now()
            )
            _give(actor, account, role, code, first, end)
    click.echo(f"Đã thêm {new_username}: {Role(role).label}.")


@user_command.command("give")
@click.argument("whose")
@ROLE
@PLACE
@FIRST
@END
@AS
def give(
    whose: str, role: str, code: str | None, first: date | None, end: date | None, username: str | None
) -> None:
    """Giao thêm một vai trò, có thể có thời hạn."""
    with plain_errors():
        actor = acting(username)
        _give(actor, _somebody(whose), role, code, first, end)
    click.echo(f"Đã giao cho {whose}: {Role(role).label}.")


@user_command.command("take")
@click.argument("whose")
@ROLE
@PLACE
@AS
def take(whose: str, role: str, code: str | None, username: str | None) -> None:
    """Thu lại một vai trò; có hiệu lực ngay."""
    from sotay.access.operations import take_role
    from sotay.access.queries import standing_grant
    from sotay.core import clock

    with plain_errors():
        actor = acting(username)
        grant = standing_grant(_somebody(whose), Role(role), _place(actor, code))
        if grant is None:
            fail(f"{whose} không có vai trò này ở nơi đó; xem lại --role và --organisation.")
        take_role(actor=actor, grant=grant, at=clock.now())
    click.echo(f"Đã thu của {whose}: {Role(role).label}.")


@user_command.command("password")
@click.argument("whose")
@click.option(
    "--password", prompt="Mật khẩu mới", hide_input=True, confirmation_prompt=True, help="Mật khẩu."
)
@AS
def password_command(whose: str, password: str, username: str | None) -> None:
    """Đặt lại mật khẩu của một người."""
    from sotay.accounts.operations import change_password
    from sotay.core import clock

    with plain_errors():
        actor = acting(username)
        change_password(actor=actor, account=_somebody(whose), password=password, at=clock.now())
    click.echo(f"Đã đặt lại mật khẩu của {whose}.")
