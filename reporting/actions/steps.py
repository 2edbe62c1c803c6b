"""A round's steps: one person asks, another one confirms, and only then it is taken."""

from collections.abc import Sequence

from django.db import transaction

from core.actions import record_act
from core.models import AuditEntry
from helplines.actions import strip_for_bundle
from reporting.actions.declaring import declare_default
from reporting.actions.rounds import StratumInput, add_strata, hand_to_survey, stop_round
from reporting.actions.two_people import refuse_same_person
from reporting.code_sheets import write_code_sheets
from reporting.exchange import sheets_folder
from reporting.from_above import students_asked
from reporting.models import Round, StateNotReachable, StepRequest

# What the audit trail calls a step that was confirmed.
ACTS = {
    StepRequest.Step.REVIEW: "reporting.review_round",
    StepRequest.Step.OPEN: "reporting.open_round",
    StepRequest.Step.CLOSE: "reporting.close_round",
    StepRequest.Step.TABULATE: "reporting.allow_tabulation",
}


class AskedAlready(Exception):
    """The step waits for a second person already, or was taken."""


class NothingWaits(Exception):
    """The request was confirmed or taken back in the meantime."""


class SealingKeyMissing(Exception):
    """The tabulator has not made the round's sealing key yet: no answer could be sealed."""


class NobodyAsked(Exception):
    """The schools register counts no student of the grades that are asked."""


@transaction.atomic
def ask_step(*, round: Round, step: str, reason: str, by) -> StepRequest:
    """Ask that a round take its next step; somebody else confirms it.

    Raises:
        StateNotReachable: the round is not where this step begins.
        AskedAlready, SealingKeyMissing.
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    if StepRequest.FROM_STATE[step] != round.state:
        raise StateNotReachable(f"{round.key}: {round.state}, {step}")
    if round.step_requests.filter(step=step, withdrawn_in__isnull=True).exists():
        raise AskedAlready
    if step == StepRequest.Step.REVIEW and not round.sealing_public_key:
        raise SealingKeyMissing
    target = f"{round.key} {step}"
    entry = record_act(action="reporting.ask_step", target=target, reason=reason, by=by)
    return StepRequest.objects.create(round=round, step=step, reason=reason, asked_in=entry.pk)


@transaction.atomic
def confirm_step(*, request: StepRequest, survey_url: str, by) -> None:
    """Take the step that somebody else asked for.

    Args:
        survey_url: address of the survey service, for the printed sheets of an opening.

    Raises:
        SamePerson: `by` asked for it.
        NothingWaits, StateNotReachable, NobodyAsked.
    """
    round, request = _locked(request)
    refuse_same_person([request.asked_in, *_written_in(request)], by)
    if request.step == StepRequest.Step.REVIEW:
        round.step_to(Round.State.REVIEWED)
        round.save(update_fields=["state"])
    elif request.step == StepRequest.Step.OPEN:
        _open(round, students_asked(), survey_url)
    elif request.step == StepRequest.Step.CLOSE:
        stop_round(round)
    # The tabulator's command asks for this confirmation: answers are opened off line.
    entry = record_act(action=ACTS[request.step], target=round.key, reason=request.reason, by=by)
    request.confirmed_in = entry.pk
    request.save(update_fields=["confirmed_in"])


@transaction.atomic
def withdraw_step(*, request: StepRequest, by) -> None:
    """Take a request back, or send it back: the round stays where it is.

    Raises:
        NothingWaits: it was confirmed or taken back before.
    """
    round, request = _locked(request)
    target = f"{round.key} {request.step}"
    entry = record_act(action="reporting.withdraw_step", target=target, by=by)
    request.withdrawn_in = entry.pk
    request.save(update_fields=["withdrawn_in"])


def may_be_tabulated(round: Round) -> bool:
    """Whether two people agreed that the answers of this round be opened."""
    steps = round.step_requests.filter(step=StepRequest.Step.TABULATE)
    return steps.filter(confirmed_in__isnull=False).exists()


def _locked(request: StepRequest) -> tuple[Round, StepRequest]:
    round = Round.objects.select_for_update().get(pk=request.round_id)
    request = StepRequest.objects.get(pk=request.pk)
    if not request.is_waiting:
        raise NothingWaits
    return round, request


def _written_in(request: StepRequest) -> list[int]:
    """Who reviews a round wrote none of it."""
    if request.step != StepRequest.Step.REVIEW:
        return []
    lines = AuditEntry.objects.filter(
        place="",
        target=request.round.key,
        action__in=["reporting.prepare_round", "reporting.change_round"],
    )
    return list(lines.values_list("pk", flat=True))


def _open(round: Round, strata: Sequence[StratumInput], survey_url: str) -> None:
    if not strata:
        raise NobodyAsked
    round.step_to(Round.State.OPEN)
    round.help_lines = strip_for_bundle()
    round.save(update_fields=["state", "help_lines"])
    add_strata(round, strata)
    declare_default(round)
    sheets = hand_to_survey(round)
    folder = sheets_folder(round.key)
    write_code_sheets(round=round, sheets=sheets, survey_url=survey_url, folder=folder)
