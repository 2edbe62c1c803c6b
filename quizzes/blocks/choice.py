"""Questions with options, where one of them, or each of several, is right."""

from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.drawings import drawing_choices
from quizzes.blocks.base import (
    AskedBlock,
    at_least_two,
    credit_block,
    texts_with_feedback,
    why_block,
)
from quizzes.papers import Option, OptionText


class OptionBlock(blocks.StructBlock):
    """One option. Its own UUID is what students' answers keep."""

    text = blocks.CharBlock(label=_("Option"), max_length=300)
    is_right = blocks.BooleanBlock(label=_("This is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("What to say to those who chose it"),
        required=False,
        help_text=_("Needed for every option that is not right."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Option")
        description = _("One option of a question, with what to say to those who chose it.")
        template = "quizzes/blocks/option.html"
        preview_template = "core/block_preview.html"
        preview_value = {
            "text": "누가, 언제, 왜 올렸는지 알아봐요.",
            "is_right": True,
            "feedback": "맞아요. 출처부터 확인해요.",
        }


class PictureOptionBlock(OptionBlock):
    """One picture to choose. Its text alternative is its text."""

    text = blocks.TextBlock(label=_("Text alternative"), rows=2, max_length=400)
    picture = blocks.ChoiceBlock(choices=drawing_choices, label=_("Picture"))

    class Meta:
        icon = "image"
        label = _("Picture option")
        description = _("One picture of a question, with a text alternative that gives no hint.")
        preview_value = {
            "text": "세 갈래 길에 선 표지판",
            "picture": "crossroads-sign",
            "is_right": True,
            "feedback": "맞아요.",
        }


class QuestionBlock(AskedBlock):
    """A question with options; subclasses name the type and its own rules."""

    options = blocks.ListBlock(OptionBlock(), min_num=2, label=_("Options"))
    explanation = why_block()

    def options_of(self, value) -> list[Option]:
        return [
            Option(
                key=UUID(child.id),
                is_right=bool(child.value["is_right"]),
                picture=child.value.get("picture") or "",
            )
            for child in value["options"].bound_blocks
        ]

    def option_texts_of(self, value) -> dict[UUID, OptionText]:
        return texts_with_feedback(value["options"].bound_blocks)

    def own_checks(self, value, options, text):
        return [
            *at_least_two(options, text),
            (not any(each.is_right for each in options), gettext("No option is marked as right.")),
            (
                any(not each.is_right and not text.options[each.key].feedback for each in options),
                gettext("A wrong option has no feedback."),
            ),
        ]


class OneRightBlock(QuestionBlock):
    """Choose one: exactly one option is right."""

    class Meta:
        icon = "radio-full"
        label = _("One right answer")
        description = _("Several options, exactly one of them right. The student chooses one.")
        preview_value = {
            "stem": "진짜인지 모르는 사진을 받았어요. 가장 먼저 무엇을 할까요?",
            "options": [
                {"text": "멈추고 어른에게 물어봐요.", "is_right": True, "feedback": "맞아요."},
                {
                    "text": "친구들에게 보내요.",
                    "is_right": False,
                    "feedback": "보내면 사진이 퍼져요. 먼저 멈춰요.",
                },
            ],
            "explanation": "보내기 전에 멈추면 나도 친구도 지킬 수 있어요.",
        }

    def own_checks(self, value, options, text):
        """Also: two right options would make it another type of question."""
        is_ambiguous = sum(option.is_right for option in options) > 1
        sentence = gettext("In this type of question only one option may be right.")
        return [*super().own_checks(value, options, text), (is_ambiguous, sentence)]


class SeveralRightBlock(QuestionBlock):
    """Choose all that apply: all-or-nothing, or credit for each option."""

    credit = credit_block()

    class Meta:
        icon = "tick-inverse"
        label = _("Several right answers")
        description = _("One or more options are right. The student chooses all that apply.")
        preview_value = {
            "stem": "AI로 바꾸거나 만들 수 있는 것은 무엇일까요? 모두 골라요.",
            "options": [
                {"text": "사과 사진의 색", "is_right": True, "feedback": "맞아요."},
                {"text": "만화 주인공의 목소리", "is_right": True, "feedback": "맞아요."},
                {
                    "text": "내 손에 있는 사과의 색",
                    "is_right": False,
                    "feedback": "손에 있는 진짜 사과는 그대로예요.",
                },
            ],
            "explanation": "AI는 사진도, 영상도, 목소리도 바꿀 수 있어요.",
            "credit": "whole",
        }


class PictureChoiceBlock(OneRightBlock):
    """Choose one of several pictures."""

    options = blocks.ListBlock(PictureOptionBlock(), min_num=2, max_num=6, label=_("Pictures"))

    class Meta:
        icon = "image"
        label = _("Choose a picture")
        description = _("Several pictures, exactly one of them right.")
        preview_value = {
            "stem": "‘멈추고 생각하기’를 나타낸 그림은 무엇일까요?",
            "options": [
                {
                    "text": "등껍질을 안고 멈춰 선 거북이",
                    "picture": "stop-turtle",
                    "is_right": True,
                    "feedback": "맞아요. 먼저 멈춰요.",
                },
                {
                    "text": "세 갈래 길에 선 표지판",
                    "picture": "crossroads-sign",
                    "is_right": False,
                    "feedback": "어디로 갈지 고르는 그림이에요.",
                },
            ],
            "explanation": "멈추면 생각할 시간이 생겨요.",
        }
