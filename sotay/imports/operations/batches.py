"""An upload and its work: opened, checked, committed, closed. Twice at once is impossible, half is too."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.progress import Progress
from sotay.imports.choices import BatchState
from sotay.imports.models import Batch
from sotay.imports.operations.committing import commit_import
from sotay.imports.plan import ImportOptions, ImportPlan, ImportRefused, as_json
from sotay.imports.queries import dry_run, known_mappings
from sotay.imports.reading.shape import SheetShape, look, open_book
from sotay.imports.waiting import (
    PLAN,
    PROGRESS,
    ROWS,
    SHAPES,
    AtWork,
    Incoming,
    Waiting,
    sweep_folders,
    waiting,
)

KEEP = timedelta(hours=24)
"""How long an upload waits before it is deleted."""
BEFORE = {
    BatchState.CHECKING: (
        BatchState.WAITING,
        BatchState.ASKING,
        BatchState.READY,
        BatchState.CHECKING,
        BatchState.COMMITTING,
    ),
    BatchState.COMMITTING: (BatchState.READY, BatchState.COMMITTING),
}
"""What work may follow what: who holds the batch knows that work in these states was cut short."""
CUT_SHORT = "Việc đang làm bị ngắt vì lỗi của chương trình; chưa ghi gì. Đồng chí làm lại."
CHANGED = "Chưa ghi gì: dữ liệu đã đổi từ lúc chạy thử. Đồng chí xem lại kết quả mới rồi bấm nhập."
BUSY = "Tệp này đang được làm ở nơi khác; đồng chí chờ xong rồi làm tiếp."


def open_batch(*, actor: Actor, files: Iterable[Incoming], at: datetime) -> Batch:
    """Keep the files of one upload for this account."""
    actor.require(Permission.IMPORT_RUN)
    if actor.account_id is None:
        raise DomainError("Cần một tài khoản để giữ tệp tải lên.")
    batch = Batch.objects.create(account_id=actor.account_id, uploaded_at=at)
    waiting(batch.token).store(files)
    return batch


def choose(*, actor: Actor, batch: Batch, choices: Mapping[str, Any]) -> None:
    """Note what the person chose; the next work follows it."""
    _require_own(actor, batch)
    batch.choices = dict(choices)
    batch.save(update_fields=["choices"])


def _require_own(actor: Actor, batch: Batch) -> None:
    actor.require(Permission.IMPORT_RUN)
    if batch.account_id != actor.account_id:
        raise DomainError("Không có lần nhập này.")


@contextmanager
def taken_up(*, actor: Actor, batch: Batch, state: BatchState) -> Iterator[int]:
    """Hold the batch for work (CHECKING or COMMITTING); gives the descriptor of the lock, for a child.

    Raises DomainError when somebody works on it, or when its turn for this work has not come.
    """
    _require_own(actor, batch)
    try:
        with waiting(batch.token).held() as descriptor:
            moved = Batch.objects.filter(pk=batch.pk, state__in=BEFORE[state]).update(state=state, problem="")
            if not moved:
                raise DomainError("Việc này đã làm xong hoặc chưa tới lượt; đồng chí xem lại trang nhập.")
            yield descriptor
    except AtWork as error:
        raise DomainError(BUSY) from error


def work(*, actor: Actor, batch: Batch, at: datetime, today: date) -> None:
    """Do what the batch's state says. Whoever calls holds the batch (`taken_up`)."""
    batch.refresh_from_db()
    do = {BatchState.CHECKING: _check, BatchState.COMMITTING: _commit}[BatchState(batch.state)]
    try:
        do(actor, batch, at, today)
    except ImportRefused as error:
        if error.plan is not None:
            waiting(batch.token).write(PLAN, as_json(error.plan))
        _stand(batch, BatchState.READY, str(error))
    except DomainError as error:
        _stand(batch, BatchState.READY, str(error))
    except Exception:
        _stand(batch, BatchState.READY, CUT_SHORT)
        raise


def _stand(batch: Batch, state: BatchState, problem: str = "") -> None:
    Batch.objects.filter(pk=batch.pk).exclude(state=BatchState.DONE).update(state=state, problem=problem)


def _teller(place: Waiting) -> Progress:
    return lambda stage, done, total: place.write(PROGRESS, {"stage": stage, "done": done, "total": total})


def _options(batch: Batch, actor: Actor, **more: Any) -> ImportOptions:
    chosen = batch.choices
    return ImportOptions(
        blank=chosen.get("blank") or None,
        prefer=chosen.get("prefer") or "status",
        year=int(chosen["year"]) if chosen.get("year") else None,
        mappings=known_mappings(actor),
        **more,
    )


def _check(actor: Actor, batch: Batch, at: datetime, today: date) -> None:
    """Look at the shapes; ask when they are in doubt, else run dry."""
    place, options = waiting(batch.token), _options(batch, actor)
    tell = _teller(place)
    place.forget(PLAN, SHAPES)
    books = []
    for number, path in enumerate(files := place.files):
        tell(f"Đọc {path.name}", number, len(files))
        books.append(open_book(path))
    shapes = [look(book, mappings=options.mappings) for book in books]
    place.write(SHAPES, [asdict(shape) for shape in shapes])
    found = [sheet for shape in shapes for sheet in shape.sheets]
    if any(in_doubt(sheet, found) for sheet in found):
        _stand(batch, BatchState.ASKING)
        return
    plan = dry_run(actor, books, options=options, today=today, progress=tell)
    place.write(PLAN, as_json(plan))
    _stand(batch, BatchState.READY)


def in_doubt(sheet: SheetShape, every: list[SheetShape]) -> bool:
    """Whether a person should say what the sheet is: columns were guessed, or nothing at all is known.

    A sheet of notes beside sheets that are known is left unread without a question.
    """
    if sheet.remembered:
        return False
    if not sheet.kind:
        return len(sheet.columns) >= 2 and not any(s.kind for s in every if s.file == sheet.file)
    return not sheet.is_certain


def _commit(actor: Actor, batch: Batch, at: datetime, today: date) -> None:
    """Write the rows and that the batch is done in one transaction: both, or neither."""
    place = waiting(batch.token)
    shown = place.read(PLAN)
    aside = place.aside if batch.choices.get("aside") or (shown or {}).get("left") else None
    place.aside.unlink(missing_ok=True)
    files = place.files
    with transaction.atomic():
        moved = Batch.objects.filter(pk=batch.pk, state=BatchState.COMMITTING).update(state=BatchState.DONE)
        if not moved:
            return
        plan = commit_import(
            actor,
            files,
            options=_options(batch, actor, set_aside=aside),
            at=at,
            today=today,
            progress=_teller(place),
        )
        if shown is not None and _sums(as_json(plan)) != _sums(shown):
            place.aside.unlink(missing_ok=True)
            raise ImportRefused(CHANGED, plan)
        Batch.objects.filter(pk=batch.pk).update(result=_result(plan, [path.name for path in files]))
    place.write(ROWS, [row.as_list() for row in plan.landed])
    place.empty()


def _sums(plan: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [tuple(sorted(sheet.items())) for sheet in plan["sheets"]]


def _result(plan: ImportPlan, names: list[str]) -> dict[str, Any]:
    """What is kept of a commit: counts and names of files, no content."""
    return {"files": names, "sheets": [asdict(sheet) for sheet in plan.sheets]}


def close_batch(*, actor: Actor, batch: Batch) -> None:
    """Delete the files at once; of a commit the rows set aside: what went in stays to be looked at."""
    _require_own(actor, batch)
    place = waiting(batch.token)
    try:
        with place.held():
            if Batch.objects.filter(pk=batch.pk, state=BatchState.DONE).exists():
                place.aside.unlink(missing_ok=True)
            else:
                place.remove()
                Batch.objects.filter(pk=batch.pk).delete()
    except AtWork as error:
        raise DomainError(BUSY) from error


def sweep(*, at: datetime) -> None:
    """Delete what has waited too long, and folders that are nobody's."""
    late = Batch.objects.filter(uploaded_at__lt=at - KEEP)
    late.exclude(pk__in=[b.pk for b in late if waiting(b.token).is_held]).delete()
    sweep_folders(Batch.objects.values_list("token", flat=True))
