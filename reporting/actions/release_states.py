"""The life of a release after the gate: reviewed, approved by a second person, published, ended."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from core.models import AuditEntry
from core.page_cache import forget_public_pages
from reporting.actions.two_people import SamePerson
from reporting.disclosure.publication import PublicationSet, default_set
from reporting.instruments import Instrument
from reporting.models import LedgerEntry, PublicationPlan, Release, Round, StateNotReachable


class LedgerMoved(Exception):
    """Something was published since this release passed the gate: it must pass again (P6)."""

    def __init__(self, key: str):
        super().__init__(f"Another release came out after {key} passed the gate; draft it anew.")


class ReasonMissing(Exception):
    """A release is never corrected or withdrawn silently."""


class RoundWasOpened(Exception):
    """What a round publishes is declared before it opens."""


class OfAnotherInstrument(Exception):
    """The tables were put together for a questionnaire that the round does not ask any more."""


class DeclaredBelowDefault(Exception):
    """A declared threshold is lower than the default's for the same question."""


@transaction.atomic
def declare_publication(
    *, round: Round, publication: PublicationSet, schools: dict[str, int], by=None
) -> PublicationPlan:
    """Fix what a round will publish, before it opens.

    Args:
        round: as it was when the tables were put together.
        schools: schools in the register by stratum key, such as {"B10-M": 390}.

    Raises:
        RoundWasOpened: too late.
        OfAnotherInstrument: somebody changed the questionnaire in the meantime.
        DeclaredBelowDefault: thresholds can only be raised.
    """
    seen = round.instrument_id
    round = Round.objects.select_for_update().get(pk=round.pk)
    if round.state != Round.State.DRAFT:
        raise RoundWasOpened(round.key)
    if round.instrument_id != seen:
        raise OfAnotherInstrument(round.key)
    instrument = Instrument.from_data(round.instrument.data)
    floors = {spec.question: spec.least for spec in default_set(instrument).tables}
    low = [spec.key for spec in publication.tables if spec.least < floors.get(spec.question, 0)]
    if low:
        raise DeclaredBelowDefault(", ".join(low))
    plan = PublicationPlan.objects.create(
        round=round, publication=publication.to_data(), schools=schools
    )
    record_act(action="reporting.declare_publication", target=round.key, by=by)
    return plan


@transaction.atomic
def review_release(*, release: Release, note: str, by) -> Release:
    """Somebody looked at the tables and their preview. Raises StateNotReachable."""
    return _step(release, Release.State.REVIEWED, "review_release", reason=note, by=by)


@transaction.atomic
def approve_release(*, release: Release, publish_at: datetime, by) -> Release:
    """A second person lets the release out at a set minute.

    Raises:
        two_people.SamePerson: they drafted, gated or reviewed it themselves.
        StateNotReachable: it was not reviewed.
    """
    before = AuditEntry.objects.filter(
        action__in=[f"reporting.{verb}_release" for verb in ("draft", "gate", "review")], by=by
    )
    # Gate entries carry the checksum behind the key.
    if any(entry.target.split()[0] == release.key for entry in before.only("target")):
        raise SamePerson(release.key)
    release = _locked(release)
    release.publish_at = publish_at.replace(second=0, microsecond=0)
    return _step(release, Release.State.APPROVED, "approve_release", by=by)


def publish_due_releases(*, by=None) -> list[Release]:
    """Publish every approved release whose minute has come; each in a transaction of its own.

    Raises:
        LedgerMoved: two releases of a round were gated side by side; the second waits.
    """
    published = []
    for release in Release.objects.due(timezone.now()).order_by("publish_at", "pk"):
        try:
            published.append(publish_release(release=release, by=by))
        except StateNotReachable:  # another machine's scheduler was faster
            continue
    return published


@transaction.atomic
def publish_release(*, release: Release, by=None) -> Release:
    """Make a release public and enter it into the ledger.

    Raises:
        LedgerMoved: the gate did not see everything that is public now.
        StateNotReachable: it was not approved.
    """
    round = Round.objects.select_for_update().get(pk=release.round_id)
    seen = list(round.ledger.values_list("sha256", flat=True))
    if seen != release.tables.gated_against:
        raise LedgerMoved(release.key)
    release = _step(release, Release.State.PUBLISHED, "publish_release", by=by)
    LedgerEntry.objects.create(round=round, release=release, sha256=release.tables.sha256)
    if release.corrects and release.corrects.state == Release.State.PUBLISHED:
        corrected = release.corrects
        corrected.end_reason = release.purpose
        _step(corrected, Release.State.CORRECTED, "correct_release", reason=release.purpose, by=by)
    return release


@transaction.atomic
def withdraw_release(*, release: Release, reason: str, by) -> Release:
    """Take a release back, in public: its page says when and why. It stays in the ledger.

    Raises:
        ReasonMissing, StateNotReachable.
    """
    if not reason.strip():
        raise ReasonMissing(release.key)
    release = _locked(release)
    release.end_reason = reason
    return _step(release, Release.State.WITHDRAWN, "withdraw_release", reason=reason, by=by)


def _locked(release: Release) -> Release:
    return Release.objects.select_for_update(of=("self",)).get(pk=release.pk)


def _step(release: Release, state: str, verb: str, *, reason: str = "", by) -> Release:
    """Move a release on; what was set on it is saved with its state."""
    current = _locked(release)
    current.step_to(state)
    release.state = current.state
    if release.state in Release.ENDED_STATES:
        release.ended_at = timezone.now()
    release.save(update_fields=["state", "publish_at", "end_reason", "ended_at"])
    if release.state in Release.PUBLIC_STATES:
        forget_public_pages()
    record_act(action=f"reporting.{verb}", target=release.key, reason=reason, by=by)
    return release
