"""Random keys for addresses of staff and roles: nobody can count them up."""

import uuid

from django.db import migrations, models


def draw_keys(apps, schema_editor):
    for name in ("User", "Membership"):
        for row in apps.get_model("schools", name).objects.all():
            row.key = uuid.uuid4()
            row.save(update_fields=["key"])


def key(**options) -> models.UUIDField:
    return models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        help_text="What addresses of pages carry.",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("schools", "0003_tombstones")]

    operations = [
        migrations.AddField("user", "key", key(null=True)),
        migrations.AddField("membership", "key", key(null=True)),
        migrations.RunPython(draw_keys, migrations.RunPython.noop),
        migrations.AlterField("user", "key", key(unique=True)),
        migrations.AlterField("membership", "key", key(unique=True)),
    ]
