"""Drafts that authors own, editions that students answer, attempts and their answers."""

from quizzes.models.allowances import Allowance, Release
from quizzes.models.attempts import Answer, Attempt
from quizzes.models.awards import Award
from quizzes.models.bank import Category, Question
from quizzes.models.editions import Edition, Item, ItemText, Option, OptionText
from quizzes.models.quizzes import Quiz, QuizQuestion

__all__ = [
    "Allowance",
    "Answer",
    "Attempt",
    "Award",
    "Category",
    "Edition",
    "Item",
    "ItemText",
    "Option",
    "OptionText",
    "Question",
    "Quiz",
    "QuizQuestion",
    "Release",
]
