"""Until now only the host's leaders noted visits. In a migration of its own: PostgreSQL changes no table that
has rows waiting for their foreign keys to be checked."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps: Any, schema_editor: Any) -> None:
    meetings = apps.get_model("meetings", "Meeting").objects.filter(pk=OuterRef("meeting_id"))
    visits = apps.get_model("oversight", "Visit").objects.filter(cell=None)
    visits.update(cell_id=Subquery(meetings.values("cell_id")[:1]))


def count_joint_again(apps: Any, schema_editor: Any) -> None:
    """Cells that sat in another's meeting have visits due now: the next refresh counts their months again."""
    joint, stale = apps.get_model("meetings", "JointCell"), apps.get_model("facts", "StaleMonth")
    known = set(stale.objects.values_list("cell_id", "month"))
    pairs = set(joint.objects.values_list("cell_id", "meeting__counted_for")) - known
    stale.objects.bulk_create((stale(cell_id=c, month=m) for c, m in sorted(pairs)), batch_size=5000)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0002_visit_of_a_cell"), ("facts", "0003_tasks_visits")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(count_joint_again, migrations.RunPython.noop),
    ]
