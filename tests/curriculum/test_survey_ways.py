"""The ministry's pages on which classes draw codes: seen by whom, changed by whom, until when."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from core.models import AuditEntry
from curriculum.actions import RouteFixed, fix_ways_of_school
from curriculum.models import SurveyRoute
from curriculum.survey_numbers import students_drawing
from reporting.models import Round
from tests.factories.reporting import RoundFactory
from tests.factories.schools import ClassroomFactory, staff_as
from tests.fixtures_schools import TOTP_SECRET, client_past_second_factor

pytestmark = pytest.mark.django_db
KEY = "2027-1"


def second_factor_of(user):
    TOTP.activate(user, TOTP_SECRET)
    return user


@pytest.fixture
def draft() -> Round:
    return RoundFactory(key=KEY, state=Round.State.DRAFT)


@pytest.fixture
def analyst():
    return second_factor_of(staff_as("analyst"))


@pytest.fixture
def page_of(analyst):
    """Opens one of the pages as the analyst; returns its text."""
    client = client_past_second_factor(analyst)

    def open_page(name: str, data: dict | None = None, **values) -> str:
        address = reverse(f"curriculum:{name}", kwargs={"key": KEY, **values})
        response = client.get(address) if data is None else client.post(address, data, follow=True)
        assert response.status_code == 200
        return response.content.decode()

    return open_page


def drawing() -> set:
    return set(SurveyRoute.objects.filter(way="code").values_list("classroom", flat=True))


def test_analyst_finds_a_school_and_lets_one_class_draw_codes(draft, classroom, page_of, analyst):
    other = ClassroomFactory(school=classroom.school, class_number=9)
    school = classroom.school
    assert "모든 학급이 참여권을 받습니다" in page_of("survey-ways")
    text = page_of("survey-ways-school", {"draws": [str(classroom.pk)]}, neis_code=school.neis_code)
    assert "적어 두었습니다" in text and text.count("checked") == 1
    assert drawing() == {classroom.pk} and other.pk not in drawing()
    line = AuditEntry.objects.get(action="curriculum.fix_survey_routes")
    assert (line.place, line.by, line.target) == (
        school.neis_code,
        analyst,
        f"{KEY}: code, 1 classes",
    )
    assert school.neis_code in page_of("survey-ways")
    students = classroom.students.count()
    assert students_drawing(KEY) == {f"{school.office.code}-M": students}


def test_class_that_is_unticked_takes_tickets_again(draft, classroom, analyst):
    given = {"round_key": KEY, "school": classroom.school, "by": analyst}
    fix_ways_of_school(drawing=[str(classroom.pk)], **given)
    fix_ways_of_school(drawing=[str(classroom.pk)], **given)
    assert AuditEntry.objects.filter(action="curriculum.fix_survey_routes").count() == 1
    fix_ways_of_school(drawing=[], **given)
    assert drawing() == set() and students_drawing(KEY) == {}


def test_class_of_another_school_in_the_form_changes_nothing(draft, classroom, analyst):
    stranger = ClassroomFactory()
    drawn = [str(stranger.pk), "no key"]
    fix_ways_of_school(round_key=KEY, school=classroom.school, drawing=drawn, by=analyst)
    assert drawing() == set()


@pytest.mark.parametrize("state", ["reviewed", "open", "closed"])
def test_ways_are_fixed_with_the_review(classroom, page_of, analyst, state):
    RoundFactory(key=KEY, state=state)
    text = page_of("survey-ways-school", neis_code=classroom.school.neis_code)
    assert "참여 방법이 정해졌습니다" in text and "checkbox" not in text
    text = page_of("survey-ways-school", {"draws": []}, neis_code=classroom.school.neis_code)
    assert "더는 바꿀 수 없습니다" in text
    with pytest.raises(RouteFixed):
        fix_ways_of_school(round_key=KEY, school=classroom.school, drawing=[], by=analyst)


def test_approver_sees_the_ways_and_cannot_change_them(draft, classroom):
    client = client_past_second_factor(second_factor_of(staff_as("release_approver")))
    values = {"key": KEY, "neis_code": classroom.school.neis_code}
    address = reverse("curriculum:survey-ways-school", kwargs=values)
    assert "checkbox" not in client.get(address).content.decode()
    assert client.post(address, {"draws": [str(classroom.pk)]}).status_code == 404
    assert drawing() == set()


def test_list_of_schools_asks_the_same_of_the_database_for_many(
    draft, classroom, page_of, analyst, django_assert_max_num_queries
):
    for place in [classroom, *ClassroomFactory.create_batch(5)]:
        drawn = [str(place.pk)]
        fix_ways_of_school(round_key=KEY, school=place.school, drawing=drawn, by=analyst)
    with django_assert_max_num_queries(16):
        page_of("survey-ways")
