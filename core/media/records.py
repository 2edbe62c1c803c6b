"""Records of pictures and videos: the file, and what one must know before showing it to children.

`core/models.py` names these models, which is how Django finds them.
"""

from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to

from core.media.captions import check_captions
from core.media.fields import ConfirmationField, PictureField, VideoField
from core.media.names import stored_name
from core.privacy import declare

CAPTION_LANGUAGES = {"ko": "한국어", "en": "English"}


class Licence(models.TextChoices):
    """Why we may show it."""

    OWN = "own", _("Made for this platform")
    KOGL_1 = "kogl-1", _("Korea Open Government Licence, type 1")
    CC0 = "cc0", _("CC0, free of rights")
    CC_BY = "cc-by", _("Creative Commons, name the maker (CC BY)")
    CC_BY_SA = "cc-by-sa", _("Creative Commons, share alike (CC BY-SA)")
    PERMISSION = "permission", _("Written permission of the maker")


class Consent(models.TextChoices):
    """Whether the people in it agreed."""

    NOBODY = "nobody", _("Nobody is shown")
    WRITTEN = "written", _("Everyone shown is an adult and agreed in writing")


class MadeHow(models.TextChoices):
    """How it came to be; shown to whoever asks whether it is real."""

    DRAWN = "drawn", _("Drawn or painted by a person")
    PROGRAM = "program", _("Drawn by a program of ours")
    CAMERA = "camera", _("Taken with a camera")
    CHANGED = "changed", _("Taken with a camera, changed afterwards")
    GENERATED = "generated", _("Made with generative AI")


class MediaRecord(models.Model):
    """What picture and video have in common. Content files name a record by its key."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    licence = models.CharField(_("licence"), max_length=12, choices=Licence.choices)
    consent = models.CharField(_("consent"), max_length=8, choices=Consent.choices)
    made_how = models.CharField(_("how it was made"), max_length=10, choices=MadeHow.choices)
    source = models.CharField(
        _("source"), max_length=300, help_text=_("Who made it, when, and where it comes from.")
    )
    shows_no_real_child = ConfirmationField(
        _("shows no real child"),
        help_text=_("No child who exists can be seen or heard in it, not even changed or drawn."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shows_no_real_child=True),
                name="core_%(class)s_shows_no_real_child",
            )
        ]


class Picture(MediaRecord, AbstractImage):
    """A picture an editor brought; its own description is the default of the text alternative."""

    file = PictureField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "licence",
        "consent",
        "made_how",
        "source",
        "shows_no_real_child",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    privacy = declare(
        personal="uploaded_by_user source",
        plain="id key licence consent made_how shows_no_real_child title file description tags"
        " width height created_at focal_point_x focal_point_y focal_point_width focal_point_height"
        " file_size file_hash collection",
    )

    class Meta(MediaRecord.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return self.title

    def get_upload_to(self, filename):
        return stored_name("pictures", filename)


class PictureRendition(AbstractRendition):
    """A picture in one size, made by us."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    privacy = declare(plain="id image filter_spec file width height focal_point_key")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="core_picturerendition_one_of_a_kind",
            )
        ]

    def get_upload_to(self, filename):
        return stored_name("renditions", filename)


def video_name(video, filename: str) -> str:
    """Where a video's file is stored."""
    return stored_name("videos", filename)


class Video(MediaRecord):
    """A video we serve ourselves, with what it says in both languages."""

    title = models.CharField(_("title"), max_length=200)
    file = VideoField(
        _("file"), upload_to=video_name, help_text=_("WebM or MP4 (H.264), at most 15 MB.")
    )
    poster = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("still picture"),
        help_text=_("Shown before it plays; of the same shape as the video."),
    )
    captions_ko = models.TextField(
        _("captions in Korean"),
        blank=True,
        validators=[check_captions],
        help_text=_("The content of the caption file: WebVTT, from the word WEBVTT on."),
    )
    captions_en = models.TextField(
        _("captions in English"), blank=True, validators=[check_captions]
    )
    transcript_ko = models.TextField(
        _("transcript in Korean"),
        blank=True,
        help_text=_("Everything that is said and shown, for those who cannot see or hear it."),
    )
    transcript_en = models.TextField(_("transcript in English"), blank=True)

    privacy = declare(
        personal="source",
        plain="id key licence consent made_how shows_no_real_child title file poster captions_ko"
        " captions_en transcript_ko transcript_en",
    )

    class Meta(MediaRecord.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["title"]

    def __str__(self):
        return self.title

    @property
    def caption_languages(self) -> list[str]:
        """Languages that have captions, Korean first."""
        return self._languages_with("captions")

    @property
    def transcript_languages(self) -> list[str]:
        """Languages that have a transcript, Korean first."""
        return self._languages_with("transcript")

    def transcript(self, language: str) -> str:
        """What is said and shown, in `language` or else in the other."""
        return getattr(self, f"transcript_{language}") or self.transcript_ko or self.transcript_en

    def tracks(self, language: str) -> list[dict]:
        """Caption tracks for a player on a page in `language`."""
        return [
            {
                "language": code,
                "label": CAPTION_LANGUAGES[code],
                "url": reverse("media-captions", kwargs={"record": self.key, "language": code}),
                "is_default": code == language,
            }
            for code in self.caption_languages
        ]

    def _languages_with(self, name: str) -> list[str]:
        return [code for code in CAPTION_LANGUAGES if getattr(self, f"{name}_{code}").strip()]
