"""What students see: what to do, a module, a lesson step."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.actions import AssignmentClosed, save_lesson_progress
from curriculum.class_signals import signal_of
from curriculum.models import Assignment, Step
from curriculum.progress import arrange_home, resume_at
from curriculum.step_pages import here_url, short_way, step_context
from curriculum.student_tasks import read_tasks
from lessons.models import LessonPage
from lessons.published import PublishedLesson, read_published
from schools.decorators import student_required
from schools.models import Membership


@student_required
@require_safe
def home(request):
    """What to do now, what comes next, what is behind."""
    assignments = Assignment.objects.for_student(request.student).with_steps().on_home()
    tasks = read_tasks(request.student, assignments, get_language())
    own_class = request.student.classroom
    teachers = [role.user for role in Membership.objects.homeroom_of(own_class.pk)]
    context = {"home": arrange_home(tasks), "classroom": own_class, "teachers": teachers}
    return render(request, "curriculum/home.html", context)


@student_required
@require_safe
def module(request, assignment_id):
    """The steps of one assignment as a task list."""
    assignment = own_assignment(request, assignment_id)
    (task,) = read_tasks(request.student, [assignment], get_language())
    context = {"task": task, "signal": signal_of(assignment)}
    return render(request, "curriculum/module.html", context)


def lesson_step(request, assignment_id, step_key, number):
    """One step of a lesson; what a class opens all the time takes the short way."""
    page = short_way(request, assignment_id, step_key, number)
    return page or _lesson_step(request, assignment_id, step_key, number)


@student_required
@require_http_methods(["GET", "HEAD", "POST"])
def _lesson_step(request, assignment_id, step_key, number):
    """One step of a lesson; POST means "continue" and is saved before the next step opens.

    A lesson that touches on harm may be skipped. A skipped lesson is recorded like any finished
    one: who could not bear it is nobody's to know.
    """
    own = Assignment.objects.for_student(request.student).with_lesson(step_key, get_language())
    assignment = get_object_or_404(own.with_signal(request.student), pk=assignment_id)
    if not assignment.has_opened:
        return redirect("curriculum:module", assignment.pk)
    lesson = _published_lesson(assignment)
    if number != resume_at(number, lesson.length):
        raise Http404
    if request.method == "POST":
        is_skipped = lesson.is_sensitive and "skip" in request.POST
        left = lesson.length if is_skipped else number
        return _continue(request, assignment, step_key, left, lesson.length)
    signal = signal_of(assignment, here_url=here_url(assignment_id, step_key, number))
    if signal and signal.is_paused:
        return render(request, "components/paused.html", {"signal": signal})
    context = step_context(assignment, lesson, step_key, number, signal)
    return render(request, "curriculum/lesson_step.html", context)


def own_assignment(request, assignment_id) -> Assignment:
    """The assignment of the student's class, with its steps; 404 for anybody else's."""
    own = Assignment.objects.for_student(request.student).select_related("module").with_steps()
    own = own.with_signal(request.student)
    return get_object_or_404(own, pk=assignment_id)


def _published_lesson(assignment: Assignment) -> PublishedLesson:
    if assignment.lesson_revision is None:
        raise Http404
    try:
        return read_published(assignment.lesson_revision, get_language())
    except LessonPage.DoesNotExist as gone:  # taken from the students between the two statements
        raise Http404 from gone


def _continue(request, assignment, step_key, number: int, length: int):
    try:
        save_lesson_progress(
            assignment=assignment,
            student=request.student,
            step=Step(key=step_key),
            reached=number,
            length=length,
        )
    except AssignmentClosed:
        messages.info(request, _("This is closed. You can read on, but it is not recorded."))
    if number < length:
        return redirect("curriculum:lesson-step", assignment.pk, step_key, number + 1)
    return redirect("curriculum:module", assignment.pk)
