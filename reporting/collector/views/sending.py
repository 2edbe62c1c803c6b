"""Taking the sealed answer: from the page's script, or from the form of the review page."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from reporting.collector import actions
from reporting.collector.envelopes import (
    FIELDS,
    CodeMalformed,
    Envelope,
    EnvelopeRefused,
    TicketEnvelope,
    from_fields,
    from_json,
)
from reporting.collector.forms import CodeForm
from reporting.collector.rounds import find_round
from reporting.collector.views.answering import CODE_PROBLEMS, code_problem

# One word for the script, which has the sentences in the person's language.
OUTCOMES = {
    actions.CodeSpent: ("spent", 409),
    actions.CodeUnknown: ("unknown-code", 404),
    actions.WrongDoor: ("wrong-door", 409),
    actions.RoundClosed: ("closed", 410),
    actions.TicketSpent: ("spent", 409),
    actions.TicketUnknown: ("unknown-ticket", 404),
    CodeMalformed: ("unknown-code", 404),
    EnvelopeRefused: ("refused", 400),
}


@require_POST
def send(request):
    """Store an answer that the browser sealed; the reply says the outcome in one word."""
    try:
        _store(from_json(request.body))
    except tuple(OUTCOMES) as problem:
        outcome, status = OUTCOMES[type(problem)]
        return JsonResponse({"outcome": outcome}, status=status)
    return JsonResponse({"outcome": "stored"})


@require_http_methods(["GET", "HEAD", "POST"])
def send_form(request, language, level):
    """Store the answer that the review page sealed, then show the same end to everybody."""
    if request.method != "POST":
        return redirect("collector:questionnaire", language=language, level=level)
    fields = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        actions.store_answer(_envelope_at(level, fields))
    except (*CODE_PROBLEMS, CodeMalformed) as problem:
        return _ask_for_the_code_again(request, level, fields, problem)
    except actions.RoundClosed:
        round_ = find_round(fields["round"])
        return render(request, "collector/closed.html", {"round": round_}, status=410)
    except EnvelopeRefused:
        return render(request, "collector/refused.html", status=400)
    return redirect(reverse("collector:done", args=[language]))


def _store(envelope: Envelope | TicketEnvelope) -> None:
    if isinstance(envelope, TicketEnvelope):
        actions.store_ticket_answer(envelope)
    else:
        actions.store_answer(envelope)


def _envelope_at(level: str, fields: dict) -> Envelope:
    """The envelope of the form; the review page writes the stratum of its code into it."""
    if fields["stratum"].rpartition("-")[2] != level:
        raise EnvelopeRefused
    return from_fields(fields)


def _ask_for_the_code_again(request, level: str, fields: dict, problem: Exception):
    """The sealed answer stays on the page; only the code is open to change."""
    form = CodeForm(fields)
    if form.is_valid():
        form.add_error("code", code_problem(problem))
    kept = {name: fields[name] for name in FIELDS - {"code"}}
    context = {"form": form, "kept": kept, "level": level, "language_links": []}
    return render(request, "collector/code_again.html", context, status=422)
