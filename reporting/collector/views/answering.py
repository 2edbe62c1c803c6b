"""The questionnaire, and the page that shows what will be kept (the way without JavaScript).

`review` reads answers in plain for the moment it takes to seal them, writes nothing, and says so
on the page. With JavaScript they never leave the browser unsealed.
"""

import base64

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reporting.collector import actions
from reporting.collector.forms import QuestionnaireForm, new_answer_id
from reporting.collector.paper import answer_lines, paper_for, row_text
from reporting.collector.rounds import open_round

CODE_PROBLEMS = (actions.CodeUnknown, actions.CodeSpent, actions.WrongDoor)


def code_problem(problem: Exception) -> str:
    """What to tell somebody whose code is refused; the answers are still on their page."""
    if isinstance(problem, actions.CodeSpent):
        return _("You have already taken part. Answers cannot be changed.")
    if isinstance(problem, actions.WrongDoor):
        return _("This code does not fit this page. Choose your school on the first page again.")
    return _(
        "We do not know this code. Compare it with your slip, sign by sign. "
        "Your answers are still on this page."
    )


@require_safe
def questionnaire(request, language, level):
    """The whole survey of one level in one page."""
    round_ = open_round(timezone.now())
    if round_ is None or level not in round_.levels:
        return redirect("collector:doors", language=language)
    form = QuestionnaireForm(instrument=round_.instrument, level=level, language=language)
    return _show_form(request, round_, form)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, language, level):
    """The exact row that would be kept, already sealed in a hidden field."""
    round_ = open_round(timezone.now())
    if request.method != "POST" or round_ is None or level not in round_.levels:
        return redirect("collector:questionnaire", language=language, level=level)
    form = QuestionnaireForm(
        request.POST, instrument=round_.instrument, level=level, language=language
    )
    is_final = "change" not in request.POST and form.is_valid()
    stratum = _stratum_of_code(round_, form) if is_final else ""
    if not stratum:
        return _show_form(request, round_, form)
    return render(
        request, "collector/review.html", _review_context(round_, form, language, stratum)
    )


def _stratum_of_code(round_, form) -> str:
    """The stratum to seal to; "" after saying at the field why the code will not be taken."""
    try:
        return actions.check_code(round_=round_, level=form.level, code=form.cleaned_data["code"])
    except CODE_PROBLEMS as problem:
        form.add_error("code", code_problem(problem))
        return ""


def _show_form(request, round_, form):
    context = {"round": round_, "form": form, "level": form.level, "paper": paper_for(round_, form)}
    return render(request, "collector/questionnaire.html", context)


def _review_context(round_, form, language: str, stratum: str) -> dict:
    row = form.row()
    return {
        "level": form.level,
        "lines": answer_lines(round_.instrument, row, form.level, language),
        "row_text": row_text(row),
        "answered": [(name, value) for name in form.fields for value in form.data.getlist(name)],
        # A switch of language would lose the answers here.
        "language_links": [],
        "envelope": {
            "round": round_.key,
            "stratum": stratum,
            "code": form.cleaned_data["code"],
            "id": new_answer_id(),
            "sealed": base64.b64encode(round_.seal(row, stratum)).decode(),
        },
    }
