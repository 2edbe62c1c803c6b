import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from core.frozen import freeze_table


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0002_stratum_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="InstrumentDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.SlugField(max_length=40, unique=True)),
                (
                    "data",
                    models.JSONField(
                        help_text="What reporting.instruments reads; may still be unfinished."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("submitted", "Waiting for approval"),
                            ("approved", "Approved"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "written_in",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        help_text="Audit lines of everybody who wrote.",
                        size=None,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "counted_on",
                    models.DateField(help_text="Korean day; counts are those of 10:00."),
                ),
                ("stratum", models.CharField(help_text="Such as B10-M.", max_length=16)),
                (
                    "issued",
                    models.PositiveIntegerField(
                        help_text="Rounded; empty: too few to tell.", null=True
                    ),
                ),
                (
                    "accepted",
                    models.PositiveIntegerField(
                        help_text="Rounded; empty: too few to tell.", null=True
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StepRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("review", "Review"),
                            ("open", "Opening"),
                            ("close", "Closing"),
                            ("tabulate", "Tabulation"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                (
                    "asked_in",
                    models.BigIntegerField(help_text="Audit line of who asked.", unique=True),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "confirmed_in",
                    models.BigIntegerField(
                        blank=True, help_text="Audit line of who confirmed.", null=True
                    ),
                ),
                (
                    "withdrawn_in",
                    models.BigIntegerField(
                        blank=True, help_text="Audit line of who took the request back.", null=True
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.AlterModelOptions(
            name="round",
            options={
                "permissions": [
                    ("view_rounds", "May see rounds and questionnaires"),
                    (
                        "manage_rounds",
                        "May prepare rounds and questionnaires, and ask for their steps",
                    ),
                    ("confirm_rounds", "May confirm what somebody else wrote or asked for"),
                    ("view_participation", "May see how many took part, by stratum"),
                    ("view_tables", "May see protected tables"),
                    ("export_release", "May download protected tables"),
                ]
            },
        ),
        migrations.RemoveConstraint(
            model_name="round",
            name="reporting_round_state_is_known",
        ),
        migrations.AlterField(
            model_name="round",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("reviewed", "Reviewed"),
                    ("open", "Open"),
                    ("closed", "Closed"),
                    ("tabulated", "Tabulated"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "reviewed", "open", "closed", "tabulated"])
                ),
                name="reporting_round_state_is_known",
            ),
        ),
        migrations.AddField(
            model_name="instrumentdraft",
            name="instrument",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="draft",
                to="reporting.instrument",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="participation",
                to="reporting.round",
            ),
        ),
        migrations.AddField(
            model_name="steprequest",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="step_requests",
                to="reporting.round",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "submitted", "approved"])),
                name="reporting_instrumentdraft_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("instrument__isnull", False), ("state", "approved")),
                    models.Q(
                        models.Q(("state", "approved"), _negated=True), ("instrument__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="reporting_instrumentdraft_approved_one_is_frozen",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                fields=("round", "counted_on", "stratum"),
                name="reporting_participation_is_counted_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted__isnull", True), ("accepted__gte", 10), _connector="OR"
                ),
                name="reporting_participation_small_count_is_not_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="steprequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_in__isnull", True)),
                fields=("round", "step"),
                name="reporting_steprequest_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="steprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_in__isnull", True), ("withdrawn_in__isnull", True), _connector="OR"
                ),
                name="reporting_steprequest_ends_one_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="steprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["review", "open", "close", "tabulate"])),
                name="reporting_steprequest_step_is_known",
            ),
        ),
        freeze_table("reporting_participation"),
    ]
