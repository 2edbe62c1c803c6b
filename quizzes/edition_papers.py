"""Frozen editions and their papers, kept in memory: an edition never changes."""

from functools import lru_cache
from uuid import UUID

from core.prepared_queries import PreparedQuery
from quizzes import papers
from quizzes.models import Edition, Item, Option, Quiz
from quizzes.rule_changes import RuleChanges

# A paper takes some 50 kB; a country's quizzes of one term fit.
KEPT_PAPERS = 256
COLUMNS = [field.attname for field in Edition._meta.concrete_fields]
LATEST = PreparedQuery(
    lambda quiz_key: (
        Edition.objects.filter(quiz_key=quiz_key).order_by("-number").values_list(*COLUMNS)[:1]
    ),
    UUID(int=1),
)


def latest_edition(quiz_key: UUID) -> Edition | None:
    """The newest edition of a quiz, None when it was never published; one statement."""
    row = LATEST.first(quiz_key)
    return Edition.from_db(LATEST.alias, COLUMNS, row) if row else None


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
        **{name: getattr(edition, name) for name in Quiz.rule_fields},
        texts={
            language: papers.PaperText(
                title=edition.title(language),
                description=edition.description(language),
                success=edition.success(language),
                failure=edition.failure(language),
            )
            for language in edition.languages
        },
        items=tuple(_item(row) for row in rows),
    )


@lru_cache(maxsize=KEPT_PAPERS)
def changed_paper(edition_id: UUID, changes: RuleChanges) -> papers.Paper:
    """The paper of an edition with the rules of one occasion; the very paper without changes.

    Raises:
        Edition.DoesNotExist: there is no such edition.
    """
    return changes.applied_to(paper_of(edition_id))


def _item(row: Item) -> papers.Item:
    options = list(row.options.all())
    return papers.Item(
        key=row.key,
        kind=row.kind,
        points=row.points,
        options=tuple(_option(option) for option in options),
        texts={
            text.language: papers.ItemText(
                stem=text.stem,
                explanation=text.explanation,
                category=text.category,
                subcategory=text.subcategory,
                picture_alt=text.picture_alt,
                options=_option_texts(options, text.language),
            )
            for text in row.texts.all()
        },
        category_key=row.category_key,
        subcategory_key=row.subcategory_key,
        lesson_step=row.lesson_step,
        credit=row.credit,
        picture=row.picture,
    )


def _option(row: Option) -> papers.Option:
    return papers.Option(
        key=row.key,
        is_right=row.is_right,
        role=row.role,
        partner=row.partner,
        picture=row.picture,
        area=tuple(row.area),
    )


def _option_texts(options: list, language: str) -> dict[UUID, papers.OptionText]:
    return {
        option.key: papers.OptionText(text.text, text.feedback)
        for option in options
        for text in option.texts.all()
        if text.language == language
    }
