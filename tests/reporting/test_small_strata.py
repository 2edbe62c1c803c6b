"""Strata of fewer than three schools are merged before the round, by the register of that day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from curriculum.survey_numbers import schools_by_stratum, students_by_stratum
from reporting import from_above
from reporting.actions import ask_step, confirm_step, prepare_round
from reporting.actions.release_states import declare_publication
from reporting.actions.releasing import declared_set, structure_of_round
from reporting.actions.rounds import approve_instrument
from reporting.disclosure.publication import PublicationSet, TableSpec
from reporting.models import PublicationPlan
from schools.school_year import school_year_of
from tests.factories.reporting import instrument, key_pair, questionnaire, stratum_input
from tests.factories.schools import (
    ClassroomFactory,
    OfficeFactory,
    SchoolFactory,
    StudentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

STRATA = [
    stratum_input(),
    stratum_input(level="H"),
    stratum_input("T10"),
    stratum_input("T10", "H"),
]
SCHOOLS = {"B10-M": 390, "B10-H": 318, "T10-M": 45, "T10-H": 2}


@pytest.fixture
def register(monkeypatch):
    monkeypatch.setitem(from_above._sources, "students", lambda: STRATA)
    monkeypatch.setitem(from_above._sources, "schools", lambda: SCHOOLS)


@pytest.fixture
def draft(register):
    return prepare_round(
        **{"key": "2027-1", "title_ko": "조사", "title_en": "Survey"},
        instrument=approve_instrument(questionnaire()),
        opens_at=timezone.now() - timedelta(minutes=1),
        closes_at=timezone.now() + timedelta(days=9),
        sealing_public_key=key_pair()[1],
        by=UserFactory(),
    )


def opened(round):
    first, second = UserFactory(), UserFactory()
    for step in ("review", "open"):
        request = ask_step(round=round, step=step, reason="계획대로", by=first)
        confirm_step(request=request, survey_url="http://127.0.0.1:8001", by=second)
    round.refresh_from_db()
    return round


def test_stratum_of_two_schools_joins_the_next_smallest_when_the_round_opens(draft):
    structure = structure_of_round(opened(draft))
    assert structure.offices["M"] == ("B10", "T10")
    assert structure.offices["H"] == ("B10+T10",)
    assert structure.offices["MH"] == ("B10+T10",)


def test_register_of_a_later_day_changes_nothing(draft, monkeypatch):
    round = opened(draft)
    monkeypatch.setitem(from_above._sources, "schools", lambda: dict.fromkeys(SCHOOLS, 400))
    assert structure_of_round(round).offices["H"] == ("B10+T10",)


def test_default_set_is_what_was_declared(draft):
    assert declared_set(opened(draft)) == PublicationSet.from_data(
        PublicationPlan.objects.get().publication
    )
    assert len(declared_set(draft).tables) > len(instrument().questions) / 2


def test_what_was_declared_before_stays(draft):
    declared = PublicationSet((TableSpec("Q4", "Q4", True, False, False, False),))
    declare_publication(round=draft, publication=declared, schools={"T10-M": 1}, by=None)
    round = opened(draft)
    assert declared_set(round) == declared
    assert structure_of_round(round).offices["M"] == ("B10+T10",)


def test_register_counts_schools_with_a_class_that_is_asked():
    year = school_year_of(timezone.localdate())
    office = OfficeFactory(code="T10")
    for number in (1, 2):
        school = SchoolFactory(office=office, level="E", neis_code=f"930000{number}")
        for grade in (4, 5, 6)[:number]:
            classroom = ClassroomFactory(school=school, grade=grade, school_year=year)
            StudentFactory(classroom=classroom, number=1)
    assert schools_by_stratum() == {"T10-E": 1}
    assert {(s.office_code, s.level, s.enrolled) for s in students_by_stratum()} == {
        ("T10", "E", 1)
    }
