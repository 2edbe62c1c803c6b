"""The synthetic round: plausible, valid, repeatable, marked."""

import csv
from datetime import date

import numpy as np
import polars as pl
import pytest
from django.core.management import CommandError, call_command

from reporting.management.commands.simulate_round import read_published_counts, read_strata
from reporting.marginals import CONTENT, Marginals, Share, single_fractions
from reporting.microdata import JOIN, SKIPPED
from reporting.models import Round
from reporting.simulation import draw_strata
from tests.factories.reporting import instrument

STRATA = [("B10", "E", 4000), ("B10", "M", 3000), ("T10", "M", 300), ("B10", "H", 2000)]


def draw(answers=6000, seed=7, strata=STRATA):
    strata = draw_strata(
        instrument=instrument(),
        marginals=Marginals.from_csv(),
        strata=strata,
        answers=answers,
        seed=seed,
    )
    return pl.concat(strata)


def answers_of(row):
    """A row of the file as the form would have sent it."""
    answers = {}
    for question in instrument().questions_for(row["level"]):
        cell = row[question.id]
        if cell == SKIPPED:
            answers[question.id] = None
        elif cell is not None:
            answers[question.id] = cell.split(JOIN) if question.is_multi else cell
    return answers


def test_draw_answers_every_row_is_one_the_form_could_send():
    for row in draw(answers=800).iter_rows(named=True):
        kept = {"v": 1, "instrument": instrument().key, "answers": answers_of(row)}
        assert instrument().validate_row(kept, row["level"])


def test_draw_answers_same_seed_gives_the_same_answers():
    assert draw(seed=3).equals(draw(seed=3))
    assert not draw(seed=3).equals(draw(seed=4))


def test_draw_answers_come_close_to_the_published_share():
    rows = draw(answers=40_000, strata=[("B10", "M", 1)])
    share = (rows["Q10"] == "yes").sum() / rows.height
    assert share == pytest.approx(0.028, abs=0.004)


def test_draw_answers_stratum_without_students_has_no_answers():
    rows = draw(answers=500, strata=[("B10", "M", 100), ("T10", "M", 0)])
    assert set(rows["office"]) == {"B10"} and rows.height == 500


def test_single_fractions_spread_what_is_left():
    fractions = single_fractions(
        ["a", "b", "c", "dk", "na"], [Share(("a",), 0.5), Share(("dk", "na"), 0.1)]
    )
    assert np.allclose(fractions, [0.5, 0.2, 0.2, 0.05, 0.05])


def test_marginals_the_most_specific_line_holds():
    line = {"question": "Q", "option": "yes", "basis": "assumption"}
    marginals = Marginals(
        [
            {**line, "level": "*", "sex": "*", "pct": "1"},
            {**line, "level": "M", "sex": "*", "pct": "2"},
            {**line, "level": "M", "sex": "F", "pct": "3"},
        ]
    )
    found = [marginals.of("Q", *key)[0].fraction for key in (("E", "F"), ("M", "M"), ("M", "F"))]
    assert found == [0.01, 0.02, 0.03]


def test_marginals_every_line_is_published_or_an_assumption():
    with (CONTENT / "demo_marginals.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert all(line["basis"].startswith(("published", "derived", "assumption")) for line in lines)
    ids = {question.id for question in instrument().questions} | {"response_rate"}
    assert {line["question"] for line in lines} <= ids


def test_read_strata_elementary_is_a_third(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(
        "neis_office_code,es_students_2024,ms_students_2024,hs_students_2024\n"
        + "".join(f"{s.office_code},300,200,100\n" for s in read_strata(None)[::3])
    )
    strata = read_strata(read_published_counts(path))
    assert [s.enrolled for s in strata[:3]] == [100, 200, 100]
    assert len(strata) == 51


@pytest.mark.django_db
def test_simulate_round_is_marked_synthetic_and_tabulated(capsys):
    call_command("simulate_round", answers=100_000, seed=7, key="2026-1")
    round = Round.objects.get(key="2026-1")
    assert round.is_synthetic and round.is_tabulated
    assert round.closes_at.date() < date(2026, 7, 1), "its offices are those before the merger"
    assert "100000 answers, students per office from" in capsys.readouterr().out
    with pytest.raises(CommandError, match="exists already"):
        call_command("simulate_round", key="2026-1")


@pytest.mark.django_db
def test_simulated_round_declares_only_tables_of_its_questionnaire():
    with pytest.raises(CommandError, match="Q99"):
        call_command("simulate_round", answers=10, table=["Q99.o.10"])
    assert not Round.objects.exists()
