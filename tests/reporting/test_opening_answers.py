"""Sealed answers are read and opened a few at a time, and nobody can tell from the file."""

from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest
from django.db import IntegrityError, transaction

from reporting import opening
from reporting.actions import tabulation
from reporting.exchange import write_checksum
from reporting.microdata import FileUnreadable
from reporting.models import Round
from tests.reporting.test_tabulation import (
    hand_over,
    microdata_path,
    opened,
    round,
    sealed_row,
)

__all__ = ["round"]


@pytest.mark.django_db
def test_i16_answers_opened_in_portions_give_the_same_bytes(round, monkeypatch):
    rows = [sealed_row({"Q10": code}) for code in ("yes", "no", "na", "dk")]
    rows += [("B10-M", b"noise"), sealed_row({"Q10": "no"}, stratum="T10-E"), sealed_row({})]
    hand_over(rows)
    file = opened(round)
    assert (file.rows_valid, file.rows_invalid) == (6, 1)
    at_once = microdata_path().read_bytes()
    microdata_path().unlink()
    Round.objects.update(state=Round.State.CLOSED)
    monkeypatch.setattr(tabulation, "READ_TOGETHER", 3)
    monkeypatch.setattr(opening, "CHUNK", 2)
    hand_over(list(reversed(rows)))
    # Written once more, then refused: the database knows a file of this round.
    with pytest.raises(IntegrityError), transaction.atomic():
        opened(round)
    assert microdata_path().read_bytes() == at_once
    assert pl.read_parquet_metadata(microdata_path())["rows_invalid"] == "1"


def test_chunks_wait_on_the_disk_until_it_is_nearly_their_turn():
    read = []

    def chunks():
        for number in range(50):
            read.append(number)
            yield number

    with ThreadPoolExecutor(2) as pool:
        results = opening.map_few_ahead(pool, lambda number: number * 10, chunks(), ahead=3)
        assert next(results) == 0
        assert len(read) == 4
        assert list(results) == [number * 10 for number in range(1, 50)]


@pytest.mark.django_db
def test_open_microdata_file_of_something_else_is_refused(round):
    path = hand_over([sealed_row({})])
    path.write_bytes(b"no answers")
    write_checksum(path)
    with pytest.raises(FileUnreadable, match=r"sealed\.parquet"):
        opened(round)
