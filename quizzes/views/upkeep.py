"""In the editor: national figures of a question, and letting results count by a correction."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.levels import Level
from quizzes.actions import NothingToRegrade, NotTheNewest, regrade_attempts
from quizzes.edition_statistics import EditionFigures, ItemFigures, read_figures
from quizzes.models import Edition, Question, Quiz
from quizzes.regrades import count_by_class, foresee, outdated_attempts


@require_safe
def question_figures(request, question_id):
    """How students of the country answered a question, level by level, in its newest editions."""
    _require(request, "quizzes.change_question")
    question = get_object_or_404(Question, pk=question_id)
    context = {"question": question, "rows": _national(question)}
    return render(request, "quizzes/editor/question_figures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def regrade(request, quiz_id):
    """A dry run with counts for each class and nobody's number; then the same, done."""
    _require(request, "quizzes.publish_quiz")
    quiz = get_object_or_404(Quiz, pk=quiz_id)
    onto = Edition.objects.latest_for(quiz.key)
    if request.method == "POST":
        return _regrade(request, quiz, onto)
    changes = foresee(outdated_attempts(onto), onto=onto) if onto else ()
    context = {"quiz": quiz, "onto": onto, "classes": count_by_class(changes)}
    return render(request, "quizzes/editor/regrade.html", context)


def _require(request, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _regrade(request, quiz: Quiz, newest: Edition | None):
    onto = get_object_or_404(Edition, pk=request.POST.get("onto"), quiz_key=quiz.key)
    try:
        regrade_attempts(onto=onto, by=request.user)
    except NotTheNewest:
        messages.error(request, _("A newer edition was published. Look at the dry run again."))
    except NothingToRegrade:
        messages.info(request, _("Every result counts by the newest edition already."))
    else:
        messages.success(request, _("Done. Teachers see what changed in their own classes."))
    return redirect("quizzes_admin:regrade", quiz.pk)


def _national(question: Question) -> list[tuple[str, EditionFigures, ItemFigures | None]]:
    """(level, edition, figures of this question), for the newest edition of each quiz."""
    newest = (
        Edition.objects.filter(items__key=question.key)
        .order_by("quiz_key", "-number")
        .distinct("quiz_key")
    )
    rows = []
    for edition in newest:
        for level in Level:
            figures = read_figures(edition, language=get_language(), level=level)
            item = next((each for each in figures.items if each.key == question.key), None)
            rows.append((level.label, figures, item))
    return rows
