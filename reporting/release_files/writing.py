"""All files of a release in one pass."""

import io
from collections.abc import Iterator, Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from core.spreadsheets import NO_TIME
from reporting.frozen_tables import FrozenRelease
from reporting.instruments import Instrument
from reporting.release_files import charts, datapackage, document, json_tables, long_form, spss
from reporting.release_files.document import ReleaseDocument
from reporting.release_files.readable_codebook import codebook_html
from reporting.release_files.reading import Facts, ReadTable, read_release
from reporting.release_files.words import LANGUAGES, Words
from reporting.release_files.workbook import workbook


def release_files(
    release: FrozenRelease,
    *,
    instrument: Instrument,
    facts: Facts,
    proof: dict,
    missing: list[tuple[str, Words]],
) -> list[ReleaseDocument]:
    """Every file of a release, the whole package last; the same release gives the same bytes.

    Args:
        proof: what `release_gate.pass_gate` returned.
        missing: codes of the kinds of missing, with their words.
    """
    tables = read_release(release, instrument, facts.bases)
    files = [
        *_of_tables(tables, release, facts),
        *_of_release(tables, release, facts),
        ReleaseDocument(
            f"{facts.key}-proof.json",
            document.JSON,
            json_tables.to_json(json_tables.proof_data(proof, facts)),
        ),
        *_codebooks(release, instrument, facts, missing),
    ]
    described = datapackage.describe(tables, release, facts, files, proof)
    files.append(ReleaseDocument(datapackage.NAME, document.JSON, json_tables.to_json(described)))
    return [*files, ReleaseDocument(f"{facts.key}.zip", document.ZIP, _zipped(files))]


def _of_tables(
    tables: Sequence[ReadTable], release: FrozenRelease, facts: Facts
) -> Iterator[ReleaseDocument]:
    for table in tables:
        stem = f"{facts.key}-{table.key}"
        data = long_form.table_csv(table, release, facts)
        yield ReleaseDocument(f"{stem}.csv", document.CSV, data, table.key)
        data = json_tables.to_json(json_tables.table_data(table, release, facts))
        yield ReleaseDocument(f"{stem}.json", document.JSON, data, table.key)
        for language in LANGUAGES if charts.has_chart(table) else ():
            data = charts.table_chart(table, language)
            name = f"{stem}-{language}.svg"
            yield ReleaseDocument(name, document.SVG, data, table.key, language)


def _of_release(
    tables: Sequence[ReadTable], release: FrozenRelease, facts: Facts
) -> Iterator[ReleaseDocument]:
    for language in LANGUAGES:
        data = workbook(tables, release, facts, language)
        name = f"{facts.key}-{language}.xlsx"
        yield ReleaseDocument(name, document.XLSX, data, language=language)
    yield ReleaseDocument(
        f"{facts.key}.sav", document.SAV, spss.release_sav(tables, release, facts)
    )
    data = json_tables.to_json(json_tables.release_data(tables, release, facts))
    yield ReleaseDocument(f"{facts.key}.json", document.JSON, data)


def _codebooks(
    release: FrozenRelease, instrument: Instrument, facts: Facts, missing: list[tuple[str, Words]]
) -> Iterator[ReleaseDocument]:
    yield ReleaseDocument(f"{facts.key}-codebook.csv", document.CSV, long_form.codebook_csv(facts))
    for language in LANGUAGES:
        data = codebook_html(release, instrument, facts, missing, language)
        name = f"{facts.key}-codebook-{language}.html"
        yield ReleaseDocument(name, document.HTML, data, language=language)


def _zipped(files: Sequence[ReleaseDocument]) -> bytes:
    """Every file in one archive whose entries carry no time."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for file in files:
            entry = ZipInfo(file.name, NO_TIME.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.data)
    return out.getvalue()
