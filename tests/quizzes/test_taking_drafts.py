"""Editors answer a draft as a student would and see it marked; nothing is written anywhere."""

import re

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation

from quizzes.actions import ensure_permissions
from quizzes.kinds import KINDS
from quizzes.models import Question, Quiz
from tests.factories.quizzes import (
    every_kind,
    make_edition,
    make_edition_of_every_kind,
    make_question,
    make_quiz,
    publish,
    uuid_of,
)
from tests.factories.right_answers import right_fields
from tests.factories.schools import staff_as
from tests.statements import data_statements

READING = ("SELECT", "SHOW")
MOST_STATEMENTS = 40


def take_page(draft) -> str:
    return reverse(f"quizzes_admin:take-{draft._meta.model_name}", args=[draft.pk])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def fields_of(draft, *, without: str = "") -> dict:
    """The right answers to a draft as its one form sends them."""
    return {
        f"q{number}-{name}": value
        for number, item in enumerate(draft.paper().items, start=1)
        if item.kind != without
        for name, value in right_fields(item).items()
    }


def every_row() -> dict[str, int]:
    ours = [model for model in apps.get_models() if model._meta.app_label != "collector"]
    return {model._meta.label: model._base_manager.count() for model in ours}


def draft_of_every_kind(language: str, **fields) -> Quiz:
    """An unpublished quiz of unpublished questions."""
    return make_quiz(every_kind(language, is_live=False), language=language, **fields)


@pytest.fixture
def editor(client, db):
    """A signed-in editor, who may not publish."""
    ensure_permissions()
    person = staff_as("editor")
    person.groups.add(Group.objects.get(name="editor"))
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    ("language", "score", "waits"),
    [
        ("ko", "9개 중 8개를 맞혔어요", "이 답은 아무도 읽지 않아요"),
        ("en", "8 of 9 right", "Nobody reads this one"),
    ],
)
def test_draft_is_taken_and_marked_without_writing_anything(editor, language, score, waits):
    draft = draft_of_every_kind(language)
    before = every_row()
    with data_statements(at_most=2 * MOST_STATEMENTS) as statements:
        assert editor.get(take_page(draft)).status_code == 200
        marked = editor.post(take_page(draft), fields_of(draft))
    assert all(statement.startswith(READING) for statement in statements)
    assert every_row() == before
    text = text_of(marked)
    assert score in text
    assert waits in text
    assert all(f"{name} why" in text for name in KINDS)


def test_wrong_answers_are_answered_with_their_own_feedback(editor):
    question = make_question(is_live=False)
    text = text_of(editor.post(take_page(question), {"q1-chosen": str(uuid_of("q1b"))}))
    assert "1개 중 0개를 맞혔어요" in text
    assert "보기 q1b feedback" in text
    assert "물음 q1 why" in text


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_question_of_every_kind_is_taken_by_itself(editor, name, language):
    question = next(
        each for each in every_kind(language, is_live=False) if each.block.block_type == name
    )
    asked = editor.get(take_page(question))
    assert f'lang="{language}"' in asked.content.decode()
    assert " why" not in text_of(asked)
    marked = editor.post(take_page(question), fields_of(question))
    assert marked.status_code == 200
    assert " why" in text_of(marked)


def test_question_left_out_is_asked_again_and_the_other_answers_stay(editor):
    draft = draft_of_every_kind("ko")
    response = editor.post(take_page(draft), fields_of(draft, without="several"))
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_q2-chosen"' in page
    assert " why" not in page
    right = re.search(rf'name="q1-chosen"\s+value="{uuid_of("onea")}"\s+checked', page)
    assert right is not None


def test_draft_is_taken_as_it_was_last_saved_and_the_edition_stays(editor):
    edition = make_edition()
    quiz = Quiz.objects.get(locale__language_code="ko")
    quiz.title = "아직 게시하지 않은 제목"
    quiz.save_revision()
    question = Question.objects.get(translation_key=uuid_of("q1"), locale=quiz.locale)
    question.body[0].value["stem"] = "아직 게시하지 않은 물음?"
    question.save_revision()
    assert "아직 게시하지 않은 제목" in text_of(editor.get(take_page(quiz)))
    assert "아직 게시하지 않은 물음?" in text_of(editor.get(take_page(question)))
    digest = edition.digest
    edition.refresh_from_db()
    assert (edition.digest, edition.title("ko")) == (digest, "퀴즈")


def test_every_question_is_asked_although_attempts_ask_fewer(editor):
    draft = draft_of_every_kind("ko", has_random_order=True, question_count=2)
    page = editor.get(take_page(draft)).content.decode()
    assert page.count("data-question") == len(KINDS)


def test_empty_draft_says_so(editor):
    empty = make_quiz([])
    assert "아직 문제가 없습니다." in text_of(editor.get(take_page(empty)))
    assert "아직 문제가 없습니다." in text_of(editor.post(take_page(empty)))


@pytest.mark.parametrize("role", ["teacher", "analyst", "operator"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_edit_a_draft_does_not_see_it(client, db, role, method):
    ensure_permissions()
    question = make_question(is_live=False)
    draft = make_quiz([question])
    client.force_login(staff_as(role))
    for each in (draft, question):
        response = getattr(client, method)(take_page(each))
        assert response.status_code in (302, 403, 404)
        assert "물음 q1?" not in text_of(response)


def test_draft_that_is_not_there_is_not_found(editor):
    gone = Quiz(pk=999_999, locale=make_question().locale)
    assert editor.get(take_page(gone)).status_code == 404


def test_list_and_preview_lead_to_it(editor, rf):
    make_edition_of_every_kind()
    quiz = Quiz.objects.get(locale__language_code="ko")
    for draft in (quiz, quiz.questions()[0]):
        page = editor.get(reverse(draft.snippet_viewset.get_url_name("list")))
        assert take_page(draft) in page.content.decode()
        assert take_page(draft) in draft.make_preview_request(rf.get("/")).content.decode()


def test_unsaved_draft_has_nowhere_to_be_taken(db):
    with translation.override("ko"):
        assert Question(locale=publish(make_quiz([make_question()])).locale).take_url() == ""
