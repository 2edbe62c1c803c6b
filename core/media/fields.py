"""Model fields through which every file must pass, whoever saves it: form, importer or shell."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from core.media.pictures import pixels_only
from core.media.videos import check_video, video_ending


class PictureFile(WagtailImageFieldFile):
    """Stores a picture's pixels and nothing else of the file it came in."""

    def save(self, name, content, save=True):
        """Raises PictureRefused for what is not a picture."""
        clean = pixels_only(content)
        super().save(clean.name, clean, save)


class PictureField(WagtailImageField):
    """The file of a picture."""

    attr_class = PictureFile


class VideoFile(models.fields.files.FieldFile):
    """Stores a video under the ending its bytes call for."""

    def save(self, name, content, save=True):
        """Raises VideoRefused for what is not a video."""
        super().save(f"video{video_ending(content)}", content, save)


class VideoField(models.FileField):
    """The file of a video."""

    attr_class = VideoFile
    default_validators = [check_video]


class ConfirmationField(models.BooleanField):
    """A box that must be ticked before the record can be saved."""

    def formfield(self, **kwargs):
        words = {"required": _("Look at it once more and tick this box only if it is true.")}
        return super().formfield(**{"required": True, "error_messages": words, **kwargs})
