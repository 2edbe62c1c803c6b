"""Loading the quizzes we ship from their files."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale

from quizzes import content_files
from quizzes.content_files import OptionEntry, QuestionEntry, QuizFile
from quizzes.models import Category, Question, Quiz, QuizQuestion
from quizzes.models.drafts import Draft
from quizzes.papers import SOURCE_LANGUAGE

CONTENT_FOLDER = Path(__file__).resolve().parent.parent / "content"


@dataclass
class LoadReport:
    """What a load did, by name of quiz or question.

    Attributes:
        created: new here.
        updated: changed in the file since the last load, and nowhere else.
        unchanged: the file says what it said last time.
        kept: changed in the file and by an editor; the editor's version stays.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def load_quizzes(*, folder: Path | None = None, by=None) -> LoadReport:
    """Create or update the quizzes of a folder and publish them. May be run again.

    An editor's later change is never overwritten.

    Args:
        folder: where the YAML files are; our own content when None.
        by: member of staff named in the versions, None for an operator's command.

    Raises:
        ContentFileRefused: a file is faulty; nothing is loaded then.
        PublicationRefused: a quiz may not go live; nothing is loaded then.
    """
    report = LoadReport()
    for files in content_files.read_folder(folder or CONTENT_FOLDER).values():
        # The source goes last: an edition is cut when it is published, with every language.
        languages = sorted(files, key=lambda language: language == SOURCE_LANGUAGE)
        categories = _load_categories(files)
        for language in languages:
            for entry in files[language].questions:
                category = categories.get((language, entry.id))
                _put(_question(entry, language, category), report, by)
        for language in languages:
            _put(_quiz(files[language]), report, by)
    return report


def _load_categories(files: dict[str, QuizFile]) -> dict:
    """Themes by (language, question id): the questions' ids tell which names are one theme."""
    found, keys = {}, {}
    for language in (SOURCE_LANGUAGE, *sorted(set(files) - {SOURCE_LANGUAGE})):
        for entry in files[language].questions:
            if not entry.category:
                continue
            category = _category(entry.category, language, keys.get(entry.id))
            keys.setdefault(entry.id, category.translation_key)
            found[language, entry.id] = category
    return found


def _category(name: str, language: str, key) -> Category:
    locale = _locale(language)
    slug = slugify(name, allow_unicode=True)
    known = Category.objects.filter(locale=locale, slug=slug).first()
    if known is None and key is not None:
        known = Category.objects.filter(locale=locale, translation_key=key).first()
    if known is None:
        extra = {"translation_key": key} if key else {}
        known = Category.objects.create(locale=locale, name=name, **extra)
    return known


def _locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


def _question(entry: QuestionEntry, language: str, category: Category | None) -> Question:
    options = [
        {"type": "item", "id": str(option.id), "value": _option_value(entry.kind, option)}
        for option in entry.options
    ]
    value = {"stem": entry.stem, "options": options, "explanation": entry.explanation}
    return Question(
        locale=_locale(language),
        translation_key=entry.id,
        body=[{"type": entry.kind, "id": str(entry.id), "value": value}],
        points=entry.points,
        category=category,
        lesson_step=entry.lesson_step,
        live=False,
    )


def _option_value(kind: str, option: OptionEntry) -> str | dict:
    if kind == "likert":
        return option.text
    return {"text": option.text, "is_right": option.is_right, "feedback": option.feedback}


def _quiz(file: QuizFile) -> Quiz:
    locale = _locale(file.language)
    quiz = Quiz(
        locale=locale,
        translation_key=file.key,
        title=file.title,
        description=file.description,
        level=file.level,
        pass_mark=file.pass_mark,
        feedback=file.feedback,
        live=False,
    )
    keys = [entry.id for entry in file.questions]
    questions = Question.objects.filter(locale=locale, translation_key__in=keys)
    by_key = {question.key: question for question in questions}
    quiz.quiz_questions = [
        QuizQuestion(question=by_key[key], sort_order=place) for place, key in enumerate(keys)
    ]
    return quiz


def _put(wanted: Draft, report: LoadReport, by) -> None:
    """Store and publish `wanted` unless the file says nothing new or an editor was at it."""
    model = type(wanted)
    name = f"{wanted} ({wanted.language})"
    wanted.loaded_digest = wanted.content_digest()
    known = model.objects.filter(
        locale=wanted.locale, translation_key=wanted.translation_key
    ).first()
    if known is None:
        report.created.append(name)
    elif known.loaded_digest == wanted.loaded_digest:
        report.unchanged.append(name)
        return
    elif known.get_latest_revision_as_object().content_digest() != known.loaded_digest:
        report.kept.append(name)
        return
    else:
        report.updated.append(name)
        known.take_over(wanted)
        wanted = known
    wanted.full_clean()
    if wanted.pk is None:
        wanted.save()
    wanted.save_revision(user=by).publish(user=by, skip_permission_checks=True)
