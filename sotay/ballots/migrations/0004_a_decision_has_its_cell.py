from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0003_hosts_decided'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('cell__isnull', False), ('purpose', 'sounding'), _connector='OR'), name='a_decision_has_its_cell'),
        ),
    ]
