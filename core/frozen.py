"""Rows that never change once written: editions, releases, audit entries.

Two locks: the model refuses, and a trigger in the database refuses whoever goes around it.
"""

from django.db import migrations, models


class FrozenRowChanged(TypeError):
    """Code tried to change or delete a row that was written for good."""


class FrozenModel(models.Model):
    """A model whose rows are inserted and read, never updated or deleted."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise FrozenRowChanged(self._meta.label)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise FrozenRowChanged(self._meta.label)


CREATE_FUNCTION = """
CREATE OR REPLACE FUNCTION core_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are frozen', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def freeze_table(table: str) -> migrations.RunSQL:
    """A migration operation that makes the database refuse UPDATE and DELETE on `table`.

    TRUNCATE stays possible: it is the operator's tool, and test databases are emptied with it.
    """
    return migrations.RunSQL(
        sql=CREATE_FUNCTION + f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION core_refuse_change();",
        reverse_sql=f"DROP TRIGGER IF EXISTS {table}_frozen ON {table};",
    )
