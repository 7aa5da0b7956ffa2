"""`sotay report`: papers as files."""

from datetime import date
from pathlib import Path

import click

from sotay.core.period import Period
from sotay.jobs.cli.base import AS_OPTION_HELP, acting, fail, plain_errors
from sotay.jobs.cli.words import DayType, MonthType


@click.group("report")
def report_command() -> None:
    """Lập báo cáo thành tệp."""


@report_command.command("so-ket")
@click.option("--organisation", "code", required=True, help="Mã tổ chức đảng, ví dụ ML.")
@click.option("--from", "first", type=MonthType(), required=True, help="Tháng đầu, YYYY-MM.")
@click.option("--to", "last", type=MonthType(), required=True, help="Tháng cuối, YYYY-MM.")
@click.option("--format", "form", type=click.Choice(["json", "docx"]), required=True, help="Dạng tệp.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp ghi ra.")
@click.option("--programme", default="de-an-11", show_default=True, help="Mã đề án.")
@click.option("--date", "dated", type=DayType(), help="Ngày của báo cáo, YYYY-MM-DD (không ghi: hôm nay).")
@click.option("--as", "username", help=AS_OPTION_HELP)
def so_ket(
    code: str,
    first: int,
    last: int,
    form: str,
    out: Path,
    programme: str,
    dated: date | None,
    username: str | None,
) -> None:
    """Báo cáo sơ kết một đề án: số liệu (json) hoặc bản Word (docx)."""
    from sotay.core import clock
    from sotay.reporting.operations import ReviewRequest, export_review

    if first > last:
        fail("Tháng đầu (--from) phải trước hoặc bằng tháng cuối (--to).")
    if not out.absolute().parent.is_dir():
        fail("Thư mục của --out chưa có; tạo thư mục trước.")
    with plain_errors():
        actor = acting(username)
        request = ReviewRequest(code, programme, Period(first, last), dated or clock.today(), form)
        data = export_review(actor=actor, request=request, at=clock.now())
        out.write_bytes(data)
    click.echo(f"Đã ghi {out} ({len(data):,} byte).".replace(",", "."))
