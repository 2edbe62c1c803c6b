"""Quizzes for tests: drafts in both languages, editions cut from them, attempts."""

from uuid import UUID, uuid4

from wagtail.models import Locale

from core.levels import Level
from quizzes.kinds import KINDS
from quizzes.models import Attempt, Edition, Question, Quiz, QuizQuestion
from quizzes.models.quizzes import Feedback
from quizzes.occasions import Occasion
from tests.factories.question_kinds import question_value, uuid_of
from tests.factories.ready_made import ready_made


def make_question(
    name: str = "q1",
    *,
    kind: str = "one",
    right: str = "a",
    options: str = "abc",
    language: str = "ko",
    is_live: bool = True,
    more: dict | None = None,
    **fields,
) -> Question:
    """A question whose options are named by letters; those in `right` are right."""
    value = question_value(name, kind, right=right, options=options, language=language)
    value |= more or {}
    question = Question(
        locale=locale_of(language),
        translation_key=uuid_of(name),
        body=[{"type": kind, "id": str(uuid_of(name)), "value": value}],
        live=False,
        **fields,
    )
    question.save()
    return publish(question) if is_live else question


def make_quiz(
    questions: list[Question], *, name: str = "quiz", language: str = "ko", **fields
) -> Quiz:
    """An unpublished quiz over these questions, in their order."""
    fields = {"feedback": Feedback.AT_END, "level": Level.MIDDLE, "pass_mark": 60, **fields}
    quiz = Quiz(
        locale=locale_of(language),
        translation_key=uuid_of(name),
        title={"ko": "퀴즈", "en": "Quiz"}[language],
        live=False,
        **fields,
    )
    quiz.quiz_questions = [
        QuizQuestion(question=question, sort_order=place)
        for place, question in enumerate(questions)
    ]
    quiz.save()
    return quiz


@ready_made
def make_edition(*, in_english: bool = True, **fields) -> Edition:
    """An edition of three questions: q1 (one), q2 (several, a and b), q3 (true or false, a)."""
    korean, english = three_questions("ko"), three_questions("en") if in_english else []
    if in_english:
        publish(make_quiz(english, language="en", **fields))
    publish(make_quiz(korean, **fields))
    return Edition.objects.latest_for(uuid_of("quiz"))


def three_questions(language: str = "ko") -> list[Question]:
    """One question of each kind."""
    return [
        make_question("q1", kind="one", language=language),
        make_question("q2", kind="several", right="ab", language=language),
        make_question("q3", kind="true_false", options="ab", language=language),
    ]


def publish(draft):
    """Save what the draft says as a version and publish it; gives it back as it is now."""
    draft.save_revision().publish()
    return type(draft).objects.get(pk=draft.pk)


def locale_of(language: str) -> Locale:
    """Wagtail's locale, made when missing."""
    return Locale.objects.get_or_create(language_code=language)[0]


def make_attempt(student, edition: Edition, *, occasion: UUID | None = None, **fields) -> Attempt:
    """An open attempt."""
    return Attempt.objects.create(
        student=student, edition=edition, occasion=occasion or uuid4(), **fields
    )


def occasion_of(quiz_key: UUID, **fields) -> Occasion:
    """An open-ended occasion of a module."""
    fields = {"is_open": True, "closes_at": None, "return_url": "/ko/modules/", **fields}
    return Occasion(title="진짜일까?", quiz_key=quiz_key, **fields)


def every_kind(language: str = "ko", *, is_live: bool = True) -> list[Question]:
    """One question of each kind there is, named by its kind."""
    rights = {"several": "ab", "likert": "", "essay": ""}
    return [
        make_question(
            name,
            kind=name,
            right=rights.get(name, "a"),
            options="ab" if name == "true_false" else "abc",
            language=language,
            is_live=is_live,
        )
        for name in KINDS
    ]


@ready_made
def make_edition_of_every_kind(**fields) -> Edition:
    """An edition that asks a question of each kind, in both languages."""
    fields = {"has_shuffled_options": False, **fields}
    korean, english = every_kind("ko"), every_kind("en")
    publish(make_quiz(english, language="en", **fields))
    publish(make_quiz(korean, **fields))
    return Edition.objects.latest_for(uuid_of("quiz"))
