"""Indexing in bulk: as complete as task by task, and no task is left behind."""

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.models import ReferenceIndex
from wagtail.search.models import IndexEntry

from core.indexing import indexed_once
from lessons.models import LessonPage
from tests.factories.lessons import make_lesson
from tests.factories.quizzes import make_quiz, three_questions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tasks_wait_in_the_database(settings):
    waiting = {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": settings.TASK_QUEUES}
    settings.TASKS = {"default": waiting}


def indexed_lessons() -> int:
    return IndexEntry.objects.filter(content_type__model=LessonPage._meta.model_name).count()


def test_what_is_saved_inside_is_indexed_at_the_end_without_a_task():
    with indexed_once():
        make_lesson()
        make_quiz(three_questions())
        assert not indexed_lessons()
    assert indexed_lessons() == 1
    assert ReferenceIndex.objects.filter(base_content_type__model="quiz").exists()
    assert not DBTaskResult.objects.exists()


def test_afterwards_each_save_leaves_its_tasks_again():
    with indexed_once():
        pass
    three_questions()
    assert DBTaskResult.objects.exists()


def test_where_nothing_is_saved_nothing_is_indexed(django_assert_num_queries):
    with indexed_once():
        make_lesson()
    with django_assert_num_queries(1), indexed_once():
        pass


def test_load_that_was_cut_off_before_its_index_gets_it_with_the_next():
    make_lesson()
    assert not indexed_lessons()
    with indexed_once():
        pass
    assert indexed_lessons() == 1
