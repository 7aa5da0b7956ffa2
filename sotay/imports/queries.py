"""What an import would do."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.imports.models import Statement
from sotay.imports.plan import ImportOptions, ImportPlan, Progress
from sotay.imports.planning.batch import plan_batch


def dry_run(
    actor: Actor,
    files: Sequence[Path],
    *,
    options: ImportOptions,
    today: date,
    progress: Progress | None = None,
) -> ImportPlan:
    """Read the files and say what a commit would do: counts a sheet, faults, notices, questions.

    Nothing is written. Requires IMPORT_RUN somewhere; rows outside its reach come back as faults.
    """
    actor.require(Permission.IMPORT_RUN)
    return plan_batch(actor, files, options=options, today=today, progress=progress)[0]


def statement() -> Statement | None:
    """Who controls the data of this installation, as stated last. Every signed-in person may know it."""
    return Statement.objects.select_related("account").order_by("stated_at", "pk").last()
