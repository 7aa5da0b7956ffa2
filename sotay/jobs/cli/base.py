"""What every command shares: starting Django, the database, the named person, plain errors."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from sotay.core.actor import Actor

DEMO_PERSON = "can-bo-huyen"
AS_OPTION_HELP = "Tên đăng nhập của người làm việc này (không ghi: người đang dùng máy)."


def start_django(*, demo: bool) -> None:
    """Choose the settings and start. Commands that only read fall back to the demo's data when
    there is no other (see `use_existing_data`)."""
    import django

    os.umask(0o077)  # what the product writes is its owner's alone: the database holds members' data
    if demo:
        os.environ["SOTAY_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    use_existing_data()
    django.setup()


def use_existing_data() -> None:
    """On a machine where only the demo has been made, `report`, `facts`, `check` and `serve` show it."""
    import sys

    if os.environ.get("SOTAY_DEMO") or os.environ.get("SOTAY_DATABASE_URL"):
        return
    if not {"report", "facts", "check", "serve"} & set(sys.argv[1:2]):
        return
    base = Path(os.environ.get("SOTAY_DATA_DIR") or Path(__file__).resolve().parents[3] / "var")
    if (base / "demo" / "sotay.sqlite3").exists() and not (base / "that" / "sotay.sqlite3").exists():
        os.environ["SOTAY_DEMO"] = "1"
        click.echo("Chưa có dữ liệu thật; dùng dữ liệu mẫu.", err=True)


def fail(sentence: str, code: int = 2) -> NoReturn:
    """Say one sentence and stop."""
    click.echo(sentence, err=True)
    raise SystemExit(code)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what a person can mend into one sentence; anything else stays a defect."""
    from sotay.core.errors import DomainError

    try:
        yield
    except DomainError as error:
        fail(str(error))


def pending_migrations() -> list[tuple[str, str]] | None:
    """The steps by which the tables are behind this version; None when there are no tables at all."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return None
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        return None
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _ in plan]


def prepare_database(*, demo: bool, upgrade: bool = False) -> None:
    """Make the tables, or refuse those of another version, and say once whose data this database holds.

    Real data is upgraded by `sotay upgrade` alone, which makes a backup first.
    """
    from django.core.management import call_command
    from django.db import connection

    from sotay.core import clock
    from sotay.jobs.backup.restoring import refuse_if_unfinished
    from sotay.journal.operations import claim_installation

    refuse_if_unfinished()
    if connection.vendor == "sqlite":  # elsewhere the name is no path, and where one stands is no matter
        Path(str(connection.settings_dict["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    waiting = pending_migrations()
    if waiting and not (demo or upgrade):
        fail("Dữ liệu đang ở phiên bản cũ. Chạy: sotay upgrade (tự sao lưu trước), rồi chạy lại lệnh này.")
    if waiting is None or waiting:
        call_command("migrate", verbosity=0, interactive=False)
    claim_installation(demo=demo, at=clock.now())


def acting(username: str | None, *, demo: bool = False) -> Actor:
    """The person for whom the command works, with their rights of today.

    Without --as it is the person at the machine (its login name); with the demo's data, its invented
    officer of the district. On a fresh installation, where
    nobody exists yet, that person becomes the first one, with the role of an officer of the whole
    installation; the journal says so.
    """
    from sotay.access.operations import first_person
    from sotay.access.queries import actor_for
    from sotay.accounts.queries import account_named, anybody
    from sotay.core import clock
    from sotay.members.queries import member_of_account

    demo = demo or os.environ.get("SOTAY_DEMO") == "1"
    prepare_database(demo=demo)
    name = username or os.environ.get("SOTAY_AS") or (DEMO_PERSON if demo else getpass.getuser())
    account = account_named(name)
    if demo and not anybody():
        fail("Chưa có dữ liệu mẫu; chạy: make demo (hoặc sotay demo).")
    if account is None and not anybody():
        account = first_person(username=name, at=clock.now(), today=clock.today())
        click.echo(f"Người đầu tiên trên máy chủ này: {name}.", err=True)
    if account is None:
        fail(f"Chưa có người dùng {name}. Tạo bằng: sotay user add, hoặc chọn người khác bằng --as TÊN.")
    return actor_for(account, today=clock.today(), member_id=member_of_account(account.pk))
