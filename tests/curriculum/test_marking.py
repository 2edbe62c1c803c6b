"""Marking by a person, regrading, themes and question analysis, as teachers and students see it."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from core.models import AuditEntry
from quizzes.actions import (
    NotHandedIn,
    PointsOutOfRange,
    UnknownItem,
    ensure_permissions,
    mark_answer,
    regrade_attempts,
    save_answer,
    submit_attempt,
)
from quizzes.edition_statistics import read_figures
from quizzes.models import (
    Answer,
    Attempt,
    AwardChange,
    Category,
    Edition,
    Question,
    Quiz,
    RegradedAttempt,
)
from quizzes.themes import read_themes
from schools.models import Classroom
from tests.factories.quizzes import (
    locale_of,
    make_attempt,
    make_edition_of_every_kind,
    make_question,
    make_quiz,
    publish,
    uuid_of,
)
from tests.factories.schools import StudentFactory, staff_as
from tests.fixtures_schools import client_of, client_past_second_factor
from tests.statements import data_statements

ESSAY, WORDS = uuid_of("essay"), "내 생각에는 먼저 멈춰야 해요."


@pytest.fixture
def occasion(assignment, quiz_step):
    """The quiz of the class."""
    return assignment.occasions.get(step=quiz_step)


@pytest.fixture
def essay_edition(assignment):
    """A quiz of "choose one" and an essay."""
    questions = [make_question("one"), make_question("essay", kind="essay", points=4)]
    publish(make_quiz(questions, name="with essay"))
    return Edition.objects.latest_for(uuid_of("with essay"))


def hand_in(student, edition, occasion, **answers) -> Attempt:
    """An attempt handed in; answers by name of question, as `save_answer` takes them."""
    attempt = make_attempt(student, edition, occasion=occasion.pk)
    for name, answer in answers.items():
        save_answer(attempt_id=attempt.pk, student=student, item_key=uuid_of(name), **answer)
    return submit_attempt(attempt_id=attempt.pk, student=student)


@pytest.fixture
def essay(student, essay_edition, occasion):
    """An attempt whose essay waits; "choose one" is right."""
    answers = {"one": {"chosen": [uuid_of("onea")]}, "essay": {"text": WORDS}}
    return hand_in(student, essay_edition, occasion, **answers)


def address(attempt, key=ESSAY) -> str:
    return reverse("curriculum:marking-answer", args=[attempt.pk, key])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_b40_queue_lists_what_waits_and_can_be_narrowed(essay, teacher_client, classroom):
    queue = reverse("curriculum:marking-queue")
    assert WORDS in text_of(teacher_client.get(queue))
    assert WORDS not in text_of(teacher_client.get(queue, {"state": "marked"}))
    own = {"classroom": classroom.pk, "module": essay_module(essay)}
    assert WORDS in text_of(teacher_client.get(queue, own))


def essay_module(attempt) -> int:
    from_occasion = attempt.student.classroom.assignments.get()
    return from_occasion.module_id


def test_b39_f19_another_class_does_not_exist(essay, neighbours):
    stranger = client_past_second_factor(neighbours[1])
    assert WORDS not in text_of(stranger.get(reverse("curriculum:marking-queue")))
    attempt = reverse("curriculum:marking-attempt", args=[essay.pk])
    assert stranger.get(attempt).status_code == 404
    assert stranger.post(address(essay), {"points": "4"}).status_code == 404
    assert not AwardChange.objects.exists()


def test_b41_points_and_note_reach_the_student(essay, teacher_client, student_client):
    result = reverse("quizzes:result", args=[essay.pk])
    assert "선생님이 아직" in text_of(student_client.get(result))
    teacher_client.post(address(essay), {"points": "3", "note": "잘 썼어요"})
    page = text_of(student_client.get(result))
    assert "잘 썼어요" in page
    essay.refresh_from_db()
    assert (essay.points, essay.points_possible, essay.points_waiting) == (4, 5, 0)


def test_b41_second_look_leaves_a_trace_and_an_audit_line(essay, teacher_client, teacher):
    for points in ("3", "3", "1.5"):
        teacher_client.post(address(essay), {"points": points, "note": ""})
    trace = AwardChange.objects.values_list("points_before", "points_after", "changed_by")
    assert list(trace) == [(None, 3, teacher.pk), (3, Decimal("1.5"), teacher.pk)]
    assert AuditEntry.objects.filter(action="quizzes.mark_answer").count() == 2
    assert "3점 → 1.5점" in text_of(teacher_client.get(address(essay)))


def test_b41_any_scored_question_can_be_marked_again(essay, teacher):
    one = uuid_of("one")
    mark_answer(attempt_id=essay.pk, item_key=one, points=Decimal(0), by=teacher)
    essay.refresh_from_db()
    assert (essay.points, essay.points_waiting) == (0, 4)
    assert AwardChange.objects.get().points_before == 1


@pytest.mark.parametrize("points", ["-1", "5", "viel", ""])
def test_b41_impossible_points_are_refused_and_the_note_is_kept(essay, teacher_client, points):
    answer = teacher_client.post(address(essay), {"points": points, "note": "기억할 말"})
    assert answer.status_code == 422
    assert "기억할 말" in text_of(answer)
    assert not AwardChange.objects.exists()


def test_b40_saving_leads_to_the_next_one(essay, essay_edition, occasion, teacher_client):
    other = StudentFactory(classroom=essay.student.classroom, number=22)
    second = hand_in(other, essay_edition, occasion, essay={"text": "두 번째"})
    assert address(second) in text_of(teacher_client.get(address(essay)))
    assert address(second) in teacher_client.post(address(essay), {"points": "2"}).url
    assert reverse("curriculum:marking-queue") in (
        teacher_client.post(address(second), {"points": "2"}).url
    )


def test_b40_board_and_results_say_how_many_wait(essay, teacher_client, classroom, assignment):
    for page in (
        reverse("curriculum:class-board", args=[classroom.pk]),
        reverse("curriculum:results", args=[assignment.pk]),
    ):
        assert reverse("curriculum:marking-queue") in text_of(teacher_client.get(page))


def test_queue_needs_few_statements(essay, teacher, teacher_client):
    queue = reverse("curriculum:marking-queue")
    teacher_client.get(queue)
    with data_statements(at_most=9):
        teacher_client.get(queue)


def test_f12_marking_a_question_that_was_not_asked_changes_nothing(essay, teacher):
    with pytest.raises(UnknownItem):
        mark_answer(attempt_id=essay.pk, item_key=uuid_of("q9"), points=Decimal(1), by=teacher)
    with pytest.raises(PointsOutOfRange):
        mark_answer(attempt_id=essay.pk, item_key=ESSAY, points=Decimal(9), by=teacher)
    essay.refresh_from_db()
    assert essay.points == 1


def test_f13_an_unfinished_attempt_shows_a_page_and_takes_no_mark(
    student, essay_edition, occasion, teacher, teacher_client
):
    attempt = make_attempt(student, essay_edition, occasion=occasion.pk)
    page = reverse("curriculum:marking-attempt", args=[attempt.pk])
    assert teacher_client.get(page).status_code == 200
    assert teacher_client.post(address(attempt), {"points": "1"}).url == page
    with pytest.raises(NotHandedIn):
        mark_answer(attempt_id=attempt.pk, item_key=ESSAY, points=Decimal(1), by=teacher)


def theme(name: str) -> Category:
    return Category.objects.create(locale=locale_of("ko"), translation_key=uuid_of(name), name=name)


@pytest.fixture
def themed(student, occasion):
    """A quiz with a question of theme "출처", one without a theme, and an essay of "출처"."""
    source = theme("출처")
    theme("동의")
    questions = [
        make_question("one", category=source),
        make_question("rest"),
        make_question("essay", kind="essay", points=3, category=source),
    ]
    publish(make_quiz(questions, name="themed"))
    edition = Edition.objects.latest_for(uuid_of("themed"))
    answers = {"one": {"chosen": [uuid_of("onea")]}, "essay": {"text": WORDS}}
    return hand_in(student, edition, occasion, **answers)


def themes_of(student) -> dict:
    rows = read_themes(Attempt.objects.filter(student=student).counting(), "ko")
    return {row.name: (row.earned, row.possible, row.percent, row.waiting) for row in rows}


def test_b36_b37_f17_every_theme_is_listed_also_without_answers(themed, student):
    assert themes_of(student)["동의"] == (0, 0, 0, 0)


def test_f10_a_question_without_theme_is_listed_too(themed, student):
    assert themes_of(student)[
        "테마 없음" if "테마 없음" in themes_of(student) else "주제 없음"
    ] == (*(0, 1, 0, 0),)


def test_f11_marking_corrects_the_progress(themed, student, teacher):
    assert themes_of(student)["출처"] == (1, 1, 100, 1)
    mark_answer(attempt_id=themed.pk, item_key=ESSAY, points=Decimal(1), by=teacher)
    assert themes_of(student)["출처"] == (2, 4, 50, 0)


def test_page_tells_what_was_asked_and_folds_the_rest(themed, student):
    html = client_of(student).get(reverse("curriculum:my-themes")).text
    table, _, folded = html.partition("</table>")
    assert "출처" in table and "동의" not in table
    assert "동의" in folded


def test_b36_themes_need_two_statements(themed, student):
    with data_statements(at_most=2):
        themes_of(student)


def test_b38_student_sees_own_progress_and_quizzes_and_nobody_elses(
    themed, student, student_client, neighbours
):
    page = reverse("curriculum:my-themes")
    assert reverse("quizzes:result", args=[themed.pk]) in text_of(student_client.get(page))
    stranger = client_of(neighbours[2])
    assert str(themed.pk) not in text_of(stranger.get(page))


def test_b38_teacher_sees_the_class(themed, teacher_client, classroom, neighbours):
    page = reverse("curriculum:class-themes", args=[classroom.pk])
    assert "출처" in text_of(teacher_client.get(page))
    assert client_past_second_factor(neighbours[1]).get(page).status_code == 404


def correct(name: str, right: str) -> Edition:
    """Publish the quiz anew after its question "one" got another right answer."""
    question = Question.objects.get(translation_key=uuid_of("one"), locale__language_code="ko")
    options = question.body.get_prep_value()
    for place, option in enumerate(options[0]["value"]["options"]):
        option["value"]["is_right"] = "abc"[place] == right
    question.body = options
    publish(question)
    quiz = publish(Quiz.objects.get(translation_key=uuid_of(name), locale__language_code="ko"))
    return Edition.objects.latest_for(quiz.key)


def test_b26_regrade_moves_handed_in_results_and_leaves_open_ones(
    essay, essay_edition, occasion, teacher
):
    other = StudentFactory(classroom=essay.student.classroom, number=22)
    still_open = make_attempt(other, essay_edition, occasion=occasion.pk)
    mark_answer(attempt_id=essay.pk, item_key=ESSAY, points=Decimal(2), by=teacher)
    onto = correct("with essay", "b")
    regrade_attempts(onto=onto, by=staff_as("reviewer"))
    essay.refresh_from_db()
    still_open.refresh_from_db()
    assert (essay.edition, essay.points) == (onto, 2)
    assert still_open.edition == essay_edition
    row = RegradedAttempt.objects.get()
    assert (row.points_before, row.points_after, row.edition_before) == (3, 2, essay_edition)
    assert AuditEntry.objects.filter(action="quizzes.regrade_attempts").count() == 1


def test_b26_teacher_sees_who_changes_before_and_after(
    essay, essay_edition, occasion, teacher_client
):
    onto = correct("with essay", "b")
    occasion.step.target_key = onto.quiz_key
    occasion.step.save()
    page = reverse("curriculum:regrades", args=[occasion.pk])
    assert "1/5 → 0/5" in text_of(teacher_client.get(page))
    assert Attempt.objects.get().edition == essay_edition
    regrade_attempts(onto=onto, by=staff_as("reviewer"))
    assert "1/5 → 0/5" in text_of(teacher_client.get(page))


def in_the_editor(role: str):
    """A browser of somebody who works in Wagtail."""
    ensure_permissions()
    user = staff_as(role)
    user.groups.add(Group.objects.get(name=role))
    return client_past_second_factor(user)


def test_b26_editor_sees_counts_and_no_student(essay, db):
    onto = correct("with essay", "b")
    reviewer = in_the_editor("reviewer")
    quiz = Quiz.objects.get(translation_key=uuid_of("with essay"))
    page = reverse("quizzes_admin:regrade", args=[quiz.pk])
    shown = text_of(reviewer.get(page))
    assert str(essay.student.classroom) in shown
    assert str(essay.pk) not in shown
    assert reviewer.post(page, {"onto": onto.pk}).status_code == 302
    assert RegradedAttempt.objects.count() == 1
    assert reviewer.post(page, {"onto": onto.pk}).status_code == 302
    assert RegradedAttempt.objects.count() == 1


def class_of(n: int, classroom, edition, occasion) -> None:
    """`n` students hand in: the even ones right, the odd ones choose "c"."""
    for number in range(30, 30 + n):
        student = StudentFactory(classroom=classroom, number=number)
        chosen = [uuid_of("onea" if number % 2 == 0 else "onec")]
        hand_in(student, edition, occasion, one={"chosen": chosen})


def test_figures_are_hidden_below_ten(essay_edition, classroom, occasion, teacher_client):
    class_of(9, classroom, essay_edition, occasion)
    page = text_of(teacher_client.get(reverse("curriculum:questions", args=[occasion.pk])))
    assert "n&lt;10" in page
    assert "%</strong>" not in page


def test_figures_show_what_misled_and_no_number_of_a_student(
    essay_edition, classroom, occasion, teacher_client
):
    class_of(10, classroom, essay_edition, occasion)
    figures = read_figures(essay_edition, language="ko", occasion=occasion.pk).items[0]
    assert figures.facility_percent == 50
    assert [option.n for option in figures.options] == [5, 0, 5]
    assert figures.misconception.key == uuid_of("onec")
    for name in ("questions", "questions-projector"):
        page = text_of(teacher_client.get(reverse(f"curriculum:{name}", args=[occasion.pk])))
        assert "50%" in page
        assert "30번" not in page
    file = teacher_client.get(reverse("curriculum:questions-file", args=[occasion.pk, "csv"]))
    assert file.content.startswith(b"\xef\xbb\xbf")


def test_national_figures_are_added_up_in_four_statements(essay_edition, classroom, occasion):
    class_of(10, classroom, essay_edition, occasion)
    read_figures(essay_edition, language="ko")
    with data_statements(at_most=3):
        figures = read_figures(essay_edition, language="ko", level=classroom.school.level)
    assert figures.n == 10
    editor = in_the_editor("editor")
    question = Question.objects.get(translation_key=uuid_of("one"))
    page = text_of(editor.get(reverse("quizzes_admin:figures", args=[question.pk])))
    assert "50" in page
    assert str(classroom) not in page


def test_points_of_each_answer_agree_with_the_result(student, occasion):
    make_edition_of_every_kind(name="every kind")
    edition = Edition.objects.latest_for(uuid_of("every kind"))
    one, several = [uuid_of("onea")], [uuid_of("severala")]
    answers = {"one": {"chosen": one}, "several": {"chosen": several}, "essay": {"text": WORDS}}
    attempt = hand_in(student, edition, occasion, **answers)
    stored = Answer.objects.filter(attempt=attempt).values_list("item__key", "points")
    assert dict(stored) == {uuid_of("one"): 1, uuid_of("several"): 0, ESSAY: None}
    assert sum(mark.points or 0 for mark in attempt.marks.all()) == attempt.points


def test_b42_question_bank_is_filtered_by_theme_and_searched(themed):
    editor = in_the_editor("editor")
    listing = reverse(Question.snippet_viewset.get_url_name("list"))
    source = Category.objects.get(name="출처")
    shown = text_of(editor.get(listing, {"category": source.pk}))
    assert "물음 one?" in shown
    assert "물음 rest?" not in shown


def test_b43_marking_speaks_english_too(essay, teacher_client):
    english = address(essay).replace("/ko/", "/en/", 1)
    page = text_of(teacher_client.get(english))
    assert "Save" in page
    assert "The student&#x27;s answer" in page or "The student's answer" in page


@pytest.fixture
def long_queue(essay_edition, classroom, occasion):
    """Sixty students whose essays wait."""
    for number in range(30, 90):
        student = StudentFactory(classroom=classroom, number=number)
        hand_in(student, essay_edition, occasion, essay={"text": f"답 {number}"})


def test_b40_long_queue_comes_in_pages_and_the_next_answer_is_known_everywhere(
    long_queue, teacher_client, classroom
):
    queue = reverse("curriculum:marking-queue")
    teacher_client.get(queue)
    with data_statements(at_most=9):
        first = teacher_client.get(queue, {"classroom": classroom.pk})
    assert "답 60개" in first.text
    assert first.text.count("답 3") == 10 and "답 89" not in first.text
    second = teacher_client.get(queue, {"classroom": classroom.pk, "page": 2})
    assert second.text.count('scope="row"') == 10 and "답 89" in second.text
    last = Attempt.objects.get(student__number=89)
    assert "60 / 60" in text_of(teacher_client.get(address(last)))


def test_answer_of_a_long_queue_needs_as_few_statements_as_any(essay, long_queue, teacher_client):
    teacher_client.get(address(essay))
    with data_statements(at_most=17) as statements:
        teacher_client.get(address(essay))
    read = [each for each in statements if '"curriculum_modulepage"."steps"' in each]
    assert not read


def test_queue_and_marks_end_with_the_school_year(essay, teacher_client, classroom):
    Classroom.objects.filter(pk=classroom.pk).update(school_year=2019)
    assert WORDS not in text_of(teacher_client.get(reverse("curriculum:marking-queue")))
    attempt = reverse("curriculum:marking-attempt", args=[essay.pk])
    page = text_of(teacher_client.get(attempt))
    assert WORDS in page and address(essay) not in page
    assert teacher_client.post(address(essay), {"points": "1"}).url == attempt
    assert not AwardChange.objects.exists()
