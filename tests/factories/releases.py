"""Rounds of synthetic answers with a release of a few tables, at any point of its life."""

from datetime import timedelta

from django.utils import timezone

from reporting.actions import StratumInput, make_synthetic_round
from reporting.actions.release_states import approve_release, publish_release, review_release
from reporting.actions.releasing import draft_release, gate_release
from reporting.disclosure.publication import RESPONDENTS, PublicationSet, TableSpec
from reporting.models import Release, ReleaseFile, ReleaseTables, Round
from tests.factories.reporting import OFFICES, questionnaire, tabulated_round
from tests.factories.schools import UserFactory

WHO = TableSpec(RESPONDENTS, "", True, False, False, True)
Q4 = TableSpec("Q4", "Q4", True, False, False, True)
Q10 = TableSpec("Q10", "Q10", True, False, True, True)


def synthetic_round(key: str = "2026-9") -> Round:
    """A tabulated round of two offices at two levels."""
    strata = [
        StratumInput(office, ko, en, sort, level, 1500)
        for office, (ko, en, sort) in OFFICES.items()
        for level in "MH"
    ]
    now = timezone.now()
    make_synthetic_round(
        key=key,
        strata=strata,
        instrument_data=questionnaire(),
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=2),
        answers=2000,
        seed=7,
    )
    return Round.objects.get(key=key)


# What the gate let through, by the tables asked for: protecting and drawing take seconds.
_GATED: dict[tuple, tuple[dict, list[dict]]] = {}


def gated_release(round: Round | None = None, *specs: TableSpec, **more) -> Release:
    """A release with all its files, waiting for a second person.

    Args:
        round: a synthetic one; None where nothing but this release is made of it.
    """
    specs = specs or (WHO, Q4, Q10)
    if round is None and specs in _GATED:
        return _gated_before(specs)
    release = gate_release(release=_drafted(round or synthetic_round(), specs, **more))
    if round is None:
        tables = ReleaseTables.objects.filter(release=release).values(*TABLES)
        _GATED[specs] = (tables.get(), list(release.files.values(*FILES)))
    return release


TABLES = ("data", "sha256", "proof", "preview", "gated_against")
FILES = ("kind", "table", "language", "name", "media_type", "sha256", "size", "data")


def _drafted(round: Round, specs: tuple[TableSpec, ...], **more) -> Release:
    publication = PublicationSet(specs)
    return draft_release(round=round, publication=publication, purpose="First tables", **more)


def _gated_before(specs: tuple[TableSpec, ...]) -> Release:
    round = tabulated_round(counts={}, key="2026-9", is_synthetic=True)
    release = _drafted(round, specs)
    tables, files = _GATED[specs]
    ReleaseTables.objects.create(release=release, **tables)
    ReleaseFile.objects.bulk_create(ReleaseFile(release=release, **file) for file in files)
    Release.objects.filter(pk=release.pk).update(state=Release.State.GATED)
    return Release.objects.get(pk=release.pk)


def approved_release(round: Round | None = None, *specs: TableSpec, **more) -> Release:
    """A release whose minute has come and that nobody published yet."""
    release = gated_release(round, *specs, **more)
    release = review_release(release=release, note="Looked at", by=UserFactory())
    moment = timezone.now() - timedelta(minutes=1)
    return approve_release(release=release, publish_at=moment, by=UserFactory())


def published_release(round: Round | None = None, *specs: TableSpec, **more) -> Release:
    """A release in the public's sight."""
    return publish_release(release=approved_release(round, *specs, **more))
