"""Taking over the database of an old django-quiz-app: what it becomes, and what is said of it."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from core.models import AuditEntry
from quizzes.actions import import_old_quizzes
from quizzes.models import Answer, Attempt, Award, Category, Edition, Question, Quiz
from quizzes.old_app import read_old_app
from quizzes.old_database import OldAppUnreadable
from quizzes.old_papers import Translated
from quizzes.old_seats import Seat, SeatsRefused, read_seats
from tests.fixtures_schools import client_of
from tests.quizzes.old_database import OldDatabase, school_database

pytestmark = pytest.mark.django_db
RIGHT = {"1": "1", "2": "4", "3": "False", "4": "어른께 말해요."}


@pytest.fixture
def old():
    """The old database, which a test fills further."""
    return school_database()


@pytest.fixture
def carry(old, tmp_path, student):
    """Writes the old database into a file and takes it over; user 11 is student number 1."""

    def run(**options):
        path = tmp_path / f"{uuid4()}.sqlite3"
        read = read_old_app(old.write_sqlite(path))
        values = {"translated": Translated("school", "ko", "M"), "seats": {11: seat_of(student)}}
        return import_old_quizzes(old=read, **{**values, **options})

    return run


def seat_of(student) -> Seat:
    room = student.classroom
    school = room.school.neis_code
    return Seat(school, room.school_year, room.grade, room.class_number, student.number)


def words_of(remarks) -> str:
    return "\n".join(map(str, remarks))


def test_old_quiz_becomes_a_draft_with_its_rules_and_questions(carry):
    carry()
    quiz = Quiz.objects.get()
    assert (quiz.title, quiz.live, quiz.pass_mark) == ("사진 퀴즈", False, 50)
    assert (quiz.feedback, quiz.attempt_limit, quiz.success_text) == ("at_end", 1, "잘했어요")
    questions = quiz.questions()
    assert [each.block.block_type for each in questions] == ["one", "one", "true_false", "essay"]
    assert str(questions[0].category) == "출처 (사진-확인)"
    texts = [option.text for option in questions[0].text.options.values()]
    assert texts == ["가", "나"]
    assert not Question.objects.filter(live=True).exists()
    assert not Edition.objects.exists()


def test_draft_of_an_old_quiz_can_be_edited_and_says_what_keeps_it_from_students(carry):
    carry()
    quiz = Quiz.objects.get()
    assert quiz.get_latest_revision_as_object().questions()
    assert quiz.publication_problems()


def test_b12_several_right_answers_of_old_mean_that_any_one_is_right(old, carry):
    old.add_sitting(1, {**RIGHT, "2": "3"}, 3, incorrect_questions="4,")
    old.add_sitting(2, {**RIGHT, "2": "4"}, 3, incorrect_questions="4,")
    old.add_sitting(3, {**RIGHT, "2": "5"}, 2, incorrect_questions="2,4,")
    report = carry()
    assert list(Attempt.objects.order_by("number").values_list("points", flat=True)) == [3, 3, 2]
    assert "question 2: has several right options" in words_of(report.look_at)


def test_sitting_becomes_an_attempt_with_its_answers_times_and_waiting_essay(old, carry, student):
    old.add_sitting(1, RIGHT, 3, incorrect_questions="4,")
    carry()
    attempt = Attempt.objects.get()
    assert (attempt.student, attempt.state, attempt.points) == (student, "submitted", 3)
    assert (attempt.points_possible, attempt.points_waiting) == (4, 1)
    assert attempt.started_at == datetime(2015, 3, 2, 0, 10, tzinfo=UTC)
    assert Answer.objects.get(item__kind="essay").text == "어른께 말해요."
    page = client_of(student).get(f"/ko/attempts/{attempt.pk}/result/")
    assert "물음 3" in page.content.decode()


def test_second_run_carries_nothing_twice(old, carry):
    old.add_sitting(1, RIGHT, 3)
    carry()
    counts = [
        model.objects.count() for model in (Category, Question, Quiz, Edition, Attempt, Answer)
    ]
    second = carry()
    assert not second.made
    assert counts == [
        model.objects.count() for model in (Category, Question, Quiz, Edition, Attempt, Answer)
    ]


def test_dry_run_tells_the_same_and_stores_nothing(old, carry):
    old.add_sitting(1, RIGHT, 3)
    told = carry(is_dry_run=True)
    assert not (Quiz.objects.exists() or Attempt.objects.exists() or Category.objects.exists())
    assert not AuditEntry.objects.exists()
    assert told.made == carry().made
    assert AuditEntry.objects.get().target == "school"


def test_sitting_of_a_user_without_a_seat_is_told_and_comes_with_a_later_list(old, carry, student):
    old.add_sitting(1, RIGHT, 3, user_id=12)
    old.add_sitting(2, RIGHT, 3, user_id=13)
    nowhere = Seat("9999999", 2015, 1, 1, 1)
    told = words_of(carry(seats={13: nowhere}).left)
    assert "sitting 1: no seat is named for the old user 12" in told
    assert "sitting 2: there is no student at the seat named for the old user 13" in told
    assert carry(seats={12: seat_of(student)}).made == {"edition": 1, "attempt": 1}


def test_f05_deleted_questions_in_a_sitting_are_left_out_and_told(old, carry):
    old.add_sitting(1, {**RIGHT, "77": "5"}, 4, question_order="77,1,2,3,4,")
    old.add_sitting(2, {"77": "5"}, 1, question_order="77,")
    report = carry()
    assert len(Attempt.objects.get().asked) == 4
    assert "sitting 1: 1 of its questions were deleted" in words_of(report.look_at)
    assert "sitting 2: all its questions were deleted" in words_of(report.left)


def test_f06_a_question_taken_out_of_the_quiz_later_stays_in_what_was_sat(old, carry):
    old.rows["quiz_question_quiz"].pop(0)
    old.add_sitting(1, RIGHT, 4)
    carry()
    assert len(Quiz.objects.get().questions()) == 3
    assert Attempt.objects.get().points == 3
    assert Edition.objects.get().items.count() == 4


def test_f08_quizzes_with_one_address_are_both_carried(old, carry):
    old.add_quiz(2, "또 하나", "사진-퀴즈", pass_mark=-5, max_questions=9)
    told = words_of(carry().look_at)
    assert Quiz.objects.count() == 2
    assert Quiz.objects.get(title="또 하나").pass_mark == 0
    assert "shared its address" in told and "has no question" in told and "pass mark -5" in told


def test_f09_a_list_that_was_cut_and_one_with_a_trailing_comma_are_read(old, carry):
    cut = ",".join(["1", "2", "3", "4"] + ["88888"] * 200)[:1022] + ",1"
    old.add_sitting(1, RIGHT, 4, question_order=cut[:1024])
    old.add_sitting(2, "{not JSON", 0, question_order="1,x,,3,", user_answers_note=None)
    old.rows["quiz_sitting"][1].pop("user_answers_note")
    told = words_of(carry().look_at)
    assert Attempt.objects.count() == 2
    assert "sitting 1: a list of questions was cut off" in told
    assert "sitting 2: the answers cannot be read" in told
    assert "sitting 2: a list of questions holds something else than numbers" in told


def test_f10_a_question_without_category_is_carried_and_told(old, carry):
    old.add_question(5, "true_false_tf_question", category=None, correct=True)
    assert "question 5: has no category" in words_of(carry().look_at)
    assert Quiz.objects.get().questions()[-1].category is None


def test_f11_an_essay_that_somebody_marked_as_right_keeps_its_mark(old, carry, teacher):
    old.add_sitting(1, RIGHT, 4)
    carry(marker=teacher)
    attempt = Attempt.objects.get()
    assert (attempt.points, attempt.points_waiting) == (4, 0)
    assert Award.objects.get().awarded_by == teacher


def test_an_old_mark_that_a_person_turned_is_told_where_nobody_is_named(old, carry):
    old.add_sitting(1, RIGHT, 2, incorrect_questions="1,4,")
    assert "sitting 1: had 2 points there and has 3 here" in words_of(carry().look_at)


def test_unfinished_sittings_and_those_of_deleted_quizzes_are_told(old, carry):
    old.add_sitting(1, {}, 0, complete=False)
    old.add_sitting(2, RIGHT, 4, quiz_id=99)
    old.add("quiz_progress", id=1, user_id=11, score="사진-확인,3,4,")
    left = words_of(carry().left)
    assert "sitting 1: was not finished" in left
    assert "sitting 2: its quiz was deleted" in left
    assert "1 rows of progress" in left


def test_names_that_mean_nothing_or_stand_for_two_themes_find_a_place(old, carry):
    old.add("quiz_category", id=2, category="!!!")
    old.add("quiz_category", id=3, category="사진 확인")
    old.add("quiz_category", id=4, category="다른 주제")
    old.add("quiz_subcategory", id=2, sub_category="출처", category_id=4)
    old.add("quiz_subcategory", id=3, sub_category="외톨이", category_id=2)
    report = carry()
    names = sorted(map(str, Category.objects.all()))
    assert names == ["다른 주제", "사진-확인", "출처 (사진-확인)", "출처 다른 주제 (다른 주제)"]
    assert "category 2 '!!!'" in words_of(report.left)
    assert "sub-category 3 '외톨이': its category is missing" in words_of(report.left)


def test_postgresql_and_sqlite_are_read_alike(old, tmp_path):
    old.add_sitting(1, RIGHT, 3, incorrect_questions="4,")
    name, own = f"test_old_app_{uuid4().hex[:8]}", settings.DATABASES["default"]
    server = {"host": own["HOST"], "user": own["USER"], "autocommit": True}
    with psycopg.connect(dbname="postgres", **server) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            dsn = f"postgresql:///{name}?host={own['HOST']}&user={own['USER']}"
            in_postgresql = read_old_app(old.write_postgresql(dsn))
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    assert in_postgresql == read_old_app(old.write_sqlite(tmp_path / "old.sqlite3"))


def test_reading_leaves_the_file_as_it_is_and_makes_none(old, tmp_path):
    path = tmp_path / "old.sqlite3"
    old.write_sqlite(path)
    before = path.read_bytes()
    read_old_app(f"sqlite:///{path}")
    assert path.read_bytes() == before
    with pytest.raises(OldAppUnreadable):
        read_old_app(str(tmp_path / "missing.sqlite3"))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["old.sqlite3"]


def test_another_database_is_refused_without_telling_its_password(tmp_path):
    sqlite3.connect(tmp_path / "other.sqlite3").close()
    with pytest.raises(OldAppUnreadable, match="quiz_category"):
        read_old_app(str(tmp_path / "other.sqlite3"))
    with pytest.raises(OldAppUnreadable) as refusal:
        read_old_app("postgresql://someone:secret@/x?host=/nowhere")
    assert "secret" not in str(refusal.value)


HEADER = "user_id,school,school_year,grade,class,number\n"
FAULTY_LISTS = [
    "",
    "user_id,school\n1,7010001\n",
    HEADER + "x,7010001,2026,1,1,1\n",
    HEADER + "1,7010001,2026,1,1\n",
    HEADER + "1,a,2026,1,1,1\n1,b,2026,1,1,2\n",
]


@pytest.mark.parametrize("text", FAULTY_LISTS)
def test_list_of_seats_that_is_faulty_is_refused(text):
    with pytest.raises(SeatsRefused, match="line"):
        read_seats(text)


def test_command_tells_what_it_did_and_refuses_strange_wishes(old, tmp_path, student, capsys):
    old.add_sitting(1, RIGHT, 3)
    seat = seat_of(student)
    row = [11, seat.school, seat.school_year, seat.grade, seat.class_number, seat.number]
    seats = Path(tmp_path / "seats.csv")
    seats.write_text("\ufeff" + HEADER + ",".join(map(str, row)) + "\n", encoding="utf-8")
    dsn = old.write_sqlite(tmp_path / "old.sqlite3")
    wishes = ["import_django_quiz_app", f"--dsn={dsn}", "--source=school", "--level=M"]
    call_command(*wishes, f"--students={seats}", "--dry-run")
    call_command(*wishes, f"--students={seats}")
    call_command(*wishes)
    told = capsys.readouterr().out
    assert "Dry run" in told and "new: 1 of attempt" in told and "already here: 1 of quiz" in told
    for strange in ("--marker=nobody@example.kr", "--time-zone=Moon/Base", "--students=/missing"):
        with pytest.raises(CommandError):
            call_command(*wishes, strange)
    assert connection.is_usable()


def test_empty_old_database_carries_nothing(tmp_path, student):
    read = read_old_app(OldDatabase().write_sqlite(tmp_path / "empty.sqlite3"))
    report = import_old_quizzes(old=read, translated=Translated("x", "en", "E"), seats={})
    assert not report.made and not report.left
