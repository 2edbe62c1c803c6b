"""What a release hides cannot be worked out: R1 to R7 of docs/statistics.md, and T-77."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.attacker import Contradiction, Knowledge, Target, attack, interval
from reporting.disclosure.freezing import freeze
from reporting.disclosure.primary import Rule
from reporting.disclosure.publication import PublicationSet, TableSpec
from reporting.disclosure.witness import CannotProtect, Protection
from reporting.frozen_tables import CONFIDENTIAL, EVERYBODY, NATION, Cell, from_bytes
from reporting.release_gate import (
    GateRefused,
    Published,
    SecondCutOff,
    pass_gate,
    preview_of,
    protect_publication,
)
from tests.reporting.small_rounds import (
    ORIGIN,
    by_office,
    count_answers,
    possible_tables,
    question,
    read_off,
    small_instrument,
    two_by_two,
)

NUMBERS = st.tuples(*[st.integers(0, 15)] * 4)
FEW = settings(max_examples=12, deadline=None)
FOLLOW_UP = question("Q14", ["a", "b"], show_if="Q10 in (yes)")


def protected_of(cube, *questions, ledger=()):
    return protect_publication(cube, by_office(*questions or ("Q10",)), ORIGIN, ledger)


def targets_of(protected):
    cells = protected.system.cells
    return [
        Target(cells[s.cell], None if s.base is None else cells[s.base], s.value, s.least)
        for s in protected.primary.secrets
    ]


def printing(protected, *cells):
    """The same release with cells printed that were hidden."""
    hidden = protected.protection.hidden.copy()
    hidden[list(cells)] = False
    release = freeze(protected.system, by_office("Q10"), hidden, ORIGIN)
    return replace(
        protected,
        protection=Protection(hidden, protected.protection.witnesses),
        release=release,
    )


@FEW
@given(numbers=NUMBERS)
def test_r1_every_hidden_number_stays_open_over_all_tables_of_whole_numbers(numbers):
    protected = protected_of(two_by_two(numbers))
    assert pass_gate(protected)["broken"] == 0
    tables = possible_tables(protected.release)
    for target in targets_of(protected):
        values = read_off(tables, target.cell)
        if target.base is not None:
            values = read_off(tables, target.base) - values
        assert values.min() <= max(1, min(1, target.value))
        assert values.max() >= target.least


@FEW
@given(numbers=NUMBERS, data=st.data())
def test_r1_attacker_finds_the_interval_that_enumeration_finds(numbers, data):
    protected = protected_of(two_by_two(numbers))
    hidden = np.flatnonzero(protected.protection.hidden & protected.system.is_printed)
    printed = data.draw(st.sets(st.sampled_from(hidden.tolist()))) if len(hidden) else ()
    release = printing(protected, *printed).release
    tables = possible_tables(release)
    knowledge = Knowledge([release])
    for cell, entry in release.printed():
        values = read_off(tables, cell)
        low, high = interval(knowledge, cell)
        assert low <= values.min() + 1e-6 and high >= values.max() - 1e-6
        if isinstance(entry, str) and values.max() < 26:
            assert (round(low, 4), round(high, 4)) == (values.min(), values.max())


@FEW
@given(numbers=NUMBERS)
def test_r2_a_cell_printed_by_mistake_fails_the_gate_whenever_it_was_needed(numbers):
    protected = protected_of(two_by_two(numbers))
    for number in np.flatnonzero(protected.protection.hidden & protected.system.is_printed):
        mutant = printing(protected, int(number))
        tables = possible_tables(mutant.release)
        needed = any(_is_open(tables, target) is False for target in targets_of(protected))
        found = attack(Knowledge([mutant.release]), targets_of(protected))
        assert bool(found.broken) == needed
        if needed:
            with pytest.raises(GateRefused):
                pass_gate(mutant)


def _is_open(tables, target):
    values = read_off(tables, target.cell)
    if target.base is not None:
        values = read_off(tables, target.base) - values
    return bool(values.min() <= 1 and values.max() >= target.least)


def test_r2_primary_suppression_alone_fails_the_gate_and_the_attacker_names_the_number():
    protected = protected_of(two_by_two((4, 300, 200, 500)))
    complementary = [
        number
        for number in np.flatnonzero(protected.protection.hidden & protected.system.is_printed)
        if int(number) not in protected.primary.rules
    ]
    assert complementary
    mutant = printing(protected, *complementary)
    with pytest.raises(GateRefused):
        pass_gate(mutant)
    found = attack(Knowledge([mutant.release]), targets_of(protected))
    assert {(low, high) for _, low, high in found.broken} == {(4, 4)}


def test_r2_a_follow_up_protected_without_its_parent_is_found_out():
    instrument = small_instrument(question("Q10", ["yes", "no"]), FOLLOW_UP)
    answers = [
        ("B10", "M", {"Q10": "yes", "Q14": "a"}, 12),
        ("B10", "M", {"Q10": "yes", "Q14": "b"}, 13),
        ("B10", "M", {"Q10": "no"}, 900),
        ("T10", "M", {"Q10": "yes", "Q14": "a"}, 8),
        ("T10", "M", {"Q10": "no"}, 700),
        ("C10", "M", {"Q10": "yes", "Q14": "a"}, 400),
        ("C10", "M", {"Q10": "no"}, 1),
    ]
    cube = count_answers(instrument, answers)
    together = protected_of(cube, "Q10", "Q14")
    assert pass_gate(together)["broken"] == 0
    parent = protected_of(cube, "Q10")
    tables = freeze(
        together.system,
        by_office("Q10", "Q14"),
        _hidden_like(together, parent),
        ORIGIN,
    )
    found = attack(Knowledge([tables]), targets_of(parent))
    assert found.broken


def _hidden_like(together, parent):
    """Of the parent's table what it hides alone, of the follow-up its small answers only."""
    hidden = np.zeros(len(together.system.cells), dtype=bool)
    for number in np.flatnonzero(parent.protection.hidden & parent.system.is_printed):
        cell = parent.system.cells[number]
        if not (cell.office == "B10" and cell.category == "yes"):
            hidden[together.system.index[cell]] = True
    for number in together.primary.rules:
        hidden[number] |= together.system.cells[number].question == "Q14"
    return hidden


def test_r2_others_are_not_everybody_less_girls_and_boys():
    """No table prints "known sex" here; the sum goes through it all the same."""
    instrument = small_instrument(question("Q3", ["F", "M"]), question("Q10", ["yes", "no"]))
    answers = [
        ("B10", "M", {"Q3": sex, "Q10": code}, students)
        for sex, code, students in (
            ("F", "yes", 40),
            ("M", "yes", 50),
            ("na", "yes", 4),
            ("F", "no", 400),
            ("M", "no", 500),
            ("na", "no", 60),
        )
    ]
    by_sex = PublicationSet((TableSpec("Q10", "Q10", False, False, False, True),))
    protected = protect_publication(count_answers(instrument, answers), by_sex, ORIGIN)
    assert pass_gate(protected)["broken"] == 0
    hidden = np.zeros(len(protected.system.cells), dtype=bool)
    hidden[list(protected.primary.rules)] = True
    release = freeze(protected.system, by_sex, hidden, ORIGIN)
    found = attack(Knowledge([release]), targets_of(protected))
    assert (4, 4) in {(low, high) for _, low, high in found.broken}


@FEW
@given(numbers=NUMBERS)
def test_r3_printed_cells_are_the_truth_and_their_sums_exact(numbers):
    protected = protected_of(two_by_two(numbers))
    truth = np.array([numbers])
    for cell, entry in protected.release.printed():
        if not isinstance(entry, str):
            assert entry == read_off(truth, cell)[0]
    Knowledge([protected.release])


def test_r3_a_count_changed_on_the_way_is_refused():
    protected = protected_of(two_by_two((400, 300, 200, 500)))
    table = protected.release.tables[0]
    first = (table.cells[0][0] + 1, *table.cells[0][1:])
    changed = replace(table, cells=(first, *table.cells[1:]))
    mutant = replace(protected, release=replace(protected.release, tables=(changed,)))
    with pytest.raises(GateRefused):
        pass_gate(mutant)
    with pytest.raises(Contradiction):
        attack(Knowledge([mutant.release]), ())


def test_r4_marks_do_not_tell_which_rule_hid_a_cell():
    protected = protected_of(two_by_two((4, 300, 200, 500)))
    entries = {entry for _, entry in protected.release.printed() if isinstance(entry, str)}
    assert entries == {CONFIDENTIAL}
    assert {row["rule"] for row in preview_of(protected)} == {
        Rule.SMALL,
        Rule.REST_SMALL,
        Rule.COMPLEMENTARY,
    }
    assert b"P2" not in protected.release.to_bytes()


def test_r5_a_second_cut_off_is_refused():
    first = protected_of(two_by_two((400, 300, 200, 500)))
    published = Published(first.release, by_office("Q10"))
    later = replace(ORIGIN, microdata="another file")
    with pytest.raises(SecondCutOff):
        protect_publication(two_by_two((401, 300, 200, 500)), by_office("Q10"), later, [published])


def test_r6_percentages_recompute_from_printed_counts_alone():
    table = protected_of(two_by_two((400, 300, 20, 29))).release.table("Q10")
    for row, line in enumerate(table.cells):
        for column, entry in enumerate(line):
            share = table.percentage(row, column, 50)
            if isinstance(entry, str) or isinstance(line[0], str) or line[0] < 50:
                assert share is None
            else:
                assert float(share) == pytest.approx(100 * entry / line[0], abs=0.0501)
                assert -share.as_tuple().exponent == 1


@pytest.mark.parametrize(
    "numbers", [(0, 0, 0, 0), (1, 0, 0, 0), (0, 700, 0, 0), (9, 0, 0, 0), (500, 0, 0, 0)]
)
def test_r7_nobody_one_person_and_one_answer_of_everybody_make_a_correct_release(numbers):
    protected = protected_of(two_by_two(numbers))
    assert pass_gate(protected)["broken"] == 0
    shown = {cell: entry for cell, entry in protected.release.printed()}
    one_answer = sum(1 for number in numbers if number) == 1
    office = Cell("B10", "M", "*", "Q10", "yes" if numbers[0] else "no")
    assert (shown[office] == CONFIDENTIAL) == one_answer


def test_r7_one_office_is_a_nation_of_its_own():
    cube = count_answers(
        small_instrument(),
        [("B10", "M", {"Q10": "yes"}, 3), ("B10", "M", {"Q10": "no"}, 500)],
    )
    protected = protected_of(cube)
    assert pass_gate(protected)["broken"] == 0
    shown = {cell: entry for cell, entry in protected.release.printed()}
    assert shown[Cell(NATION, "M", "*", "Q10", "yes")] == CONFIDENTIAL


@FEW
@given(numbers=NUMBERS, first=st.booleans())
def test_t77_two_tables_of_a_round_are_as_safe_as_one(numbers, first):
    """Whichever was published first stays fixed; the second is gated with it or refused."""
    a, b, c, d = numbers
    instrument = small_instrument(question("Q10", ["yes", "no"]), FOLLOW_UP)
    answers = [
        ("B10", "M", {"Q10": "yes", "Q14": "a"}, a),
        ("B10", "M", {"Q10": "yes", "Q14": "b"}, b),
        ("T10", "M", {"Q10": "yes", "Q14": "a"}, c),
        ("T10", "M", {"Q10": "no"}, d + 200),
        ("B10", "M", {"Q10": "no"}, 300),
    ]
    cube = count_answers(instrument, answers)
    one, other = ("Q10", "Q14") if first else ("Q14", "Q10")
    before = protected_of(cube, one)
    pass_gate(before)
    ledger = [Published(before.release, by_office(one))]
    try:
        after = protected_of(cube, other, ledger=ledger)
        pass_gate(after, ledger)
    except (GateRefused, CannotProtect):
        return
    found = attack(Knowledge([before.release, after.release]), targets_of(after))
    assert not found.broken
    kept = {c: e for c, e in before.release.printed()}
    again = {c: e for c, e in after.release.printed()}
    assert all(kept[cell] == again[cell] for cell in kept.keys() & again.keys())


@FEW
@given(few=st.integers(1, 9), many=st.integers(30, 400))
def test_t77_a_table_that_would_tell_a_difference_from_published_ones_is_refused(few, many):
    """Printed: who answered, and how many were affected. Asked for: who was not, a few."""
    instrument = small_instrument(question("Q10", ["yes", "no"]), FOLLOW_UP)
    answers = [
        ("B10", "M", {"Q10": "yes", "Q14": "a"}, many),
        ("B10", "M", {"Q10": "yes", "Q14": "b"}, many),
        ("B10", "M", {"Q10": "no"}, few),
        ("T10", "M", {"Q10": "yes", "Q14": "a"}, many),
        ("T10", "M", {"Q10": "yes", "Q14": "b"}, many),
        ("T10", "M", {"Q10": "no"}, 300),
    ]
    cube = count_answers(instrument, answers)
    first = replace(by_office("Q14"), tables=(*by_office("").tables, *by_office("Q14").tables))
    before = protect_publication(cube, first, ORIGIN)
    printed = {cell: entry for cell, entry in before.release.printed()}
    assert printed[Cell("B10", "M", "*", "", "*")] == 2 * many + few
    assert printed[Cell("B10", "M", "*", "Q10", "yes")] == 2 * many
    with pytest.raises((GateRefused, CannotProtect)):
        ledger = [Published(before.release, first)]
        pass_gate(protect_publication(cube, by_office("Q10"), ORIGIN, ledger), ledger)


def test_release_same_content_gives_the_same_bytes_and_reads_back():
    one, other = (protected_of(two_by_two((4, 300, 200, 500))).release for _ in range(2))
    assert one.to_bytes() == other.to_bytes()
    assert from_bytes(one.to_bytes()) == one
    assert one.table("Q10").columns[0] == EVERYBODY
