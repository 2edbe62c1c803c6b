"""The training track of staff: the same modules, with a record of their own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from curriculum.actions import finish_training_step
from curriculum.models import Step
from curriculum.progress import Kind
from curriculum.training import TrainingModule, read_training
from lessons.models import LessonPage
from lessons.published import PublishedLesson, read_published
from schools.decorators import staff_required


@staff_required()
@require_safe
def training(request):
    """Every published module, with what this person finished."""
    context = {"modules": read_training(request.user, get_language())}
    return render(request, "curriculum/training.html", context)


@staff_required()
@require_safe
def record(request):
    """The finished modules as a sheet to print, with the person's own name."""
    modules = read_training(request.user, get_language())
    finished = [module for module in modules if module.finished_at]
    context = {
        "modules": finished,
        "minutes": sum(module.module.minutes for module in finished),
        "time": timezone.now(),
    }
    return render(request, "curriculum/training_record.html", context)


@staff_required()
@require_safe
def module(request, module_key):
    """The steps of one module."""
    context = {"training": _module(request, module_key)}
    return render(request, "curriculum/training_module.html", context)


@staff_required()
@require_safe
def step(request, module_key, step_key, number):
    """One step of a lesson, as students see it; turning pages records nothing."""
    lesson = _lesson(_step(module_key, step_key))
    if not 1 <= number <= lesson.length:
        raise Http404
    context = {
        "lesson": lesson,
        "length": lesson.length,
        "number": number,
        "step": lesson.steps[number - 1],
        "module_key": module_key,
        "step_key": step_key,
    }
    return render(request, "curriculum/training_step.html", context)


@require_POST
@staff_required()
def step_done(request, module_key, step_key):
    """Finish a lesson: the one thing of it that is recorded."""
    finish_training_step(step=_step(module_key, step_key), by=request.user)
    messages.success(request, _("Recorded in your training."))
    return redirect("curriculum:training-module", module_key)


def _module(request, module_key) -> TrainingModule:
    found = read_training(request.user, get_language(), module_key=module_key)
    if not found:
        raise Http404
    return found[0]


def _step(module_key, step_key) -> Step:
    """A lesson step of a module; quizzes are recorded by being taken."""
    lessons = Step.objects.current_of([module_key]).filter(kind=Kind.LESSON)
    return get_object_or_404(lessons, pk=step_key)


def _lesson(step: Step) -> PublishedLesson:
    pages = LessonPage.objects.filter(translation_key=step.target_key)
    row = pages.live_revision_in(get_language()).first()
    if row is None:
        raise Http404
    try:
        return read_published(row["live_revision"], get_language())
    except LessonPage.DoesNotExist as gone:  # taken from the readers between the two statements
        raise Http404 from gone
