"""The demo district as the spreadsheets that its offices would keep: the product's own import reads them."""

from collections.abc import Callable
from pathlib import Path

from sotay.core.progress import Progress
from sotay.demo.district import District
from sotay.demo.files import meetings, organisations, people, rolls, underway


def write_files(folder: Path, district: District, progress: Progress | None = None) -> list[Path]:
    """Write every workbook into `folder`; what was written, in the order of the import.

    `progress` is told the name of each file, its number and how many there are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    jobs: list[tuple[str, Callable[[Path], None]]] = [
        ("to-chuc", lambda path: organisations.write(path, district)),
        ("dang-vien", lambda path: people.write(path, district)),
        *meetings.jobs(district),
        *rolls.jobs(district),
        ("so-lieu-thang", lambda path: meetings.write_counts(path, district)),
        *underway.jobs(district),
    ]
    written: list[Path] = []
    for number, (name, write) in enumerate(jobs, 1):
        path = folder / f"{name}.xlsx"
        write(path)
        written.append(path)
        if progress:
            progress(path.name, number, len(jobs))
    return written
