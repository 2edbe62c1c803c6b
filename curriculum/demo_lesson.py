"""A class of the demo in the middle of a lesson, so that a board speaks at first sight."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from curriculum.actions import assign_module, call_for_help, start_lesson
from curriculum.demo import CLASSES, TEACHER, find_classroom
from curriculum.demo_progress import READING, make_progress
from curriculum.models import Assignment, AssignmentBatch, ModulePage
from schools.models import User

# Reads the lesson and pressed "help me".
CALLING = READING[1]


@transaction.atomic
def load_lesson() -> None:
    """The high school class, led by its teacher: some wait, some work, some are done, one calls.

    A lead ends by itself; it begins again with each start of the demo.
    """
    classroom = find_classroom(CLASSES[2])
    teacher = User.objects.get(email=TEACHER)
    module = ModulePage.objects.in_language("ko").get(slug="module-h2")
    assignment = Assignment.objects.filter(classroom=classroom, module=module).first()
    is_new = assignment is None
    if is_new:
        began = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=20)
        assignment = assign_module(classroom=classroom, module=module, opens_at=began, by=teacher)
        # Given when it opened, so that no page offers to undo it.
        AssignmentBatch.objects.filter(pk=assignment.batch_id).update(made_at=began)
        make_progress(assignment)
    if assignment.is_over:
        return
    start_lesson(assignment=assignment, by=teacher)
    if is_new:
        led = Assignment.objects.get(pk=assignment.pk)
        call_for_help(assignment=led, student=classroom.students.get(number=CALLING))
