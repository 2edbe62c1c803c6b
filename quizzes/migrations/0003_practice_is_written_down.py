from django.db import migrations

MARK_PRACTICE = "UPDATE quizzes_attempt SET is_practice = true WHERE number > 1"


class Migration(migrations.Migration):
    """Until now every attempt after the first was practice, by its number alone."""

    dependencies = [("quizzes", "0002_every_type_attempt_rules_allowances")]

    operations = [migrations.RunSQL(MARK_PRACTICE, reverse_sql=migrations.RunSQL.noop)]
