"""Files of the national release, and a release page, in processor seconds of this process.

The release has as many cells as the default set of the nation (29,923); what is hidden in it is
drawn, so that neither the file of five million answers nor the solver is needed here.
"""

import random
import statistics
import time
from dataclasses import asdict

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from core.page_cache import VERSION_KEY
from reporting.actions.release_files import write_release_files
from reporting.actions.releasing import draft_release, structure_of_round
from reporting.disclosure.layout import columns_of, is_offered, rows_of
from reporting.disclosure.publication import PublicationSet, default_set
from reporting.frozen_tables import CONFIDENTIAL, NOT_APPLICABLE, FrozenRelease, Table
from reporting.instruments import Instrument
from reporting.management.commands.simulate_round import read_strata
from reporting.models import MicrodataFile, Release, ReleaseTables, Round, Stratum
from tests.factories.reporting import RoundFactory

pytestmark = pytest.mark.django_db
PROOF = {"broken": 0}
HIDDEN_SHARE = 0.05


def national_round() -> Round:
    round = RoundFactory(state=Round.State.TABULATED, is_synthetic=True)
    for stratum in read_strata(None):
        Stratum.objects.create(round=round, **asdict(stratum))
    MicrodataFile.objects.create(round=round, sha256="0" * 64, rows_valid=1, rows_invalid=0)
    return round


def drawn_release(round: Round, publication: PublicationSet) -> FrozenRelease:
    """Tables of the right size: bases by place, shares drawn, one cell in twenty hidden."""
    drawn, structure = random.Random(7), structure_of_round(round)

    def line(spec, place, columns):
        base = 2_000_000 if place.office == "ALL" else 40_000
        for column in columns:
            if not is_offered(structure, spec.question, column, place.level):
                yield NOT_APPLICABLE
            elif column == "*":
                yield base
            else:
                yield CONFIDENTIAL if drawn.random() < HIDDEN_SHARE else drawn.randrange(10, base)

    tables = []
    for spec in publication.tables:
        rows, columns = rows_of(spec, structure), columns_of(spec, structure)
        cells = tuple(tuple(line(spec, place, columns)) for place in rows)
        tables.append(Table(spec.key, spec.question, spec.least, rows, columns, cells))
    names = {s.office_code: (s.office_name_ko, s.office_name_en) for s in round.strata.all()}
    instrument = round.instrument.sha256
    return FrozenRelease(
        round.key, 1, instrument, "0" * 64, True, 50, names, structure, tuple(tables)
    )


@pytest.fixture
def national():
    round = national_round()
    publication = default_set(Instrument.from_data(round.instrument.data))
    release = draft_release(round=round, publication=publication, purpose="Benchmark")
    return release, drawn_release(round, publication)


def test_r8_all_formats_of_the_national_set_and_a_release_page_in_time(national):
    release, frozen = national
    started = time.process_time()
    files = write_release_files(release=release, frozen=frozen, proof=PROOF)
    writing = time.process_time() - started
    cells = sum(len(line) for table in frozen.tables for line in table.cells)
    size = sum(file.size for file in files) / 1e6
    print(f"\nfiles: {len(files)}, {cells} cells, {size:.1f} MB, {writing:.1f} s")
    ReleaseTables.objects.create(
        release=release, data=b"", sha256=frozen.sha256, proof=PROOF, preview=[], gated_against=[]
    )
    Release.objects.filter(pk=release.pk).update(state="published", publish_at=timezone.now())
    address = f"/ko/statistics/{release.key}/"
    kept, first = page_seconds(address), page_seconds(address, is_first=True)
    print(f"release page: {kept * 1000:.2f} ms of processor, {first * 1000:.2f} ms once a minute")
    assert kept < 0.005
    assert writing < 15


def page_seconds(address: str, *, is_first: bool = False) -> float:
    """Processor seconds of one page, the median of fifty.

    Args:
        is_first: each reader is the first of a minute, for whom the page is put together.
    """
    client, spent = Client(), []
    client.get(address)
    for number in range(50):
        if is_first:
            cache.set(VERSION_KEY, number + 1000, None)
        started = time.process_time()
        assert client.get(address).status_code == 200
        spent.append(time.process_time() - started)
    return statistics.median(spent)
