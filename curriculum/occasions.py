"""How quizzes understand the occasions of this app, without knowing what an assignment is."""

from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

from curriculum.class_signals import signal_of
from curriculum.models import Assignment, ModulePage, Occasion, Step
from curriculum.progress import Kind
from lessons.models import LessonPage
from quizzes import occasions


def resolve_occasion(occasion: UUID, student) -> occasions.Occasion | None:
    """The quiz occasion as this student has it; None when it is not given to them."""
    row = (
        Occasion.objects.for_student(student)
        .select_related("assignment__module", "assignment__batch", "step")
        .with_signal(student)
        .filter(pk=occasion)
        .first()
    )
    if row is None:
        return None
    assignment = row.assignment
    assignment.has_called = row.has_called
    start_url = reverse("quizzes:start", args=[row.pk])
    return occasions.Occasion(
        title=ModulePage.objects.title_in(get_language(), assignment.module),
        return_url=reverse("curriculum:module", args=[assignment.pk]),
        is_open=assignment.is_open,
        closes_at=assignment.ends_at,
        quiz_key=row.step.target_key,
        lesson_step_url=partial(lesson_step_url, assignment),
        changes=assignment.rule_changes,
        signal=signal_of(assignment, here_url=start_url),
    )


def lesson_step_url(assignment: Assignment, block_id: UUID) -> str:
    """The address of the lesson step with this block id; "" when the module has none."""
    steps = Step.objects.current_of([assignment.module.translation_key]).filter(kind=Kind.LESSON)
    by_target = {step.target_key: step for step in steps}
    lessons = LessonPage.objects.live().filter(
        translation_key__in=by_target, locale__language_code="ko"
    )
    for lesson in lessons:
        ids = [step.id for step in lesson.step_list()]
        if str(block_id) in ids:
            step = by_target[lesson.translation_key]
            number = ids.index(str(block_id)) + 1
            return reverse("curriculum:lesson-step", args=[assignment.pk, step.key, number])
    return ""
