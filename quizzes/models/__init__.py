"""Drafts that authors own, editions that students answer, attempts and their answers."""

from quizzes.models.allowances import Allowance, Release
from quizzes.models.attempts import Answer, Attempt
from quizzes.models.awards import Award, AwardChange
from quizzes.models.bank import Category, Question
from quizzes.models.editions import Edition, Item, ItemText, Option, OptionText
from quizzes.models.marks import Mark
from quizzes.models.quizzes import Quiz, QuizQuestion
from quizzes.models.regrades import Regrade, RegradedAttempt

__all__ = [
    "Allowance",
    "Answer",
    "Attempt",
    "Award",
    "AwardChange",
    "Category",
    "Edition",
    "Item",
    "ItemText",
    "Mark",
    "Option",
    "OptionText",
    "Question",
    "Quiz",
    "QuizQuestion",
    "Regrade",
    "RegradedAttempt",
    "Release",
]
