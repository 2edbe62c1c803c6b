"""R8: the default set on a synthetic nation of five million, in time and in memory.

Figures are processor seconds of this process (other work on the machine does not count) and the
process's largest resident set. Prints one row per threshold. Thresholds of a publication set start
at 10; the row for 5 goes around that floor here only, to show what it costs.
"""

import json
import resource
import subprocess
import sys
import time

import pytest

from reporting.disclosure import publication
from reporting.disclosure.freezing import Origin
from reporting.leaf_cube import count_leaves
from reporting.management.commands.simulate_round import read_published_counts, read_strata
from reporting.release_gate import pass_gate, protect_publication
from tests.factories.reporting import instrument
from tests.house.project import ROOT

ANSWERS = 5_000_000
COUNTS = ROOT.parent / "shared/facts/school_counts_2024.csv"
ORIGIN = Origin("2026-1", 1, "instrument", "file", True, {})
COLUMNS = "n cells primary compl. published% cube_s protect_s gate_s broken GB"


def strata():
    published = read_published_counts(COUNTS) if COUNTS.is_file() else None
    source = "education statistics of 2024" if published else "counts of our own making"
    print(f"\nstudents per office: {source}")
    return [(s.office_code, s.level, s.enrolled) for s in read_strata(published)]


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    """The file, drawn by a process of its own: drawing needs far more memory than counting."""
    path = tmp_path_factory.mktemp("nation") / "microdata.parquet"
    asked = json.dumps({"path": str(path), "strata": strata(), "answers": ANSWERS})
    subprocess.run(
        [sys.executable, "-m", "tests.load.draw_nation"],
        input=asked,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return path


def timed(work):
    started = time.process_time()
    return work(), time.process_time() - started


@pytest.mark.parametrize("least", [10, 5])
def test_r8_default_set_of_the_synthetic_nation_in_time_and_memory(nation, least, monkeypatch):
    structure = publication.structure_of(instrument(), [(o, level) for o, level, _ in strata()])
    monkeypatch.setattr(publication, "LEAST_COUNT", least)
    declared = publication.default_set(instrument(), least=least)
    cube, counting = timed(lambda: count_leaves(nation, structure))
    protected, protecting = timed(lambda: protect_publication(cube, declared, ORIGIN))
    proof, gating = timed(lambda: pass_gate(protected))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(COLUMNS)
    print(
        least,
        proof["cells"],
        proof["primary"],
        proof["complementary"],
        proof["published_percent"],
        *(f"{seconds:.1f}" for seconds in (counting, protecting, gating)),
        proof["broken"],
        f"{memory:.2f}",
    )
    assert counting + protecting + gating < 30
    assert memory < 1.0
    assert proof["published_percent"] > 90
