"""Counts of a file: every margin equals counting the answers one by one."""

import itertools

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.disclosure.publication import default_set, structure_of
from reporting.disclosure.system import build_system
from reporting.frozen_tables import Cell, Place
from reporting.leaf_cube import AnswersDisagree, count_leaves
from reporting.marginals import Marginals
from reporting.microdata import JOIN, write_parquet
from reporting.simulation import draw_strata
from tests.factories.reporting import instrument
from tests.reporting.instrument_answers import answers_at
from tests.reporting.small_rounds import count_answers, question, small_instrument

STRATA = [(office, level) for office in ("B10", "T10") for level in "EMH"]


@pytest.fixture(scope="module")
def frame():
    strata = draw_strata(
        instrument=instrument(),
        marginals=Marginals.from_csv(),
        strata=[(office, level, 300) for office, level in STRATA],
        answers=2500,
        seed=3,
    )
    return pl.concat(strata)


@pytest.fixture(scope="module")
def cube(frame, tmp_path_factory):
    path = tmp_path_factory.mktemp("cube") / "microdata.parquet"
    write_parquet(
        path,
        frame.partition_by("office", "level", maintain_order=True),
        round_key="x",
        instrument=instrument(),
        offices=("B10", "T10"),
        rows_invalid=0,
    )
    return count_leaves(path, structure_of(instrument(), STRATA))


def matching(frame, cell):
    """Counting one by one, without any cube."""
    found = 0
    for row in frame.iter_rows(named=True):
        sex = row["Q3"] if row["Q3"] in ("F", "M") else "O"
        grade = row["Q2"] if row["Q2"].isdigit() else "-"
        in_office = cell.office in ("ALL", row["office"])
        in_level = (
            row["level"] in cell.level
            if cell.level.isalpha()
            else (cell.level == row["level"] + grade)
        )
        in_sex = {"*": "FMO", "K": "FM"}.get(cell.sex, cell.sex)
        if in_office and in_level and sex in in_sex and _says(row, cell):
            found += 1
    return found


def _says(row, cell):
    if cell.question == "":
        return True
    given = set((row[cell.question] or "").split(JOIN))
    return bool(given & set(cell.category.split("|")))


@pytest.mark.parametrize(
    "cell",
    [
        Cell("ALL", "EMH", "*", "", "*"),
        Cell("B10", "M", "K", "", "*"),
        Cell("ALL", "E5", "F", "Q4", "well"),
        Cell("ALL", "M-", "K", "Q7", "4"),
        Cell("T10", "H", "M", "Q6", "maker"),
        Cell("ALL", "EMH", "O", "Q8", "class|expert|video|online"),
        Cell("B10", "EMH", "*", "Q10", "yes|maybe"),
        Cell("T10", "E", "*", "Q10", "-"),
        Cell("ALL", "MH", "*", "Q12", "sent"),
    ],
)
def test_every_margin_equals_counting_one_by_one(cube, frame, cell):
    assert cube.values([cell])[0] == matching(frame, cell)


def test_the_cells_of_the_default_set_add_up_as_their_relations_say(cube):
    structure = structure_of(instrument(), STRATA)
    system = build_system(structure, default_set(instrument()), cube.values)
    assert not (system.matrix @ system.truth).any()
    assert system.truth.min() >= 0
    assert len(set(system.cells)) == len(system.cells)


def test_a_follow_up_total_is_the_parents_cell():
    structure = structure_of(instrument(), STRATA)
    place = Place("B10", "M", "*")
    assert structure.base("Q14", place) == Cell(*place, "Q10", "yes|maybe")
    assert structure.base("Q15", place) == structure.base("Q14", place)


def test_answers_to_a_question_that_was_not_asked_are_refused():
    instrument = small_instrument(
        question("Q10", ["yes", "no"]), question("Q14", ["a"], show_if="Q10 in (yes)")
    )
    with pytest.raises(AnswersDisagree, match="Q14"):
        count_answers(instrument, [("B10", "M", {"Q10": "no", "Q14": "a"}, 3)])


def test_a_file_of_plain_text_gives_the_same_counts(cube, frame, tmp_path):
    """Files of earlier versions held text; what was tabulated from them can still be released."""
    path = tmp_path / "text.parquet"
    frame.cast(pl.String).write_parquet(path)
    again = count_leaves(path, structure_of(instrument(), STRATA))
    for question_id, counts in cube.counts.items():
        assert np.array_equal(again.counts[question_id], counts)


ASKED = small_instrument(
    question("Q2", ["1", "2"], levels="EM"),
    question("Q3", ["F", "M"], levels="EM"),
    question("Q10", ["yes", "maybe", "no"], levels="EM"),
    question("Q14", ["a", "b", "c"], kind="multi", show_if="Q10 in (yes, maybe)", levels="EM"),
    question("Q15", ["x", "y"], show_if="any(Q14, a|b)", levels="M"),
)
PLACES = [("B10", "E"), ("B10", "M"), ("T10", "M")]


@st.composite
def groups(draw):
    """(office, level, answers as the form would send them, how many students gave these)."""
    office, level = draw(st.sampled_from(PLACES))
    row = ASKED.make_row(draw(answers_at(ASKED, level)), level)
    return office, level, row["answers"], draw(st.integers(1, 3))


@settings(max_examples=60, deadline=None)
@given(given_answers=st.lists(groups(), min_size=1, max_size=12))
def test_every_leaf_of_any_round_equals_a_naive_count(given_answers):
    cube = count_answers(ASKED, given_answers)
    for question_id, columns in cube.columns.items():
        places = itertools.product(cube.axes.offices, cube.axes.grades, "FMO", columns)
        expected = [_naive(given_answers, question_id, *place) for place in places]
        assert cube.counts[question_id].ravel().tolist() == expected


def _naive(given_answers, question_id, office, grade, sex, column):
    return sum(
        students
        for its_office, level, answers, students in given_answers
        if its_office == office
        and level + (answers["Q2"] if (answers["Q2"] or "").isdigit() else "-") == grade
        and (answers["Q3"] if answers["Q3"] in ("F", "M") else "O") == sex
        and _is_counted(answers, question_id, column)
    )


def _is_counted(answers, question_id, column):
    if question_id and question_id not in answers:
        return False
    if column == "*":
        return True
    said = answers[question_id] or "-"
    codes = {said} if isinstance(said, str) else set(said)
    return bool(codes & set(column.split(JOIN)))
