"""Columns for tasks and visits; every month of cells that may have some is counted again for them."""

from typing import Any

from django.db import migrations, models

NAMES = ("tasks_known", "tasks_due", "tasks_told", "tasks_done", "visits_due", "visits_noted", "visits_made")


def mark_everything_stale(apps: Any, schema_editor: Any) -> None:
    """The new columns begin at 0; the next refresh counts every month that has a record again."""
    month, stale = apps.get_model("facts", "CellMonth"), apps.get_model("facts", "StaleMonth")
    known = set(stale.objects.values_list("cell_id", "month"))
    pairs = set(month.objects.values_list("cell_id", "month")) - known
    stale.objects.bulk_create((stale(cell_id=c, month=m) for c, m in pairs), batch_size=5000)


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_recording")]

    operations = [
        *(
            migrations.AddField(
                model_name="cellmonth", name=name, field=models.PositiveSmallIntegerField(default=0)
            )
            for name in NAMES
        ),
        *(
            migrations.AddField(
                model_name="cellmonth", name=name, field=models.PositiveIntegerField(default=0)
            )
            for name in ("working", "tasked")
        ),
        migrations.AddField(model_name="cellmonth", name="told_last", field=models.DateField(null=True)),
        migrations.RunPython(mark_everything_stale, migrations.RunPython.noop),
    ]
