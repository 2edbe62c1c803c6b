"""The library of pictures and videos."""

import uuid

import django.db.models.deletion
import modelsearch.index
import taggit.managers
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

import core.media.captions
import core.media.fields
import core.media.records


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_audit_chain"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "description",
                    models.CharField(
                        blank=True, default="", max_length=255, verbose_name="description"
                    ),
                ),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, db_index=True, verbose_name="created at"
                    ),
                ),
                ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                (
                    "file_hash",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=40),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("own", "Made for this platform"),
                            ("kogl-1", "Korea Open Government Licence, type 1"),
                            ("cc0", "CC0, free of rights"),
                            ("cc-by", "Creative Commons, name the maker (CC BY)"),
                            ("cc-by-sa", "Creative Commons, share alike (CC BY-SA)"),
                            ("permission", "Written permission of the maker"),
                        ],
                        max_length=12,
                        verbose_name="licence",
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody is shown"),
                            ("written", "Everyone shown is an adult and agreed in writing"),
                        ],
                        max_length=8,
                        verbose_name="consent",
                    ),
                ),
                (
                    "made_how",
                    models.CharField(
                        choices=[
                            ("drawn", "Drawn or painted by a person"),
                            ("program", "Drawn by a program of ours"),
                            ("camera", "Taken with a camera"),
                            ("changed", "Taken with a camera, changed afterwards"),
                            ("generated", "Made with generative AI"),
                        ],
                        max_length=10,
                        verbose_name="how it was made",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Who made it, when, and where it comes from.",
                        max_length=300,
                        verbose_name="source",
                    ),
                ),
                (
                    "shows_no_real_child",
                    core.media.fields.ConfirmationField(
                        help_text="No child who exists can be seen or heard in it, not even changed or drawn.",
                        verbose_name="shows no real child",
                    ),
                ),
                (
                    "file",
                    core.media.fields.PictureField(
                        height_field="height",
                        upload_to=wagtail.images.models.get_upload_to,
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "abstract": False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="PictureRendition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                (
                    "focal_point_key",
                    models.CharField(blank=True, default="", editable=False, max_length=16),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="core.picture",
                    ),
                ),
            ],
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Video",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("own", "Made for this platform"),
                            ("kogl-1", "Korea Open Government Licence, type 1"),
                            ("cc0", "CC0, free of rights"),
                            ("cc-by", "Creative Commons, name the maker (CC BY)"),
                            ("cc-by-sa", "Creative Commons, share alike (CC BY-SA)"),
                            ("permission", "Written permission of the maker"),
                        ],
                        max_length=12,
                        verbose_name="licence",
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody is shown"),
                            ("written", "Everyone shown is an adult and agreed in writing"),
                        ],
                        max_length=8,
                        verbose_name="consent",
                    ),
                ),
                (
                    "made_how",
                    models.CharField(
                        choices=[
                            ("drawn", "Drawn or painted by a person"),
                            ("program", "Drawn by a program of ours"),
                            ("camera", "Taken with a camera"),
                            ("changed", "Taken with a camera, changed afterwards"),
                            ("generated", "Made with generative AI"),
                        ],
                        max_length=10,
                        verbose_name="how it was made",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Who made it, when, and where it comes from.",
                        max_length=300,
                        verbose_name="source",
                    ),
                ),
                (
                    "shows_no_real_child",
                    core.media.fields.ConfirmationField(
                        help_text="No child who exists can be seen or heard in it, not even changed or drawn.",
                        verbose_name="shows no real child",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "file",
                    core.media.fields.VideoField(
                        help_text="WebM or MP4 (H.264), at most 15 MB.",
                        upload_to=core.media.records.video_name,
                        verbose_name="file",
                    ),
                ),
                (
                    "captions_ko",
                    models.TextField(
                        blank=True,
                        help_text="The content of the caption file: WebVTT, from the word WEBVTT on.",
                        validators=[core.media.captions.check_captions],
                        verbose_name="captions in Korean",
                    ),
                ),
                (
                    "captions_en",
                    models.TextField(
                        blank=True,
                        validators=[core.media.captions.check_captions],
                        verbose_name="captions in English",
                    ),
                ),
                (
                    "transcript_ko",
                    models.TextField(
                        blank=True,
                        help_text="Everything that is said and shown, for those who cannot see or hear it.",
                        verbose_name="transcript in Korean",
                    ),
                ),
                (
                    "transcript_en",
                    models.TextField(blank=True, verbose_name="transcript in English"),
                ),
                (
                    "poster",
                    models.ForeignKey(
                        help_text="Shown before it plays; of the same shape as the video.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.picture",
                        verbose_name="still picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "video",
                "verbose_name_plural": "videos",
                "ordering": ["title"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("shows_no_real_child", True)),
                name="core_picture_shows_no_real_child",
            ),
        ),
        migrations.AddConstraint(
            model_name="picturerendition",
            constraint=models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"),
                name="core_picturerendition_one_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="video",
            constraint=models.CheckConstraint(
                condition=models.Q(("shows_no_real_child", True)),
                name="core_video_shows_no_real_child",
            ),
        ),
    ]
