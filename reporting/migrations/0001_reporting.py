import django.db.models.deletion
from django.db import migrations, models

from core.frozen import freeze_table


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=40, unique=True)),
                ("data", models.JSONField(help_text="What reporting.instruments reads.")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("approved_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="Public name, such as 2026-2.", max_length=20, unique=True
                    ),
                ),
                ("title_ko", models.CharField(max_length=100)),
                ("title_en", models.CharField(max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("tabulated", "Tabulated"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "grace_minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="Answers begun before closing are still taken for so long.",
                    ),
                ),
                (
                    "least_count",
                    models.PositiveSmallIntegerField(
                        default=10, help_text="Smaller counts are never shown."
                    ),
                ),
                ("is_synthetic", models.BooleanField(default=False)),
                (
                    "sealing_public_key",
                    models.CharField(
                        blank=True, help_text="Base64; answers are sealed to it.", max_length=200
                    ),
                ),
                (
                    "help_lines",
                    models.JSONField(default=list, help_text="Help channels the survey shows."),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="reporting.instrument",
                    ),
                ),
            ],
            options={
                "permissions": [
                    ("manage_rounds", "May see and prepare rounds"),
                    ("close_round", "May close a round"),
                    ("view_tables", "May see protected tables"),
                    ("export_release", "May download protected tables"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MicrodataFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("rows_valid", models.PositiveIntegerField()),
                (
                    "rows_invalid",
                    models.PositiveIntegerField(help_text="Dropped when the answers were opened."),
                ),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="microdata",
                        to="reporting.round",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=10)),
                ("option", models.CharField(max_length=20)),
                ("office_code", models.CharField(max_length=3)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("E", "Elementary school"),
                            ("M", "Middle school"),
                            ("H", "High school"),
                        ],
                        max_length=1,
                    ),
                ),
                ("sex", models.CharField(blank=True, max_length=4)),
                ("students", models.PositiveIntegerField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="reporting.round",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Stratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office_code", models.CharField(max_length=3)),
                ("office_name_ko", models.CharField(max_length=60)),
                ("office_name_en", models.CharField(max_length=100)),
                ("office_sort", models.PositiveSmallIntegerField()),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("E", "Elementary school"),
                            ("M", "Middle school"),
                            ("H", "High school"),
                        ],
                        max_length=1,
                    ),
                ),
                ("enrolled", models.PositiveIntegerField(help_text="Students asked.")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strata",
                        to="reporting.round",
                    ),
                ),
            ],
            options={
                "ordering": ["office_sort", "level"],
            },
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "open", "closed", "tabulated"])),
                name="reporting_round_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gte", models.F("opens_at"))),
                name="reporting_round_closes_after_it_opens",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("least_count__gte", 10)),
                name="reporting_round_threshold_is_ten_or_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    ("is_synthetic", True),
                    models.Q(("sealing_public_key", ""), _negated=True),
                    _connector="OR",
                ),
                name="reporting_round_open_one_has_a_sealing_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="cell",
            constraint=models.UniqueConstraint(
                fields=("round", "question", "option", "office_code", "level", "sex"),
                name="reporting_cell_is_counted_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="cell",
            constraint=models.CheckConstraint(
                condition=models.Q(("students__gte", 1)), name="reporting_cell_counts_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="stratum",
            constraint=models.UniqueConstraint(
                fields=("round", "office_code", "level"), name="reporting_stratum_is_met_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="stratum",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["E", "M", "H"])),
                name="reporting_stratum_level_is_known",
            ),
        ),
        freeze_table("reporting_instrument"),
        freeze_table("reporting_stratum"),
        freeze_table("reporting_cell"),
        freeze_table("reporting_microdatafile"),
    ]
