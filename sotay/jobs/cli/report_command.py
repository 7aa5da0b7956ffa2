"""`sotay report`: papers as files."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from sotay.core.period import Period
from sotay.jobs.cli.base import AS_OPTION_HELP, acting, fail, plain_errors
from sotay.jobs.cli.progress import shown
from sotay.jobs.cli.words import DayType, MonthType

# The kinds of file, written out: the writers are not loaded before a report is asked for.
FILES = ("json", "docx", "pdf", "xlsx", "html")


@click.group("report")
def report_command() -> None:
    """Lập báo cáo thành tệp."""


def _command(kind: str, about: str) -> None:
    """A command of that name: the same choices for each kind of report."""

    def run(**choices: Any) -> None:
        _write(kind, **choices)

    run.__doc__ = about
    for option in reversed(OPTIONS):
        run = option(run)
    report_command.command(kind)(run)


OPTIONS = (
    click.option("--organisation", "code", required=True, help="Mã tổ chức đảng, ví dụ ML."),
    click.option("--from", "first", type=MonthType(), required=True, help="Tháng đầu, YYYY-MM."),
    click.option("--to", "last", type=MonthType(), required=True, help="Tháng cuối, YYYY-MM."),
    click.option("--format", "form", type=click.Choice(FILES), required=True, help="Dạng tệp."),
    click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp ghi ra."),
    click.option("--programme", help="Mã đề án (không ghi: đề án đang thực hiện ở đây)."),
    click.option(
        "--date", "dated", type=DayType(), help="Ngày của báo cáo, YYYY-MM-DD (không ghi: hôm nay)."
    ),
    click.option("--as", "username", help=AS_OPTION_HELP),
)


def _write(
    kind: str,
    *,
    code: str,
    first: int,
    last: int,
    form: str,
    out: Path,
    programme: str | None,
    dated: date | None,
    username: str | None,
) -> None:
    from django.conf import settings

    from sotay.core import clock
    from sotay.reporting.choices import ReportKind
    from sotay.reporting.operations import ReviewRequest, export_review

    if first > last:
        fail("Tháng đầu (--from) phải trước hoặc bằng tháng cuối (--to).")
    if not out.absolute().parent.is_dir():
        fail("Thư mục của --out chưa có; tạo thư mục trước.")
    with plain_errors(), shown() as tell:
        actor = acting(username)
        chosen = settings.PROGRAMME if programme is None else programme
        request = ReviewRequest(
            code, chosen, Period(first, last), dated or clock.today(), form, ReportKind(kind)
        )
        data = export_review(actor=actor, request=request, at=clock.now(), tell=tell)
        out.write_bytes(data)
    click.echo(f"Đã ghi {out} ({len(data):,} byte).".replace(",", "."))


for _kind, _about in (
    ("so-ket", "Báo cáo sơ kết một đề án: số liệu (json), bản Word, PDF, bảng tính, trang đọc."),
    ("tong-ket", "Báo cáo tổng kết một đề án."),
    ("bao-cao-thang", "Báo cáo số liệu một tháng."),
    ("bao-cao-quy", "Báo cáo số liệu một quý."),
    ("bao-cao-nam", "Báo cáo số liệu một năm."),
):
    _command(_kind, _about)
