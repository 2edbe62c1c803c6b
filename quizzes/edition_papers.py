"""Papers read back from frozen editions, kept in memory: an edition never changes."""

from functools import lru_cache
from uuid import UUID

from quizzes import papers
from quizzes.models import Edition, Item

# A paper takes some 50 kB; a country's quizzes of one term fit.
KEPT_PAPERS = 256


@lru_cache(maxsize=KEPT_PAPERS)
def paper_of(edition_id: UUID) -> papers.Paper:
    """The paper of an edition, in five statements the first time and none later.

    Raises:
        Edition.DoesNotExist: there is no such edition.
    """
    edition = Edition.objects.get(pk=edition_id)
    rows = Item.objects.filter(edition=edition).prefetch_related("texts", "options__texts")
    return papers.Paper(
        quiz_key=edition.quiz_key,
        level=edition.level,
        pass_mark=edition.pass_mark,
        feedback=edition.feedback,
        has_random_order=edition.has_random_order,
        has_shuffled_options=edition.has_shuffled_options,
        texts={
            language: papers.PaperText(edition.title(language), edition.description(language))
            for language in edition.languages
        },
        items=tuple(_item(row) for row in rows),
    )


def _item(row: Item) -> papers.Item:
    options = list(row.options.all())
    return papers.Item(
        key=row.key,
        kind=row.kind,
        points=row.points,
        options=tuple(papers.Option(option.key, option.is_right) for option in options),
        texts={
            text.language: papers.ItemText(
                stem=text.stem,
                explanation=text.explanation,
                category=text.category,
                options=_option_texts(options, text.language),
            )
            for text in row.texts.all()
        },
        category_key=row.category_key,
        lesson_step=row.lesson_step,
    )


def _option_texts(options: list, language: str) -> dict[UUID, papers.OptionText]:
    return {
        option.key: papers.OptionText(text.text, text.feedback)
        for option in options
        for text in option.texts.all()
        if text.language == language
    }
