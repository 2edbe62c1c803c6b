"""Queries compiled once answer as the ORM does."""

from uuid import UUID, uuid4

import pytest

from core.prepared_queries import PreparedQuery
from helplines.models import HelpChannel
from schools.models import Classroom
from tests.factories.schools import ClassroomFactory

STAND_IN = UUID(int=1)


@pytest.fixture
def by_key_and_grade():
    return PreparedQuery(
        lambda key, grade: Classroom.objects.filter(pk=key, grade=grade).values_list(
            "class_number", "school__level"
        ),
        STAND_IN,
        99,
    )


def test_each_call_answers_for_its_own_values(db, by_key_and_grade, django_assert_num_queries):
    first, second = ClassroomFactory(class_number=1), ClassroomFactory(class_number=2)
    with django_assert_num_queries(2):
        for one in (first, second):
            expected = (one.class_number, one.school.level)
            assert by_key_and_grade.first(one.pk, one.grade) == expected


def test_values_that_fit_no_row_find_nothing(db, by_key_and_grade):
    classroom = ClassroomFactory()
    assert by_key_and_grade.first(uuid4(), classroom.grade) is None
    assert by_key_and_grade.first(classroom.pk, classroom.grade + 1) is None


def test_value_is_never_read_as_sql(db):
    query = PreparedQuery(
        lambda key: HelpChannel.objects.filter(key=key).values_list("key"), "stand-in"
    )
    assert query.first("' OR true --") is None


def test_condition_that_the_query_drops_is_noticed(db):
    query = PreparedQuery(lambda key: Classroom.objects.values_list("grade"), STAND_IN)
    with pytest.raises(AssertionError):
        query.first(STAND_IN)
