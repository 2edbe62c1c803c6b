"""Everything a teacher takes to class on paper, from one page."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from curriculum.models import ModulePage
from curriculum.printing import read_letters, read_paper_quizzes, read_printed_modules
from curriculum.views.teaching import own_assignment, own_classroom, run_class_required
from helplines.directory import strip_for

CARDS_ON_A_SHEET = 8


@run_class_required
@require_safe
def sheets(request, classroom_id):
    """What there is to print for a class; every sheet says class, teacher and time."""
    classroom = own_classroom(request, classroom_id)
    modules = read_printed_modules(classroom, get_language())
    context = {"classroom": classroom, "modules": modules}
    return render(request, "curriculum/print_sheets.html", context)


@run_class_required
@require_safe
def help_cards(request, classroom_id):
    """Pocket cards with the help numbers, a sheet to cut."""
    classroom = own_classroom(request, classroom_id)
    context = {
        "classroom": classroom,
        "cards": range(CARDS_ON_A_SHEET),
        "card_channels": strip_for(classroom.school.level, get_language()),
        "time": timezone.now(),
    }
    return render(request, "curriculum/print_help_cards.html", context)


@run_class_required
@require_safe
def quiz(request, assignment_id):
    """The quizzes of a module on paper, without anything that is right."""
    return _show_quizzes(request, assignment_id, with_answers=False)


@run_class_required
@require_safe
def quiz_key(request, assignment_id):
    """The same with what is right and why, for the teacher."""
    return _show_quizzes(request, assignment_id, with_answers=True)


@run_class_required
@require_safe
def letter(request, assignment_id):
    """The letters to families of a module's lessons, a sheet each."""
    assignment = own_assignment(request, assignment_id)
    context = _of_assignment(assignment)
    context["lessons"] = read_letters(assignment, get_language())
    return render(request, "curriculum/print_letter.html", context)


def _show_quizzes(request, assignment_id, *, with_answers: bool):
    assignment = own_assignment(request, assignment_id)
    context = _of_assignment(assignment)
    context["quizzes"] = read_paper_quizzes(assignment, get_language(), with_answers=with_answers)
    context["is_key"] = with_answers
    return render(request, "curriculum/print_quiz.html", context)


def _of_assignment(assignment) -> dict:
    return {
        "classroom": assignment.classroom,
        "assignment": assignment,
        "title": ModulePage.objects.title_in(get_language(), assignment.module),
        "time": timezone.now(),
    }
