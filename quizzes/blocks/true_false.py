"""A statement that is true or not."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.blocks.choice import OneRightBlock, OptionBlock


class TrueFalseBlock(OneRightBlock):
    """A statement and two options, always in the author's order."""

    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=2, label=_("Options"))

    class Meta:
        icon = "check"
        label = _("True or false")
        description = _("A statement that is true or not. The two options are never shuffled.")
        preview_value = {
            "stem": "눈이 좋은 사람은 바꾼 사진을 언제나 찾아낼 수 있어요.",
            "options": [
                {"text": "맞아요", "is_right": False, "feedback": "티가 안 나는 사진도 있어요."},
                {"text": "아니에요", "is_right": True, "feedback": "눈으로만 봐서는 몰라요."},
            ],
            "explanation": "눈으로만 보지 말고 누가, 언제, 왜를 확인해요.",
        }

    def own_checks(self, value, options, text):
        """Also: exactly two options."""
        sentence = gettext("A true-or-false question has exactly two options.")
        return [*super().own_checks(value, options, text), (len(options) != 2, sentence)]
