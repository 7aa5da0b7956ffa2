"""The command's refusals, each one sentence."""

import socket
from pathlib import Path

from click.testing import CliRunner
from pytest_django.fixtures import Settings

from sotay.jobs.cli.demo_command import demo_command


def test_a_taken_port_is_said_before_anything_is_made(settings: Settings, tmp_path: Path) -> None:
    settings.DEMO, settings.DATA_DIR = True, tmp_path / "demo"
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(demo_command, ["--port", str(port)])
    assert result.exit_code == 2
    assert f"Cổng {port} đang có chương trình khác dùng" in result.output
    assert not (tmp_path / "demo").exists()


def test_it_never_touches_real_data(settings: Settings, tmp_path: Path) -> None:
    settings.DEMO, settings.DATA_DIR = False, tmp_path / "that"
    result = CliRunner().invoke(demo_command, ["--no-serve", "--fresh"])
    assert result.exit_code == 2
    assert "dữ liệu mẫu" in result.output
    assert not (tmp_path / "that").exists()
