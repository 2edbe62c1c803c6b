"""What a round publishes: the default set, merged strata, thresholds, the estimate."""

import pytest

from reporting.disclosure.estimate import estimate, propose_coarser
from reporting.disclosure.layout import rows_of
from reporting.disclosure.publication import (
    PublicationSet,
    TableSpec,
    ThresholdLowered,
    default_set,
    join_partitions,
    merge_small,
    structure_of,
)
from reporting.frozen_tables import NATION, Place
from tests.factories.reporting import instrument
from tests.reporting.small_rounds import small_instrument, two_by_two

OFFICES = ("B10", "C10", "T10")
STRATA = [(office, level) for office in OFFICES for level in "EMH"]


def spec_of(question):
    return {spec.question: spec for spec in default_set(instrument()).tables}[question]


def test_default_set_crosses_offices_with_sex_only_where_nobody_tells_of_themselves():
    assert spec_of("Q4").office_sex and spec_of("Q4").by_grade
    assert spec_of("Q10").by_office and not spec_of("Q10").office_sex
    assert spec_of("Q14").by_office and not spec_of("Q14").by_grade


@pytest.mark.parametrize("question", ["Q13", "Q16"])
def test_default_set_perpetration_and_relation_are_national_with_thirty(question):
    spec = spec_of(question)
    assert not spec.by_office and not spec.by_grade and spec.least == 30
    places = rows_of(spec, structure_of(instrument(), STRATA))
    assert {place.office for place in places} == {NATION}


def test_default_set_other_sex_stands_at_levels_of_the_nation_only():
    structure = structure_of(instrument(), STRATA)
    for spec in default_set(instrument()).tables:
        others = [place for place in rows_of(spec, structure) if place.sex == "O"]
        assert others
        assert all(place.office == NATION and place.level.isalpha() for place in others)


def test_publication_set_is_the_same_after_it_was_kept_as_data():
    kept = default_set(instrument())
    assert PublicationSet.from_data(kept.to_data()) == kept


def test_thresholds_are_raised_and_never_lowered():
    with pytest.raises(ThresholdLowered):
        TableSpec("Q4", "Q4", True, True, True, True, least=9)
    with pytest.raises(ThresholdLowered):
        PublicationSet((), least_base=49)
    raised = default_set(instrument()).with_least(20)
    assert {spec.least for spec in raised.tables} == {20, 30}


def test_merge_small_joins_a_stratum_of_two_schools_to_the_next_smallest():
    schools = {("B10", "M"): 390, ("C10", "M"): 40, ("T10", "M"): 2}
    assert merge_small(list(OFFICES), "M", schools) == ("B10", "C10+T10")
    assert merge_small(list(OFFICES), "M", {}) == OFFICES


def test_merged_offices_stay_together_where_levels_are_added_up():
    structure = structure_of(instrument(), STRATA, {("T10", "H"): 1, ("C10", "H"): 3})
    assert structure.offices["H"] == ("B10", "C10+T10")
    assert structure.offices["M"] == OFFICES
    assert structure.offices["EMH"] == ("B10", "C10+T10")
    assert join_partitions([("A", "B+C"), ("A+B", "C")]) == ("A+B+C",)


def test_estimate_tells_that_a_rare_answer_by_office_is_too_fine():
    cube = two_by_two((4, 6, 5, 7))
    structure = structure_of(small_instrument(), [("B10", "M"), ("T10", "M")])
    spec = TableSpec("Q10", "Q10", True, False, False, False)
    found = estimate(structure, spec, cube.values)
    assert found.primary > 0 and found.is_too_fine
    coarser = propose_coarser(structure, spec, cube.values)
    assert not coarser.by_office
    assert Place("B10", "M", "*") not in rows_of(coarser, structure)


def test_estimate_lets_a_table_of_large_counts_pass():
    cube = two_by_two((400, 300, 600, 200))
    structure = structure_of(small_instrument(), [("B10", "M"), ("T10", "M")])
    spec = TableSpec("Q10", "Q10", True, False, False, False)
    found = estimate(structure, spec, cube.values)
    assert (found.primary, found.hidden, found.is_too_fine) == (0, 0, False)
    assert propose_coarser(structure, spec, cube.values) == spec
