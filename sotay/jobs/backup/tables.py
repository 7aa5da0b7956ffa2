"""Every table of a database as lines of JSON, and back.

The models are those of the migrations that the database (or the archive) stands at, not those of
the code: so an archive of last year goes into the tables of last year, which are upgraded after.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import batched
from uuid import UUID

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

NOT_KEPT = frozenset(
    {
        "accounts.session",
        "accounts.tries",
        "notifications.calendarfeed",
        "sessions.session",
        "contenttypes.contenttype",
        "auth.permission",
    }
)
"""Sessions and calendar feeds end with a restore: one ended since must not
come back. The other two are written anew by Django itself."""
ROWS = 2000

type Model = type[models.Model]
type Applied = list[tuple[str, str]]


def applied_migrations() -> Applied:
    """What this database stands at, as (app, name), sorted."""
    return sorted(MigrationLoader(connection).applied_migrations)


def apps_at(applied: Applied) -> Apps:
    """The models as those migrations left them."""
    loader = MigrationLoader(connection)
    state = loader.project_state([key for key in applied if key in loader.graph.nodes])
    return state.apps


def kept_models(apps: Apps) -> dict[str, Model]:
    """The tables that a backup holds, by "app.model", sorted."""
    found = {
        model._meta.label_lower: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return {label: found[label] for label in sorted(found) if label not in NOT_KEPT}


def columns_of(model: Model) -> list["models.Field[object, object]"]:
    """The stored columns of a table, in the order of the model."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def lines_of(model: Model) -> Iterator[bytes]:
    """The rows in the order of their keys, one JSON array a line; the first line names the columns."""
    names = [field.attname for field in columns_of(model)]
    yield _line(names)
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=ROWS):
        yield _line([_plain(value) for value in row])


def _line(values: list[object] | list[str]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: object) -> object:
    """A stored value as JSON has it: moments in UTC, bytes in base64. Raises TypeError for a new kind."""
    match value:
        case None | bool() | int() | float() | str() | list() | dict():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case timedelta():
            return value.total_seconds()
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case _:
            raise TypeError(f"no plain form for {type(value).__name__}")


def load_lines(model: Model, lines: Iterable[bytes]) -> int:
    """Put the rows back, keys and all; how many. Call inside the one transaction of the restore."""
    rest = iter(lines)
    names = json.loads(next(rest))
    fields = {field.attname: field for field in columns_of(model)}
    chosen = [fields[name] for name in names]
    count = 0
    for part in batched(rest, ROWS):
        rows = [_row(model, names, chosen, json.loads(line)) for line in part]
        model._base_manager.bulk_create(rows)
        count += len(rows)
    return count


def _row(
    model: Model, names: list[str], fields: list["models.Field[object, object]"], values: list[object]
) -> models.Model:
    pairs = zip(names, fields, values, strict=True)
    return model(**{name: _stored(field, value) for name, field, value in pairs})


def _stored(field: "models.Field[object, object]", value: object) -> object:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField) and isinstance(value, str):
        return base64.b64decode(value)
    if isinstance(field, models.DurationField) and isinstance(value, int | float):
        return timedelta(seconds=value)
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)


def empty_tables(kept: Iterable[Model]) -> None:
    """Take out what the migrations themselves wrote."""
    with transaction.atomic():
        for model in kept:  # in any order: foreign keys are compared at the end
            model._base_manager.all()._raw_delete(connection.alias)


def continue_counters(kept: Iterable[Model]) -> None:
    """Let new rows get numbers after the restored ones (PostgreSQL counts apart from the rows)."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(kept))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
