"""After a test that commits, the database is what a fresh copy of the template would be."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page

from tests.databases import connect
from tests.factories.lessons import make_lesson
from tests.putting_back import _read, put_back

pytestmark = pytest.mark.django_db(transaction=True)


def state():
    connection.close()
    with connect("default") as database:
        return _read(database)


@pytest.fixture
def fresh():
    put_back("default")
    return state()


def test_rows_made_changed_and_deleted_and_numbers_drawn_are_as_before(fresh):
    make_lesson()
    Page.objects.filter(depth=1).update(title="Changed")
    ContentType.objects.filter(app_label="taggit").delete()
    changed = state()
    assert changed.rows != fresh.rows and changed.sequences != fresh.sequences
    put_back("default")
    assert state() == fresh


def test_changed_table_is_as_before(fresh):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE quizzes_question ADD COLUMN more text")
    assert state().shape != fresh.shape
    put_back("default")
    assert state() == fresh
