"""What does the class think? An opinion or a guess, never an own experience."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import RICH_TEXT_FEATURES, ContentBlock


class PollOptionBlock(blocks.StructBlock):
    """One answer to choose."""

    text = blocks.CharBlock(max_length=200, label=_("Answer"))

    class Meta:
        icon = "radio-empty"
        label = _("Answer")


class PollBlock(ContentBlock):
    """A question to the whole class; what a published source says opens after answering."""

    prompt = blocks.TextBlock(
        max_length=400,
        label=_("Question"),
        help_text=_("Ask for an opinion or a guess, never for something a student lived through."),
    )
    options = blocks.ListBlock(PollOptionBlock(), min_num=2, max_num=6, label=_("Answers"))
    reveal = blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES,
        label=_("What opens after answering"),
        help_text=_("The published figure or what experts say, with its source."),
    )

    class Meta:
        icon = "view"
        label = _("Ask the class")
        description = _("An opinion or a guess. Hands are counted in class; nothing is stored.")
        template = "lessons/blocks/poll.html"
        preview_value = {
            "prompt": "허락 없이 얼굴을 바꾸는 일을 ‘범죄’라고 답한 학생은 얼마나 될까요?",
            "options": [{"text": "절반쯤"}, {"text": "열에 일곱쯤"}, {"text": "열에 아홉쯤"}],
            "reveal": "<p>교육부 2024년 11월 조사에서 89.4%가 범죄라고 답했어요.</p>",
        }
