"""G19: a backup brought back is equal byte for byte, and revives no right that was taken away."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any
from unittest.mock import patch

from django.apps.registry import Apps
from django.test import override_settings

from sotay.access import replay as access_replay
from sotay.core.errors import DomainError
from sotay.jobs.backup import copying, restoring, tables
from sotay.jobs.backup.copying import save_backup
from sotay.journal import ledger
from tests.prove.ground import is_release
from tests.prove.histories import AT, History, empty_everything, every_row
from tests.prove.outcome import Outcome
from tests.prove.sharing import Share

SEED = 19
PLANTED_HISTORIES = 40
"""As many as a planted fault may need before it shows (each is drawn anew)."""


def histories(first: int, last: int) -> tuple[int, list[str], int]:
    """How many of these histories came back wrong, the faults, and how many rights had been taken away."""
    wrong, examples, taken = 0, [], 0
    for seed in range(first, last):
        faults, ended = one_history(Random(SEED * 1000 + seed))
        wrong, taken = wrong + bool(faults), taken + ended
        examples += [f"lần {seed}: {fault}" for fault in faults[:3]]
    return wrong, examples, taken


def planted(name: str) -> tuple[str, bool]:
    """Whether histories notice this fault."""
    return name, _noticed(PLANTED[name])


def _bounds() -> list[tuple[int, int]]:
    each = 62 if is_release() else 12
    return [(part * each, (part + 1) * each) for part in range(8 if is_release() else 2)]


def shares() -> list[Share]:
    """Many histories through backup and restore; then with each planted fault until it is noticed."""
    tries = [Share(histories, bounds, cost=bounds[1] - bounds[0]) for bounds in _bounds()]
    return tries + [Share(planted, (name,), cost=3) for name in PLANTED]


def outcome(answers: list[Any]) -> Outcome:
    """What the shares come to."""
    bounds = _bounds()
    done = answers[: len(bounds)]
    found = Outcome(
        n=sum(last - first for first, last in bounds),
        failures=sum(wrong for wrong, _, _ in done),
        examples=[example for _, examples, _ in done for example in examples],
    )
    found.enter_planted(dict(answers[len(bounds) :]))
    found.note = (
        f"{sum(taken for _, _, taken in done)} quyền, khóa, mật khẩu bị thu sau ngày sao lưu, không cái nào "
        f"sống lại; lỗi cài sẵn: {', '.join(PLANTED)}. "
        "Tổ chức chuyển chỗ sau ngày sao lưu thì về chỗ cũ như mọi bản ghi khác."
    )
    return found


def _noticed(plant: Callable[[], AbstractContextManager[object]]) -> bool:
    for seed in range(PLANTED_HISTORIES):
        with plant():
            if one_history(Random(SEED * 2000 + seed))[0]:
                return True
    return False


def one_history(random: Random) -> tuple[list[str], int]:
    """Live, copy, live on, lose everything, restore: what went wrong, and how much had been taken away."""
    folder = Path(mkdtemp(prefix="sotay-g19-"))
    try:
        with override_settings(RIGHTS_LEDGER=str(folder / "so"), DATA_DIR=folder):
            return _live_and_restore(random, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _live_and_restore(random: Random, folder: Path) -> tuple[list[str], int]:
    history = History.begin(random)
    history.go_on(random.randint(5, 25))
    save_backup(folder / "sao-luu.zip", at=AT)
    before = every_row()
    history.go_on(random.randint(5, 25))
    allowed, ended = history.rights(), history.ended
    empty_everything()
    seen: list[dict[str, list[str]]] = []
    genuine = restoring.finish

    def looking(*args: object, **more: object) -> object:
        seen.append(every_row())
        return genuine(*args, **more)  # type: ignore[arg-type]  # passed on as given

    try:
        with patch.object(restoring, "finish", looking):
            restoring.restore_backup(
                folder / "sao-luu.zip", demo=False, ledger=None, without_ledger=False, at=AT
            )
    except DomainError as refused:  # an honest copy must come back
        return [f"không khôi phục được: {refused}"], ended
    faults = [] if seen == [before] else ["bản khôi phục khác bản sao lưu"]
    revived = history.rights() - allowed
    return faults + [f"quyền sống lại: {right}" for right in sorted(revived)[:3]], ended


# The planted faults.


@contextmanager
def _without_the_ledger() -> Iterator[None]:
    """The rights of the backup's day, as they were."""
    with patch.object(restoring, "_since", lambda path, position: []):
        yield


@contextmanager
def _only_the_last_line() -> Iterator[None]:
    """Replays only where it believes the ledger begins to matter."""
    genuine = restoring._since

    def since(path: Path | None, position: int) -> list[ledger.LedgerLine]:
        return genuine(path, position)[-1:]

    with patch.object(restoring, "_since", since):
        yield


def _passing_over(*names: str) -> Callable[[], AbstractContextManager[object]]:
    """A replay that does not know some kinds of event."""
    genuine = access_replay.replay

    @contextmanager
    def plant() -> Iterator[None]:
        def replay(since: list[ledger.LedgerLine], *, at: object) -> object:
            kept = [line for line in since if line.event not in names]
            return genuine(kept, at=at)  # type: ignore[arg-type]  # passed on as given

        with patch.object(restoring, "replay", replay):
            yield

    return plant


@contextmanager
def _without_a_table() -> Iterator[None]:
    """A copy that leaves one table out."""
    genuine = copying.kept_models

    def kept(apps: Apps) -> dict[str, tables.Model]:
        return {label: model for label, model in genuine(apps).items() if label != "access.grant"}

    with patch.object(copying, "kept_models", kept):
        yield


@contextmanager
def _to_the_second() -> Iterator[None]:
    """Moments brought back without their fractions."""
    genuine = tables._stored

    def stored(field: object, value: object) -> object:
        found = genuine(field, value)  # type: ignore[arg-type]  # passed on as given
        return found.replace(microsecond=0) if hasattr(found, "microsecond") else found

    with patch.object(tables, "_stored", stored):
        yield


@contextmanager
def _without_keys_void() -> Iterator[None]:
    """Old passwords open the door again."""
    with patch.object(access_replay, "void_credentials", lambda accounts: None):
        yield


PLANTED: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "không xem sổ thu quyền": _without_the_ledger,
    "chỉ xem dòng cuối của sổ": _only_the_last_line,
    "bỏ qua vai trò đã thu": _passing_over("RoleTaken"),
    "bỏ qua thời hạn rút ngắn": _passing_over("RoleGiven"),
    "bỏ qua tài khoản đã khóa": _passing_over("AccountLocked"),
    "bỏ qua mật khẩu đã đổi, máy đã bỏ": _without_keys_void,
    "sao lưu thiếu một bảng": _without_a_table,
    "giờ mất phần lẻ của giây": _to_the_second,
}
