"""Counts of a file: every margin equals counting the answers one by one."""

import pytest

from reporting.disclosure.publication import default_set, structure_of
from reporting.disclosure.system import build_system
from reporting.frozen_tables import Cell, Place
from reporting.leaf_cube import AnswersDisagree, count_leaves
from reporting.microdata import JOIN, write_parquet
from reporting.simulation import Marginals, draw_answers
from tests.factories.reporting import instrument
from tests.reporting.small_rounds import count_answers, question, small_instrument

STRATA = [(office, level) for office in ("B10", "T10") for level in "EMH"]


@pytest.fixture(scope="module")
def frame():
    return draw_answers(
        instrument=instrument(),
        marginals=Marginals.from_csv(),
        strata=[(office, level, 300) for office, level in STRATA],
        answers=2500,
        seed=3,
    )


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
