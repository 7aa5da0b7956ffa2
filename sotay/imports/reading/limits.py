"""What reading one file may cost, and the one way to say that a file cannot be read."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

Cell = Any
"""str, float, bool, date, datetime, time, timedelta: as the workbook holds it; "" when empty."""

LONGEST_CELL = 32_767
"""Characters in one cell: the most that Excel itself allows."""


class Unreadable(Exception):
    """The file cannot be read; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`size`, `inflated`, `memory` in bytes; `cells`, `letters` in all sheets; `cpu`, `wall` in seconds."""

    size: int
    inflated: int
    cells: int
    letters: int
    memory: int
    cpu: int
    wall: int

    def as_json(self) -> dict[str, int]:
        """For the child process."""
        return asdict(self)


UPLOAD = Limits(20 << 20, 120 << 20, 1_500_000, 30_000_000, 300 << 20, 5, 15)
"""Files that come through the web."""
COMMAND = Limits(200 << 20, 1 << 30, 12_000_000, 300_000_000, 2 << 30, 120, 240)
"""Files that an operator takes in by the command."""

SAVE_AGAIN = "mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi chọn lại."
BROKEN = f"Tệp hỏng hoặc không phải bảng tính: {SAVE_AGAIN}"
TOO_LARGE = (
    "Bảng quá lớn để đọc: xóa các dòng, cột thừa ở cuối, hoặc chia làm nhiều tệp; tệp lớn thật thì nhờ"
    " người vận hành nhập bằng lệnh."
)


@dataclass(slots=True)
class RawSheet:
    """One sheet as it came out of the file."""

    name: str
    rows: list[list[Cell]]
    notes: list[str]


def to_plain(cell: Cell) -> Any:
    """A cell as JSON holds it."""
    if isinstance(cell, datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, time):
        return {"h": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"s": cell.total_seconds()}
    raise TypeError


def from_plain(kept: dict[str, Any]) -> Any:
    """The inverse of `to_plain`, as the hook of a JSON reader: other objects stay as they are."""
    if len(kept) == 1:
        ((key, value),) = kept.items()
        made = _MAKERS.get(key)
        if made is not None:
            return made(value)
    return kept


_MAKERS: dict[str, Any] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "h": time.fromisoformat,
    "s": lambda seconds: timedelta(seconds=seconds),
}
