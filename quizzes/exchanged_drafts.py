"""Questions of the bank as records of an exchange, and records as drafts."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.utils.text import slugify
from wagtail.models import Locale

from core.blocks import item
from quizzes.exchange.records import Choice, ExchangedQuestion, Pair
from quizzes.models import Category, Question
from quizzes.papers import Option, OptionText

PLAIN_LISTS = ("order", "likert")


def record_of(question: Question) -> ExchangedQuestion | None:
    """The question as files carry it; None while it is empty."""
    if question.block is None:
        return None
    exchanged, text = question.item(), question.text
    options = [(option, text.options[option.key]) for option in exchanged.options]
    parts = _pairs(question) if exchanged.kind == "match" else _choices(options)
    return ExchangedQuestion(
        kind=exchanged.kind,
        stem=text.stem,
        explanation=text.explanation,
        points=exchanged.points,
        credit=exchanged.credit,
        theme=tuple(filter(None, (text.category, text.subcategory))),
        picture=exchanged.picture,
        picture_alt=text.picture_alt,
        lesson_step=exchanged.lesson_step,
        **parts,
    )


def draft_of(
    record: ExchangedQuestion, *, key: UUID, locale: Locale, category: Category | None
) -> Question:
    """An unsaved draft that says what the record says."""
    value = {"stem": record.stem, "explanation": record.explanation, **_parts(record)}
    if record.kind in ("several", "order", "match"):
        value["credit"] = record.credit
    return Question(
        locale=locale,
        translation_key=key,
        body=[{"type": record.kind, "id": str(key), "value": value}],
        points=record.points,
        category=category,
        lesson_step=record.lesson_step,
        live=False,
    )


def slug_of(name: str) -> str:
    """What tells themes apart."""
    return slugify(name, allow_unicode=True)


def _choices(options: Sequence[tuple[Option, OptionText]]) -> dict:
    return {
        "choices": tuple(
            Choice(text.text, option.is_right, text.feedback, option.picture)
            for option, text in options
        )
    }


def _pairs(question: Question) -> dict:
    value = question.block.value
    return {
        "pairs": tuple(
            Pair(pair["prompt"], pair["target"], pair["feedback"]) for pair in value["pairs"]
        ),
        "extra_targets": tuple(value["extra_targets"]),
    }


def _parts(record: ExchangedQuestion) -> dict:
    """Options in the shape their block stores; each gets a key of its own."""
    picture = {"picture": record.picture, "picture_alt": record.picture_alt}
    if record.kind == "essay":
        return picture
    if record.kind == "match":
        pairs = [vars(pair) for pair in record.pairs]
        return {**picture, "pairs": _items(pairs), "extra_targets": _items(record.extra_targets)}
    if record.kind in PLAIN_LISTS:
        return {**picture, "options": _items([choice.text for choice in record.choices])}
    kept = ("text", "is_right", "feedback", *(["picture"] if record.kind == "picture" else []))
    return {
        **picture,
        "options": _items([{name: vars(each)[name] for name in kept} for each in record.choices]),
    }


def _items(values: Sequence) -> list[dict]:
    return [item(str(uuid4()), value) for value in values]
