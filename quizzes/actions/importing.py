"""Questions of a file become drafts of the bank."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from django.db import transaction
from wagtail.models import Locale

from core.actions import record_act
from quizzes.exchange.checking import problem_of
from quizzes.exchange.records import ExchangedQuestion
from quizzes.exchanged_drafts import draft_of, slug_of
from quizzes.models import Category, Question


class NothingToImport(Exception):
    """There is no question."""


class QuestionUnfit(Exception):
    """A question breaks a rule of the bank."""


class ImportedAlready(Exception):
    """The same import was done before, perhaps by a second click."""


@transaction.atomic
def import_questions(
    *, questions: Sequence[ExchangedQuestion], language: str, import_key: UUID, by
) -> list[Question]:
    """Make a draft of each question, all of them or none; nothing is published.

    Themes that are missing are made; one that exists under another theme stays where it is.

    Args:
        questions: as a reader gave them; each is checked again.
        import_key: of this import; a second one with the same key makes nothing twice.

    Raises:
        NothingToImport: no question is given.
        ImportedAlready: an import with this key was done.
        QuestionUnfit: a question breaks a rule of the bank.
        ValidationError: the name of a theme cannot be used.
    """
    if not questions:
        raise NothingToImport
    if any(problem_of(question) for question in questions):
        raise QuestionUnfit
    locale = Locale.objects.get_or_create(language_code=language)[0]
    # Held until the end, so that of two clicks the second sees what the first made.
    Locale.objects.select_for_update().get(pk=locale.pk)
    keys = [uuid5(import_key, str(number)) for number in range(1, len(questions) + 1)]
    if Question.objects.filter(locale=locale, translation_key=keys[0]).exists():
        raise ImportedAlready
    made = [_make(record, key, locale, by) for key, record in zip(keys, questions, strict=True)]
    record_act(
        action="quizzes.import_questions",
        target=f"{import_key} {language} questions:{len(made)}",
        by=by,
    )
    return made


def _make(record: ExchangedQuestion, key: UUID, locale: Locale, by) -> Question:
    category = None
    for name in record.theme:
        category = _theme(name, locale, above=category)
    question = draft_of(record, key=key, locale=locale, category=category)
    question.full_clean()
    question.save()
    question.save_revision(user=by)
    return question


def _theme(name: str, locale: Locale, *, above: Category | None) -> Category:
    known = Category.objects.filter(locale=locale, slug=slug_of(name)).first()
    if known:
        return known
    # A theme has at most one above it.
    theme = Category(locale=locale, name=name, parent=(above and above.parent) or above)
    theme.full_clean()
    theme.save()
    return theme
