"""`sotay react`, `sotay sweep`: what a clock should call; both may be called again at any time."""

import os

import click

from sotay.core.vietnamese import format_int
from sotay.jobs.cli.base import plain_errors, prepare_database


@click.command("react", short_help="Gửi nốt các thông báo còn sót.")
def react_command() -> None:
    """Trả lời các việc trong nhật ký chưa được trả lời (thông báo): chạy mỗi vài phút."""
    from sotay.core import clock
    from sotay.journal.answering import catch_up
    from sotay.upkeep.choices import Job
    from sotay.upkeep.runs import note_run

    with plain_errors():
        prepare_database(demo=os.environ.get("SOTAY_DEMO") == "1")
        done, failed = catch_up(at=clock.now())
    note_run(Job.REACT, at=clock.now(), done=done, failed=failed)
    click.echo(f"Đã trả lời {format_int(done)} việc; {format_int(failed)} việc chưa được, sẽ làm lại.")
    if failed:
        raise SystemExit(1)


@click.command("sweep", short_help="Xóa những gì đã hết hạn giữ.")
def sweep_command() -> None:
    """Xóa chữ riêng trong đơn xin vắng và thông báo đã quá một năm: chạy mỗi ngày."""
    from sotay.access.choices import Permission
    from sotay.core import clock
    from sotay.core.actor import system_actor
    from sotay.meetings.operations.replies import sweep_reasons
    from sotay.notifications.operations import sweep_notices
    from sotay.upkeep.choices import Job
    from sotay.upkeep.runs import note_run

    with plain_errors():
        prepare_database(demo=os.environ.get("SOTAY_DEMO") == "1")
        system = system_actor([Permission.MEMBER_REASONS, Permission.JOURNAL_CHECK])
        reasons = sweep_reasons(actor=system, at=clock.now())
        notices = sweep_notices(actor=system, at=clock.now())
    note_run(Job.SWEEP, at=clock.now(), reasons=reasons, notices=notices)
    click.echo(f"Đã xóa chữ riêng của {format_int(reasons)} đơn, {format_int(notices)} thông báo cũ.")
