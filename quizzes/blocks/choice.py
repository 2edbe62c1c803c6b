"""Questions where one option, or each of several, is right."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.blocks.base import QuestionBlock


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

    def problems(self, value) -> list[str]:
        """Also: two right options would make it another type of question."""
        found = super().problems(value)
        if sum(option.is_right for option in self.options_of(value)) > 1:
            found.append(gettext("In this type of question only one option may be right."))
        return found


class SeveralRightBlock(QuestionBlock):
    """Choose all that apply: all-or-nothing."""

    class Meta:
        icon = "tick-inverse"
        label = _("Several right answers")
        description = _("One or more options are right. Points only for exactly the right set.")
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
        }
