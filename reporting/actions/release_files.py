"""Making the files of a release, at the gate and never again.

Called by a command: charts need the chart maker, which web processes leave alone.
"""

from reporting.frozen_tables import FrozenRelease
from reporting.instruments import Instrument
from reporting.models import Release, ReleaseFile
from reporting.release_facts import facts_of, missing_kinds
from reporting.release_files.document import SVG, ReleaseDocument
from reporting.release_files.writing import release_files
from reporting.release_page import page_parts


def write_release_files(
    *, release: Release, frozen: FrozenRelease, proof: dict
) -> list[ReleaseFile]:
    """Write every file of a release and the frozen part of its page; inside the gate's transaction.

    Args:
        frozen: the tables that passed the gate.
        proof: what the gate said of them.
    """
    instrument = Instrument.from_data(release.round.instrument.data)
    facts = facts_of(release, instrument)
    files = release_files(
        frozen, instrument=instrument, facts=facts, proof=proof, missing=missing_kinds()
    )
    parts = page_parts(frozen, instrument, facts, files)
    rows = [_row(release, file, _kind(file)) for file in files]
    rows += [_row(release, part, ReleaseFile.Kind.PAGE) for part in parts]
    return ReleaseFile.objects.bulk_create(rows)


def _kind(file: ReleaseDocument) -> str:
    return ReleaseFile.Kind.CHART if file.media_type == SVG else ReleaseFile.Kind.DOWNLOAD


def _row(release: Release, file: ReleaseDocument, kind: str) -> ReleaseFile:
    return ReleaseFile(
        release=release,
        kind=kind,
        table=file.table,
        language=file.language,
        name=file.name,
        media_type=file.media_type,
        sha256=file.sha256,
        size=len(file.data),
        data=file.data,
    )
