"""A lesson that touches on harm goes live only through somebody who wrote none of it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowState

from core.pages import PublicationRefused
from lessons.models import LessonPage
from lessons.site_tree import WORKFLOW_NAME
from tests.factories.schools import staff_as
from tests.lessons.editing import browser_of, form_data, korean, small_lesson

pytestmark = pytest.mark.django_db

REASON = "쓰지 않은 사람이 공개해야"
NEW = "고친 제목"


@pytest.fixture
def lesson():
    for language in ("ko", "en"):
        small_lesson(language, is_sensitive=True, content_note=f"note {language}")
    return korean()


@pytest.fixture
def author(lesson):
    return staff_as("reviewer")


@pytest.fixture
def colleague(lesson):
    return staff_as("reviewer")


def written_by(user, title=NEW, **fields):
    """A revision with a new title, saved by a person."""
    draft = korean().get_latest_revision_as_object()
    draft.title = title
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision(user=user)


def edit_address(lesson):
    return reverse("wagtailadmin_pages:edit", args=[lesson.pk])


def test_author_cannot_publish_directly(lesson, author):
    with pytest.raises(PublicationRefused, match=REASON):
        written_by(author).publish(user=author)

    assert korean().title != NEW


def test_colleague_who_wrote_nothing_can(lesson, author, colleague):
    written_by(author).publish(user=colleague)

    assert korean().title == NEW


def test_author_of_an_earlier_draft_cannot_publish_a_colleagues_later_one(
    lesson, author, colleague
):
    written_by(author)
    revision = written_by(colleague, title="또 고친 제목")

    for user in (author, colleague):
        with pytest.raises(PublicationRefused, match=REASON):
            revision.publish(user=user)


def test_author_of_what_is_already_live_can_publish_a_colleagues_draft(lesson, author, colleague):
    written_by(author, title="먼저").publish(user=colleague)

    written_by(colleague).publish(user=author)

    assert korean().title == NEW


def test_older_revision_of_ones_own_cannot_be_put_back_by_oneself(lesson, author, colleague):
    older = written_by(author, title="먼저")
    written_by(colleague).publish(user=staff_as("reviewer"))

    with pytest.raises(PublicationRefused, match=REASON):
        older.publish(user=author)


def test_taking_the_mark_away_needs_a_second_person_too(lesson, author):
    with pytest.raises(PublicationRefused, match=REASON):
        written_by(author, is_sensitive=False).publish(user=author)

    assert korean().is_sensitive


def test_lesson_that_does_not_touch_on_harm_is_published_by_its_author(author):
    LessonPage.objects.update(is_sensitive=False)

    written_by(author, is_sensitive=False).publish(user=author)

    assert korean().title == NEW


def test_publishing_many_at_once_is_refused_to_the_author(lesson, author):
    written_by(author)

    browser_of(author).post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={lesson.pk}"
    )

    assert korean().title != NEW


def test_button_on_a_page_opened_before_writing_saves_and_says_why(lesson, author):
    client = browser_of(author)
    data = form_data(
        lesson, title=NEW, is_sensitive="on", content_note="안내", **{"action-publish": "1"}
    )

    for _attempt in ("first words", "again, now an author"):
        response = client.post(edit_address(lesson), data)
        assert response.url == edit_address(lesson)
        assert REASON in client.get(response.url).content.decode()

    assert korean().title != NEW
    assert korean().get_latest_revision_as_object().title == NEW


def test_author_is_shown_review_and_no_button_to_publish(lesson, author):
    before = browser_of(author).get(edit_address(lesson)).content.decode()
    written_by(author)
    after = browser_of(author).get(edit_address(lesson)).content.decode()

    assert 'name="action-publish"' in before and 'name="action-publish"' not in after
    assert 'name="action-submit"' in after


def test_scheduling_by_the_author_is_refused(lesson, author):
    revision = written_by(author, go_live_at=timezone.now() + timedelta(days=1))

    with pytest.raises(PublicationRefused, match=REASON):
        revision.publish(user=author)


def test_scheduling_in_the_editor_by_the_author_is_refused_although_nothing_goes_live(
    lesson, author
):
    day = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    data = form_data(
        lesson, go_live_at=day, is_sensitive="on", content_note="안내", **{"action-publish": "1"}
    )

    browser_of(author).post(edit_address(lesson), data)

    assert not korean().revisions.filter(approved_go_live_at__isnull=False).exists()


def scheduled(revision, by):
    """The revision, given a time by a person; the time has come."""
    revision.publish(user=by)
    korean().revisions.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    content = korean().revisions.get(pk=revision.pk)
    content.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    content.save()


def test_what_a_colleague_scheduled_goes_live_at_its_time(lesson, author, colleague):
    scheduled(written_by(author, go_live_at=timezone.now() + timedelta(days=1)), by=colleague)

    call_command("publish_scheduled")

    assert korean().title == NEW


def test_what_the_author_scheduled_past_the_editor_does_not_go_live(lesson, author):
    revision = written_by(author)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()

    with pytest.raises(CommandError, match=REASON):
        call_command("publish_scheduled")

    assert korean().title != NEW


def test_reviewer_who_changed_a_word_cannot_approve(lesson, author, colleague):
    Workflow.objects.get(name=WORKFLOW_NAME).start(written_by(author).as_object(), author)
    written_by(colleague, title="검토자가 고친 제목")

    with pytest.raises(PublicationRefused, match=REASON):
        waiting_review().approve(user=colleague)
    waiting_review().approve(user=staff_as("reviewer"))

    assert korean().title == "검토자가 고친 제목"


def waiting_review():
    return WorkflowState.objects.get().current_task_state.specific


def test_reviewer_of_a_waiting_lesson_sees_one_way_to_publish(lesson, author, colleague):
    Workflow.objects.get(name=WORKFLOW_NAME).start(written_by(author).as_object(), author)

    page = browser_of(colleague).get(edit_address(lesson)).content.decode()

    assert 'data-workflow-action-name="approve"' in page
    assert 'name="action-publish"' not in page
