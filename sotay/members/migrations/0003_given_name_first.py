from django.db import migrations

from sotay.core.vietnamese import name_sort_key

BATCH = 500


def write_sort_keys(apps, schema_editor):
    """The given name with its tones now comes before the family name."""
    Member = apps.get_model('members', 'Member')
    batch = []
    for row in Member.objects.only('pk', 'full_name', 'sort_key').order_by('pk').iterator(chunk_size=2000):
        row.sort_key = name_sort_key(row.full_name)
        batch.append(row)
        if len(batch) == BATCH:
            Member.objects.bulk_update(batch, ['sort_key'])
            batch = []
    Member.objects.bulk_update(batch, ['sort_key'])


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0002_names_looked_up'),
    ]

    operations = [
        migrations.RunPython(write_sort_keys, migrations.RunPython.noop, elidable=True),
    ]
