"""A class of the demo that answered the same quiz before and after: what its teacher sees."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from curriculum.actions import assign_module, count_running_year, end_assignment
from curriculum.before_after import measurement_of
from curriculum.demo import CLASSES, find_classroom
from curriculum.models import Assignment, ModulePage, RunningCount
from quizzes.actions import GivenAnswer, start_attempt, submit_attempt
from quizzes.edition_papers import paper_of
from quizzes.models import Edition
from quizzes.papers import Item
from schools.models import User

# Seats by number; with fewer than ten there is nothing to show.
ANSWERED_TWICE = range(1, 13)


@transaction.atomic
def load_change() -> None:
    """The neighbour's class took a module with a measurement; and the year was counted once."""
    demo = CLASSES[3]
    classroom = find_classroom(demo)
    module = ModulePage.objects.in_language("ko").get(slug="module-m4")
    if not Assignment.objects.filter(classroom=classroom, module=module).exists():
        teacher = User.objects.get(email=demo.teacher)
        made = assign_module(
            classroom=classroom,
            module=module,
            opens_at=timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1),
            by=teacher,
        )
        _answer_twice(Assignment.objects.with_steps().get(pk=made.pk))
        end_assignment(assignment=made, by=teacher)  # the change is shown once it is over
    if not RunningCount.objects.exists():
        count_running_year(school_year=classroom.school_year)


def _answer_twice(assignment: Assignment) -> None:
    """Some invented students answer before and after, with what a lesson might change."""
    measurement = measurement_of(assignment)
    edition = Edition.objects.latest_for(measurement.quiz_key)
    for student in assignment.classroom.students.filter(number__in=ANSWERED_TWICE):
        for occasion, gain in ((measurement.before, 0), (measurement.after, 1)):
            attempt = start_attempt(student=student, occasion=occasion, edition=edition)
            answers = [
                GivenAnswer(
                    item_key=item.key,
                    chosen=[_chosen(item, student.number, place, gain)],
                    client_rev=int(timezone.now().timestamp()),
                )
                for place, item in enumerate(paper_of(edition.pk).items)
            ]
            submit_attempt(attempt_id=attempt.pk, student=student, answers=answers)


def _chosen(item: Item, number: int, place: int, gain: int):
    """Before: somewhere on the scale, some facts known. After: a step and some facts more."""
    if item.kind == "likert":
        step = 1 + number % (2 + place % 3) + gain
        return item.option_keys[min(step, len(item.options) - 1)]
    knows = number % (2 + place % 2 + 3 * gain) != 0
    return next(option.key for option in item.options if option.is_right == knows)
