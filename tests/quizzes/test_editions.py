"""Publishing: the gate, and the frozen edition that is cut behind it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from core.frozen import FrozenRowChanged
from core.publish_gate import PublicationRefused
from quizzes.edition_papers import paper_of
from quizzes.models import Edition, Item, ItemText, Option, OptionText, Question, Quiz
from tests.factories.quizzes import (
    make_edition,
    make_question,
    make_quiz,
    publish,
    three_questions,
    uuid_of,
)

pytestmark = pytest.mark.django_db


def source_quiz() -> Quiz:
    return Quiz.objects.get(locale__language_code="ko")


def change_block(question, **changes):
    """Change values of a question's one block."""
    raw = question.body.get_prep_value()
    raw[0]["value"].update(changes)
    question.body = raw
    return question


def refusal_of(draft) -> str:
    with pytest.raises(PublicationRefused) as refused, transaction.atomic():
        publish(draft)
    return " ".join(refused.value.problems)


def test_publish_cuts_an_edition_that_says_what_the_quiz_says():
    edition = make_edition()
    assert paper_of(edition.pk).digest() == source_quiz().paper().digest() == edition.digest


def test_publish_again_without_a_change_cuts_nothing():
    make_edition()
    publish(source_quiz())
    assert Edition.objects.count() == 1


def test_publish_after_a_change_cuts_the_next_number():
    first = make_edition()
    quiz = source_quiz()
    quiz.pass_mark = 80
    publish(quiz)
    latest = Edition.objects.latest_for(quiz.key)
    assert (latest.number, latest.pass_mark, first.pass_mark) == (2, 80, 60)


def test_publishing_the_english_version_cuts_again():
    first = make_edition(in_english=False)
    assert paper_of(first.pk).items[0].language_for("en") == "ko"
    publish(make_quiz(three_questions("en"), language="en"))
    second = Edition.objects.latest_for(uuid_of("quiz"))
    assert second.number == 2
    assert paper_of(second.pk).items[0].language_for("en") == "en"
    assert second.title("en") == "Quiz"


def test_unpublish_and_publish_keeps_items_and_their_answers(attempt):
    quiz = source_quiz()
    quiz.unpublish()
    publish(quiz)
    assert Edition.objects.count() == 1
    attempt.refresh_from_db()
    assert attempt.edition.items.count() == 3


def test_f05_f06_a_question_taken_out_of_a_quiz_stays_in_its_editions():
    edition = make_edition(in_english=False)
    quiz = source_quiz()
    removed = quiz.questions()[-1]
    quiz.quiz_questions = list(quiz.quiz_questions.all())[:-1]
    publish(quiz)
    removed.delete()
    assert uuid_of("q3") in paper_of(edition.pk).items_by_key


def test_f07_an_empty_quiz_is_refused():
    assert "하나 이상" in refusal_of(make_quiz([]))
    assert not Edition.objects.exists()


def test_gate_names_the_question_that_is_not_published():
    quiz = make_quiz([make_question("q1"), make_question("q2", is_live=False)])
    assert "2번 문제: 한국어판이 아직 게시되지 않았습니다." in refusal_of(quiz)


def test_gate_wants_every_question_of_a_translated_quiz_in_both_languages():
    questions = [make_question("q1"), make_question("q2")]
    publish(make_quiz(questions))
    english = make_quiz([make_question("q1", language="en"), questions[1]], language="en")
    assert refusal_of(english) == "2번 문제: 영어판이 완전하지 않거나 아직 게시되지 않았습니다."


def test_gate_refuses_the_same_question_twice():
    question = make_question()
    assert "두 번" in refusal_of(make_quiz([question, question]))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"right": ""}, "맞는 답으로 표시한 보기가 없습니다"),
        ({"right": "ab"}, "맞는 답을 하나만"),
        ({"options": "a"}, "두 개 이상"),
        ({"kind": "true_false"}, "꼭 두 개"),
    ],
)
def test_gate_refuses_a_question_that_cannot_be_marked(fields, message):
    assert message in refusal_of(make_question(is_live=False, **fields))


@pytest.mark.parametrize(
    ("changes", "message"), [({"stem": " "}, "문제 글이"), ({"explanation": ""}, "설명이 없습니다")]
)
def test_gate_refuses_a_question_without_words(changes, message):
    assert message in refusal_of(change_block(make_question(is_live=False), **changes))


def test_gate_refuses_a_wrong_option_without_feedback():
    question = make_question(is_live=False)
    options = question.body.get_prep_value()[0]["value"]["options"]
    options[1]["value"]["feedback"] = ""
    assert "피드백이 없습니다" in refusal_of(change_block(question, options=options))


def test_a_changed_question_reaches_students_with_the_next_publication_of_its_quiz():
    first = make_edition(in_english=False)
    publish(change_block(Question.objects.get(translation_key=uuid_of("q1")), stem="새 물음?"))
    assert Edition.objects.latest_for(uuid_of("quiz")) == first
    publish(source_quiz())
    latest = paper_of(Edition.objects.latest_for(uuid_of("quiz")).pk)
    assert latest.items[0].texts["ko"].stem == "새 물음?"
    assert paper_of(first.pk).items[0].texts["ko"].stem == "물음 q1?"


def test_an_option_that_english_lacks_shows_the_whole_question_in_korean():
    make_edition()
    question = Question.objects.get(translation_key=uuid_of("q1"), locale__language_code="en")
    options = question.body.get_prep_value()[0]["value"]["options"][:-1]
    publish(change_block(question, options=options))
    item = source_quiz().paper().items[0]
    assert item.language_for("en") == "ko"


def test_edition_rows_are_frozen_in_code_and_in_the_database(edition):
    with pytest.raises(FrozenRowChanged):
        edition.save()
    with pytest.raises(FrozenRowChanged):
        edition.delete()
    for model in (Edition, Item, ItemText, Option, OptionText):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            model.objects.update(id=F("id"))


def test_an_edition_that_was_answered_cannot_be_deleted(attempt):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM quizzes_edition WHERE id = %s", [attempt.edition_id])


def test_paper_of_an_edition_is_read_once(edition, django_assert_num_queries):
    paper_of.cache_clear()
    with django_assert_num_queries(5):
        paper_of(edition.pk)
    with django_assert_num_queries(0):
        paper_of(edition.pk)


def test_b08_two_quizzes_may_share_a_question():
    shared = make_question()
    publish(make_quiz([shared], name="one"))
    publish(make_quiz([shared], name="two"))
    assert Item.objects.filter(key=shared.key).count() == 2


@pytest.mark.parametrize("pass_mark", [-5, 101])
def test_f16_b06_a_pass_mark_outside_0_to_100_is_refused(pass_mark):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_quiz([make_question()], name=str(uuid4()), pass_mark=pass_mark)
