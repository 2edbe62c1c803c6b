"""Roles by kind of teacher, reasons of closed codes, mergers and renames of schools."""

import django.db.models.deletion
from django.db import migrations, models


def name_what_was_there(apps, schema_editor):
    """Who taught a class becomes its homeroom teacher; codes closed so far, a teacher closed."""
    memberships = apps.get_model("schools", "Membership").objects
    memberships.filter(role="teacher").update(role="homeroom_teacher")
    codes = apps.get_model("schools", "JoinCode").objects
    codes.filter(closed_at__isnull=False).update(closed_because="teacher")


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0001_places_classes_staff"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_ko", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=100)),
                ("last_day", models.DateField(help_text="Last day under this name.")),
            ],
            options={
                "ordering": ["-last_day"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="membership",
            name="schools_membership_is_held_once",
        ),
        migrations.AddField(
            model_name="classroom",
            name="has_nicknames",
            field=models.BooleanField(
                default=False,
                help_text="Whether students carry a generated nickname beside the number.",
            ),
        ),
        migrations.AddField(
            model_name="joincode",
            name="closed_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("teacher", "closed by a teacher"),
                    ("replaced", "replaced by a new code"),
                    ("tries", "too many wrong tries"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="joincode",
            name="failed_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="joincode",
            name="failed_tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="office",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                help_text="Set once the office that took over has a code of its own.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="schools.office",
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ordinary", "Ordinary school"),
                    ("vocational", "Vocational high school"),
                    ("special-purpose", "Special-purpose high school"),
                    ("autonomous", "Autonomous high school"),
                    ("special-education", "Special education school"),
                    ("other", "Other kind of school"),
                ],
                default="ordinary",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                help_text="The school that took over its students.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="schools.school",
            ),
        ),
        migrations.AddField(
            model_name="student",
            name="moved_from",
            field=models.ForeignKey(
                blank=True,
                help_text="The seat this student had before a change of class, until that year is purged.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="moved_to",
                to="schools.student",
            ),
        ),
        migrations.AddField(
            model_name="student",
            name="nickname",
            field=models.CharField(
                blank=True,
                help_text="Generated, never chosen; empty without nicknames.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("homeroom_teacher", "Homeroom teacher"),
                    ("subject_teacher", "Subject teacher"),
                    ("substitute_teacher", "Co-teacher or substitute"),
                    ("teacher", "Teacher of the school"),
                    ("school_admin", "School administrator"),
                    ("office_manager", "Manager at an office of education"),
                    ("analyst", "Ministry analyst"),
                    ("release_approver", "Release approver"),
                    ("editor", "Editor"),
                    ("reviewer", "Reviewer"),
                    ("operator", "Operator"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="school",
            name="valid_to",
            field=models.DateField(
                blank=True, help_text="Last day; empty while it lasts.", null=True
            ),
        ),
        migrations.RunPython(name_what_was_there, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="joincode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_because", "")),
                    models.Q(("closed_at__isnull", False), ("closed_because__gt", "")),
                    _connector="OR",
                ),
                name="schools_joincode_closed_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "role", "office", "school", "classroom", "starts_on"),
                name="schools_membership_starts_once_a_day",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["substitute_teacher"]), _negated=True),
                    ("ends_on__isnull", False),
                    _connector="OR",
                ),
                name="schools_membership_of_a_substitute_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("level", "H"),
                    models.Q(
                        ("kind__in", ("vocational", "special-purpose", "autonomous")), _negated=True
                    ),
                    _connector="OR",
                ),
                name="schools_school_kind_fits_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="schools_school_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor__isnull", True), ("valid_to__isnull", False), _connector="OR"
                ),
                name="schools_school_with_successor_has_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="student",
            constraint=models.UniqueConstraint(
                condition=models.Q(("nickname__gt", "")),
                fields=("classroom", "nickname"),
                name="schools_student_nickname_is_unique_in_class",
            ),
        ),
        migrations.AddField(
            model_name="formername",
            name="office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_names",
                to="schools.office",
            ),
        ),
        migrations.AddField(
            model_name="formername",
            name="school",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_names",
                to="schools.school",
            ),
        ),
        migrations.AddConstraint(
            model_name="formername",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("office__isnull", True), ("school__isnull", True), _connector="XOR"
                ),
                name="schools_formername_of_one_place",
            ),
        ),
    ]
