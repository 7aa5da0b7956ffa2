"""Whether minutes were read aloud is asked now; before, nobody was asked, so nothing is claimed for them."""

from typing import Any

from django.db import migrations, models


def claim_nothing(apps: Any, schema_editor: Any) -> None:
    apps.get_model("minutes", "Adoption").objects.filter(read_aloud=True).update(read_aloud=False)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0004_adopted_by_poll")]

    operations = [
        migrations.AlterField(
            model_name="adoption",
            name="read_aloud",
            field=models.BooleanField(default=False, verbose_name="đã đọc toàn văn"),
        ),
        migrations.RunPython(claim_nothing, migrations.RunPython.noop),
    ]
