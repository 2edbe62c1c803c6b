"""What Moodle's formats have no place for, kept in their tags: `points=3`, `credit=whole`.

Moodle shows such tags beside a question and gives them back on export, so a question that went
there and returned is still the same.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from quizzes.exchange.records import ExchangedQuestion
from quizzes.kinds import Credit

# A question of these types may have been written as the first one, for want of its own.
SAME_SHAPE = {"one": ("true_false",)}


def tags_of(question: ExchangedQuestion, *, written_as: str, has_points: bool) -> list[str]:
    """Tags that complete a question.

    Args:
        written_as: the kind that a reader will take it for.
        has_points: whether the format itself says the points.
    """
    tags = [f"kind={question.kind}"] if question.kind != written_as else []
    if question.points != 1 and not has_points:
        tags.append(f"points={question.points}")
    if question.kind in ("several", "order", "match"):
        tags.append(f"credit={question.credit}")
    if question.lesson_step:
        tags.append(f"lesson_step={question.lesson_step}")
    return tags


def with_tags(question: ExchangedQuestion, tags: Iterable[str]) -> ExchangedQuestion:
    """The question as its tags complete it; tags of others and impossible values are let be."""
    values = dict(tag.strip().split("=", 1) for tag in tags if "=" in tag)
    points, credit = values.get("points", ""), values.get("credit")
    if points.isascii() and points.isdigit() and len(points) <= 3:
        question = replace(question, points=int(points))
    if credit in tuple(Credit):
        question = replace(question, credit=str(credit))
    if values.get("kind") in SAME_SHAPE.get(question.kind, ()):
        question = replace(question, kind=values["kind"])
    if (step := _uuid(values.get("lesson_step", ""))) is not None:
        question = replace(question, lesson_step=step)
    return question


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
