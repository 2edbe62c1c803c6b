"""Starting, answering and submitting, at the level of the actions."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from quizzes.actions import (
    AttemptClosed,
    AttemptNotFound,
    GivenAnswer,
    UnknownItem,
    UnknownOption,
    move_closing,
    save_answer,
    start_attempt,
    submit_attempt,
)
from quizzes.edition_papers import paper_of
from quizzes.models import Answer, Attempt, Edition, Quiz
from tests.factories.quizzes import make_attempt, publish, uuid_of


def save(attempt, item="q1", chosen="a", rev=1, **extra):
    return save_answer(
        attempt_id=attempt.pk,
        student=attempt.student,
        item_key=uuid_of(item),
        chosen=[uuid_of(f"{item}{letter}") for letter in chosen],
        client_rev=rev,
        **extra,
    )


def submit(attempt, **extra):
    return submit_attempt(attempt_id=attempt.pk, student=attempt.student, **extra)


def test_start_twice_gives_the_same_attempt(student, edition):
    occasion = uuid4()
    first = start_attempt(student=student, occasion=occasion, edition=edition)
    second = start_attempt(student=student, occasion=occasion, edition=edition)
    assert first == second
    assert Attempt.objects.count() == 1


def test_b19_a_second_open_attempt_is_refused_by_the_database(attempt):
    with pytest.raises(IntegrityError):
        make_attempt(attempt.student, attempt.edition, occasion=attempt.occasion, number=2)


def test_start_after_submit_repeats_only_when_asked(attempt):
    submit(attempt)
    known = {"student": attempt.student, "occasion": attempt.occasion, "edition": attempt.edition}
    assert start_attempt(**known) == attempt
    again = start_attempt(**known, may_repeat=True)
    assert (again.number, again.is_practice, again.is_open) == (2, True, True)


def test_start_needs_three_statements(student, edition, django_assert_num_queries):
    # Attempts so far; the occasion held against its end; the new one.
    with django_assert_num_queries(3 + 2):  # the two more open and close a savepoint
        start_attempt(student=student, occasion=uuid4(), edition=edition)


def test_save_is_one_statement(attempt, django_assert_num_queries):
    with django_assert_num_queries(1):
        saved = save(attempt, rev=7)
    assert saved.saved_rev == 7
    assert Answer.objects.get().chosen == [uuid_of("q1a")]


def test_t48_an_older_revision_that_arrives_late_changes_nothing(attempt):
    save(attempt, chosen="b", rev=9)
    late = save(attempt, chosen="a", rev=8)
    assert late.saved_rev == 9
    assert Answer.objects.get().chosen == [uuid_of("q1b")]


def test_save_repeated_after_a_time_out_stores_once(attempt):
    assert save(attempt, rev=5) == save(attempt, rev=5)
    assert Answer.objects.count() == 1


def test_save_without_a_revision_is_always_the_newest(attempt):
    far_future = 99_999_999_999_999
    save(attempt, chosen="a", rev=far_future)
    assert save(attempt, chosen="b", rev=None).saved_rev == far_future + 1
    assert Answer.objects.get().chosen == [uuid_of("q1b")]


def test_save_of_dont_know_is_an_answer(attempt):
    save(attempt, chosen="")
    assert Answer.objects.get().chosen == []


@pytest.mark.parametrize("chosen", ["ab", "z", "az"])
def test_f02_an_impossible_choice_is_refused_and_changes_nothing(attempt, chosen):
    save(attempt, chosen="b", rev=1)
    with pytest.raises(UnknownOption):
        save(attempt, chosen=chosen, rev=2)
    assert Answer.objects.get().chosen == [uuid_of("q1b")]


def test_save_for_a_question_of_another_quiz_is_refused(attempt):
    with pytest.raises(UnknownItem):
        save(attempt, item="elsewhere", chosen="")


def test_save_to_a_foreign_attempt_finds_nothing(attempt, classroom):
    stranger = classroom.students.get(number=2)
    with pytest.raises(AttemptNotFound):
        save_answer(
            attempt_id=attempt.pk, student=stranger, item_key=uuid_of("q1"), chosen=[], client_rev=1
        )


def test_a_revealed_answer_stands(attempt):
    assert save(attempt, chosen="b", rev=1, reveals=True).is_revealed
    again = save(attempt, chosen="a", rev=2)
    assert again.is_revealed
    assert Answer.objects.get().chosen == [uuid_of("q1b")]


def test_t47_save_after_submit_is_refused_and_changes_nothing(attempt):
    save(attempt, chosen="a", rev=1)
    submit(attempt)
    with pytest.raises(AttemptClosed) as refusal:
        save(attempt, chosen="b", rev=2)
    assert refusal.value.state == "submitted"
    assert Answer.objects.get().chosen == [uuid_of("q1a")]


def test_b24_submit_computes_points_from_the_answers(attempt):
    save(attempt, "q1", "a")
    save(attempt, "q2", "a")
    save(attempt, "q3", "a")
    result = submit(attempt)
    assert (result.points, result.points_possible, result.state) == (2, 3, "submitted")


def test_submit_twice_gives_the_same_result_and_tells_once(attempt, submitted):
    first = submit(attempt)
    second = submit(attempt)
    assert (first.submitted_at, first.points) == (second.submitted_at, second.points)
    assert submitted == [attempt]


def test_submit_with_the_full_set_stores_what_saves_had_lost(attempt):
    answers = [
        GivenAnswer(uuid_of("q1"), [uuid_of("q1a")], 1),
        GivenAnswer(uuid_of("q2"), [uuid_of("q2b"), uuid_of("q2a")], 1),
    ]
    assert submit(attempt, answers=answers).points == 2


def test_submit_with_an_impossible_answer_changes_nothing(attempt):
    answers = [GivenAnswer(uuid_of("q1"), [uuid_of("q1a")], 1), GivenAnswer(uuid4(), [], 1)]
    with pytest.raises(UnknownItem):
        submit(attempt, answers=answers)
    attempt.refresh_from_db()
    assert attempt.is_open
    assert not attempt.answers.exists()


@pytest.mark.parametrize(("seconds_ago", "is_accepted"), [(59, True), (61, False)])
def test_t49_answers_count_within_the_grace_after_closing(
    attempt, occasion_fields, seconds_ago, is_accepted
):
    closed_at = timezone.now() - timedelta(seconds=seconds_ago)
    occasion_fields.update(is_open=False, closes_at=closed_at)
    move_closing(occasions=[attempt.occasion], closes_at=closed_at)
    if is_accepted:
        save(attempt)
        assert submit(attempt).points == 1
    else:
        with pytest.raises(AttemptClosed):
            save(attempt)
        with pytest.raises(AttemptClosed):
            submit(attempt)


def test_t50_an_open_attempt_keeps_its_edition_when_a_new_one_is_cut(attempt):
    quiz = Quiz.objects.get(locale__language_code="ko")
    quiz.quiz_questions = [quiz.quiz_questions.first()]
    publish(quiz)
    assert len(paper_of(Edition.objects.latest_for(quiz.key).pk).items) == 1
    save(attempt, "q2", "ab")
    result = submit(attempt)
    assert (result.edition, result.points_possible) == (attempt.edition, 3)
