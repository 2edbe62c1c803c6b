"""Taking a draft as a student would: all answers are in the one form sent, and nothing is kept."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from quizzes.forms import AnswerForm, answer_form
from quizzes.models import Question, Quiz
from quizzes.models.drafts import Draft
from quizzes.trial_sittings import TrialSitting, draft_sitting


@require_http_methods(["GET", "HEAD", "POST"])
def take_question(request, question_id):
    """One question of the bank, as it was last saved."""
    return _take(request, Question, question_id)


@require_http_methods(["GET", "HEAD", "POST"])
def take_quiz(request, quiz_id):
    """Every question of a quiz, as it was last saved."""
    return _take(request, Quiz, quiz_id)


def _take(request, model: type[Draft], draft_id: int):
    if not request.user.has_perm(f"quizzes.change_{model._meta.model_name}"):
        raise PermissionDenied
    draft = get_object_or_404(model, pk=draft_id).get_latest_revision_as_object()
    with translation.override(draft.language):
        sitting = draft_sitting(draft.paper(), draft.language)
        if request.method == "POST":
            return _mark(request, sitting)
        return _ask(request, sitting, _forms(sitting))


def _forms(sitting: TrialSitting, data=None) -> list[AnswerForm]:
    """A form for each question; their fields are told apart by the question's number."""
    return [answer_form(data, item=item, prefix=f"q{item.number}") for item in sitting.items]


def _mark(request, sitting: TrialSitting):
    """Show the marks; ask again, with what was answered, while an answer is missing or faulty."""
    forms = _forms(sitting, request.POST)
    answers = {form.item.key: form.response() for form in forms if form.is_valid()}
    is_done = 0 < len(answers) == len(forms)
    answered = draft_sitting(sitting.paper, sitting.language, answers, is_done=is_done)
    if not is_done:
        return _ask(request, answered, forms)
    return render(request, "quizzes/editor/taken.html", {"sitting": answered})


def _ask(request, sitting: TrialSitting, forms: list[AnswerForm]):
    has_errors = any(form.errors for form in forms)
    context = {
        "sitting": sitting,
        "questions": list(zip(sitting.items, forms, strict=True)),
        "has_errors": has_errors,
    }
    status = 422 if has_errors else 200
    return render(request, "quizzes/editor/take.html", context, status=status)
