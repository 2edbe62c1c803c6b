"""A question that has no right answer."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.blocks.base import AskedBlock, at_least_two, plain_texts, why_block
from quizzes.papers import Option, OptionText


class LikertBlock(AskedBlock):
    """How much does somebody agree: steps of a scale, never scored."""

    options = blocks.ListBlock(
        blocks.CharBlock(max_length=60, label=_("Step of the scale")),
        min_num=2,
        max_num=7,
        label=_("Scale, from one end to the other"),
    )
    explanation = why_block(required=False)
    needs_explanation = False

    class Meta:
        icon = "minus"
        label = _("Opinion (Likert scale)")
        description = _("A statement and a scale of agreement. It is never scored.")
        preview_value = {
            "stem": "친구 사진을 올리기 전에 물어보는 것은 중요해요.",
            "options": ["전혀 아니에요", "아니에요", "보통이에요", "그래요", "매우 그래요"],
            "explanation": "",
        }

    def options_of(self, value) -> list[Option]:
        return [
            Option(key=UUID(child.id), is_right=False) for child in value["options"].bound_blocks
        ]

    def option_texts_of(self, value) -> dict[UUID, OptionText]:
        return plain_texts(value["options"].bound_blocks)

    def own_checks(self, value, options, text):
        return at_least_two(options, text)
