"""What django-quiz-app did and ours keeps or mends, where no other file asks for it.

Behaviours (b) and faults (f) are numbered as in docs/testing.md.
"""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from quizzes.actions import UnknownItem, release_answers, save_answer, submit_attempt
from quizzes.edition_papers import paper_of
from quizzes.models import Award, Category, Edition
from tests.factories.quizzes import (
    locale_of,
    make_attempt,
    make_edition,
    make_question,
    make_quiz,
    publish,
    uuid_of,
)
from tests.factories.schools import staff_as

pytestmark = pytest.mark.django_db


def category(name: str, **fields) -> Category:
    return Category(name=name, locale=locale_of("ko"), **fields)


def page(attempt, name: str, *args) -> str:
    return reverse(f"quizzes:{name}", args=[attempt.pk, *args])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("squishy   berries", "squishy-berries"),
        ("T-!$%^&*Q4", "t-q4"),
        ("딥페이크 예방!", "딥페이크-예방"),
    ],
)
def test_b01_b04_a_name_gives_its_slug(name, slug):
    made = category(name)
    made.save()
    assert (made.name, made.slug) == (name, slug)


@pytest.mark.parametrize("name", ["!!!", "출처  확인!"])
def test_f08_an_empty_or_taken_slug_is_refused_in_words(name):
    category("출처 확인").save()
    with pytest.raises(ValidationError):
        category(name).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        category(name).save()


def test_b02_a_theme_within_a_theme_names_both_and_reaches_the_edition():
    upper = category("미디어")
    upper.save()
    lower = category("출처", parent=upper)
    lower.full_clean()
    lower.save()
    assert str(lower) == "출처 (미디어)"
    with pytest.raises(ValidationError):
        category("더 아래", parent=lower).full_clean()
    publish(make_quiz([make_question("q1", category=lower)]))
    item = paper_of(Edition.objects.latest_for(uuid_of("quiz")).pk).items[0]
    keys = (upper.translation_key, lower.translation_key)
    assert (item.category_key, item.subcategory_key) == keys
    assert (item.texts["ko"].category, item.texts["ko"].subcategory) == ("미디어", "출처")


def test_b03_the_rules_of_a_quiz_reach_its_edition():
    rules = {
        "has_random_order": True,
        "question_count": 2,
        "attempt_limit": 3,
        "counting_rule": "best",
        "allows_practice": False,
        "minutes": 20,
        "pass_mark": 75,
        "success_text": "통과!",
    }
    paper = paper_of(make_edition(in_english=False, **rules).pk)
    words = rules.pop("success_text")
    assert {name: getattr(paper, name) for name in rules} == rules
    assert paper.text("ko").success == words


def test_b07_a_paper_knows_what_could_be_earned():
    publish(make_quiz([make_question("q1", points=3), make_question("q2")]))
    paper = paper_of(Edition.objects.latest_for(uuid_of("quiz")).pk)
    assert paper.points_possible == 4


def test_b09_a_draft_is_nowhere_to_be_found(student_client):
    make_quiz([make_question()])
    start = reverse("quizzes:start", args=[uuid_of("occasion")])
    assert "아직 준비 중인 퀴즈예요" in text_of(student_client.get(start))
    assert student_client.get(reverse("quizzes:try", args=[uuid_of("quiz")])).status_code == 404


def test_b12_in_choose_one_every_right_option_would_do_but_only_one_may_be_right():
    question = make_question("q1", right="ab", is_live=False)
    assert any("하나만" in sentence for sentence in question.publication_problems())


def test_b13_b23_answers_are_kept_by_question_and_can_be_read_back(student_client, attempt):
    data = {"item": str(uuid_of("q1")), "chosen": [str(uuid_of("q1b"))]}
    student_client.post(page(attempt, "question", 1), data)
    assert "보기 q1b" in text_of(student_client.get(page(attempt, "check")))


def test_b14_true_and_false_stay_in_the_authors_order(student):
    attempt = make_attempt(student, make_edition(), seed=7)
    options = paper_of(attempt.edition_id).items_by_key[uuid_of("q3")].option_keys
    assert options == [uuid_of("q3a"), uuid_of("q3b")]


def test_b16_a_picture_has_a_text_alternative_of_its_own(student, student_client):
    with_picture = {"picture": "harbour-a", "picture_alt": "등대가 있는 항구"}
    publish(make_quiz([make_question("q1", more=with_picture)]))
    edition = Edition.objects.latest_for(uuid_of("quiz"))
    attempt = make_attempt(student, edition, occasion=uuid_of("occasion"))
    text = text_of(student_client.get(page(attempt, "question", 1)))
    assert 'alt="등대가 있는 항구"' in text
    without = make_question("q2", more={"picture": "harbour-a"}, is_live=False)
    assert "그림에 대체 텍스트가 없습니다." in without.publication_problems()


def test_b18_a_quiz_that_asks_more_than_it_has_is_refused():
    quiz = make_quiz([make_question()], question_count=2)
    assert any("한 번에 묻는 문제 수" in each for each in quiz.publication_problems())


def test_b21_the_first_unanswered_question_is_next_until_none_is_left(student_client, attempt):
    start = reverse("quizzes:start", args=[uuid_of("occasion")])
    for number, after in ((1, 2), (2, 3), (3, None)):
        data = {"item": str(uuid_of(f"q{number}")), "chosen": "unsure"}
        student_client.post(page(attempt, "question", number), data)
        args = ("question", after) if after else ("check",)
        assert student_client.post(start).url == page(attempt, *args)


def test_b25_own_words_are_said_to_those_who_pass_and_to_those_who_do_not(student, student_client):
    edition = make_edition(in_english=False, success_text="통과했어요!", failure_text="다시 해요!")
    for number, (chosen, words) in enumerate([("a", "통과했어요!"), ("c", "다시 해요!")], start=1):
        attempt = make_attempt(student, edition, number=number, occasion=uuid_of("occasion"))
        for item, letters in (("q1", chosen), ("q2", "ab"), ("q3", chosen.replace("c", "b"))):
            keys = [uuid_of(f"{item}{letter}") for letter in letters]
            save_answer(attempt_id=attempt.pk, student=student, item_key=uuid_of(item), chosen=keys)
        student_client.post(page(attempt, "submit"))
        assert words in text_of(student_client.get(page(attempt, "result")))


def test_b26_b41_points_that_a_person_gave_are_computed_into_the_result(attempt):
    item = attempt.edition.items.get(key=uuid_of("q1"))
    marker = staff_as("homeroom_teacher", classroom=attempt.student.classroom)
    Award.objects.create(attempt=attempt, item=item, points=1, awarded_by=marker)
    assert submit_attempt(attempt_id=attempt.pk, student=attempt.student).points == 1


def test_b27_start_and_end_are_noted(attempt):
    done = submit_attempt(attempt_id=attempt.pk, student=attempt.student)
    assert done.started_at <= done.submitted_at


def test_b28_f15_attempts_are_kept_with_their_answers(attempt):
    save_answer(attempt_id=attempt.pk, student=attempt.student, item_key=uuid_of("q1"), chosen=[])
    submit_attempt(attempt_id=attempt.pk, student=attempt.student)
    attempt.refresh_from_db()
    assert attempt.answers.count() == 1


def test_b31_answers_stay_hidden_until_the_teacher_shows_them(student, student_client):
    edition = make_edition(feedback="on_release")
    attempt = make_attempt(student, edition, occasion=uuid_of("occasion"))
    student_client.post(page(attempt, "submit"))
    before = text_of(student_client.get(page(attempt, "result")))
    assert "나중에 선생님이 보여 줘요" in before
    assert " why" not in before
    teacher = staff_as("homeroom_teacher", classroom=student.classroom)
    release_answers(occasion=attempt.occasion, place="7010001", by=teacher)
    assert "물음 q1 why" in text_of(student_client.get(page(attempt, "result")))


def test_f09_an_attempt_remembers_three_hundred_questions(student, edition):
    keys = [uuid4() for _ in range(300)]
    attempt = make_attempt(student, edition, asked=keys)
    attempt.refresh_from_db()
    assert attempt.asked == keys


def test_f12_an_answer_to_a_question_outside_the_attempt_changes_nothing(student, edition):
    attempt = make_attempt(student, edition, asked=[uuid_of("q1")])
    with pytest.raises(UnknownItem):
        save_answer(
            attempt_id=attempt.pk,
            student=student,
            item_key=uuid_of("q3"),
            chosen=[uuid_of("q3a")],
        )
    assert submit_attempt(attempt_id=attempt.pk, student=student).points_possible == 1


def test_f20_options_have_a_legend_and_saving_is_announced(student_client, attempt):
    text = text_of(student_client.get(page(attempt, "question", 1)))
    assert "<fieldset" in text
    assert "<legend>" in text
    assert 'role="status"' in text
    assert "http://" not in text.replace("http://www.w3.org", "")
