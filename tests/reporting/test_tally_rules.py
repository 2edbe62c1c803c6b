"""The sums of the office tally, and the Ministry's ten waves of 2024."""

import csv
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.tally_reference import ReferenceRefused, read_key, read_waves
from reporting.tally_rules import (
    KEYS,
    LEVELS,
    PERSONS,
    ROWS,
    Fault,
    Key,
    Surroundings,
    find_problems,
    fridays_of,
    last_friday,
    last_known,
)
from reporting.tally_weeks import WeekOfOffice, sum_weeks
from tests.house.project import ROOT

# The facts the file was made from; they are no part of the project.
PUBLISHED = ROOT.parent / "shared/facts/published_tables.csv"
MEASURES = {
    "reports": "reports",
    "police_referrals": "police_referrals",
    "deletion_links": "deletion_support",
    "victims_total": "victims",
    "victims": "victims",
}
PARTS = {
    **{"elementary": "E", "middle": "M", "high": "H", "all": ""},
    **{"student": "student", "teacher": "teacher", "staff_other": "staff", "": ""},
}


def published_rows() -> list[dict]:
    if not PUBLISHED.is_file():
        return []
    with PUBLISHED.open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["table_id"].startswith("MOE-W")]


def key_of(row: dict) -> Key:
    return Key(MEASURES[row["measure"]], PARTS[row["dimension"]], PARTS[row["level"]])


def before(as_of: date) -> Surroundings:
    return Surroundings(last_known(w.figures for w in read_waves() if w.as_of < as_of), {})


@st.composite
def weeks(draw):
    """Running totals that add up."""
    small = st.integers(0, 40)
    found = {}
    for row in ROWS:
        if row.measure != "victims":
            found |= {row._replace(level=level): draw(small) for level in LEVELS}
    for level in LEVELS:
        parts = {Key("victims", person, level): draw(small) for person in PERSONS}
        found |= parts | {Key("victims", "", level): sum(parts.values())}
    for row in ROWS:
        found[row] = sum(found[row._replace(level=level)] for level in LEVELS)
    return found


@given(weeks())
def test_numbers_that_add_up_have_no_problem(figures):
    assert find_problems(figures) == []


@given(weeks(), st.sampled_from(KEYS), st.integers(1, 9))
def test_one_wrong_number_is_always_found(figures, key, much):
    """Every number stands in at least one sum."""
    assert find_problems({**figures, key: figures[key] + much})


@given(weeks(), weeks())
def test_a_number_that_falls_is_found_unless_it_is_stated(earlier, later):
    fallen = {key for key in KEYS if later[key] < earlier[key]}
    found = find_problems(later, Surroundings(earlier, {}))
    assert {p.key for p in found if p.fault == Fault.FELL} == fallen
    assert find_problems(later, Surroundings(earlier, {}, is_fall_stated=True)) == []
    over = find_problems(earlier, Surroundings({}, later))
    assert {p.key for p in over if p.fault == Fault.ABOVE_NEXT} == fallen


@given(weeks(), weeks(), st.sampled_from(ROWS), st.integers(-3, 3), st.booleans())
def test_new_must_be_the_difference(earlier, later, row, off, is_stated):
    growth = later[row] - earlier[row]
    new = {row: max(0, growth) + off}
    found = find_problems(later, Surroundings(earlier, {}, is_stated), new)
    differing = [p.key for p in found if p.fault == Fault.NEW_DIFFERS]
    assert differing == ([row] if off and (growth >= 0 or is_stated) else [])


def test_part_that_is_left_out_is_named():
    figures = {Key("reports"): 5, Key("reports", level="E"): 5, Key("reports", level="M"): 0}
    assert find_problems(figures)[0][:2] == (Fault.PART_MISSING, Key("reports", level="H"))


@pytest.mark.parametrize(
    ("day", "friday"), [((2026, 11, 23), (2026, 11, 20)), ((2026, 11, 20), (2026, 11, 20))]
)
def test_last_friday_may_be_today(day, friday):
    assert last_friday(date(*day)) == date(*friday)


def test_fridays_stay_in_their_year():
    fridays = fridays_of(2026, date(2026, 1, 12))
    assert fridays == [date(2026, 1, 9), date(2026, 1, 2)]


def test_our_file_holds_the_ten_waves_as_they_were_published():
    waves = {wave.as_of: wave for wave in read_waves()}
    assert len(waves) == 10
    wanted = defaultdict(dict)
    for row in published_rows():
        wanted[date.fromisoformat(row["as_of"])][key_of(row)] = int(row["value"])
        wave = waves[date.fromisoformat(row["as_of"])]
        assert wave.url == row["source_url"]
        assert wave.published_on.isoformat() == row["source_date"]
        assert (key_of(row) in wave.derived) == (row["basis"] == "derived")
    assert not wanted or {day: dict(wave.figures) for day, wave in waves.items()} == wanted


def test_published_waves_pass_the_checks_of_every_entry():
    for wave in read_waves():
        assert find_problems(wave.figures, before(wave.as_of)) == [], wave.as_of


def test_known_misprints_are_the_three_of_the_published_tables():
    ours = {(w.as_of, key): m.printed for w in read_waves() for key, m in w.misprints.items()}
    printed = {
        (date.fromisoformat(row["as_of"]), key_of(row)): int(row["misprint_value"])
        for row in published_rows()
        if row["misprint_value"]
    }
    assert len(ours) == 3
    assert not printed or ours == printed


def test_each_misprint_is_caught_when_it_is_entered_as_printed():
    caught = []
    for wave in read_waves():
        for key, misprint in wave.misprints.items():
            as_printed = {**wave.figures, key: misprint.printed}
            caught += [p[:2] for p in find_problems(as_printed, before(wave.as_of))]
    assert caught == [
        (Fault.LEVELS_DIFFER, Key("police_referrals")),
        (Fault.FELL, Key("deletion_support")),
        (Fault.LEVELS_DIFFER, Key("reports")),
    ]


@pytest.mark.parametrize("text", ["", "waves: 1", "waves: [{as_of: 2024-01-05}]", "waves: ["])
def test_file_of_another_form_is_refused(tmp_path, text):
    path = tmp_path / "tally.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceRefused):
        read_waves(path)


def test_number_of_no_meaning_is_refused():
    with pytest.raises(ValueError, match=r"reports\.X"):
        read_key("reports.X")


DAYS = [date(2026, 11, 6), date(2026, 11, 13), date(2026, 11, 20)]


def of(office: str, week: int, reports: int, **more) -> WeekOfOffice:
    figures = {**dict.fromkeys(KEYS, 0), Key("reports"): reports}
    return WeekOfOffice(office, DAYS[week], figures, **more)


def reports_of(found) -> list[tuple]:
    key = Key("reports")
    return [(w.total[key].value, w.total[key].marks, w.new[key].value) for w in found]


def test_sum_of_all_offices_and_what_was_new():
    found = sum_weeks([of("A", 0, 3), of("B", 0, 4), of("A", 1, 5), of("B", 1, 4)], ["A", "B"])
    assert reports_of(found) == [(7, (), None), (9, (), 2)]


def test_late_office_stands_in_with_its_last_numbers_as_provisional():
    found = sum_weeks([of("A", 0, 3), of("B", 0, 4), of("A", 1, 5)], ["A", "B"])
    assert found[1].missing == ("B",)
    assert reports_of(found)[1] == (9, ("p",), 2)


def test_office_that_joins_breaks_what_was_new():
    found = sum_weeks([of("A", 0, 3), of("A", 1, 5), of("B", 1, 40)], ["A", "B"])
    assert found[1].new[Key("reports")].marks == ("p", "b")


def test_office_that_ended_stays_in_the_sum_and_is_not_missing():
    found = sum_weeks([of("A", 0, 3), of("B", 0, 4), of("A", 1, 5)], ["A"])
    assert found[1].missing == ()
    assert reports_of(found) == [(7, (), None), (9, (), 2)]


def test_revised_number_is_marked_and_so_is_the_week_after():
    revised = frozenset({Key("reports")})
    weeks = [of("A", 0, 3), of("A", 1, 4, revision=2, revised=revised), of("A", 2, 6)]
    found = sum_weeks(weeks, ["A"])
    marks = [(w.total[Key("reports")].marks, w.new[Key("reports")].marks) for w in found]
    assert marks == [((), ("x",)), (("r",), ("r",)), ((), ("r",))]
    assert found[1].total[Key("victims")].marks == ()


def test_number_not_published_is_not_available_and_neither_is_its_difference():
    whole = of("A", 0, 3)
    partly = WeekOfOffice("A", DAYS[1], {Key("reports"): 5})
    found = sum_weeks([whole, partly, of("A", 2, 6)], ["A"])
    assert [w.total[Key("victims")].status for w in found] == ["", "[x]", ""]
    assert found[2].new[Key("victims")].status == "[x]"
