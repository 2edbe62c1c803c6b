"""R8: the default set on a synthetic nation of five million, in time and in memory.

Prints one row per threshold: processor seconds of each step, wall seconds of all, and the
process's largest resident set. Thresholds of a publication set start at 10; the row for 5 goes
around that floor here only, to show what it costs. The last test hands the attacker releases that
were broken on purpose.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest

from reporting.attacker import Knowledge, Target, attack
from reporting.disclosure import publication
from reporting.disclosure.freezing import Origin, freeze
from reporting.disclosure.witness import protect
from reporting.leaf_cube import count_leaves
from reporting.management.commands.simulate_round import read_published_counts, read_strata
from reporting.release_gate import pass_gate, protect_publication
from tests.factories.reporting import instrument
from tests.house.project import ROOT

ANSWERS = 5_000_000
COUNTS = ROOT.parent / "shared/facts/school_counts_2024.csv"
ORIGIN = Origin("2026-1", 1, "instrument", "file", True, {})
COLUMNS = (
    "n cells primary compl. published% cube protect gate attacks whole broken GB wall | wall: cube"
)
# Complementary cells printed by mistake, one at a time, until so many were looked at.
MISTAKES = 5


def strata():
    published = read_published_counts(COUNTS) if COUNTS.is_file() else None
    source = "education statistics of 2024" if published else "counts of our own making"
    print(f"\nstudents per office: {source}")
    return [(s.office_code, s.level, s.enrolled) for s in read_strata(published)]


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    """The file, drawn by a process of its own, whose memory is not that of counting."""
    path = tmp_path_factory.mktemp("nation") / "microdata.parquet"
    asked = json.dumps({"path": str(path), "strata": strata(), "answers": ANSWERS})
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "tests.load.draw_nation"],
        input=asked,
        text=True,
        check=True,
        cwd=ROOT,
    )
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(f"drawn in {time.monotonic() - started:.1f} s with {memory:.2f} GB")
    return path


@pytest.fixture(scope="module")
def structure():
    return publication.structure_of(instrument(), [(o, level) for o, level, _ in strata()])


class Clock:
    """Processor and wall seconds of some work."""

    def __init__(self, work):
        processor, wall = time.process_time(), time.monotonic()
        self.result = work()
        self.processor, self.wall = time.process_time() - processor, time.monotonic() - wall


@pytest.mark.parametrize("least", [10, 5])
def test_r8_default_set_of_the_synthetic_nation_in_time_and_memory(
    nation, structure, least, monkeypatch
):
    monkeypatch.setattr(publication, "LEAST_COUNT", least)
    declared = publication.default_set(instrument(), least=least)
    counting = Clock(lambda: count_leaves(nation, structure))
    protecting = Clock(lambda: protect_publication(counting.result, declared, ORIGIN))
    gating = Clock(lambda: pass_gate(protecting.result))
    writing = Clock(protecting.result.release.to_bytes)
    steps = (counting, protecting, gating, writing)
    proof, wall = gating.result, sum(step.wall for step in steps)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    numbers = ("cells", "primary", "complementary", "published_percent")
    attacks = ("attacks", "whole_number_attacks", "broken")
    print(COLUMNS)
    print(
        least,
        *(proof[key] for key in numbers),
        *(f"{step.processor:.1f}" for step in steps[:3]),
        *(proof[key] for key in attacks),
        f"{memory:.2f} {wall:.1f} | {counting.wall:.2f}",
    )
    assert sum(step.processor for step in steps) < 30
    assert memory < 1.0
    assert proof["published_percent"] > 90


def test_r2_the_attacker_breaks_a_nation_released_carelessly(nation, structure):
    cube = count_leaves(nation, structure)
    declared = publication.default_set(instrument())
    protected = protect_publication(cube, declared, ORIGIN)
    targets = targets_of(protected)
    hidden, primary = protected.protection.hidden, np.zeros_like(protected.protection.hidden)
    primary[list(protected.primary.rules)] = True
    assert tell("as the gate let it through", protected.release, targets) == 0
    assert tell(
        "primary cells alone hidden", freeze(protected.system, declared, primary, ORIGIN), targets
    )
    # In a nation bases are large and stay printed: what hangs together by them is safe by itself.
    tell("tables protected one by one", one_by_one(cube, declared), targets)
    for axis in ("office", "level", "sex"):
        forgetful = protect(forget(protected.system, axis), protected.primary)
        release = freeze(protected.system, declared, forgetful.hidden, ORIGIN)
        assert tell(f"sums over {axis} forgotten", release, targets)
    broken = 0
    for cell in np.flatnonzero(hidden & ~primary & protected.system.is_printed)[:MISTAKES]:
        mistaken = hidden.copy()
        mistaken[cell] = False
        release = freeze(protected.system, declared, mistaken, ORIGIN)
        broken += tell(f"printed by mistake: {protected.system.cells[cell]}", release, targets) > 0
    assert broken


def targets_of(protected):
    cells = protected.system.cells
    return [
        Target(cells[s.cell], None if s.base is None else cells[s.base], s.value, s.least)
        for s in protected.primary.secrets
    ]


def one_by_one(cube, declared):
    """Every relation between two tables dropped."""
    alone = [
        protect_publication(cube, replace(declared, tables=(spec,)), ORIGIN).release
        for spec in declared.tables
    ]
    return replace(alone[0], tables=tuple(release.tables[0] for release in alone))


def forget(system, axis):
    """The system without the sums whose cells differ in their office, level or sex."""
    names = [getattr(cell, axis) for cell in system.cells]
    ends = zip(system.matrix.indptr[:-1], system.matrix.indptr[1:], strict=True)
    columns = (system.matrix.indices[first:last] for first, last in ends)
    kept = [len({names[column] for column in row}) == 1 for row in columns]
    return replace(system, matrix=system.matrix[np.flatnonzero(kept)])


def tell(name, release, targets):
    found = attack(Knowledge([release]), targets)
    exactly = sum(1 for _, low, high in found.broken if high - low < 1e-6)
    print(
        f"{name}: {len(found.broken)} of {found.targets} narrowed, {exactly} known exactly,"
        f" {found.seconds:.1f} s"
    )
    return len(found.broken)
