"""Making a release: protected from the microdata file, and let through the gate.

Solvers and the file are needed here; web processes therefore import `drafting`, `requesting` and
`release_states` only, and this module is called by a command.
"""

from django.db import transaction

from core.actions import record_act
from reporting.actions.drafting import NotTabulated, draft_release
from reporting.actions.release_files import write_release_files
from reporting.actions.tabulation import MICRODATA_NAME
from reporting.disclosure import certificate
from reporting.disclosure.estimate import coarsen_set
from reporting.disclosure.freezing import Origin
from reporting.disclosure.publication import PublicationSet
from reporting.disclosure.witness import CannotProtect
from reporting.exchange import microdata_folder, verified_checksum, write_whole
from reporting.leaf_cube import AnswersDisagree, LeafCube, count_leaves
from reporting.models import LedgerEntry, Release, ReleaseTables, Round
from reporting.release_gate import (
    GateRefused,
    Protected,
    Published,
    pass_gate,
    preview_of,
    protect_publication,
)
from reporting.round_structure import declared_set, structure_of_round

__all__ = [
    "AnswersDisagree",
    "CannotProtect",
    "GateRefused",
    "NotTabulated",
    "coarsened_tables",
    "draft_release",
    "gate_release",
    "release_declared_tables",
]


@transaction.atomic
def gate_release(*, release: Release, by=None) -> Release:
    """Protect a drafted release and freeze it and all its files, if the gate lets it through.

    The certificate, whose tables are near the truth, goes to the private folder of the microdata.

    Raises:
        StateNotReachable: it is no draft.
        exchange.FileMissing, exchange.ChecksumDiffers: the microdata file is not as it was.
        AnswersDisagree: the file breaks the conditions of its own questionnaire.
        CannotProtect, GateRefused: what is published and what is asked for do not go together.
    """
    return _gate(release, _count(release.round), by)


@transaction.atomic
def release_declared_tables(*, round: Round, purpose: str, by=None) -> Release:
    """Draft what a round declared and pass it through the gate in one go.

    A table of which too little could be printed gives way to a coarser one (docs/statistics.md,
    The publication set); which ones can be told by comparing with `declared_set`.

    Raises:
        NotTabulated, and what `gate_release` raises; then nothing is left of the draft.
    """
    if not round.is_tabulated:
        raise NotTabulated(round.key)
    cube = _count(round)
    publication = coarsen_set(cube.structure, declared_set(round), cube.values)
    release = draft_release(round=round, publication=publication, purpose=purpose, by=by)
    return _gate(release, cube, by)


def _gate(release: Release, cube: LeafCube, by) -> Release:
    release = Release.objects.select_for_update().select_related("round").get(pk=release.pk)
    release.step_to(Release.State.GATED)
    round = release.round
    ledger = ledger_of(round)
    protected = _protect(release, cube, ledger)
    proof = pass_gate(protected, ledger)
    proven = certificate.to_bytes(protected.protection, protected.primary.secrets)
    write_whole(microdata_folder(round.key) / f"{release.key}.certificate.npz", proven)
    tables = ReleaseTables.objects.create(
        release=release,
        data=protected.release.to_bytes(),
        sha256=protected.release.sha256,
        proof=proof,
        preview=preview_of(protected),
        gated_against=[entry.release.sha256 for entry in ledger],
    )
    write_release_files(release=release, frozen=protected.release, proof=proof)
    release.save(update_fields=["state"])
    target = f"{release.key} sha256:{tables.sha256}"
    record_act(action="reporting.gate_release", target=target, by=by)
    return release


def _protect(release: Release, cube: LeafCube, ledger: list[Published]) -> Protected:
    round = release.round
    publication = PublicationSet.from_data(release.publication).with_least(round.least_count)
    publication = publication.with_floors(floors_of_year(round, ledger))
    origin = Origin(
        round=round.key,
        number=release.number,
        instrument=round.instrument.sha256,
        microdata=round.microdata.sha256,
        is_synthetic=round.is_synthetic,
        office_names={
            stratum.office_code: (stratum.office_name_ko, stratum.office_name_en)
            for stratum in round.strata.all()
        },
    )
    return protect_publication(cube, publication, origin, ledger)


def _count(round: Round) -> LeafCube:
    path = microdata_folder(round.key) / MICRODATA_NAME
    if verified_checksum(path) != round.microdata.sha256:
        raise GateRefused(["The microdata file is not the one the round was tabulated from."])
    return count_leaves(path, structure_of_round(round))


def coarsened_tables(release: Release) -> list[str]:
    """Keys of the tables in a release that are coarser than its round declared them."""
    declared = {spec.key: spec for spec in declared_set(release.round).tables}
    asked = PublicationSet.from_data(release.publication).tables
    return [spec.key for spec in asked if declared.get(spec.key, spec) != spec]


def floors_of_year(round: Round, ledger: list[Published]) -> dict[str, int]:
    """Thresholds under which other rounds of the same school year published, by question.

    The same students may have answered both times, and "ever" can only grow: a count printed here
    bounds one hidden there. Printed counts are zero or reach the threshold, so a bound says no
    more than the guarantee as long as no threshold is lower than the earlier one.

    Args:
        ledger: of the round itself; what it printed of a question keeps its own threshold.
    """
    others = Round.objects.of_school_year(round.opens_at).exclude(pk=round.pk)
    entries = LedgerEntry.objects.filter(round__in=others).select_related("release__tables")
    own = {table.question for entry in ledger for table in entry.release.tables}
    floors: dict[str, int] = {}
    for table in (table for entry in entries for table in entry.release.tables.read().tables):
        if table.question not in own:
            floors[table.question] = max(table.least, floors.get(table.question, 0))
    return floors


def ledger_of(round: Round) -> list[Published]:
    """Everything ever published of a round, in order."""
    entries = round.ledger.select_related("release__tables")
    return [
        Published(entry.release.tables.read(), PublicationSet.from_data(entry.release.publication))
        for entry in entries
    ]
