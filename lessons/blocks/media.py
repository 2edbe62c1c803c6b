"""Blocks that are looked at."""

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks import ContentBlock
from core.drawings import Drawing, drawing_choices
from core.media.records import Picture, Video
from core.media.showing import show_picture

ALT_HELP = _("What is to be seen and why it matters here, for those who cannot see it.")


class DrawingBlock(ContentBlock):
    """One of our own drawings with a text for those who cannot see it."""

    name = blocks.ChoiceBlock(choices=drawing_choices, label=_("Drawing"))
    alt = blocks.TextBlock(max_length=400, label=_("Text alternative"), help_text=ALT_HELP)
    caption = blocks.CharBlock(max_length=200, required=False, label=_("Caption"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["drawing"] = Drawing(value["name"])
        return context

    class Meta:
        icon = "image"
        label = _("Drawing")
        description = _("A drawing of objects, animals or drawn characters; never a real person.")
        template = "lessons/blocks/drawing.html"
        preview_value = {
            "name": "two-cats",
            "alt": "주황색 고양이 두 마리가 나란히 앉아 있다. 왼쪽 고양이만 파란 모자를 썼다.",
            "caption": "어느 쪽이 진짜 모습일까요?",
        }


class PictureBlock(ContentBlock):
    """A picture from the library; what it means is said for this place."""

    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.TextBlock(
        max_length=400, required=False, label=_("Text alternative"), help_text=ALT_HELP
    )
    decorative = blocks.BooleanBlock(
        required=False,
        label=_("Only decoration"),
        help_text=_("It says nothing that the text does not say; it needs no text alternative."),
    )
    caption = blocks.CharBlock(max_length=200, required=False, label=_("Caption"))

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["alt"].strip()) == bool(cleaned["decorative"]):
            error = ValidationError(
                _("Write a text alternative, or say that the picture is only decoration.")
            )
            raise StructBlockValidationError(block_errors={"alt": error})
        return cleaned

    def get_preview_value(self):
        return _with_newest(self, picture=Picture)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["picture"] = show_picture(value["picture"])
        return context

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture from the library. Its record says where it comes from.")
        template = "lessons/blocks/picture.html"
        preview_value = {"alt": "", "decorative": True, "caption": "나무 책상 위의 화분"}


class PicturePairBlock(ContentBlock):
    """Two pictures side by side, to be compared."""

    first = ImageChooserBlock(label=_("First picture"))
    first_alt = blocks.TextBlock(max_length=400, label=_("Text alternative of the first"))
    first_label = blocks.CharBlock(max_length=60, label=_("Name of the first"))
    second = ImageChooserBlock(label=_("Second picture"))
    second_alt = blocks.TextBlock(max_length=400, label=_("Text alternative of the second"))
    second_label = blocks.CharBlock(max_length=60, label=_("Name of the second"))
    caption = blocks.CharBlock(max_length=200, required=False, label=_("Caption"))

    def get_preview_value(self):
        return _with_newest(self, first=Picture, second=Picture)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["pictures"] = [
            {
                "picture": show_picture(value[which], widths=(320, 640)),
                "alt": value[f"{which}_alt"],
                "label": value[f"{which}_label"],
            }
            for which in ("first", "second")
        ]
        return context

    class Meta:
        icon = "grip"
        label = _("Two pictures")
        description = _("Two pictures side by side, each with a name, to be compared.")
        template = "lessons/blocks/picture_pair.html"
        preview_value = {
            "first_alt": "연필로 그린 나무",
            "first_label": "그린 그대로",
            "second_alt": "같은 나무, 잎이 파랗다",
            "second_label": "색을 바꾼 그림",
            "caption": "무엇이 달라졌나요?",
        }


class VideoBlock(ContentBlock):
    """A video from the library, with captions and with all it says in writing."""

    video = SnippetChooserBlock("core.Video", label=_("Video"))
    caption = blocks.CharBlock(max_length=200, required=False, label=_("Caption"))

    def get_preview_value(self):
        return _with_newest(self, video=Video)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        if video := value["video"]:
            language = get_language()
            context["tracks"] = video.tracks(language)
            context["transcript"] = video.transcript(language)
            context["poster"] = show_picture(video.poster, widths=(800,))
        return context

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video we serve ourselves, with captions and a transcript.")
        template = "lessons/blocks/video.html"
        preview_value = {"caption": "종이배가 물에 뜨는 까닭"}


def _with_newest(block: ContentBlock, **models):
    """What the preview of a block shows: its own words, and the newest records there are."""
    newest = {name: model.objects.order_by("-pk").first() for name, model in models.items()}
    return block.normalize({**block.meta.preview_value, **newest})
