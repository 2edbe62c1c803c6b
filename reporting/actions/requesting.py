"""Asking for tables of a counted round. The tabulator's machine protects them afterwards."""

from collections import Counter

from django.db import transaction

from core.actions import record_act
from reporting.actions.drafting import draft_release
from reporting.disclosure.publication import PublicationSet
from reporting.models import GateRun, Release, Round, StateNotReachable
from reporting.set_estimates import TableEstimate, estimate_set
from reporting.table_addresses import words_of
from reporting.tasks import pass_release_through_gate

# Each further table of a question leaves an attacker more to subtract from, and less to print.
MOST_TABLES_OF_A_QUESTION = 6


class NothingAskedFor(Exception):
    """A request names at least one table."""


class TooFine(Exception):
    """Most of some table would be hidden.

    Attributes:
        tables: those tables, each with a coarser one that would tell more.
    """

    def __init__(self, tables: list[TableEstimate]):
        self.tables = tables
        super().__init__(", ".join(table.spec.key for table in tables))


class BudgetSpent(Exception):
    """Questions of which the round has as many different tables as it may have.

    Attributes:
        questions: their keys.
    """

    def __init__(self, questions: list[str]):
        self.questions = questions
        super().__init__(", ".join(questions))


class CorrectedAlready(Exception):
    """A correction of this release is on its way."""


class RunIsOpen(Exception):
    """The release waits for the gate already, or the gate refused what it asks for."""


@transaction.atomic
def request_tables(*, round: Round, publication: PublicationSet, purpose: str, by) -> Release:
    """Ask for tables beside the declared ones.

    Raises:
        NothingAskedFor, TooFine, BudgetSpent.
        drafting.NotTabulated: P1, the round has no counts.
    """
    if not publication.tables:
        raise NothingAskedFor
    if round.is_tabulated and (fine := estimate_set(round, publication.tables).too_fine):
        raise TooFine(fine)
    refuse_over_budget(round, publication)
    release = draft_release(round=round, publication=publication, purpose=purpose, by=by)
    _queue(release)
    return release


@transaction.atomic
def request_declared_tables(*, round: Round, purpose: str, by) -> Release:
    """Ask for the set the round declared: its estimate was told before the round opened.

    Raises:
        drafting.NotTabulated: P1, the round has no counts.
    """
    release = draft_release(round=round, purpose=purpose, by=by)
    _queue(release)
    return release


@transaction.atomic
def draft_correction(*, release: Release, reason: str, by) -> Release:
    """Ask for a published set once more, as a whole and from the same file (P7).

    Args:
        reason: public once the correction is; stands on the page of both.

    Raises:
        StateNotReachable: it is not public now.
        CorrectedAlready.
    """
    if release.state != Release.State.PUBLISHED:
        raise StateNotReachable(f"{release.key}: {release.state} cannot be corrected")
    if hasattr(release, "correction"):
        raise CorrectedAlready(release.key)
    publication = PublicationSet.from_data(release.publication)
    draft = draft_release(
        round=release.round, publication=publication, purpose=reason, corrects=release, by=by
    )
    _queue(draft)
    return draft


@transaction.atomic
def ask_gate_again(*, release: Release, by) -> GateRun:
    """Let a release wait for the gate once more, after a run that was stopped or found no file.

    Raises:
        RunIsOpen: it waits already, or the refusal would be the same.
        StateNotReachable: it is no draft.
    """
    release = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if release.state != Release.State.DRAFT:
        raise StateNotReachable(f"{release.key}: {release.state}")
    if not may_run_again(release.gate_runs.first()):
        raise RunIsOpen(release.key)
    run = _queue(release)
    record_act(action="reporting.ask_gate_again", target=release.key, by=by)
    return run


def may_run_again(run: GateRun | None) -> bool:
    """Whether another run could end otherwise than the newest one."""
    if run is None or run.is_stopped:
        return True
    return run.state == GateRun.State.REFUSED and run.cause == GateRun.Cause.FILE


def refuse_over_budget(round: Round, publication: PublicationSet) -> None:
    """Raises BudgetSpent where a question would have too many different tables."""
    words = set(words_of(publication))
    for release in round.releases.asked_for():
        words |= set(words_of(PublicationSet.from_data(release.publication)))
    asked = {spec.key for spec in publication.tables}
    tables = Counter(word.partition(".")[0] for word in words)
    if spent := sorted(q for q in asked if tables[q] > MOST_TABLES_OF_A_QUESTION):
        raise BudgetSpent(spent)


def _queue(release: Release) -> GateRun:
    run = GateRun.objects.create(release=release)
    pass_release_through_gate.enqueue(release.key)
    return run
