"""Questions that are answered in the student's own words."""

from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.blocks.base import AskedBlock, texts_with_feedback, why_block
from quizzes.kinds import Role
from quizzes.papers import Option, OptionText
from quizzes.wording import looks_like_a_pattern, spellings


class ExpectedBlock(blocks.StructBlock):
    """An answer that students are expected to write, right or wrong."""

    text = blocks.TextBlock(
        rows=2,
        label=_("Answer"),
        help_text=_(
            "One spelling a line. Spaces, full-width letters and capitals make no difference."
        ),
    )
    is_right = blocks.BooleanBlock(label=_("This is right"), required=False, default=True)
    feedback = blocks.TextBlock(label=_("What to say to those who wrote it"), required=False)

    class Meta:
        icon = "edit"
        label = _("Expected answer")


class ShortTextBlock(AskedBlock):
    """Write a word or two; right when it is one of the accepted ones."""

    options = blocks.ListBlock(ExpectedBlock(), min_num=1, label=_("Expected answers"))
    explanation = why_block()

    class Meta:
        icon = "edit"
        label = _("Short answer")
        description = _("The student writes a word or a number; accepted answers are listed.")
        preview_value = {
            "stem": "지금 위험할 때 전화하는 경찰 번호는 몇 번일까요?",
            "options": [
                {"text": "112\n112번", "is_right": True, "feedback": "맞아요."},
                {"text": "119", "is_right": False, "feedback": "119는 불이 났거나 아플 때예요."},
            ],
            "explanation": "위험할 때는 112예요. 24시간 연결돼요.",
        }

    def options_of(self, value) -> list[Option]:
        return [
            Option(UUID(child.id), is_right=bool(child.value["is_right"]), role=Role.ACCEPTED)
            for child in value["options"].bound_blocks
        ]

    def option_texts_of(self, value) -> dict[UUID, OptionText]:
        return texts_with_feedback(value["options"].bound_blocks)

    def own_checks(self, value, options, text):
        texts = [text.options[option.key].text for option in options]
        return [
            (not any(each.is_right for each in options), gettext("No answer is accepted yet.")),
            (not all(texts), gettext("An expected answer is empty.")),
            (
                any(looks_like_a_pattern(line) for each in texts for line in spellings(each)),
                gettext("Expected answers are plain words; patterns with signs like * are not."),
            ),
        ]


class EssayBlock(AskedBlock):
    """Write freely; a teacher reads it."""

    explanation = why_block()

    class Meta:
        icon = "doc-full"
        label = _("Long answer")
        description = _("The student writes some sentences. It waits until a teacher has read it.")
        preview_value = {
            "stem": "친구가 걱정거리를 말해 주었어요. 뭐라고 말해 줄까요?",
            "explanation": "‘네 잘못이 아니야’라는 말과, 함께 어른에게 가자는 말이 힘이 돼요.",
        }

    def options_of(self, value) -> list[Option]:
        return []

    def option_texts_of(self, value) -> dict[UUID, OptionText]:
        return {}
