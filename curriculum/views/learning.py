"""What students see: what to do, a module, a lesson step, the way to the survey."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.actions import AssignmentClosed, save_lesson_progress
from curriculum.models import Assignment, Step
from curriculum.progress import Kind, arrange_home, resume_at
from curriculum.step_facts import find_lesson
from curriculum.student_tasks import read_tasks
from schools.decorators import student_required


@student_required
@require_safe
def home(request):
    """What to do now, what comes next, what is behind."""
    assignments = Assignment.objects.for_student(request.student).with_steps().on_home()
    tasks = read_tasks(request.student, assignments, get_language())
    return render(request, "curriculum/home.html", {"home": arrange_home(tasks)})


@student_required
@require_safe
def module(request, assignment_id):
    """The steps of one assignment as a task list."""
    assignment = _own_assignment(request, assignment_id)
    (task,) = read_tasks(request.student, [assignment], get_language())
    return render(request, "curriculum/module.html", {"task": task})


@student_required
@require_http_methods(["GET", "HEAD", "POST"])
def lesson_step(request, assignment_id, step_key, number):
    """One step of a lesson; POST means "continue" and is saved before the next step opens."""
    assignment = _own_assignment(request, assignment_id)
    if not assignment.has_opened:
        return redirect("curriculum:module", assignment.pk)
    step, lesson = _lesson_of(assignment, step_key)
    length = len(lesson.step_list())
    if number != resume_at(number, length):
        raise Http404
    if request.method == "POST":
        return _continue(request, assignment, step, number, length)
    context = {"assignment": assignment, "lesson": lesson, "length": length, "number": number}
    context |= {"step_key": step_key, "step": lesson.step_list()[number - 1]}
    return render(request, "curriculum/lesson_step.html", {**context, "previous": number - 1})


@student_required
@require_safe
def survey_door(request, assignment_id):
    """Leads to the survey on its other address. Who goes through is not recorded."""
    assignment = _own_assignment(request, assignment_id)
    if not any(step.kind is Kind.SURVEY for step in assignment.steps):
        raise Http404
    level = request.student.classroom.school.level.lower()
    survey_url = f"{settings.SURVEY_URL}/{get_language()}/{level}/"
    context = {"assignment": assignment, "survey_url": survey_url}
    return render(request, "curriculum/survey_door.html", context)


def _own_assignment(request, assignment_id) -> Assignment:
    """The assignment of the student's class, with its steps; 404 for anybody else's."""
    own = Assignment.objects.for_student(request.student).select_related("module").with_steps()
    return get_object_or_404(own, pk=assignment_id)


def _lesson_of(assignment: Assignment, step_key):
    step = next((s for s in assignment.steps if s.key == step_key), None)
    if step is None or step.kind is not Kind.LESSON:
        raise Http404
    lesson = find_lesson(step.target_key, get_language())
    if lesson is None:
        raise Http404
    return step, lesson


def _continue(request, assignment, step, number: int, length: int):
    try:
        save_lesson_progress(
            assignment=assignment,
            student=request.student,
            step=Step(key=step.key),
            reached=number,
            length=length,
        )
    except AssignmentClosed:
        messages.info(request, _("This is closed. You can read on, but it is not recorded."))
    if number < length:
        return redirect("curriculum:lesson-step", assignment.pk, step.key, number + 1)
    return redirect("curriculum:module", assignment.pk)
