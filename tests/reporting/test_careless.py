"""Answers that look unread: how they are counted, and when the count may be printed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.careless import (
    ASKED,
    CONTRADICTION,
    EVERYTHING,
    STRAIGHT,
    box_questions,
    boxes,
    contradictions_in,
    count_careless,
    line_places,
)
from reporting.careless_table import careless_rows, lowest_hidden
from reporting.coverage import Stratum, by_level
from reporting.frozen_tables import (
    ANY_SEX,
    EVERYBODY,
    NATION,
    FrozenRelease,
    Place,
    Structure,
    Table,
)
from tests.factories.reporting import instrument
from tests.reporting.small_rounds import answers_frame

LEVEL = "M"


def counted(*answers) -> dict[str, int]:
    """The counts of a level whose students gave these answers."""
    frame = answers_frame(instrument(), [("B10", LEVEL, given, 1) for given in answers])
    found = count_careless(frame.lazy(), instrument())
    return {count.kind: count.students for count in found if count.level == LEVEL}


def reached(answers: dict) -> dict:
    """The same answers on the path that they lead to."""
    path = instrument().reachable(answers, LEVEL)
    return {question.id: answers.get(question.id) for question in path}


def by_place(position: int) -> dict:
    """Everywhere the option at that position of the list."""
    found = {}
    for question in instrument().questions:
        if not question.is_multi:
            options = [o.code for o in question.options_for(LEVEL) if o.code not in ("dk", "na")]
            found[question.id] = options[min(position, len(options) - 1)]
    return reached(found)


def test_same_place_everywhere_is_a_straight_line():
    assert len(line_places(instrument())) == 10
    line, other = by_place(0), {**by_place(0), "Q28": "bad"}
    assert counted(line, other)[STRAIGHT] == 1
    assert counted({**line, "Q7": None})[STRAIGHT] == 0
    assert counted(dict.fromkeys(line, "dk"))[STRAIGHT] == 0


def test_every_box_of_three_questions_is_everything_ticked():
    questions = [q for q in box_questions(instrument(), LEVEL) if q.condition is None]
    full = {q.id: boxes(q, LEVEL) for q in questions if not q.instead_of}
    three = dict(itertools.islice(full.items(), 3))
    two = dict(itertools.islice(full.items(), 2))
    assert counted(reached(three), reached(two))[EVERYTHING] == 1


def test_knowing_where_to_turn_and_no_help_line_contradict():
    assert len(contradictions_in(instrument())) == 2
    both = reached({"Q25": "yes", "Q26": ["none"]})
    assert counted(both, reached({"Q25": "yes", "Q26": ["112"]}))[CONTRADICTION] == 1


def test_not_answering_is_never_careless():
    silent = reached({})
    refusing = reached({q.id: ["na"] if q.is_multi else "na" for q in instrument().questions})
    assert counted(silent, refusing) == {ASKED: 2, STRAIGHT: 0, EVERYTHING: 0, CONTRADICTION: 0}


def beside(counts: dict, cells: dict, base: int = 1000):
    """The row of a level beside a release that prints these cells of the nation."""
    place = Place(NATION, LEVEL, ANY_SEX)
    questions = sorted({question for question, _code in cells})
    tables = tuple(
        Table(
            *(question, question, 10, (place,)),
            (EVERYBODY, *codes),
            ((base, *(cells[question, code] for code in codes)),),
        )
        for question in questions
        if (codes := tuple(code for q, code in cells if q == question))
    )
    structure = Structure({}, {}, {})
    release = FrozenRelease("2026-1", 1, "i", "m", False, 50, {}, structure, tables)
    given = {(LEVEL, kind): number for kind, number in {ASKED: base, **counts}.items()}
    return careless_rows(given, instrument(), release)[0]


FEW = {STRAIGHT: 0, EVERYTHING: 0}
PRINTED = {("Q25", "yes"): 500, ("Q26", "none"): 90, ("Q21", "none"): 60, ("Q22", "4"): 70}


def test_count_beside_printed_cells_is_shown_with_its_share():
    row = beside({**FEW, CONTRADICTION: 40}, PRINTED)
    assert [shown.text for shown in row.counts] == ["0", "0", "40"]
    assert row.percent(2, 50) == "4.0" and row.percent(2, 2000) == ""


@pytest.mark.parametrize("number", [1, 9, 991, 999, 1000])
def test_small_count_and_small_rest_are_hidden(number):
    row = beside({**FEW, CONTRADICTION: number}, {**PRINTED, ("Q26", "none"): 1000})
    assert row.counts[2].text == "[c]"


def test_count_that_tells_of_a_hidden_cell_is_hidden():
    """70 contradict; 60 at most by the printed pair: 10 gave the hidden answer at least."""
    hidden = {**PRINTED, ("Q26", "none"): "c"}
    assert beside({**FEW, CONTRADICTION: 70}, hidden).counts[2].text == "[c]"
    assert beside({**FEW, CONTRADICTION: 61}, hidden).counts[2].text == "61"


def test_level_whose_number_of_answers_is_not_printed_shows_nothing():
    row = beside({**FEW, CONTRADICTION: 40}, {}, base=1000)
    assert {shown.text for shown in (row.asked, *row.counts)} == {"[c]"}


@given(st.data())
def test_what_a_shown_count_tells_of_a_hidden_cell_is_never_too_much(data):
    """R1: every way to fill the hidden cell that fits the count, by hand."""
    sizes = data.draw(st.lists(st.integers(0, 6), min_size=2, max_size=3))
    count = data.draw(st.integers(0, 10))
    groups = [[None], *[[size, size + 2] for size in sizes[1:]]]
    ranges = [range(count + 1), *(range(size + 1) for size in sizes[1:])]
    fitting = [held[0] for held in itertools.product(*ranges) if sum(held) == count]
    told = lowest_hidden(count, groups)
    assert told == max(0, min(fitting))


@pytest.mark.parametrize(
    ("enrolled", "accepted", "percent", "missing"),
    [(1000, 750, 75, 250), (1003, 750, 74, 260), (40, None, None, None), (95, 90, None, None)],
)
def test_stratum_with_few_answers_or_few_missing_is_not_told(enrolled, accepted, percent, missing):
    stratum = Stratum("Seoul", "M", enrolled, None, accepted)
    assert (stratum.answered_percent, stratum.missing) == (percent, missing)


def test_sum_of_a_level_leaves_out_what_the_table_leaves_out():
    strata = [Stratum("A", "M", 1000, None, 700), Stratum("B", "M", 30, None, None)]
    assert [vars(level) for level in by_level(strata)] == [
        {"level": "M", "enrolled": 1000, "accepted": 700, "untold": 1}
    ]
