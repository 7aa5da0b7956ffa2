"""Time the honest large import: `python -m tools.bench_import`, part of `make bench`.

A district of 400 cells and 9,255 members with a year of rolls (4,800 meetings, some 110,000 lines in the
long form) is read through the child within the limits of an upload, planned and committed once into an
empty SQLite database in a temporary folder. Wall seconds, beside the limit; writing the files is not timed.
"""

import os
import shutil
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

CELLS, MEMBERS, LIMIT = 400, 9_255, 20.0


def write_files(folder: Path) -> list[Path]:
    """Three workbooks: the tree and its members, the meetings, the roll."""
    cells = [f"C{n:03d}" for n in range(CELLS)]
    tree = [["H", "Đảng bộ huyện", "Đảng bộ cấp trên trực tiếp của cơ sở", "", "", "01/01/1990"]]
    tree += [
        [f"X{n}", f"Đảng bộ xã {n}", "Đảng bộ cơ sở", "H", "Xã, thị trấn", "01/01/1990"] for n in range(20)
    ]
    tree += [[c, f"Chi bộ {c}", "Chi bộ", f"X{n % 20}", "", "01/01/1990"] for n, c in enumerate(cells)]
    people = [
        [cells[n % CELLS], f"{n:06d}", f"Đảng viên thứ {n}", "1965", "03/02/1995", "03/02/1996"]
        for n in range(MEMBERS)
    ]
    months = [f"{month:02d}/2023" for month in range(1, 13)]
    meetings = [[c, "Thường kỳ", month, f"05/{month}"] for c in cells for month in months]
    marks = [
        [p[0], p[1], month, "k" if n % 29 == 0 else "x"] for month in months for n, p in enumerate(people)
    ]
    org = ["Mã tổ chức", "Tên tổ chức", "Loại tổ chức", "Mã cấp trên", "Khối", "Ngày thành lập"]
    member = ["Mã chi bộ", "Số lý lịch", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức"]
    meeting = ["Mã chi bộ", "Loại sinh hoạt", "Tháng tính", "Ngày sinh hoạt"]
    roll = ["Mã chi bộ", "Số lý lịch", "Buổi", "Trạng thái"]
    return [
        _book(folder / "to-chuc.xlsx", {"Tổ chức": [org, *tree], "Đảng viên": [member, *people]}),
        _book(folder / "sinh-hoat.xlsx", {"Sinh hoạt": [meeting, *meetings]}),
        _book(folder / "diem-danh-dai.xlsx", {"Điểm danh dạng dài": [roll, *marks]}),
    ]


def _book(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell)
    book.close()
    return path


def measure(folder: Path) -> tuple[float, Any]:
    """Seconds from the files to the committed rows, and the plan."""
    from sotay.access.choices import Permission
    from sotay.core.actor import system_actor
    from sotay.imports.operations import commit_import, state_controller
    from sotay.imports.plan import ImportOptions
    from sotay.imports.rules import ControllerWords

    files, actor = write_files(folder), system_actor(Permission)
    options, at, today = ImportOptions(), datetime(2024, 1, 31, 8, tzinfo=UTC), date(2024, 1, 31)
    words = ControllerWords("Đảng bộ huyện", "Văn phòng", "Đo tốc độ", "Không có người thật", "Xóa ngay")
    state_controller(actor=actor, words=words, at=at)
    start = time.perf_counter()
    last = ["", start]

    def tell(stage: str, done: int, total: int) -> None:
        if "-v" in sys.argv:
            now = time.perf_counter()
            print(f"{now - last[1]:7.2f} s  {last[0]}", file=sys.stderr)
            last[:] = [stage, now]

    plan = commit_import(actor, files, options=options, at=at, today=today, progress=tell)
    return time.perf_counter() - start, plan


def main() -> None:
    """Measure on a database of its own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="sotay-bench-"))
    try:
        for name in ("SOTAY_DATABASE_URL", "SOTAY_DEMO", "SOTAY_HTTPS"):
            os.environ.pop(name, None)
        os.environ["SOTAY_DATA_DIR"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        seconds, plan = measure(folder)
        times = os.times()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    busy = times.user + times.system + times.children_user + times.children_system
    name = f"nhập {MEMBERS} đảng viên, một năm điểm danh ({plan.new} dòng), SQLite;"
    name += f" cả chương trình {busy:.0f} s máy"
    print(f"{seconds:7.3f} s  hạn {LIMIT:5.1f} s  tỷ lệ {seconds / LIMIT:4.2f}  {name}", flush=True)


if __name__ == "__main__":
    main()
