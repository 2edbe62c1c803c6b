"""The way from a module to the survey on its other address. Who goes through is not recorded."""

import base64
import json

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from curriculum.actions import NoTicketHere, TicketTaken, issue_ticket, ticket_key_for
from curriculum.progress import Kind
from curriculum.views.learning import own_assignment
from reporting.actions import KeyDestroyed, NoTicketsLeft
from reporting.models import StratumKey
from reporting.raw_rsa import SigningFailed
from reporting.tickets import BlindedMessageRefused
from schools.decorators import student_required

# One word for the script, which has the sentences in the student's language.
OUTCOMES = {
    NoTicketHere: ("closed", 410),
    KeyDestroyed: ("closed", 410),
    TicketTaken: ("taken", 409),
    NoTicketsLeft: ("none-left", 409),
    BlindedMessageRefused: ("refused", 400),
    SigningFailed: ("failed", 503),
}


@student_required
@require_safe
def survey_door(request, assignment_id):
    """What the survey is, and the way there: by ticket or by drawn code, as fixed for the class."""
    assignment = _assignment_with_survey(request, assignment_id)
    level = request.student.classroom.school.level.lower()
    survey_url = f"{settings.SURVEY_URL}/{get_language()}/{level}/"
    key = ticket_key_for(request.student)
    ticket = _for_script(request.student, key) if key else None
    context = {"assignment": assignment, "survey_url": survey_url, "ticket": ticket}
    return render(request, "curriculum/survey_door.html", context)


@require_POST
@student_required
def survey_ticket(request, assignment_id):
    """Sign what the student's browser has hidden; the answer is one word and the signature."""
    _assignment_with_survey(request, assignment_id)
    try:
        blinded, is_lost = _read(request.body)
        signature = issue_ticket(student=request.student, blinded=blinded, is_lost=is_lost)
    except tuple(OUTCOMES) as problem:
        outcome, status = OUTCOMES[type(problem)]
        return JsonResponse({"outcome": outcome}, status=status)
    text = base64.b64encode(signature).decode()
    return JsonResponse({"outcome": "signed", "signature": text})


def _assignment_with_survey(request, assignment_id):
    assignment = own_assignment(request, assignment_id)
    if not any(step.kind is Kind.SURVEY for step in assignment.steps):
        raise Http404
    return assignment


def _for_script(student, key: StratumKey) -> str:
    """What static/js/survey-ticket.js needs, the same for every student of the stratum but for
    the opaque word by which a tab tells whose ticket it holds."""
    round = key.stratum.round
    return json.dumps(
        {
            "owner": student.device_key,
            "round": round.key,
            "stratum": key.stratum.key,
            "key": base64.b64encode(key.public_key).decode(),
            "fingerprints": StratumKey.objects.fingerprints_of(round),
        }
    )


def _read(body: bytes) -> tuple[bytes, bool]:
    """The hidden message, and whether an earlier ticket is said to be lost.

    Raises:
        BlindedMessageRefused: anything else.
    """
    try:
        fields = json.loads(body)
        blinded = base64.b64decode(fields["blinded"], validate=True)
        is_lost = fields["lost"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BlindedMessageRefused from error
    if not isinstance(is_lost, bool):
        raise BlindedMessageRefused
    return blinded, is_lost
