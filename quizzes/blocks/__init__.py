"""Question types, one block each. What all have in common is in `base`."""

from wagtail.blocks import StreamBlock

from quizzes.blocks.arranging import MatchBlock, OrderBlock
from quizzes.blocks.base import AskedBlock
from quizzes.blocks.choice import (
    OneRightBlock,
    OptionBlock,
    PictureChoiceBlock,
    PictureOptionBlock,
    SeveralRightBlock,
)
from quizzes.blocks.opinion import LikertBlock
from quizzes.blocks.spotting import SpotTheFakeQuestionBlock
from quizzes.blocks.true_false import TrueFalseBlock
from quizzes.blocks.writing import EssayBlock, ShortTextBlock

__all__ = [
    "AskedBlock",
    "EssayBlock",
    "LikertBlock",
    "MatchBlock",
    "OneRightBlock",
    "OptionBlock",
    "OrderBlock",
    "PictureChoiceBlock",
    "PictureOptionBlock",
    "QuestionTypes",
    "SeveralRightBlock",
    "ShortTextBlock",
    "SpotTheFakeQuestionBlock",
    "TrueFalseBlock",
]


class QuestionTypes(StreamBlock):
    """The types of question an editor can choose from; their names are those of `kinds.KINDS`."""

    one = OneRightBlock()
    several = SeveralRightBlock()
    true_false = TrueFalseBlock()
    picture = PictureChoiceBlock()
    order = OrderBlock()
    match = MatchBlock()
    likert = LikertBlock()
    short = ShortTextBlock()
    essay = EssayBlock()
    spot_the_fake = SpotTheFakeQuestionBlock()
