"""Cutting an edition from a published quiz."""

from uuid import UUID

from django.db import transaction

from quizzes.models import Edition, Item, ItemText, Option, OptionText, Quiz
from quizzes.papers import SOURCE_LANGUAGE, Paper


@transaction.atomic
def cut_edition(*, quiz_key: UUID) -> Edition | None:
    """Copy the published state of a quiz, in all languages, into an edition.

    Nothing is cut while the source language is unpublished, and the newest edition is returned
    as it is when it already says the same.

    Args:
        quiz_key: translation key of the quiz.
    """
    # The lock makes two editors who publish at once take their numbers one after the other.
    quiz = (
        Quiz.objects.select_for_update(of=["self"])
        .filter(translation_key=quiz_key, locale__language_code=SOURCE_LANGUAGE, live=True)
        .first()
    )
    if quiz is None:
        return None
    paper = quiz.paper(is_live_only=True)
    latest = Edition.objects.latest_for(quiz_key)
    if latest and latest.digest == paper.digest():
        return latest
    return write_edition(paper, number=latest.number + 1 if latest else 1)


def write_edition(paper: Paper, *, number: int) -> Edition:
    """Store a paper as an edition; the caller chooses a number that is free."""
    edition = Edition.objects.create(
        quiz_key=paper.quiz_key,
        number=number,
        digest=paper.digest(),
        **{name: getattr(paper, name) for name in Quiz.rule_fields},
        **{
            f"{name}_{language}": getattr(text, name)
            for language, text in paper.texts.items()
            for name in ("title", "description", "success", "failure")
        },
    )
    _write_items(edition, paper)
    return edition


def _write_items(edition: Edition, paper: Paper) -> None:
    items = Item.objects.bulk_create(
        Item(
            edition=edition,
            key=item.key,
            position=position,
            kind=item.kind,
            points=item.points,
            category_key=item.category_key,
            subcategory_key=item.subcategory_key,
            lesson_step=item.lesson_step,
            credit=item.credit,
            picture=item.picture,
        )
        for position, item in enumerate(paper.items, start=1)
    )
    ItemText.objects.bulk_create(
        ItemText(
            item=row,
            language=language,
            stem=text.stem,
            explanation=text.explanation,
            category=text.category,
            subcategory=text.subcategory,
            picture_alt=text.picture_alt,
        )
        for row in items
        for language, text in paper.items_by_key[row.key].texts.items()
    )
    _write_options(items, paper)


def _write_options(items: list[Item], paper: Paper) -> None:
    options = Option.objects.bulk_create(
        Option(
            item=row,
            key=option.key,
            position=position,
            is_right=option.is_right,
            role=option.role,
            partner=option.partner,
            picture=option.picture,
            area=list(option.area),
        )
        for row in items
        for position, option in enumerate(paper.items_by_key[row.key].options, start=1)
    )
    OptionText.objects.bulk_create(
        OptionText(option=row, language=language, text=words.text, feedback=words.feedback)
        for row in options
        for language, text in paper.items_by_key[row.item.key].texts.items()
        if (words := text.options.get(row.key))
    )
