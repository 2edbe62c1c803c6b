"""What the editor shows while somebody is writing: checks, minutes, the file, autosave."""

import pytest
from django.urls import reverse

from lessons.files import lesson_of
from lessons.writing import lesson_text
from tests.factories.schools import UserFactory, staff_as
from tests.lessons.editing import browser_of, form_data, korean, small_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    small_lesson("ko")
    small_lesson("en")
    return korean()


@pytest.fixture
def client(lesson):
    return browser_of(staff_as("editor"))


def test_checks_of_a_complete_draft_say_that_nothing_is_missing(lesson, client):
    content = client.get(reverse("lessons_admin:checks", args=[lesson.pk])).content.decode()

    assert "40분 가운데 12분" in content and "빠진 것이 없습니다" in content


def test_checks_follow_the_saved_draft_with_a_link_to_each_place(lesson, client):
    draft = lesson.get_latest_revision_as_object()
    draft.minutes, draft.is_sensitive = 13, True
    draft.save_revision()

    content = client.get(reverse("lessons_admin:checks", args=[lesson.pk])).content.decode()

    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert f'href="{edit}#:w:contentpath=minutes"' in content
    assert f'href="{edit}#:w:contentpath=content_note"' in content


def test_checks_tell_the_author_that_a_second_person_has_to_publish(lesson):
    author = staff_as("reviewer")
    draft = lesson.get_latest_revision_as_object()
    draft.is_sensitive, draft.content_note = True, "안내"
    draft.save_revision(user=author)

    address = reverse("lessons_admin:checks", args=[lesson.pk])

    assert "쓰지 않은 사람이" in browser_of(author).get(address).content.decode()
    assert "쓰지 않은 사람이" not in browser_of(staff_as("reviewer")).get(address).content.decode()


def test_file_of_the_draft_is_what_the_command_writes(lesson, client):
    response = client.get(reverse("lessons_admin:file", args=[lesson.pk]))

    assert response.content.decode() == lesson_text(lesson_of(lesson))
    assert 'filename="E1.ko.yaml"' in response["Content-Disposition"]


@pytest.mark.parametrize("name", ["checks", "file"])
def test_parts_of_the_editor_are_refused_to_others(lesson, name):
    address = reverse(f"lessons_admin:{name}", args=[lesson.pk])

    assert browser_of(UserFactory()).get(address).status_code in (302, 404)
    assert b"contentpath" not in browser_of(staff_as("analyst")).get(address).content


def test_editing_page_carries_minutes_checks_and_the_way_to_the_file(lesson, client):
    page = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()

    assert "data-lesson-minutes" in page and "js/lesson-editor" in page
    assert f'data-page="{lesson.pk}"' in page
    assert reverse("lessons_admin:file", args=[lesson.pk]) in page
    assert "w-autosave" in page


def test_autosave_keeps_a_draft_with_empty_places_and_publishes_nothing(lesson, client):
    data = form_data(lesson, title="쓰다 만 제목", minutes="99")

    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]),
        data,
        headers={"Accept": "application/json"},
    )

    assert response.json()["success"]
    assert korean().title != "쓰다 만 제목"
    assert korean().get_latest_revision_as_object().title == "쓰다 만 제목"
