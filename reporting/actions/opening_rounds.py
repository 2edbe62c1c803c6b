"""Opening a round in the background: keys and codes first, then everything at once.

A country's keys and codes take longer than a page may wait. Until the last of them is there the
round is not open: the survey service has no bundle, and no ticket is signed.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from core.actions import record_act
from helplines.actions import strip_for_bundle
from reporting.actions.declaring import declare_default
from reporting.actions.rounds import (
    StratumInput,
    add_strata,
    draw_codes,
    hand_to_survey,
    signed_bundle,
)
from reporting.actions.ticket_keys import make_stratum_key
from reporting.code_sheets import write_code_sheets
from reporting.exchange import sheets_folder
from reporting.from_above import students_asked, students_drawing
from reporting.models import Round, RoundOpening, StateNotReachable


class NobodyAsked(Exception):
    """The schools register counts no student of the grades that are asked."""


class NotBeingOpened(Exception):
    """Nobody has confirmed the opening of this round, or it is done."""

    def __init__(self, key: str):
        super().__init__(f"Round {key} is not being opened.")


def begin_opening(*, round: Round, survey_url: str) -> RoundOpening:
    """Write down whom the round asks and what it publishes, and let the worker do the rest.

    Call it in the transaction that confirms the opening, with the round's row locked.

    Args:
        survey_url: address of the survey service, for the printed sheets.

    Raises:
        StateNotReachable: the round is not reviewed, or is being opened.
        NobodyAsked.
    """
    is_begun = RoundOpening.objects.filter(round=round).exists()
    if round.state != Round.State.REVIEWED or is_begun:
        raise StateNotReachable(f"{round.key}: {round.state}, open")
    strata: Sequence[StratumInput] = students_asked()
    if not strata:
        raise NobodyAsked
    add_strata(round, strata)
    declare_default(round)
    opening = RoundOpening.objects.create(round=round, strata=len(strata))
    transaction.on_commit(lambda: open_in_background.enqueue(round.key, survey_url))
    return opening


# Before whatever the search index has queued: people wait for it.
@task(priority=50)
def open_in_background(round_key: str, survey_url: str) -> None:
    """What the worker does; broken off, `manage.py finish_opening` begins it again."""
    finish_opening(round=Round.objects.get(key=round_key), survey_url=survey_url)


def finish_opening(*, round: Round, survey_url: str) -> None:
    """Make what is missing of keys, draw the codes, then open the round in one step.

    Begun again after it broke off it keeps the keys and draws the codes anew: the earlier ones
    were written nowhere.

    Raises:
        NotBeingOpened: nothing was changed.
    """
    opening = RoundOpening.objects.filter(round=round, finished_at__isnull=True).first()
    if opening is None:
        raise NotBeingOpened(round.key)
    drawing = students_drawing(round.key)
    strata = list(round.strata.all())
    sheets = {}
    for ready, stratum in enumerate(strata, start=1):
        make_stratum_key(stratum=stratum)
        sheets |= draw_codes({stratum.key: drawing.get(stratum.key, 0)}, strata)
        opening.strata_ready = ready
        opening.save(update_fields=["strata_ready", "moved_at"])
    _open(opening, sheets, survey_url)


@transaction.atomic
def _open(opening: RoundOpening, sheets: dict[str, list[str]], survey_url: str) -> None:
    round = Round.objects.select_for_update().get(pk=opening.round_id)
    if round.state != Round.State.REVIEWED:
        raise NotBeingOpened(round.key)
    round.step_to(Round.State.OPEN)
    round.help_lines = strip_for_bundle()
    round.save(update_fields=["state", "help_lines"])
    opening.finished_at = timezone.now()
    opening.save(update_fields=["finished_at", "moved_at"])
    write_code_sheets(
        round=round,
        sheets=sheets,
        survey_url=survey_url,
        folder=sheets_folder(round.key),
        bundle=signed_bundle(round),
    )
    # The survey service begins when it sees the bundle: that file is the last one.
    hand_to_survey(round, sheets)
    record_act(action="reporting.finish_opening", target=round.key)
