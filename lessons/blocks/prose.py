"""Blocks that are read."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import RICH_TEXT_FEATURES, ContentBlock


class ProseBlock(ContentBlock):
    """A few sentences."""

    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("A few short sentences. A step holds at most 120 words.")
        template = "lessons/blocks/prose.html"
        preview_value = {
            "text": "<p>사진을 보면 마음속으로 물어봐요. <strong>누가? 언제? 왜?</strong></p>"
        }


class TermBlock(ContentBlock):
    """A word and what it means."""

    term = blocks.CharBlock(max_length=80, label=_("Word"))
    meaning = blocks.TextBlock(max_length=400, label=_("Meaning"))

    class Meta:
        icon = "openquote"
        label = _("Word and meaning")
        description = _("Explains one word a student may not know.")
        template = "lessons/blocks/term.html"
        preview_value = {
            "term": "인공지능(AI)",
            "meaning": "많은 보기를 보고 배워서 그림이나 글을 새로 만드는 컴퓨터 기술이에요.",
        }
