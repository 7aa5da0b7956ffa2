"""The review of last month's tasks was filled in at planning and never again. What nobody has written since
goes from the meetings that are not over: it is proposed anew at each look."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """`version` 0: no text of the item was ever changed by anybody. Planned 1, called 2, in session 3."""
    items = apps.get_model("meetings", "AgendaItem").objects.using(schema_editor.connection.alias)
    items.filter(step="C2", version=0, meeting__stage__in=[1, 2, 3]).update(content="")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0008_committee_opinions_by_name")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
