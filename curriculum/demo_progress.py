"""Progress of invented students, so that the demo's board shows a class at work."""

from django.utils import timezone

from curriculum.actions import save_lesson_progress
from curriculum.models import Assignment, Occasion, Step
from curriculum.progress import Kind
from curriculum.step_facts import find_lesson
from quizzes.actions import save_answer, start_attempt, submit_attempt
from quizzes.models import Edition

# Seats by number: 1 to 7 have not begun, so that a visitor can begin as one of them.
HANDED_IN = range(8, 13)
# Between them some are in the quiz.
READING = range(16, 22)


def make_progress(assignment: Assignment) -> None:
    """Let some students of the class read, some answer, some finish."""
    steps = Step.objects.current_of([assignment.module.translation_key])
    lesson_step, quiz_step = steps.get(kind=Kind.LESSON), steps.get(kind=Kind.QUIZ)
    length = len(find_lesson(lesson_step.target_key, "ko").step_list())
    edition = Edition.objects.latest_for(quiz_step.target_key)
    occasion = Occasion.id_for(assignment.pk, quiz_step.key)
    for student in assignment.classroom.students.filter(number__in=range(8, 22)):
        has_read = student.number not in READING
        reached = length if has_read else 1 + student.number % (length - 1)
        save_lesson_progress(
            assignment=assignment, student=student, step=lesson_step, reached=reached, length=length
        )
        if has_read:
            _answer(student, occasion, edition, hands_in=student.number in HANDED_IN)


def _answer(student, occasion, edition: Edition, *, hands_in: bool) -> None:
    attempt = start_attempt(student=student, occasion=occasion, edition=edition)
    items = list(edition.items.prefetch_related("options"))
    for place, item in enumerate(items if hands_in else items[:3], start=1):
        options = list(item.options.all())
        # Higher numbers miss more, so that the scores differ.
        misses = hands_in and place % (HANDED_IN.stop + 1 - student.number) == 0
        if misses:
            chosen = [next(option.key for option in options if not option.is_right)]
        else:
            chosen = [option.key for option in options if option.is_right]
        save_answer(
            attempt_id=attempt.pk,
            student=student,
            item_key=item.key,
            chosen=chosen,
            client_rev=int(timezone.now().timestamp()),
        )
    if hands_in:
        submit_attempt(attempt_id=attempt.pk, student=student)
