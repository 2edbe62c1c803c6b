"""The columns of our own table: headings and words in both languages, and guarded cells."""

from enum import StrEnum

from core.spreadsheets import FORMULA
from quizzes.kinds import Credit


class Column(StrEnum):
    """What a column holds; the last four belong to an option."""

    KIND = "kind"
    STEM = "question"
    EXPLANATION = "why"
    POINTS = "points"
    CREDIT = "credit"
    THEME = "theme"
    SUB_THEME = "sub_theme"
    LESSON_STEP = "lesson_step"
    PICTURE = "picture"
    PICTURE_ALT = "picture_alt"
    RIGHT = "right"
    OPTION = "option"
    TARGET = "belongs_to"
    FEEDBACK = "feedback"
    NONE = ""


WRITTEN = tuple(column for column in Column if column)


HEADINGS = {
    Column.KIND: ("종류", "Type"),
    Column.STEM: ("물음", "Question"),
    Column.EXPLANATION: ("해설", "Why"),
    Column.POINTS: ("배점", "Points"),
    Column.CREDIT: ("부분 점수", "Credit for a part"),
    Column.THEME: ("주제", "Theme"),
    Column.SUB_THEME: ("하위 주제", "Theme within it"),
    Column.LESSON_STEP: ("수업 단계", "Lesson step"),
    Column.PICTURE: ("그림", "Picture"),
    Column.PICTURE_ALT: ("그림 설명", "Text alternative"),
    Column.RIGHT: ("정답", "Right"),
    Column.OPTION: ("보기", "Option"),
    Column.TARGET: ("짝", "Belongs to"),
    Column.FEEDBACK: ("보기 풀이", "What to say"),
}
KIND_NAMES = {
    "one": ("하나 고르기", "one"),
    "several": ("모두 고르기", "several"),
    "true_false": ("맞다 아니다", "true_false"),
    "picture": ("그림 고르기", "picture"),
    "order": ("순서 놓기", "order"),
    "match": ("짝짓기", "match"),
    "likert": ("의견", "likert"),
    "short": ("짧은 답", "short"),
    "essay": ("긴 답", "essay"),
}
CREDIT_NAMES = {Credit.WHOLE: ("없음", "whole"), Credit.PARTIAL: ("있음", "partial")}
YES = ("예", "yes", "o", "1", "true")
NO = ("", "아니요", "no", "x", "0", "false")
OF_AN_OPTION = (Column.RIGHT, Column.OPTION, Column.TARGET, Column.FEEDBACK)
NEEDED = (Column.KIND, Column.STEM)
APOSTROPHE = "'"


def guarded(value: str | int) -> str | int:
    """A text with an apostrophe where one is needed, or where one of its own would be taken."""
    if isinstance(value, str) and FORMULA.match(value.lstrip(APOSTROPHE)):
        return APOSTROPHE + value
    return value


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` put before it."""
    is_guarded = text.startswith(APOSTROPHE) and FORMULA.match(text.lstrip(APOSTROPHE))
    return text[1:] if is_guarded else text
