"""Nothing incomplete goes live, whichever way it is tried; nobody approves their own work."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Workflow

from core.pages import PublicationRefused
from lessons.actions import ensure_site_tree
from lessons.models import HomePage, LessonPage
from lessons.site_tree import WORKFLOW_NAME
from tests.factories.schools import UserFactory, staff_as
from tests.lessons.editing import browser_of, english, form_data, korean, small_lesson

pytestmark = pytest.mark.django_db

REFUSED = "아직 공개하지 않았습니다"


@pytest.fixture
def lesson():
    small_lesson("ko")
    small_lesson("en")
    return korean()


@pytest.fixture
def editor(lesson):
    return staff_as("editor")


@pytest.fixture
def reviewer(lesson):
    return staff_as("reviewer")


def break_it(lesson, **fields):
    """A draft that may not go live: its minutes do not add up."""
    draft = lesson.get_latest_revision_as_object()
    draft.minutes = 99
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision()


def test_publishing_a_complete_draft_puts_it_live(lesson):
    lesson.title = "새 제목"
    lesson.save_revision().publish()

    assert korean().title == "새 제목"


def test_publishing_an_incomplete_draft_is_refused_and_the_live_page_stays(lesson):
    revision = break_it(lesson)

    with pytest.raises(PublicationRefused) as refused:
        revision.publish()

    assert refused.value.problems == ["단계의 시간을 더하면 12분인데, 수업 시간은 99분입니다."]
    assert korean().minutes == 12


def test_saving_a_page_live_past_its_publish_method_is_refused_too(lesson):
    lesson.unpublish()
    page = korean()
    page.minutes, page.live = 99, True

    with pytest.raises(PublicationRefused):
        page.save()

    assert not korean().live


def test_new_incomplete_page_starts_as_a_draft(lesson):
    page = LessonPage(title="빈 수업", slug="empty", lesson_code="E9", level="E", summary="요약")
    page.locale = lesson.locale
    HomePage.objects.get(locale=lesson.locale).add_child(instance=page)

    assert not LessonPage.objects.get(slug="empty").live


def test_scheduled_publication_meets_the_gate(lesson):
    revision = break_it(lesson)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()

    with pytest.raises(CommandError):
        call_command("publish_scheduled")

    assert korean().minutes == 12


def make_due(revision):
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()


def test_refused_scheduled_draft_loses_its_time_and_the_ones_after_it_go_live(lesson, capsys):
    broken = break_it(lesson)
    make_due(broken)
    english().unpublish()
    translated = english()
    translated.title = "Real or made up?"
    make_due(translated.save_revision())

    with pytest.raises(CommandError, match="99분"):
        call_command("publish_scheduled")

    assert (english().live, english().title) == (True, "Real or made up?")
    broken.refresh_from_db()
    assert (broken.approved_go_live_at, korean().minutes) == (None, 12)
    assert PageLogEntry.objects.filter(action="wagtail.schedule.cancel", revision=broken).exists()
    call_command("publish_scheduled")


def test_scheduled_publication_tried_dry_changes_nothing(lesson, capsys):
    make_due(break_it(lesson))

    call_command("publish_scheduled", "--dryrun")

    assert korean().revisions.filter(approved_go_live_at__isnull=False).exists()


def test_copy_that_would_show_korean_words_as_english_starts_as_a_draft(lesson):
    english().delete()
    home = HomePage.objects.get(locale__language_code="en")

    copy = lesson.create_alias(parent=home, update_locale=home.locale)

    assert not LessonPage.objects.get(pk=copy.pk).live


def test_scheduling_an_incomplete_draft_is_refused_when_it_is_scheduled(lesson):
    lesson.unpublish()
    revision = break_it(lesson, go_live_at=timezone.now() + timedelta(days=1))

    with pytest.raises(PublicationRefused):
        revision.publish()


def test_live_page_can_be_unpublished_and_saved_while_a_rule_is_broken(lesson):
    LessonPage.objects.update(minutes=99)
    page = korean()

    page.save(update_fields=["draft_title"])
    page.save()
    page.unpublish()

    assert not korean().live


def test_publish_button_puts_a_complete_change_live(lesson, reviewer):
    data = form_data(lesson, title="고친 제목", **{"action-publish": "1"})

    browser_of(reviewer).post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), data)

    assert korean().title == "고친 제목"


def test_publish_button_on_an_incomplete_lesson_explains_and_keeps_the_draft(lesson, reviewer):
    client, address = browser_of(reviewer), reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    data = form_data(lesson, title="고친 제목", minutes="99", **{"action-publish": "1"})

    response = client.post(address, data)

    assert response.status_code == 302 and response.url == address
    page = client.get(address).content.decode()
    assert REFUSED in page and "수업 시간은 99분입니다." in page
    lesson.refresh_from_db()
    assert lesson.live and lesson.minutes == 12
    assert lesson.get_latest_revision_as_object().title == "고친 제목"


def test_publish_button_on_a_new_incomplete_lesson_keeps_it_as_a_draft(lesson, reviewer):
    client = browser_of(reviewer)
    parent = lesson.get_parent().pk
    data = form_data(lesson, slug="new", minutes="99", **{"action-publish": "1"})

    response = client.post(
        reverse("wagtailadmin_pages:add", args=["lessons", "lessonpage", parent]), data
    )

    made = LessonPage.objects.get(slug="new")
    assert not made.live and response.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert REFUSED in client.get(response.url).content.decode()


def test_publishing_many_at_once_explains_the_incomplete_one(lesson, reviewer):
    client = browser_of(reviewer)
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    break_it(lesson)

    response = client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        + f"?id={lesson.pk}",
    )

    assert response.status_code == 302 and response.url == address
    page = client.get(address).content.decode()
    assert REFUSED in page and "수업 시간은 99분입니다." in page
    assert korean().minutes == 12


def test_admin_request_by_script_gets_an_answer_it_can_read(lesson, reviewer):
    break_it(lesson)

    response = browser_of(reviewer).post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        + f"?id={lesson.pk}",
        headers={"X-Requested-With": "XMLHttpRequest"},
    )

    assert response.status_code == 409
    assert "99분" in response.json()["error_message"]


def test_editor_may_edit_and_submit_but_not_publish(lesson, editor, reviewer):
    for user, may_publish in ((editor, False), (reviewer, True)):
        permissions = lesson.permissions_for_user(user)
        assert permissions.can_edit() and permissions.can_submit_for_moderation()
        assert permissions.can_publish() is may_publish
    assert browser_of(editor).get(reverse("wagtailadmin_home")).status_code == 200


def test_staff_without_a_content_role_do_not_see_the_editor(lesson):
    response = browser_of(UserFactory()).get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))

    assert response.status_code == 404


def submitted(lesson, by):
    """A changed title, saved as draft and sent to review."""
    draft = lesson.get_latest_revision_as_object()
    draft.title = "고친 제목"
    draft.save_revision(user=by)
    return Workflow.objects.get(name=WORKFLOW_NAME).start(draft, by)


def test_reviewed_change_goes_live_when_a_second_person_approves(lesson, editor, reviewer):
    state = submitted(lesson, by=editor)

    state.current_task_state.specific.approve(user=reviewer)

    assert korean().title == "고친 제목"


def test_requester_who_is_a_reviewer_cannot_approve_their_own_work(lesson, reviewer):
    state = submitted(lesson, by=reviewer)
    task_state = state.current_task_state.specific
    task = task_state.task.specific

    assert task.get_actions(state.content_object, reviewer) == []
    assert not task.get_task_states_user_can_moderate(reviewer).exists()
    task.on_action(task_state, reviewer, "approve")

    assert korean().title != "고친 제목"
    other = staff_as("reviewer")
    assert task.get_actions(state.content_object, other)
    assert task.get_task_states_user_can_moderate(other).exists()


def test_approval_of_an_incomplete_lesson_is_explained_and_stays_in_review(
    lesson, editor, reviewer
):
    revision = break_it(lesson)
    state = Workflow.objects.get(name=WORKFLOW_NAME).start(revision.as_object(), editor)
    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[lesson.pk, "approve", state.current_task_state.pk],
    )
    client = browser_of(reviewer)

    response = client.post(address)

    assert response.status_code == 302
    assert REFUSED in client.get(response.url).content.decode()
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert korean().minutes == 12


def test_site_tree_set_up_twice_is_the_same_tree(lesson):
    before = list(HomePage.objects.values_list("pk", "slug", "live"))

    ensure_site_tree()

    assert list(HomePage.objects.values_list("pk", "slug", "live")) == before
    assert Workflow.objects.filter(name=WORKFLOW_NAME).count() == 1


@pytest.mark.parametrize("mode", ["student", "projector", "print", "teacher"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_preview_shows_the_draft_in_the_pages_own_language(lesson, reviewer, mode, language):
    page = korean() if language == "ko" else english()
    page.title = "초안 Draft"
    page.save_revision()

    response = browser_of(reviewer).get(
        reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": mode}
    )

    content = response.content.decode()
    assert response.status_code == 200
    assert "초안 Draft" in content and f'<html lang="{language}">' in content


def test_t31_draft_preview_is_refused_to_others_and_never_indexed(lesson, reviewer):
    address = reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])

    assert "noindex" in browser_of(reviewer).get(address).content.decode()
    assert Client().get(address).status_code == 302
    assert browser_of(UserFactory()).get(address).status_code == 404


def test_preview_in_the_other_language_shows_the_translations_draft(lesson, reviewer):
    page = english()
    page.title = "English draft"
    page.save_revision()

    response = browser_of(reviewer).get(
        reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]), {"mode": "translation"}
    )

    content = response.content.decode()
    assert "English draft" in content and '<html lang="en">' in content
