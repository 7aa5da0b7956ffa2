"""`sotay demo`: a whole district in the browser by one command."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.conf import settings

from sotay.core import clock
from sotay.core.ids import new_public_id
from sotay.core.vietnamese import format_decimal, format_int, format_percent
from sotay.jobs.cli.base import fail, plain_errors, prepare_database
from sotay.jobs.cli.serve_command import port_is_free, serve

if TYPE_CHECKING:
    from sotay.facts.figures import Figure

HOST = "127.0.0.1"
LAST_PORT = 65535
FILES, PASSWORD = "tep-mau", "mat-khau"


@click.command("demo")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, LAST_PORT), help="Cổng trên máy này."
)
@click.option("--no-serve", is_flag=True, help="Chỉ tạo dữ liệu mẫu, không mở trang.")
@click.option("--fresh", is_flag=True, help="Xóa dữ liệu mẫu cũ, tạo lại từ đầu.")
def demo_command(port: int, no_serve: bool, fresh: bool) -> None:
    """Chạy thử với một đảng bộ huyện mẫu trên máy này."""
    if not settings.DEMO:
        fail("Lệnh này chỉ làm việc với dữ liệu mẫu: chạy `sotay demo`.")
    if not no_serve and not port_is_free(HOST, port):
        other = port + 1 if port < LAST_PORT else port - 1
        fail(f"Cổng {port} đang có chương trình khác dùng; chọn cổng khác: make demo PORT={other}.")
    folder: Path = settings.DATA_DIR
    folder.mkdir(parents=True, exist_ok=True)
    with plain_errors():
        if fresh:
            _throw_away(folder)
        _make_ready(folder)
    _show_figures()
    _introduce(folder)
    if not no_serve:
        click.echo(f"  Mở trang: http://{HOST}:{port}   (chỉ mở được trên máy này; dừng: Ctrl+C)\n")
        serve(address=HOST, port=port, workers=2)


def _throw_away(folder: Path) -> None:
    """Forget the demo's database and files; the settings made sure that it is the demo's own."""
    from django.core.management import call_command
    from django.db import connection

    from sotay.upkeep.runs import forget_runs

    forget_runs()
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
    else:
        prepare_database(demo=True)  # refuses when real data lives there
        call_command("flush", verbosity=0, interactive=False)
    _remove_files(folder / FILES)


def _remove_files(folder: Path) -> None:
    for path in folder.glob("*.xlsx"):
        path.unlink()


def _make_ready(folder: Path) -> None:
    """Tables, files, import: whatever is not there yet."""
    from sotay.demo.queries import demo_is_loaded

    with _stage("Chuẩn bị cơ sở dữ liệu"):
        prepare_database(demo=True)
    if not demo_is_loaded():
        _load(folder)


def _load(folder: Path) -> None:
    from sotay.demo.district import build_district
    from sotay.demo.files import write_files
    from sotay.demo.operations import load_demo

    files = folder / FILES
    clock.begin_demo()
    with _stage("Viết các tệp bảng tính của huyện mẫu") as progress:
        _remove_files(files)  # what a broken run left behind
        written = write_files(files, build_district(), progress)
    with _stage(f"Nhập {len(written)} tệp qua chức năng nhập dữ liệu") as progress:
        password = _keep_password(folder)
        load_demo(files, password=password, at=clock.now(), today=clock.today(), progress=progress)


class _Progress:
    """Shows how far a stage has come: in place on a terminal, not at all in a log."""

    def __init__(self, title: str) -> None:
        self._title, self._last = title, 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty() and (time.monotonic() - self._last > 0.1 or done == total):
            self._last = time.monotonic()
            click.echo(f"\r\033[K  {self._title} … {done}/{total} {what}", nl=False, err=True)


@contextmanager
def _stage(title: str) -> Iterator[_Progress]:
    """Say what is being done, and how many seconds it took."""
    started = time.monotonic()
    click.echo(f"  {title} …", nl=False, err=True)
    yield _Progress(title)
    again = f"\r\033[K  {title} …" if sys.stderr.isatty() else ""
    click.echo(f"{again} {format_decimal(time.monotonic() - started)} giây", err=True)


def _keep_password(folder: Path) -> str:
    """The one password of the demo's sign-ins: made once, readable by its owner alone."""
    path = folder / PASSWORD
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(new_public_id() + "\n")
    return path.read_text(encoding="utf-8").strip()


def _introduce(folder: Path) -> None:
    """Who signs in, and what is invented."""
    from sotay.demo.queries import sign_ins

    click.echo(f"\n  Mật khẩu của mọi người dùng mẫu: {_keep_password(folder)}")
    for line in sign_ins():
        click.echo(f"    {line.username:<13} {line.role.label} ({line.place})")
    click.echo(
        "\n  Người và nơi ở cơ sở đều là hư cấu; chia chi bộ theo đảng bộ, khối doanh nghiệp là giả định."
    )
    click.echo("  Chạy lại thì mở ngay, không mất gì; làm lại từ đầu: sotay demo --fresh.")


SHOWN: tuple[tuple[str, dict[str, str]], ...] = (
    ("org.grassroots", {}),
    ("member.total", {}),
    ("org.cells", {"block": "commune"}),
    ("org.units", {"block": "agency"}),
    ("org.units", {"block": "enterprise"}),
    ("meeting.regular_cells", {}),
    ("meeting.steps_cells", {}),
    ("meeting.thematic_cells", {}),
    ("meeting.attendance_net", {"block": "commune"}),
    ("meeting.attendance_net", {"block": "agency"}),
)
"""What the source article counts, in its order."""


def _show_figures() -> None:
    from sotay.access.choices import Permission
    from sotay.core.actor import system_actor
    from sotay.demo.district import FULL
    from sotay.demo.district.tree import DISTRICT
    from sotay.facts.queries import figures
    from sotay.organisations.queries import organisation_by_code

    reader = system_actor([Permission.FIGURES_VIEW])
    district = organisation_by_code(reader, DISTRICT, Permission.FIGURES_VIEW)
    with _stage("Tính các chỉ tiêu"):
        found = figures(reader, district, FULL.period, report_date=clock.today())
    for code, scope in SHOWN:
        if figure := found.find(code, **scope):
            click.echo(f"  {figure.label}{_place(scope)}: {_shown(figure)}")


def _place(scope: dict[str, str]) -> str:
    from sotay.organisations.choices import Block

    return f", {Block(scope['block']).label.lower()}" if scope else ""


def _shown(figure: "Figure") -> str:
    """9.255; 90% (360/400)."""
    if not figure.denominator:
        return format_int(int(figure.numerator))
    counts = f"{format_int(int(figure.numerator))}/{format_int(figure.denominator)}"
    return f"{format_percent(figure.numerator / figure.denominator)} ({counts})"
