"""Entries of the audit trail become chains, one per place; reviews and checks get their tables.

The database computes the digests itself, so that whoever goes around the model still chains.
core/audit_chain.py computes the same in Python, to check.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.frozen import freeze_table

# Lengths before parts, as in core.audit_chain.netstrings: no two rows read the same.
CREATE_DIGEST = """
CREATE FUNCTION core_audit_digest(previous bytea, entry core_auditentry) RETURNS bytea
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT sha256(convert_to(string_agg(
    coalesce(octet_length(convert_to(part, 'UTF8')) || ':' || part, '-') || ',',
    '' ORDER BY position
  ), 'UTF8'))
  FROM unnest(ARRAY[
    'audit-entry-1',
    encode(previous, 'hex'),
    entry.place,
    entry.number::text,
    entry.id::text,
    to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    entry.by_id::text,
    entry.from_address::text,
    entry.action,
    entry.target,
    entry.result,
    entry.reason
  ]) WITH ORDINALITY AS parts (part, position)
$$;
"""

# SECURITY DEFINER: the role that serves requests may insert entries and not touch the heads.
# The row lock on the head makes inserts of one place wait for each other and no others.
CREATE_CHAIN = """
CREATE FUNCTION core_chain_audit_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head core_audithead;
BEGIN
  INSERT INTO core_audithead (place, number, digest)
    VALUES (NEW.place, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
  SELECT * INTO STRICT head FROM core_audithead WHERE place = NEW.place FOR UPDATE;
  NEW.number := head.number + 1;
  NEW.previous_digest := head.digest;
  NEW.digest := core_audit_digest(head.digest, NEW);
  UPDATE core_audithead SET number = NEW.number, digest = NEW.digest WHERE place = NEW.place;
  RETURN NEW;
END $$;
"""

CHAIN_WHAT_IS_THERE = """
ALTER TABLE core_auditentry DISABLE TRIGGER core_auditentry_frozen;
DO $$
DECLARE
  entry core_auditentry;
  head core_audithead;
BEGIN
  FOR entry IN SELECT * FROM core_auditentry ORDER BY id LOOP
    INSERT INTO core_audithead (place, number, digest)
      VALUES (entry.place, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM core_audithead WHERE place = entry.place;
    entry.number := head.number + 1;
    entry.digest := core_audit_digest(head.digest, entry);
    UPDATE core_auditentry
      SET number = entry.number, previous_digest = head.digest, digest = entry.digest
      WHERE id = entry.id;
    UPDATE core_audithead SET number = entry.number, digest = entry.digest
      WHERE place = entry.place;
  END LOOP;
END $$;
ALTER TABLE core_auditentry ENABLE TRIGGER core_auditentry_frozen;
"""

CREATE_TRIGGER = """
CREATE TRIGGER core_auditentry_chain BEFORE INSERT ON core_auditentry
  FOR EACH ROW EXECUTE FUNCTION core_chain_audit_entry();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_audit_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("entries", models.BigIntegerField()),
                ("places", models.IntegerField()),
                (
                    "breaks",
                    models.IntegerField(help_text="How many places or reviews do not hold."),
                ),
                ("first_break", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("place", models.CharField(max_length=7, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
                ("digest", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="AuditReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="Its first day, Korean time.", unique=True)),
                ("signed_at", models.DateTimeField(auto_now_add=True)),
                ("note", models.CharField(max_length=500)),
                (
                    "entries",
                    models.BigIntegerField(help_text="How many entries the chains had in all."),
                ),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "ordering": ["-month"],
            },
        ),
        migrations.CreateModel(
            name="SignedHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=7)),
                ("number", models.BigIntegerField()),
                ("digest", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.AlterModelOptions(
            name="auditentry",
            options={"ordering": ["-at", "-id"]},
        ),
        migrations.AddField(
            model_name="auditentry",
            name="digest",
            field=models.BinaryField(default=b"", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditentry",
            name="from_address",
            field=models.GenericIPAddressField(
                blank=True, help_text="Network address of the member of staff.", null=True
            ),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="number",
            field=models.BigIntegerField(
                default=0, editable=False, help_text="Position in the chain of its place, from 1."
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditentry",
            name="previous_digest",
            field=models.BinaryField(default=b"", max_length=32),
            preserve_default=False,
        ),
        migrations.RunSQL(
            sql=CREATE_DIGEST,
            reverse_sql="DROP FUNCTION core_audit_digest(bytea, core_auditentry);",
        ),
        migrations.RunSQL(sql=CREATE_CHAIN, reverse_sql="DROP FUNCTION core_chain_audit_entry();"),
        migrations.RunSQL(sql=CHAIN_WHAT_IS_THERE, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(
            sql=CREATE_TRIGGER,
            reverse_sql="DROP TRIGGER core_auditentry_chain ON core_auditentry;",
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["at", "id"], name="core_audit_at"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["place", "at", "id"], name="core_audit_place_at"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["by", "at", "id"], name="core_audit_by_at"),
        ),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.UniqueConstraint(
                fields=("place", "number"), name="core_auditentry_one_chain_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="auditcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("breaks", 0), ("first_break", "")),
                    models.Q(("breaks__gt", 0), models.Q(("first_break", ""), _negated=True)),
                    _connector="OR",
                ),
                name="core_auditcheck_a_break_is_named",
            ),
        ),
        migrations.AddField(
            model_name="auditreview",
            name="signed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signedhead",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="heads",
                to="core.auditreview",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)),
                name="core_auditreview_month_is_its_first_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="signedhead",
            constraint=models.UniqueConstraint(
                fields=("review", "place"), name="core_signedhead_one_per_review_and_place"
            ),
        ),
        freeze_table("core_auditreview"),
        freeze_table("core_signedhead"),
        freeze_table("core_auditcheck"),
    ]
