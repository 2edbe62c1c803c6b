"""What the role that serves requests may do in the database: everything ordinary, no more.

Triggers keep frozen rows from being changed by mistake or by code; an owner can switch them off.
This role is no owner. It cannot change, remove or empty frozen tables even in a stolen session.
"""

from django.db import connection, transaction

# Who has frozen rows is what carries the trigger of core/frozen.py, whatever the models say.
FROZEN_TABLES = """
SELECT table_class.relname
FROM pg_trigger
JOIN pg_class table_class ON table_class.oid = pg_trigger.tgrelid
JOIN pg_namespace ON pg_namespace.oid = table_class.relnamespace
WHERE pg_trigger.tgfoid = to_regprocedure('core_refuse_change()')
  AND pg_namespace.nspname = current_schema()
ORDER BY table_class.relname
"""
# The trigger on the audit trail writes the heads, with its owner's rights.
READ_ONLY_TABLES = ("core_audithead", "django_migrations")


def frozen_tables() -> list[str]:
    """Names of the tables whose rows refuse change."""
    with connection.cursor() as cursor:
        cursor.execute(FROZEN_TABLES)
        return [name for (name,) in cursor.fetchall()]


@transaction.atomic
def grant_rights(role: str) -> list[str]:
    """Make the role if it is missing and give it exactly its rights; run after each migration.

    Args:
        role: name of a role without a login of its own; a login gets it with GRANT.

    Returns:
        The tables in which it may only insert and read.
    """
    frozen = frozen_tables()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {_quoted(role)} NOLOGIN")
        for statement in _statements(_quoted(role), frozen):
            cursor.execute(statement)
    return frozen


def _statements(role: str, frozen: list[str]) -> list[str]:
    everything = "ALL TABLES IN SCHEMA public"
    appended = ", ".join(_quoted(name) for name in frozen)
    read = ", ".join(_quoted(name) for name in READ_ONLY_TABLES)
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON {everything} FROM {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {everything} TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE UPDATE, DELETE ON {appended} FROM {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON {read} FROM {role}",
        f"GRANT {role} TO CURRENT_USER",
    ]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
