"""A visit belongs to the cell that the leader follows: at a joint meeting that need not be the host."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_visits"), ("organisations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="cell",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
    ]
