"""The form of a picture in Wagtail's editor."""

from django.forms import FileField
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core.media.pictures import MOST_BYTES, PixelsOnly, pixels_only


class PictureFormField(WagtailImageField):
    """Takes a file only as its pixels; looks into it before anything is decoded."""

    def to_python(self, data) -> PixelsOnly | None:
        """Raises PictureRefused, which shows at the field."""
        file = FileField.to_python(self, data)
        return pixels_only(file) if file else None


class PictureForm(BaseImageForm):
    """A picture and what must be known about it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if wagtails := self.fields.get("file"):
            self.fields["file"] = PictureFormField(
                label=wagtails.label, required=wagtails.required, widget=wagtails.widget
            )
            self.fields["file"].help_text = _(
                "PNG, JPEG or WebP, at most %(size)d MB. "
                "Place and time of a photograph are removed."
            ) % {"size": MOST_BYTES // 1_000_000}
        if "description" in self.fields:
            self.fields["description"].help_text = _(
                "The text alternative to begin with. Each lesson says in its own words, in each "
                "language, what matters about the picture there."
            )
        self.order_fields(["title", "file"])
