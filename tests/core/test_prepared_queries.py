"""Queries compiled once answer as the ORM does."""

from contextlib import nullcontext
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import Func, TextField, Value
from django.test.utils import CaptureQueriesContext

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


def test_several_questions_in_one_statement_each_get_their_own_answer(
    db, by_key_and_grade, django_assert_num_queries
):
    first, second = ClassroomFactory(class_number=1), ClassroomFactory(class_number=2)
    by_key_and_grade.first(first.pk, first.grade)
    asked = [(second.pk, second.grade), (uuid4(), 1), (first.pk, first.grade)]
    with django_assert_num_queries(1):
        found = by_key_and_grade.first_of_each(asked)
    assert found == [by_key_and_grade.first(*each) for each in asked]
    assert found[1] is None and by_key_and_grade.first_of_each([]) == []


@pytest.mark.parametrize("is_logged", [False, True])
def test_percent_sign_of_a_constant_stays_what_it_is(db, is_logged):
    classroom = ClassroomFactory()
    query = PreparedQuery(
        lambda grade: (
            Classroom.objects.filter(grade=grade)
            .annotate(words=Value("100% or %s", output_field=TextField()))
            .values_list("words")
        ),
        99,
    )
    with CaptureQueriesContext(connection) if is_logged else nullcontext():
        assert query.all(classroom.grade) == [("100% or %s",)]
        assert query.first_of_each([(classroom.grade,)]) == [("100% or %s",)]


def cut_line() -> None:
    """What a restart of the database does to a connection that lies idle."""
    pid = connection.connection.info.backend_pid
    with psycopg.connect(connection.connection.info.dsn) as another:
        another.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.fixture
def kept_connection():
    """A connection that outlived its request, as the server keeps them; a new one afterwards."""
    connection.health_check_enabled, connection.health_check_done = True, False
    yield connection
    connection.health_check_enabled = False


@pytest.mark.django_db(transaction=True)
def test_question_on_a_line_that_was_cut_is_asked_again_on_a_new_one(
    kept_connection, by_key_and_grade
):
    classroom = ClassroomFactory()
    expected = (classroom.class_number, classroom.school.level)
    by_key_and_grade.first(classroom.pk, classroom.grade)
    kept_connection.health_check_done = False
    cut_line()
    assert by_key_and_grade.first(classroom.pk, classroom.grade) == expected
    assert kept_connection.is_usable()


@pytest.mark.django_db(transaction=True)
def test_line_cut_in_a_transaction_is_not_papered_over(kept_connection, by_key_and_grade):
    classroom = ClassroomFactory()
    by_key_and_grade.first(classroom.pk, classroom.grade)
    with pytest.raises(OperationalError), transaction.atomic():
        Classroom.objects.filter(pk=classroom.pk).update(class_number=7)
        kept_connection.health_check_done = True
        cut_line()
        by_key_and_grade.first(classroom.pk, classroom.grade)
    kept_connection.close()
    assert Classroom.objects.get(pk=classroom.pk).class_number == classroom.class_number


@pytest.mark.django_db(transaction=True)
def test_statement_that_the_database_cancelled_is_not_asked_twice(kept_connection):
    classroom = ClassroomFactory()
    slow = PreparedQuery(
        lambda key: (
            Classroom.objects.filter(pk=key)
            .annotate(slept=Func(Value(0.5), function="pg_sleep", output_field=TextField()))
            .values_list("slept")
        ),
        STAND_IN,
    )
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 20")
    kept_connection.health_check_done = False
    with CaptureQueriesContext(connection) as asked, pytest.raises(OperationalError):
        slow.first(classroom.pk)
    kept_connection.close()
    assert len(asked) == 1
