"""What a class knows: question by question, theme by theme, and what a correction changed."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from curriculum.before_after import measurement_of, read_change
from curriculum.models import Assignment, ModulePage, Occasion
from curriculum.question_analysis import Analysis, analysis_sheet, read_analysis
from curriculum.regraded import read_regrades
from curriculum.views.files import file_of
from curriculum.views.teaching import own_assignment, own_classroom, run_class_required
from quizzes.models import Attempt
from quizzes.themes import read_themes
from schools.decorators import student_required


@run_class_required
@require_safe
def questions(request, occasion):
    """Each question of a class's quiz: how many were right, what misled, what to teach again."""
    context = {"analysis": _own_analysis(request, occasion)}
    return render(request, "curriculum/question_analysis.html", context)


@run_class_required
@require_safe
def questions_projector(request, occasion):
    """The same for the whole room; nobody is in it."""
    context = {"analysis": _own_analysis(request, occasion)}
    return render(request, "curriculum/question_analysis_projector.html", context)


@run_class_required
@require_safe
def questions_file(request, occasion, file_type):
    """The same as a file."""
    sheet = analysis_sheet(_own_analysis(request, occasion))
    return file_of(sheet, file_type=file_type, about="questions", key=occasion.hex[:8])


@run_class_required
@require_safe
def regrades(request, occasion):
    """Whose result a corrected edition changes, or has changed, from what to what."""
    own = _own_occasion(request, occasion)
    context = {"occasion": own, "regrades": read_regrades(own)}
    return render(request, "curriculum/regrades.html", context)


@run_class_required
@require_safe
def change(request, assignment_id):
    """What a class thought and knew before a module and after it; nobody is in it."""
    assignment = own_assignment(request, assignment_id)
    measurement = measurement_of(assignment)
    if measurement is None:
        raise Http404
    context = {
        "assignment": assignment,
        "title": ModulePage.objects.title_in(get_language(), assignment.module),
        "change": read_change(measurement, get_language()),
    }
    return render(request, "curriculum/change.html", context)


@run_class_required
@require_safe
def class_themes(request, classroom_id):
    """What a class knows, theme by theme."""
    classroom = own_classroom(request, classroom_id)
    occasions = Occasion.objects.filter(assignment__classroom=classroom).values_list(
        "pk", flat=True
    )
    attempts = Attempt.objects.of_occasions(occasions)
    themes = _themes(attempts.counting())
    context = {"classroom": classroom, "read_at": timezone.now(), **themes}
    return render(request, "curriculum/class_themes.html", context)


@student_required
@require_safe
def my_themes(request):
    """What a student knows, theme by theme, and every quiz handed in."""
    counting = Attempt.objects.filter(student=request.student).counting()
    context = {**_themes(counting), "attempts": list(counting.select_related("edition"))}
    return render(request, "curriculum/my_themes.html", context)


def _themes(attempts) -> dict:
    """What was asked about, with points; the many themes that were not are named below."""
    themes = read_themes(attempts, get_language())
    return {
        "themes": [theme for theme in themes if theme.is_asked],
        "other_themes": [theme for theme in themes if not theme.is_asked],
    }


def _own_occasion(request, occasion) -> Occasion:
    own = Assignment.objects.visible_to(request.user)
    rows = Occasion.objects.filter(assignment__in=own).select_related(
        "assignment__classroom__school", "assignment__module", "step"
    )
    return get_object_or_404(rows, pk=occasion)


def _own_analysis(request, occasion) -> Analysis:
    return read_analysis(_own_occasion(request, occasion), get_language())
