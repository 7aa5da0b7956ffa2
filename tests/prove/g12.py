"""G12: broken and hostile spreadsheets never import in part, and cost no more than an upload may."""

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.db import transaction

from sotay.core.errors import DomainError
from sotay.imports.operations import commit_import, committing
from sotay.imports.plan import ImportOptions, ImportPlan, ImportRefused
from sotay.imports.reading import archive, books, files
from sotay.imports.reading.limits import COMMAND, UPLOAD
from tests.imports.support import AT, DISTRICT, EVERYWHERE, ORGANISATIONS, TODAY, Desk
from tests.prove.g12_files import HEAVY, HONEST, HOSTILE, Maker
from tests.prove.ground import is_release
from tests.prove.outcome import Outcome
from tests.prove.sharing import Share
from tests.reading_support import read_here

SEED = 12
PER_KIND, PER_HEAVY, PER_HONEST = 25, 5, 12
HANDS = 4
"""Shares that the files are dealt out to."""
PEAK = UPLOAD.memory + (8 << 20)
"""What the process weighed before the limit held is counted too."""


@dataclass(slots=True)
class Tally:
    """What came of many files. `cpu` in seconds, `memory` in bytes: the most of any one file."""

    by_kind: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    cpu: float = 0.0
    memory: int = 0
    slowest: str = ""

    def add(self, other: "Tally") -> None:
        """Take another tally in."""
        self.by_kind += other.by_kind
        self.wrong += other.wrong
        self.memory = max(self.memory, other.memory)
        if other.cpu > self.cpu:
            self.cpu, self.slowest = other.cpu, other.slowest


def shares() -> list[Share]:
    """Every kind of file, many times; then weaker readers, which the same files must show up."""
    scale = 4 if is_release() else 1
    work = [
        (kind, seed) for seed in range(PER_KIND * scale) for kind in HOSTILE if _wanted(kind, seed, scale)
    ]
    work += [(f"honest {kind}", seed) for seed in range(PER_HONEST * scale) for kind in HONEST]
    tries = [Share(run, (work[n::HANDS],), cost=30 * scale) for n in range(HANDS)]
    return tries + [Share(planted, (name,), cost=4) for name in WEAKER]


def outcome(answers: list[Any]) -> Outcome:
    """What the shares come to."""
    tally = Tally()
    for part in answers[:HANDS]:
        tally.add(part)
    found = Outcome(tally.by_kind.total(), len(tally.wrong), examples=tally.wrong[:20])
    found.enter_planted(dict(answers[HANDS:]))
    honest = sum(count for kind, count in tally.by_kind.items() if kind.startswith("honest"))
    found.note = (
        f"{len(HOSTILE)} kiểu tệp hỏng, tệp phá ({found.n - honest} tệp) và {honest} tệp lành;"
        f" hạt giống {SEED};"
        f" nặng nhất: {_cost(tally)}; hạn: {UPLOAD.cpu} s, {UPLOAD.memory >> 20} MB."
        f" Lỗi cài sẵn: {', '.join(WEAKER)}."
    )
    return found


def _wanted(kind: str, seed: int, scale: int) -> bool:
    return kind not in HEAVY or seed < PER_HEAVY * scale


def _cost(tally: Tally) -> str:
    return f"{tally.cpu:.2f} giây máy ({tally.slowest}), {tally.memory / (1 << 20):.0f} MB"


def run(work: list[tuple[str, int]]) -> Tally:
    """Files of these kinds, each tried on a small district that must stay as it was."""
    tally = Tally()
    with _district() as folder:
        for kind, seed in work:
            one_file(tally, folder, kind, seed)
    return tally


@contextmanager
def _district() -> Iterator[Path]:
    """A small district that is taken back, and a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as name, transaction.atomic():
        Desk(Path(name)).take({ORGANISATIONS: DISTRICT})
        yield Path(name)
        transaction.set_rollback(True)


def one_file(tally: Tally, folder: Path, kind: str, seed: int) -> None:
    """Make a file, try to take it in, and note what should not have been."""
    maker: Maker = HONEST[kind.removeprefix("honest ")] if kind.startswith("honest") else HOSTILE[kind]
    name, data = maker(Random(f"{SEED} {kind} {seed}"))
    path = folder / name
    path.write_bytes(data)
    costs: list[files.Cost] = []
    before = state()
    with transaction.atomic(), _watching(costs):
        wrong = _try(path, honest=kind.startswith("honest"), before=before)
        transaction.set_rollback(True)
    path.unlink()
    tally.by_kind[kind] += 1
    for cost in costs:
        if cost.cpu > tally.cpu:
            tally.cpu, tally.slowest = cost.cpu, kind
        tally.memory = max(tally.memory, cost.memory)
        if cost.cpu > UPLOAD.cpu + 0.5 or cost.memory > PEAK:
            wrong.append(f"tốn {cost.cpu:.1f} s, {cost.memory >> 20} MB")
    tally.wrong += [f"{kind} {seed}: {what}" for what in wrong]


@contextmanager
def _watching(costs: list[files.Cost]) -> Iterator[None]:
    reader = files.run_child

    def watched(path: Path, limits: files.Limits) -> tuple[dict[str, Any], files.Cost]:
        answer, cost = reader(path, limits)
        costs.append(cost)
        return answer, cost

    with patch.object(files, "run_child", watched):
        yield


def _try(path: Path, *, honest: bool, before: str) -> list[str]:
    plan: ImportPlan | None
    try:
        plan = commit_import(
            EVERYWHERE, [path], options=ImportOptions(blank="unrecorded"), at=AT, today=TODAY
        )
        refused = False
    except ImportRefused as error:
        plan, refused = error.plan, True
    except DomainError as error:
        return [f"lời từ chối không kèm kế hoạch: {error}"]
    except Exception as error:  # whatever a reader lets through
        return [f"lỗi lộ ra ngoài: {type(error).__name__}"]
    wrong = []
    if refused == honest:
        wrong.append("tệp lành bị từ chối" if honest else "tệp hỏng được nhận")
    if refused and state() != before:
        wrong.append("bị từ chối mà dữ liệu đã đổi")
    if refused:
        wrong += _unclear(plan)
    return wrong


def _unclear(plan: ImportPlan | None) -> list[str]:
    """What is wrong with what the person is told."""
    if plan is None or not plan.faults:
        return ["không nói vì sao"]
    if plan.unreadable and len(plan.faults) != 1:
        return [f"{len(plan.faults)} câu cho một tệp"]
    said = [fault.message for fault in plan.faults]
    clear = all(text.endswith(".") and 20 < len(text) < 260 and not text.isascii() for text in said)
    return [] if clear else ["câu trả lời không rõ"]


def state() -> str:
    """A hash of every row of every table."""
    made = hashlib.sha256()
    for model in apps.get_models():
        for row in model._default_manager.order_by("pk").values_list():
            made.update(repr((model.__name__, row)).encode())
    return made.hexdigest()


# The planted faults: weaker readers, run in this process on files that are harmless to it.


def planted(name: str) -> tuple[str, bool]:
    """Whether the files show up the weaker reader of that name."""
    weaken, kinds = WEAKER[name]
    tally = Tally()
    with _district() as folder, weaken():
        for seed in range(40):
            for kind in kinds:
                one_file(tally, folder, kind, seed)
                if tally.wrong:
                    return name, True
    return name, False


def _here(*more: Callable[[], AbstractContextManager[Any]]) -> Callable[[], AbstractContextManager[Any]]:
    """The reader in this process, with these things weakened."""

    @contextmanager
    def weaken() -> Iterator[None]:
        with patch.object(files, "run_child", read_here), ExitStack() as stack:
            for each in more:
                stack.enter_context(each())
            yield

    return weaken


def _changed(module: Any, name: str, value: Any) -> Callable[[], AbstractContextManager[Any]]:
    return lambda: patch.object(module, name, value)


class _Never:
    """A pattern that finds nothing."""

    def search(self, text: object) -> None:
        """Nothing."""

    match = search


def _raising(*_: object) -> None:
    raise KeyError("worksheets")


def _partly(plan: ImportPlan, options: ImportOptions) -> None:
    """Takes the rows that are right and forgets the others."""


def _wide_child() -> AbstractContextManager[Any]:
    """The child with the limits of the command line for whatever comes up."""
    reader = files.run_child
    return patch.object(files, "run_child", lambda path, limits: reader(path, COMMAND))


WEAKER: dict[str, tuple[Callable[[], AbstractContextManager[Any]], list[str]]] = {
    "đọc không có hạn": (_wide_child, ["shared_strings"]),
    "nhập một phần": (_changed(committing, "_refuse", _partly), ["one_wrong_row"]),
    "nhận khai báo thực thể": (_here(_changed(archive, "_DECLARED", _Never())), ["entities"]),
    "nhận macro": (_here(_changed(archive, "_MACROS", _Never())), ["macros"]),
    "nhận công thức chưa tính": (_here(_changed(archive, "_UNCOUNTED", _Never())), ["formulas"]),
    "nhận ký tự điều khiển": (_here(_changed(books, "_FORBIDDEN", _Never())), ["control_characters"]),
    "nhận ô quá dài": (
        _here(_changed(books, "LONGEST_CELL", 10**9), _changed(books.texts, "LONGEST_CELL", 10**9)),
        ["long_cells"],
    ),
    "không nhìn số thành phần": (_here(_changed(archive, "MOST_PARTS", 10**9)), ["many_parts"]),
    "lỗi của bộ đọc lộ ra": (_here(_changed(books, "_book", _raising)), ["truncated"]),
    "từ chối cả tệp lành": (_here(_changed(books, "MOST_COLUMNS", 2)), ["honest xlsx"]),
}
