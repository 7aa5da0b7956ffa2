"""The `sotay` command. Commands are loaded only when called, after the settings are chosen."""

import sys
from importlib import import_module

import click

COMMANDS = {
    "serve": ("sotay.jobs.cli.serve_command", "serve_command"),
    "demo": ("sotay.jobs.cli.demo_command", "demo_command"),
    "import": ("sotay.jobs.cli.import_command", "import_command"),
    "import-batch": ("sotay.jobs.cli.batch_command", "batch_command"),
    "controller": ("sotay.jobs.cli.controller_command", "controller_command"),
    "report": ("sotay.jobs.cli.report_command", "report_command"),
    "facts": ("sotay.jobs.cli.facts_command", "facts_command"),
    "user": ("sotay.jobs.cli.user_command", "user_command"),
    "backup": ("sotay.jobs.cli.backup_command", "backup_command"),
    "restore": ("sotay.jobs.cli.backup_command", "restore_command"),
    "upgrade": ("sotay.jobs.cli.upgrade_command", "upgrade_command"),
    "react": ("sotay.jobs.cli.upkeep_command", "react_command"),
    "sweep": ("sotay.jobs.cli.upkeep_command", "sweep_command"),
    "check": ("sotay.jobs.cli.check_command", "check_command"),
}


class LazyGroup(click.Group):
    """Finds a command by name and starts Django first."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        from sotay.jobs.cli.base import start_django

        # Asked for help, click looks at every command: only the one that was typed chooses the data.
        start_django(demo="--demo" in sys.argv or (cmd_name == "demo" and "demo" in sys.argv[1:]))
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--demo", is_flag=True, help="Làm việc với dữ liệu mẫu, không phải dữ liệu thật.")
def main(demo: bool) -> None:
    """Sổ tay: ghi buổi sinh hoạt chi bộ một lần, có nhiều giấy tờ.

    Mỗi lệnh làm việc thay một người có tên (--as, hoặc người đang dùng máy) và được ghi nhật ký.
    """
