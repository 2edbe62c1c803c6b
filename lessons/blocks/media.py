"""Blocks that are looked at."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import ContentBlock
from core.drawings import Drawing, drawing_choices


class DrawingBlock(ContentBlock):
    """One of our own drawings with a text for those who cannot see it."""

    name = blocks.ChoiceBlock(choices=drawing_choices, label=_("Drawing"))
    alt = blocks.TextBlock(
        max_length=400,
        label=_("Text alternative"),
        help_text=_("What is to be seen and why it matters here, for those who cannot see it."),
    )
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
