"""The tabulator's side of a request: a waiting release is protected, or refused with the reason.

Solvers are needed here; web processes import `requesting` instead.
"""

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from reporting.actions.releasing import (
    AnswersDisagree,
    CannotProtect,
    GateRefused,
    gate_release,
)
from reporting.exchange import ChecksumDiffers, FileMissing
from reporting.models import GateRun, Release
from reporting.release_gate import SecondCutOff

# The first class that fits names the cause.
CAUSES = {
    SecondCutOff: GateRun.Cause.SECOND_FILE,
    GateRefused: GateRun.Cause.DIFFERENCING,
    CannotProtect: GateRun.Cause.DIFFERENCING,
    AnswersDisagree: GateRun.Cause.ANSWERS,
    ChecksumDiffers: GateRun.Cause.FILE,
    FileMissing: GateRun.Cause.FILE,
}


class NothingWaits(Exception):
    """No run of this release waits: it is under way, or ended."""


def run_gate(*, release: Release, by=None) -> GateRun:
    """Take a waiting release through the gate; what it refuses is kept with the reason.

    Raises:
        NothingWaits.
    """
    run = _begin(release)
    try:
        with transaction.atomic():
            gate_release(release=release, by=by)
            return _end(run, GateRun.State.PASSED)
    except tuple(CAUSES) as refusal:
        return _refuse(run, refusal, by)


@transaction.atomic
def _begin(release: Release) -> GateRun:
    waiting = GateRun.objects.select_for_update().filter(state=GateRun.State.WAITING)
    run = waiting.filter(release=release).first()
    if run is None:
        raise NothingWaits(release.key)
    run.state, run.started_at = GateRun.State.RUNNING, timezone.now()
    run.save(update_fields=["state", "started_at"])
    return run


def _end(run: GateRun, state: str) -> GateRun:
    run.state, run.ended_at = state, timezone.now()
    run.save(update_fields=["state", "ended_at", "cause", "reasons"])
    return run


@transaction.atomic
def _refuse(run: GateRun, refusal: Exception, by) -> GateRun:
    run.cause = next(cause for kind, cause in CAUSES.items() if isinstance(refusal, kind))
    run.reasons = list(getattr(refusal, "reasons", [str(refusal)]))[:20]
    _end(run, GateRun.State.REFUSED)
    record_act(
        action="reporting.gate_release",
        target=run.release.key,
        result="refused",
        reason=run.cause,
        by=by,
    )
    return run
