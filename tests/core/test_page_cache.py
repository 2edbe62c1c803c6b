"""Public pages kept whole for nobody in particular; never anything of somebody signed in."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.lessons import make_lesson
from tests.statements import data_statements

pytestmark = pytest.mark.django_db


def test_second_reader_costs_no_statement_and_gets_the_same(client):
    address = make_lesson().url
    first = client.get(address)
    with data_statements(at_most=0):
        second = Client().get(address)
    assert (first.content, dict(first.items())) == (second.content, dict(second.items()))


def test_publication_is_seen_at_once(client, django_capture_on_commit_callbacks):
    lesson = make_lesson()
    client.get(lesson.url)
    lesson.title = "새 제목"
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert "새 제목" in client.get(lesson.url).text


def test_lesson_taken_back_is_gone_at_once(client, django_capture_on_commit_callbacks):
    lesson = make_lesson()
    client.get(lesson.url)
    with django_capture_on_commit_callbacks(execute=True):
        lesson.unpublish()
    assert client.get(lesson.url).status_code == 404


def test_t36_page_of_somebody_signed_in_is_neither_kept_nor_given_away(
    client, student_client, teacher_client
):
    address = make_lesson().url
    mine = [browser.get(address).text for browser in (student_client, teacher_client)]
    nobody = client.get(address).text
    assert nobody not in mine
    assert "김하늘" in mine[1]
    assert "김하늘" not in nobody
    assert "sign-out" in student_client.get(address).text
    assert "sign-out" not in nobody


@pytest.mark.parametrize("query", ["?x=1", "?step=1&x=2", "?step=99999", "?step="])
def test_made_up_query_fills_no_memory(client, query):
    address = make_lesson().url
    client.get(address + query)
    assert not any(query in key for key in cache._cache)
