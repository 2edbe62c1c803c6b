"""Versions of the questionnaire: copied, changed, handed in, approved by somebody else."""

import copy

from django.db import transaction

from core.actions import record_act
from reporting.actions.rounds import approve_instrument
from reporting.actions.two_people import refuse_same_person
from reporting.instruments import Instrument as Parsed
from reporting.models import Instrument, InstrumentDraft


class VersionTaken(Exception):
    """Another version has this name."""


class InstrumentLocked(Exception):
    """The version was handed in or approved: its questions no longer change."""


@transaction.atomic
def copy_instrument(*, data: dict, version: str, by) -> InstrumentDraft:
    """Begin a new version from the questions of another one.

    Raises:
        VersionTaken: the name is used.
    """
    known = InstrumentDraft.objects.filter(version=version).exists()
    if known or Instrument.objects.filter(version=version).exists():
        raise VersionTaken
    own = copy.deepcopy(data)
    own["meta"] = {**own.get("meta", {}), "version": version}
    entry = record_act(action="reporting.copy_instrument", target=version, by=by)
    return InstrumentDraft.objects.create(version=version, data=own, written_in=[entry.pk])


@transaction.atomic
def change_instrument(*, draft: InstrumentDraft, questions: list[dict], by) -> InstrumentDraft:
    """Put these questions in the place of the version's own; they may be unfinished.

    Raises:
        InstrumentLocked: it was handed in.
    """
    draft = _locked(draft, InstrumentDraft.State.DRAFT)
    entry = record_act(action="reporting.change_instrument", target=draft.version, by=by)
    draft.data = {**draft.data, "questions": questions}
    draft.written_in = [*draft.written_in, entry.pk]
    draft.save()
    return draft


@transaction.atomic
def submit_instrument(*, draft: InstrumentDraft, by) -> None:
    """Hand a finished version in for approval by somebody who wrote nothing of it.

    Raises:
        InstrumentLocked: it was handed in before.
        reporting.instruments.InstrumentRefused: it has a fault, whose place is named.
    """
    draft = _locked(draft, InstrumentDraft.State.DRAFT)
    Parsed.from_data(draft.data)
    draft.state = InstrumentDraft.State.SUBMITTED
    entry = record_act(action="reporting.submit_instrument", target=draft.version, by=by)
    draft.written_in = [*draft.written_in, entry.pk]
    draft.save()


@transaction.atomic
def return_instrument(*, draft: InstrumentDraft, reason: str, by) -> None:
    """Send a version back to be changed.

    Raises:
        InstrumentLocked: it does not wait for approval.
    """
    draft = _locked(draft, InstrumentDraft.State.SUBMITTED)
    draft.state = InstrumentDraft.State.DRAFT
    draft.save()
    record_act(action="reporting.return_instrument", target=draft.version, reason=reason, by=by)


@transaction.atomic
def approve_instrument_draft(*, draft: InstrumentDraft, by) -> Instrument:
    """Freeze a version, so that rounds can ask it.

    Raises:
        InstrumentLocked: it does not wait for approval.
        SamePerson: `by` wrote some of it.
    """
    draft = _locked(draft, InstrumentDraft.State.SUBMITTED)
    refuse_same_person(draft.written_in, by)
    draft.instrument = approve_instrument(draft.data)
    draft.state = InstrumentDraft.State.APPROVED
    draft.save()
    record_act(action="reporting.approve_instrument", target=draft.version, by=by)
    return draft.instrument


def _locked(draft: InstrumentDraft, state: str) -> InstrumentDraft:
    draft = InstrumentDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.state != state:
        raise InstrumentLocked(draft.version)
    return draft
