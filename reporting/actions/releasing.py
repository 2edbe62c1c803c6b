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
from reporting.disclosure.freezing import Origin
from reporting.disclosure.publication import PublicationSet
from reporting.disclosure.witness import CannotProtect
from reporting.exchange import microdata_folder, verified_checksum, write_whole
from reporting.leaf_cube import AnswersDisagree, LeafCube, count_leaves
from reporting.models import Release, ReleaseTables, Round
from reporting.release_gate import (
    GateRefused,
    Protected,
    Published,
    pass_gate,
    preview_of,
    protect_publication,
)
from reporting.round_structure import structure_of_round

__all__ = [
    "AnswersDisagree",
    "CannotProtect",
    "GateRefused",
    "NotTabulated",
    "draft_release",
    "gate_release",
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
    release = Release.objects.select_for_update().select_related("round").get(pk=release.pk)
    release.step_to(Release.State.GATED)
    round = release.round
    ledger = ledger_of(round)
    protected = _protect(release, ledger)
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


def _protect(release: Release, ledger: list[Published]) -> Protected:
    round = release.round
    publication = PublicationSet.from_data(release.publication).with_least(round.least_count)
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
    return protect_publication(_count(round), publication, origin, ledger)


def _count(round: Round) -> LeafCube:
    path = microdata_folder(round.key) / MICRODATA_NAME
    if verified_checksum(path) != round.microdata.sha256:
        raise GateRefused(["The microdata file is not the one the round was tabulated from."])
    return count_leaves(path, structure_of_round(round))


def ledger_of(round: Round) -> list[Published]:
    """Everything ever published of a round, in order."""
    entries = round.ledger.select_related("release__tables")
    return [
        Published(entry.release.tables.read(), PublicationSet.from_data(entry.release.publication))
        for entry in entries
    ]
