"""Editors and reviewers at work: previews, permissions, the editing screens."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import WorkflowContentType
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from lessons.site_tree import WORKFLOW_NAME
from quizzes.actions import ensure_permissions
from quizzes.blocks import OptionBlock, QuestionTypes
from quizzes.models import Answer, Attempt, Edition, Question, Quiz
from tests.factories.quizzes import make_edition, make_question, make_quiz
from tests.factories.schools import staff_as

BLOCKS = [*QuestionTypes().child_blocks.values(), OptionBlock()]


def preview_of(draft, mode=""):
    response = draft.make_preview_request(RequestFactory().get("/"), preview_mode=mode)
    return " ".join(response.content.decode().split())


@pytest.fixture
def reviewers(db):
    """The reviewers' group; the workflow in which it approves comes with the page tree."""
    return Group.objects.get(name="reviewer")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_every_block_has_icon_description_and_a_preview_that_renders(block):
    assert block.meta.icon != "placeholder"
    assert block.get_description()
    assert block.is_previewable
    value = block.get_preview_value()
    assert "choice" in block.render(value)


@pytest.mark.parametrize(
    ("language", "stem", "unsure"),
    [("ko", "물음 q1?", "잘 모르겠어요"), ("en", "Question q1?", "I'm not sure")],
)
def test_preview_of_a_question_is_what_the_student_sees(db, language, stem, unsure):
    question = make_question(language=language, is_live=False)
    text = preview_of(question)
    assert stem in text
    assert unsure in text
    assert " why" not in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_preview_of_a_quiz_with_answers_writes_nothing(db, language):
    make_edition()
    quiz = Quiz.objects.get(locale__language_code=language)
    text = preview_of(quiz, "answers")
    assert text.count(" why") == 3
    assert Edition.objects.count() == 1
    assert not Attempt.objects.exists()
    assert not Answer.objects.exists()


def test_preview_of_an_empty_draft_says_so(db):
    assert "아직 문제가 없습니다." in preview_of(make_quiz([]))
    assert "아직 문제가 없습니다." in preview_of(Question(locale=make_question().locale))


def test_permissions_let_editors_write_and_only_reviewers_publish(db):
    ensure_permissions()
    ensure_permissions()
    editor, reviewer = (
        set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        for name in ("editor", "reviewer")
    )
    assert {"add_quiz", "change_question"} <= editor
    assert not {"publish_quiz", "publish_question", "delete_quiz"} & editor
    assert {"publish_quiz", "publish_question", "change_quiz"} <= reviewer


def test_permissions_put_drafts_under_the_reviewers_workflow(reviewers):
    ensure_permissions()
    types = ContentType.objects.get_for_models(Question, Quiz).values()
    assigned = WorkflowContentType.objects.filter(content_type__in=types)
    assert [each.workflow.name for each in assigned] == [WORKFLOW_NAME] * 2


def test_editor_sees_the_quiz_form_but_no_publish_button(client, reviewers):
    ensure_permissions()
    make_edition()
    editor = staff_as("editor")
    editor.groups.add(Group.objects.get(name="editor"))
    client.force_login(editor)
    quiz = Quiz.objects.get(locale__language_code="ko")
    url = reverse(quiz.snippet_viewset.get_url_name("edit"), args=[quiz.pk])
    response = client.get(url)
    assert response.status_code == 200
    assert b'name="action-publish"' not in response.content
    assert b'name="action-submit"' in response.content


@pytest.mark.parametrize("model", [Question, Quiz])
def test_list_of_drafts_opens_for_editors(client, db, model):
    ensure_permissions()
    make_edition()
    editor = staff_as("editor")
    editor.groups.add(Group.objects.get(name="editor"))
    client.force_login(editor)
    response = client.get(reverse(model.snippet_viewset.get_url_name("list")))
    assert response.status_code == 200


def test_publishing_from_the_admin_is_refused_with_the_reasons_and_keeps_the_draft(client, db):
    ensure_permissions()
    reviewer = staff_as("reviewer")
    reviewer.groups.add(Group.objects.get(name="reviewer"))
    client.force_login(reviewer)
    quiz = make_quiz([])
    data = {
        "title": "새 제목",
        "level": "M",
        "pass_mark": "60",
        "feedback": "at_end",
        "counting_rule": "first",
        "quiz_questions": inline_formset([]),
        "action-publish": "1",
    }
    url = reverse(quiz.snippet_viewset.get_url_name("edit"), args=[quiz.pk])
    response = client.post(url, nested_form_data(data), follow=True)
    assert "퀴즈에는 문제가 하나 이상 있어야 합니다." in response.content.decode()
    quiz.refresh_from_db()
    assert not quiz.live
    assert quiz.get_latest_revision_as_object().title == "새 제목"
