"""How many attempts, until when, and what a teacher can add for one student."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.models import AuditEntry
from quizzes.actions import (
    AnotherIsOpen,
    AttemptClosed,
    ReasonMissing,
    UnknownItem,
    allow_extra_attempt,
    allow_later_closing,
    allow_more_time,
    move_closing,
    release_answers,
    reopen_attempt,
    save_answer,
    start_attempt,
    submit_attempt,
)
from quizzes.models import Allowance, Answer, Attempt, Edition
from quizzes.turns import Allowed, Turn, closing, due_at, next_turn
from tests.factories.quizzes import make_edition, make_question, make_quiz, publish, uuid_of
from tests.factories.schools import staff_as
from tests.statements import data_statements

OCCASION = uuid_of("occasion")
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
def teacher_of_class(db, classroom):
    return staff_as("homeroom_teacher", classroom=classroom)


def start(student, edition, **more):
    return start_attempt(
        student=student, occasion=OCCASION, edition=edition, may_repeat=True, **more
    )


def submit(attempt):
    return submit_attempt(attempt_id=attempt.pk, student=attempt.student)


def save(attempt, item="q1", letter="a"):
    return save_answer(
        attempt_id=attempt.pk,
        student=attempt.student,
        item_key=uuid_of(item),
        chosen=[uuid_of(f"{item}{letter}")],
    )


@given(
    limit=st.none() | st.integers(1, 5),
    recorded=st.integers(0, 9),
    extra=st.integers(0, 3),
    allows_practice=st.booleans(),
)
def test_next_turn_is_recorded_until_the_limit(limit, recorded, extra, allows_practice):
    turn = next_turn(
        limit=limit, recorded=recorded, allows_practice=allows_practice, extra_attempts=extra
    )
    if limit is None or recorded < limit + extra:
        assert turn is Turn.RECORDED
    else:
        assert turn is (Turn.PRACTICE if allows_practice else Turn.NONE)


@given(own=st.none() | st.integers(-9, 9), common=st.none() | st.integers(-9, 9))
def test_a_granted_closing_never_makes_it_earlier(own, common):
    moments = [None if each is None else NOON + timedelta(hours=each) for each in (own, common)]
    ends_at, is_own = closing(moments[1], Allowed(closes_at=moments[0]))
    if moments[1] is not None:
        assert ends_at >= moments[1]
    assert is_own == (ends_at != moments[1])


def test_a_time_limit_is_longer_for_who_was_given_more():
    assert due_at(NOON, None, Fraction(2)) is None
    assert due_at(NOON, 10, Fraction(3, 2)) == NOON + timedelta(minutes=15)


def test_b17_questions_are_drawn_once_and_stay(student, db):
    questions = [make_question(f"q{n}") for n in range(1, 7)]
    publish(make_quiz(questions, has_random_order=True, question_count=3))
    edition = Edition.objects.latest_for(uuid_of("quiz"))
    attempt = start(student, edition)
    assert len(attempt.asked) == 3
    assert start(student, edition).asked == attempt.asked
    left_out = next(q.key for q in questions if q.key not in attempt.asked)
    with pytest.raises(UnknownItem):
        save_answer(attempt_id=attempt.pk, student=student, item_key=left_out, chosen=[])
    assert submit(attempt).points_possible == 3


def test_starting_an_attempt_of_ten_questions_needs_three_statements(student, db):
    publish(make_quiz([make_question(f"q{n}") for n in range(1, 11)], question_count=9))
    edition = Edition.objects.latest_for(uuid_of("quiz"))
    with data_statements(at_most=3):
        start(student, edition)


def test_b19_b29_a_second_try_gives_the_first_result_where_only_one_counts(student, db):
    edition = make_edition(allows_practice=False)
    first = submit(start(student, edition))
    assert start(student, edition) == first
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(("rule", "points"), [("first", 0), ("last", 1), ("best", 2)])
def test_of_several_attempts_the_quiz_says_which_counts(student, db, rule, points):
    edition = make_edition(attempt_limit=3, counting_rule=rule)
    for letters in ("", "13", "1"):
        attempt = start(student, edition)
        for number in letters:
            save(attempt, f"q{number}")
        submit(attempt)
    practice = submit(start(student, edition))
    assert practice.is_practice
    assert Attempt.objects.recorded().counting_last().last().points == points


def test_an_extra_attempt_counts_and_leaves_a_trace(student, edition, teacher_of_class):
    submit(start(student, edition))
    assert start(student, edition).is_practice
    submit(Attempt.objects.open().get())
    allow_extra_attempt(student=student, occasion=OCCASION, reason="기기 고장", by=teacher_of_class)
    assert not start(student, edition).is_practice
    line = AuditEntry.objects.get(action="quizzes.allow_extra_attempt")
    assert (line.reason, line.by) == ("기기 고장", teacher_of_class)


def test_more_days_open_a_closed_quiz_for_one_student(
    student, edition, teacher_of_class, occasion_fields, classroom
):
    past, later = timezone.now() - timedelta(hours=2), timezone.now() + timedelta(days=1)
    occasion_fields.update(is_open=False, closes_at=past)
    with pytest.raises(AttemptClosed):
        start(student, edition, closes_at=past, is_open=False)
    allow_later_closing(
        student=student, occasion=OCCASION, closes_at=later, reason="결석", by=teacher_of_class
    )
    attempt = start(student, edition, closes_at=past, is_open=False)
    move_closing(occasions=[OCCASION], closes_at=past)
    save(attempt)
    assert submit(attempt).points == 1
    with pytest.raises(AttemptClosed):
        start(classroom.students.get(number=2), edition, closes_at=past, is_open=False)


def test_more_days_reach_an_attempt_that_is_open(attempt, teacher_of_class):
    later = timezone.now() + timedelta(days=1)
    move_closing(occasions=[OCCASION], closes_at=timezone.now() - timedelta(hours=1))
    attempt.refresh_from_db()
    with pytest.raises(AttemptClosed):
        save(attempt)
    allow_later_closing(
        student=attempt.student,
        occasion=OCCASION,
        closes_at=later,
        reason="결석",
        by=teacher_of_class,
    )
    assert save(attempt).saved_rev


def test_a_time_limit_ends_saving_and_what_was_saved_is_marked(student, db):
    attempt = start(student, make_edition(minutes=10))
    save(attempt)
    Attempt.objects.update(due_at=timezone.now() - timedelta(minutes=2))
    with pytest.raises(AttemptClosed):
        save(attempt, "q3")
    assert submit(attempt).points == 1


def test_more_time_moves_the_end_of_an_open_attempt(student, db, teacher_of_class):
    attempt = start(student, make_edition(minutes=10))
    allow_more_time(
        student=student, occasion=None, factor=Decimal("1.5"), reason="배려", by=teacher_of_class
    )
    attempt.refresh_from_db()
    assert attempt.due_at == attempt.started_at + timedelta(minutes=15)


def test_reopening_takes_the_result_back_until_it_is_handed_in_again(attempt, teacher_of_class):
    save(attempt)
    submit(attempt)
    reopen_attempt(attempt=attempt, reason="잘못 눌렀음", by=teacher_of_class)
    attempt.refresh_from_db()
    assert (attempt.is_open, attempt.points) == (True, None)
    assert Answer.objects.count() == 1
    save(attempt, "q3")
    assert submit(attempt).points == 2
    assert Allowance.objects.get().kind == "reopen"


def test_reopening_waits_for_a_newer_attempt(student, edition, teacher_of_class):
    first = submit(start(student, edition))
    start(student, edition)
    with pytest.raises(AnotherIsOpen):
        reopen_attempt(attempt=first, reason="잘못 눌렀음", by=teacher_of_class)


def test_an_exception_needs_a_reason(student, db, teacher_of_class):
    with pytest.raises(ReasonMissing):
        allow_extra_attempt(student=student, occasion=OCCASION, reason=" ", by=teacher_of_class)
    for values in ({"reason": ""}, {"kind": "more_time"}, {"occasion": None}):
        row = {"student": student, "occasion": OCCASION, "kind": "extra_attempt", "reason": "왜"}
        with pytest.raises(IntegrityError), transaction.atomic():
            Allowance.objects.create(granted_by=teacher_of_class, **{**row, **values})


def test_answers_are_released_once(db, teacher_of_class):
    first, second = (
        release_answers(occasion=OCCASION, place="7010001", by=teacher_of_class) for _ in range(2)
    )
    assert first.released_at == second.released_at
    assert AuditEntry.objects.filter(action="quizzes.release_answers").count() == 1
