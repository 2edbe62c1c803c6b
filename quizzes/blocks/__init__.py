"""Question types, one block each. What all have in common is in `base`."""

from wagtail.blocks import StreamBlock

from quizzes.blocks.base import OptionBlock, QuestionBlock
from quizzes.blocks.choice import OneRightBlock, SeveralRightBlock
from quizzes.blocks.true_false import TrueFalseBlock

__all__ = [
    "OneRightBlock",
    "OptionBlock",
    "QuestionBlock",
    "QuestionTypes",
    "SeveralRightBlock",
    "TrueFalseBlock",
]


class QuestionTypes(StreamBlock):
    """The types of question an editor can choose from; their names are the kinds of an item."""

    one = OneRightBlock()
    several = SeveralRightBlock()
    true_false = TrueFalseBlock()
