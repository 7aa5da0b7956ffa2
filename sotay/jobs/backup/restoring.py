"""Take a backup back, and take away again what was taken away since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from sotay.access.events import Restored
from sotay.access.replay import Replayed, replay, void_everything
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.jobs.backup.archive import BadArchive, Reader, opened
from sotay.jobs.backup.tables import apps_at, continue_counters, empty_tables, kept_models, load_lines
from sotay.journal.ledger import LedgerLine, lines
from sotay.journal.operations import record
from sotay.journal.queries import all_faults, chain_heads

OPERATOR = Actor(None, "sao lưu")


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What a restore brought back and took away."""

    made_at: str
    rows: int
    replayed: Replayed


def unfinished_mark() -> Path:
    """The file that says: a restore has begun and not ended; the pages must not open."""
    return Path(settings.DATA_DIR) / "dang-khoi-phuc"


def refuse_if_unfinished() -> None:
    """Raise DomainError while a restore has begun and not ended."""
    if unfinished_mark().exists():
        raise DomainError(
            "Lần khôi phục trước chưa xong nên chưa mở được; "
            "xóa cơ sở dữ liệu dở dang rồi chạy lại sotay restore."
        )


def restore_backup(
    path: Path, *, demo: bool, ledger: Path | None, without_ledger: bool, at: datetime
) -> RestoreResult:
    """Bring a backup into an empty database, in this order: compare the whole file with its manifest;
    tables as of then; rows; upgrade; rights ledger. The pages open only after all of it.

    `ledger`: the rights ledger to replay (None: the one of this machine). `without_ledger`: it is lost,
    so every account is locked until somebody opens it again. Raises BadArchive, BrokenLedger,
    DomainError; then the database is as empty as before, or marked as unfinished and does not open.
    """
    with opened(path) as reader:
        manifest = reader.manifest
        if manifest.purpose != ("demo" if demo else "real"):
            raise BadArchive("Dữ liệu mẫu và dữ liệu thật không dùng chung một nơi; kiểm tra lại --demo.")
        since = [] if without_ledger else _since(ledger, manifest.ledger)
        _refuse_unless_empty()
        mark = unfinished_mark()
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        try:
            _migrate_to(manifest.migrations)
            rows = _load(reader)
        except Exception:
            mark.unlink()  # rows go in together or not at all: the database is as empty as before
            raise
    call_command("migrate", verbosity=0, interactive=False)
    done = finish(since, without_ledger=without_ledger, at=at)
    _compare_journal(manifest.heads)
    mark.unlink()
    return RestoreResult(manifest.made_at, rows, done)


@transaction.atomic
def finish(since: Iterable[LedgerLine], *, without_ledger: bool, at: datetime) -> Replayed:
    """Take away again what was taken away since the backup, and write it to the journal."""
    done = void_everything(at=at) if without_ledger else replay(since, at=at)
    record(Restored(done.lines, done.grants, done.accounts), actor=OPERATOR, at=at)
    return done


def _since(ledger: Path | None, position: int) -> list[LedgerLine]:
    """The lines written since the backup. Raises DomainError when the ledger is older than the backup."""
    found = list(lines(ledger))
    if len(found) < position:
        raise DomainError(
            "Sổ thu quyền ở đây cũ hơn bản sao lưu; chỉ đúng sổ bằng --ledger, "
            "hoặc dùng --without-ledger để khóa mọi tài khoản rồi mở lại từng người."
        )
    return found[position:]


def _refuse_unless_empty() -> None:
    """Only a database without people takes a backup: nothing is ever overwritten."""
    names = set(connection.introspection.table_names())
    if "accounts_account" in names:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM accounts_account LIMIT 1")
            if cursor.fetchone():
                raise DomainError(
                    "Cơ sở dữ liệu này đã có dữ liệu nên không khôi phục đè lên; dùng cơ sở dữ liệu trống."
                )


def _migrate_to(applied: list[list[str]]) -> None:
    """Make the tables as they were. Raises BadArchive for a backup of a newer version."""
    executor = MigrationExecutor(connection)
    wanted = [(app, name) for app, name in applied]
    nodes = executor.loader.graph.nodes
    unknown = [key for key in wanted if key not in nodes and key not in executor.loader.replacements]
    if unknown:
        raise BadArchive("Bản sao lưu này của một phiên bản mới hơn; nâng cấp chương trình rồi khôi phục.")
    # A database that stands further on (empty all the same) goes back to where the backup stands.
    executor.migrate(
        [tip for app in sorted({app for app, _ in wanted}) for tip in _tips(executor, wanted, app)]
    )


def _tips(executor: MigrationExecutor, wanted: list[tuple[str, str]], app: str) -> list[tuple[str, str]]:
    """The last of the wanted migrations of an app: those that no other wanted one of it builds on."""
    graph = executor.loader.graph
    own = [key for key in wanted if key[0] == app and key in graph.nodes]
    below = {parent.key for key in own for parent in graph.node_map[key].parents if parent.key[0] == app}
    return [key for key in own if key not in below]


def _load(reader: Reader) -> int:
    """Put every row back in one transaction; how many."""
    kept = kept_models(apps_at([(app, name) for app, name in reader.manifest.migrations]))
    missing = set(reader.manifest.tables) - set(kept)
    if missing:
        raise BadArchive(
            f"Bản sao lưu có bảng lạ: {', '.join(sorted(missing))}; dùng đúng phiên bản đã tạo ra nó."
        )
    with transaction.atomic():
        empty_tables(kept.values())
        rows = sum(load_lines(kept[name], reader.lines(name)) for name in reader.manifest.tables)
        continue_counters(kept.values())
    return rows


def _compare_journal(heads: dict[str, list[object]]) -> None:
    """The journal must be whole, and go on from where the backup left it. Raises DomainError."""
    now = chain_heads()
    if all_faults() or any(
        now.get(int(chain), (0, ""))[0] < int(str(head[0])) for chain, head in heads.items()
    ):
        raise DomainError("Nhật ký trong bản sao lưu không nguyên vẹn nên chưa mở; lấy bản sao lưu khác.")
