"""Rounds small enough to enumerate every table that could be true."""

import itertools
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from reporting.disclosure.freezing import Origin
from reporting.disclosure.publication import PublicationSet, TableSpec, structure_of
from reporting.frozen_tables import Cell
from reporting.instruments import Instrument
from reporting.leaf_cube import LeafCube, count_leaves
from reporting.microdata import Cells, split_strata, write_parquet

ORIGIN = Origin("2026-9", 1, "instrument", "file", True, {"B10": ("서울", "Seoul")})
TEXTS = {"ko": "물음", "en": "Question"}


def question(key, codes, *, kind="single", show_if="", levels="M"):
    """One question of a small instrument."""
    return {
        "id": key,
        "type": kind,
        "bands": levels,
        "show_if": show_if,
        **TEXTS,
        "options": [{"code": code, **TEXTS} for code in codes],
    }


def small_instrument(*questions) -> Instrument:
    """An instrument of these questions; by default one with a yes and a no."""
    asked = [each for one in questions for each in _with_match(one)]
    return Instrument.from_data(
        {"meta": {}, "questions": asked or [question("Q10", ["yes", "no"])]}
    )


def _with_match(asked: dict) -> list[dict]:
    """A question with a condition, and the one that stands in its place on the other path."""
    if not asked["show_if"]:
        return [asked]
    return [asked, {**asked, "id": f"{asked['id']}b", "show_if": "", "instead_of": asked["id"]}]


def answers_frame(instrument: Instrument, answers) -> pl.DataFrame:
    """Rows of microdata.

    Args:
        answers: (office, level, answers by question, how many such students).
    """
    cells = Cells(instrument)
    for office, level, given, students in answers:
        for _ in range(students):
            cells.add(office, level, given)
    return cells.to_frame()


def count_answers(instrument: Instrument, answers) -> LeafCube:
    """The cube of a round.

    Args:
        answers: (office, level, answers by question, how many such students).
    """
    strata = dict.fromkeys((office, level) for office, level, _, _ in answers)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "microdata.parquet")
        write_parquet(
            path,
            split_strata(answers_frame(instrument, answers)),
            round_key="2026-9",
            instrument=instrument,
            offices={office for office, _ in strata},
            rows_invalid=0,
        )
        return count_leaves(path, structure_of(instrument, list(strata)))


def two_by_two(numbers) -> LeafCube:
    """Two offices, one question: (yes, no) of the one, then of the other."""
    places = [(office, code) for office in ("B10", "T10") for code in ("yes", "no")]
    return count_answers(
        small_instrument(),
        [
            (office, "M", {"Q10": code}, students)
            for (office, code), students in zip(places, numbers, strict=True)
        ],
    )


def by_office(*questions, least=10) -> PublicationSet:
    """Each question by office."""
    specs = [TableSpec(key, key, True, False, False, False, least) for key in questions]
    return PublicationSet(tuple(specs))


def possible_tables(release, most=30) -> np.ndarray:
    """Every two-by-two table of whole numbers that agrees with what a release prints.

    Returns:
        tables × (yes, no of the one office, yes, no of the other).
    """
    grid = np.array(list(itertools.product(range(most + 1), repeat=2)), dtype=np.int16)
    pairs = np.repeat(grid, len(grid), axis=0), np.tile(grid, (len(grid), 1))
    tables = np.hstack(pairs)
    for cell, entry in release.printed():
        if not isinstance(entry, str):
            tables = tables[read_off(tables, cell) == entry]
    return tables


def read_off(tables: np.ndarray, cell: Cell) -> np.ndarray:
    """The value of a cell in each two-by-two table."""
    offices = {"B10": [0], "T10": [1]}.get(cell.office, [0, 1])
    codes = {"yes": [0], "no": [1], "*": [0, 1]}.get(cell.category, [])
    columns = [2 * office + code for office in offices for code in codes]
    return tables[:, columns].sum(axis=1)
