"""Writing a round down before anybody is asked."""

from datetime import datetime

from django.db import transaction

from core.actions import record_act
from reporting.actions.rounds import refuse_known
from reporting.models import Instrument, Round, StateNotReachable, StepRequest


class TablesDeclared(Exception):
    """The round declared tables of the questionnaire it has; of another one they name no cell."""


@transaction.atomic
def prepare_round(
    *,
    key: str,
    title_ko: str,
    title_en: str,
    instrument: Instrument,
    opens_at: datetime,
    closes_at: datetime,
    sealing_public_key: str = "",
    by,
) -> Round:
    """A round that nobody has reviewed yet.

    Args:
        sealing_public_key: what `make_sealing_key` shows; may follow until the review.

    Raises:
        RoundExists: the key is taken.
    """
    refuse_known(key)
    round = Round.objects.create(
        key=key,
        title_ko=title_ko,
        title_en=title_en,
        instrument=instrument,
        opens_at=opens_at,
        closes_at=closes_at,
        sealing_public_key=sealing_public_key,
    )
    record_act(action="reporting.prepare_round", target=key, by=by)
    return round


@transaction.atomic
def change_round(*, round: Round, by, **facts) -> Round:
    """Write other facts of a round that is still a draft; a waiting review is to be asked anew.

    Args:
        facts: any of the arguments of `prepare_round` except the key.

    Raises:
        StateNotReachable: it is a draft no more.
        TablesDeclared: another questionnaire, after its tables were declared.
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    if not round.is_draft:
        raise StateNotReachable(f"{round.key}: {round.state}")
    has_plan = hasattr(round, "publication_plan")
    if has_plan and facts.get("instrument", round.instrument) != round.instrument:
        raise TablesDeclared(round.key)
    for name, value in facts.items():
        setattr(round, name, value)
    round.save(update_fields=list(facts))
    entry = record_act(action="reporting.change_round", target=round.key, by=by)
    waiting = StepRequest.objects.filter(round=round, confirmed_in=None, withdrawn_in=None)
    waiting.update(withdrawn_in=entry.pk)
    return round
