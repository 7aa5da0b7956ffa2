"""Time the district's main answers on the demo's data, each beside its limit: `make bench`.

Median of five runs after a warm-up, wall seconds. Machines differ and are noisy: read the ratio.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial

os.environ["SOTAY_DEMO"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

RUNS = 5


def timed(work: Callable[[], object]) -> float:
    """Median seconds of five runs after a warm-up."""
    work()
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def pages(district: str) -> list[tuple[str, float, Callable[[], object]]]:
    """The district's pages, as its officer gets them: name, limit in seconds, work."""
    from django.test import Client

    from sotay.accounts.models import Account

    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username="can-bo-huyen"))
    wanted = {
        "trang tổng quan của huyện": "",
        "trang 68 đơn vị trực thuộc": "truc-thuoc/",
        "trang biểu đồ: 30 tháng, từng khối, từng đơn vị": "bieu-do/meeting.regular/?theo=thang",
        "trang so sánh hai kỳ": "so-sanh/",
        "trang bản ghi của một chỉ tiêu": "so-lieu/meeting.regular/",
    }
    return [(name, 1.0, partial(client.get, f"/to-chuc/{district}/{path}")) for name, path in wanted.items()]


def measures() -> list[tuple[str, float, Callable[[], object]]]:
    """What is timed: name, limit in seconds, work."""
    from sotay.access.choices import Permission
    from sotay.core.actor import system_actor
    from sotay.core.period import Period
    from sotay.facts.operations import recount_everything
    from sotay.facts.queries import figures
    from sotay.organisations.queries import organisation_by_code
    from sotay.programmes.rules import programme
    from sotay.reporting.docx import write_docx
    from sotay.reporting.pdf import write_pdf
    from sotay.reporting.queries import review
    from sotay.reporting.review.paper import review_paper

    actor, period, dated = system_actor(Permission), Period(202112, 202405), date(2024, 6, 18)
    district = organisation_by_code(actor, "ML", Permission.FIGURES_VIEW)
    gathered = review(actor, district, programme("de-an-11"), period, report_date=dated)
    return [
        (
            "mọi chỉ tiêu của huyện, 400 chi bộ, 30 tháng",
            2.0,
            lambda: figures(actor, district, period, report_date=dated),
        ),
        *pages(district.public_id),
        ("viết báo cáo sơ kết thành tệp Word", 2.0, lambda: write_docx(review_paper(gathered))),
        ("viết báo cáo sơ kết thành tệp PDF", 2.0, lambda: write_pdf(review_paper(gathered))),
        ("đếm lại mọi chi bộ–tháng từ bản ghi", 20.0, recount_everything),
    ]


def main() -> None:
    import django

    django.setup()
    from sotay.organisations.models import Organisation

    if not Organisation.objects.filter(code="ML").exists():
        sys.exit("Chưa có dữ liệu mẫu; chạy: make demo")
    for name, limit, work in measures():
        seconds = timed(work)
        print(f"{seconds:7.3f} s  hạn {limit:5.1f} s  tỷ lệ {seconds / limit:4.2f}  {name}", flush=True)
    # In a process of its own: it needs an empty database.
    subprocess.run([sys.executable, "-m", "tools.bench_import"], check=True)


if __name__ == "__main__":
    main()
