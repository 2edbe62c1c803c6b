from django.db import migrations


class Migration(migrations.Migration):
    """Tables of a round stand in its frozen releases; counts that passed no gate are not kept."""

    dependencies = [("reporting", "0009_round_openings")]

    operations = [migrations.DeleteModel(name="Cell")]
