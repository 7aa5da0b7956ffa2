"""`sotay serve`: the pages, by one server process."""

import os
import socket
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from sotay.jobs.cli.base import fail, plain_errors, prepare_database

if TYPE_CHECKING:
    from granian.server.common import AbstractServer

APPLICATION = "config.asgi:application"


def port_is_free(address: str, port: int) -> bool:
    """Whether nothing listens there yet."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def server(*, address: str, port: int, workers: int, application: str = APPLICATION) -> "AbstractServer[Any]":
    """The server process as it is shipped, not yet begun."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        application,
        address=address,
        port=port,
        interface=Interfaces.ASGINL,
        workers=workers,
        backpressure=4096,  # an open event stream counts as a request
        backlog=4096,
        workers_kill_timeout=5,  # open streams do not hold up a stop
        log_access=False,
        log_level=LogLevels.warning,
    )


def serve(*, address: str, port: int, workers: int) -> None:
    """Collect the static files, then serve until stopped. One sentence when the port is taken."""
    from django.core.management import call_command

    if not port_is_free(address, port):
        fail(f"Cổng {port} đang có chương trình khác dùng; chọn cổng khác, ví dụ --port {port + 1}.")
    call_command("collectstatic", verbosity=0, interactive=False)
    server(address=address, port=port, workers=workers).serve()


@click.command("serve")
@click.option("--port", default=8000, show_default=True, help="Cổng.")
@click.option("--address", default="127.0.0.1", show_default=True, help="Địa chỉ của máy chủ.")
@click.option("--workers", default=2, show_default=True, help="Số tiến trình.")
def serve_command(port: int, address: str, workers: int) -> None:
    """Mở các trang cho trình duyệt."""
    demo = os.environ.get("SOTAY_DEMO") == "1"
    if demo and address not in {"127.0.0.1", "localhost", "::1"}:
        fail("Dữ liệu mẫu chỉ mở trên máy này; bỏ --address.")
    with plain_errors():
        prepare_database(demo=demo)
    click.echo(f"Mở http://{address}:{port}/  (dừng: Ctrl+C)")
    serve(address=address, port=port, workers=workers)
