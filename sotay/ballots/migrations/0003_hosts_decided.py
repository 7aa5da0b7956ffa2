"""Every vote so far was taken by the cell that hosted the meeting. By itself, because PostgreSQL changes no
table on which rows were just changed in the same transaction."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps: Any, schema_editor: Any) -> None:
    Poll, Meeting = apps.get_model("ballots", "Poll"), apps.get_model("meetings", "Meeting")
    host = Meeting.objects.filter(pk=OuterRef("meeting_id")).values("cell_id")[:1]
    Poll.objects.filter(cell=None).update(cell_id=Subquery(host))


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0002_deciding_cell'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
