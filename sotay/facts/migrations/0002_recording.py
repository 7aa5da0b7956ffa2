"""Columns for the length of meetings and for papers; what is known already is counted again for them."""

from typing import Any

from django.db import migrations, models


def mark_everything_stale(apps: Any, schema_editor: Any) -> None:
    """The new columns begin at 0; the next refresh counts every month that has a record again."""
    month, stale = apps.get_model("facts", "CellMonth"), apps.get_model("facts", "StaleMonth")
    known = set(stale.objects.values_list("cell_id", "month"))
    pairs = set(month.objects.values_list("cell_id", "month")) - known
    stale.objects.bulk_create((stale(cell_id=c, month=m) for c, m in pairs), batch_size=5000)


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]

    operations = [
        *(
            migrations.AddField(
                model_name="cellmonth",
                name=name,
                field=models.PositiveSmallIntegerField(default=0),
            )
            for name in ("long_enough", "papers_due", "papers_known", "papers_ok", "timed")
        ),
        migrations.RunPython(mark_everything_stale, migrations.RunPython.noop),
    ]
