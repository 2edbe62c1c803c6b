"""Putting xAPI statements aside for the store, in the transaction of what they are about.

Without XAPI_ENDPOINT none of these asks the database anything.
"""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from curriculum.certificates import finished_on
from curriculum.exchange import xapi
from curriculum.measuring import measuring_keys
from curriculum.models import Assignment, Completion, Occasion, Step, XapiStatement
from quizzes.models import Quiz
from schools.models import Student


def reached_before(row: dict) -> int:
    """How far a student was before the step that is being saved; 0 where nothing is sent.

    Args:
        row: the keys of the Completion.
    """
    if not settings.XAPI_ENDPOINT:
        return 0
    return Completion.objects.filter(**row).values_list("reached", flat=True).get()


def note_progress(row: dict, *, before: int, reached: int, length: int) -> None:
    """Tell the store that a student went on in a lesson; going back is nobody's business.

    Args:
        row: the keys of the Completion, which is saved already.
        before: as `reached_before` gave it.
        reached, length: as `save_lesson_progress` takes them.
    """
    if not settings.XAPI_ENDPOINT or reached <= before:
        return
    step = Step.objects.get(pk=row["step"].pk)
    deed, school_year = _deed(row["assignment"].pk, row["student"].pk, step.target_key)
    statements = [
        xapi.progressed(deed, lesson=step.target_key, step=step.pk, reached=reached, length=length)
    ]
    if reached >= length:
        statements += _completion(deed, row["student"].pk)
    _put_out(statements, school_year)


def note_quiz(*, attempt, occasion: Occasion) -> None:
    """Tell the store that a quiz was handed in; a trial that does not count stays here.

    So does what was scored before and after a module: the two would be a pair of one student.
    """
    if not settings.XAPI_ENDPOINT or attempt.is_practice:
        return
    quiz = Step.objects.values_list("target_key", flat=True).get(pk=occasion.step_id)
    deed, school_year = _deed(occasion.assignment_id, attempt.student_id, quiz)
    handed_in = xapi.scored(
        deed,
        quiz=quiz,
        attempt=attempt.pk,
        points=attempt.points,
        points_possible=attempt.points_possible,
    )
    steps = [step.as_module_step for step in Step.objects.current_of([deed.module])]
    scores = [] if occasion.step_id in measuring_keys(steps) else [handed_in]
    _put_out([*scores, *_completion(deed, attempt.student_id)], school_year)


def forget_statements(*, school_year: int) -> None:
    """Delete what waits for the store about a school year."""
    XapiStatement.objects.filter(school_year=school_year).delete()


def _deed(assignment: UUID, student: UUID, target: UUID) -> tuple[xapi.Deed, int]:
    """What every statement begins with, and the school year it belongs to."""
    module = Assignment.objects.values_list("module__translation_key", flat=True).get(pk=assignment)
    school_year = Student.objects.values_list("classroom__school_year", flat=True).get(pk=student)
    key = settings.XAPI_PSEUDONYM_KEY.encode()
    deed = xapi.Deed(
        home=settings.PLATFORM_URL,
        actor=xapi.pseudonym(key, school_year, student),
        assignment=assignment,
        module=module,
        titles=_titles((module, target)),
        at=timezone.now(),
    )
    return deed, school_year


def _titles(keys: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    titles: dict[UUID, dict[str, str]] = {}
    for model in (Page, Quiz):
        rows = model.objects.filter(translation_key__in=keys, live=True)
        for key, language, title in rows.values_list(
            "translation_key", "locale__language_code", "title"
        ):
            titles.setdefault(key, {})[language] = title
    return titles


def _completion(deed: xapi.Deed, student: UUID) -> list[dict]:
    """The module's own statement, once no step that counts is missing. A survey never counts."""
    assignment = Assignment.objects.with_steps().get(pk=deed.assignment)
    return [xapi.completed(deed)] if finished_on(assignment, student) else []


def _put_out(statements: Iterable[dict], school_year: int) -> None:
    rows = [
        XapiStatement(id=UUID(body["id"]), school_year=school_year, body=body)
        for body in statements
    ]
    XapiStatement.objects.bulk_create(rows, ignore_conflicts=True)
