"""Before and after: which steps belong together, what is shown from when on, and of whom never."""

import csv
import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from curriculum.actions import end_assignment, start_lesson
from curriculum.before_after import measurement_of, read_change
from curriculum.class_board import read_class_board
from curriculum.models import Assignment, Occasion, XapiStatement
from curriculum.progress import Part, parts_of
from curriculum.student_tasks import read_tasks
from quizzes.actions import allow_later_closing, save_answer, start_attempt, submit_attempt
from quizzes.models import Attempt, Edition, Quiz
from quizzes.turns import GRACE
from tests.factories.curriculum import block, make_assignment, make_module, publish_steps
from tests.factories.quizzes import make_question, make_quiz, publish, uuid_of
from tests.factories.schools import StudentFactory
from tests.fixtures_schools import client_past_password
from tests.statements import data_statements


@pytest.fixture
def measured(classroom, teacher):
    """An assignment of a module with a scale of one opinion and one question, taken twice."""
    module = make_module()
    questions = [
        make_question("opinion", kind="likert", right="", options="abcde"),
        make_question("fact", kind="one"),
    ]
    publish(make_quiz(questions, name="scale"))
    scale = Quiz.objects.get(translation_key=uuid_of("scale"))
    steps = [module.steps.raw_data[0], module.steps.raw_data[1]]
    before, after = (block(name, "quiz", {"quiz": scale.pk}) for name in ("before", "after"))
    publish_steps(module, [before, *steps, after])
    for number in range(4, 13):
        StudentFactory(classroom=classroom, number=number)
    made = make_assignment(classroom, module=module, by=teacher)
    return Assignment.objects.with_steps().select_related("module").get(pk=made.pk)


@pytest.fixture
def _store(settings):
    """A store for xAPI; what waits for it is not sent."""
    settings.XAPI_ENDPOINT = "http://127.0.0.1:1/xapi"
    settings.XAPI_PSEUDONYM_KEY = "only-for-tests-" + "x" * 32


def answer(student, occasion, *, opinion: str | None, fact: str, closed_at=None) -> None:
    """Hand in the scale with these letters; None: not sure."""
    edition = Edition.objects.latest_for(uuid_of("scale"))
    attempt = start_attempt(
        student=student,
        occasion=occasion,
        edition=edition,
        closes_at=closed_at,
        is_open=closed_at is None,
    )
    for name, letter in (("opinion", opinion), ("fact", fact)):
        chosen = [uuid_of(f"{name}{letter}")] if letter else []
        save_answer(
            attempt_id=attempt.pk,
            student=student,
            item_key=uuid_of(name),
            chosen=chosen,
            client_rev=1,
        )
    submit_attempt(attempt_id=attempt.pk, student=student)


def take_both(measured, count: int) -> None:
    """So many students: from the first step and wrong to the fourth step and right."""
    measurement = measurement_of(measured)
    for student in measured.classroom.students.order_by("number")[:count]:
        answer(student, measurement.before, opinion="a", fact="b")
        answer(student, measurement.after, opinion="d", fact="a")


def end(measured) -> Assignment:
    """The lesson is over, and the assignment as it is read then."""
    end_assignment(assignment=measured, by=measured.made_by)
    return Assignment.objects.with_steps().select_related("module").get(pk=measured.pk)


def change_of(measured):
    return read_change(measurement_of(measured), "ko")


def test_change_is_shown_from_ten_students_on(measured):
    take_both(measured, 10)
    change = change_of(end(measured))
    (opinion,), (fact,) = change.opinions, change.knowledge
    assert change.pairs == 10
    assert (opinion.before.figure, opinion.after.figure, opinion.change) == (1, 4, 3)
    assert (fact.before.figure, fact.after.figure, fact.change) == (0, 100, 100)


def main_of(client, measured) -> str:
    page = client.get(reverse("curriculum:change", args=[measured.pk])).text
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def test_t77_nine_students_are_told_apart_by_nobody(measured, teacher_client):
    """With nine the page shows no figure and no question; with the tenth it shows all of them."""
    take_both(measured, 9)
    over = end(measured)
    assert not change_of(over).items
    page = main_of(teacher_client, measured)
    assert "아직 보여 드릴 수 없습니다" in page
    words = re.sub(r"<[^>]+>", " ", page.split("<h1", 1)[1].partition(">")[2])
    assert not re.search(r"\d", words) and "<table" not in page and "<progress" not in page
    measured.ended_at = measured.ended_by = None
    measured.save()
    tenth = measured.classroom.students.get(number=10)
    measurement = measurement_of(measured)
    answer(tenth, measurement.before, opinion="a", fact="b")
    answer(tenth, measurement.after, opinion="d", fact="a")
    assert not change_of(measured).items
    assert "모듈이 끝나면 보입니다" in main_of(teacher_client, measured)
    end(measured)
    page = main_of(teacher_client, measured)
    assert "<table" in page and "+3.0" in page and "+100.0" in page


def test_t77_change_of_a_class_that_is_still_answering_is_not_shown(measured, teacher_client):
    take_both(measured, 11)
    assert not change_of(measured).items and change_of(measured).pairs == 0
    assert "<table" not in main_of(teacher_client, measured)
    results = teacher_client.get(reverse("curriculum:results", args=[measured.pk])).text
    words = "수업 전과 후: 모듈이 끝나면 보입니다."
    assert words in results
    end(measured)
    results = teacher_client.get(reverse("curriculum:results", args=[measured.pk])).text
    assert words not in results


def test_t77_what_is_handed_in_with_more_days_changes_nothing_anymore(measured):
    take_both(measured, 10)
    ended = end(measured)
    before = change_of(ended)
    eleventh = measured.classroom.students.get(number=11)
    more = {"student": eleventh, "closes_at": ended.ends_at + timedelta(days=1), "reason": "ill"}
    measurement = measurement_of(measured)
    for occasion in (measurement.before, measurement.after):
        allow_later_closing(**more, occasion=occasion, by=measured.made_by)
        answer(eleventh, occasion, opinion="e", fact="b", closed_at=ended.ends_at)
    Attempt.objects.filter(student=eleventh).update(submitted_at=timezone.now() + 2 * GRACE)
    assert change_of(end(measured)) == before


def test_scale_is_on_no_strip_and_no_projector(measured, teacher, teacher_client):
    start_lesson(assignment=measured, by=teacher)
    take_both(measured, 6)
    rows = Assignment.objects.with_steps().select_related("module", "classroom", "lead")
    board = read_class_board(rows.get(pk=measured.pk))
    assert [cell.item.kind for cell in board.strip] == ["one"]
    lead = reverse("curriculum:lead", args=[measured.pk])
    url = reverse("curriculum:projector-live", args=[measured.classroom_id])
    for name, is_shown in (("fact", True), ("opinion", False)):
        teacher_client.post(lead, {"show": str(uuid_of(name))})
        page = teacher_client.get(url, {"assignment": measured.pk}).text
        assert ("answer-bar" in page) is is_shown, name


def test_scale_is_not_among_what_a_marker_reads_of_a_student(measured, teacher_client):
    take_both(measured, 1)
    for attempt in Attempt.objects.all():
        page = teacher_client.get(reverse("curriculum:marking-attempt", args=[attempt.pk])).text
        (item,) = attempt.edition.items.filter(kind="likert")
        (fact,) = attempt.edition.items.filter(kind="one")
        assert fact.texts.get(language="ko").stem in page
        assert item.texts.get(language="ko").stem not in page


def test_t77_question_analysis_counts_opinions_once_the_module_is_over(measured, teacher_client):
    take_both(measured, 10)
    url = reverse("curriculum:questions", args=[measurement_of(measured).before])
    item = Edition.objects.latest_for(uuid_of("scale")).items.get(kind="likert")
    stem = item.texts.get(language="ko").stem
    assert stem not in teacher_client.get(url).text
    end(measured)
    assert stem in teacher_client.get(url).text
    assert stem not in teacher_client.get(f"{url}projector/").text


def file_rows(client, name: str, key) -> list[list[str]]:
    text = client.get(f"{reverse(f'curriculum:{name}', args=[key])}csv/").content.decode(
        "utf-8-sig"
    )
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.usefixtures("_store")
def test_t77_no_pair_of_one_student_is_in_anything_that_is_exported(measured, teacher_client):
    """The scale is 0 of 1 before and 1 of 1 after; the ordinary quiz, 0 of 3, stays."""
    take_both(measured, 1)
    student = measured.classroom.students.get(number=1)
    (quiz,) = (s for s in measured.steps if s.kind == "quiz" and s.target_key == uuid_of("quiz"))
    occasion = Occasion.id_for(measured.pk, quiz.key)
    edition = Edition.objects.latest_for(uuid_of("quiz"))
    attempt = start_attempt(student=student, occasion=occasion, edition=edition)
    submit_attempt(attempt_id=attempt.pk, student=student)
    head, first, *_ = file_rows(teacher_client, "results", measured.pk)
    assert len(set(head)) == len(head) and len(head) == len(first)
    assert [cell for cell in first if "/" in cell] == ["0/3"]
    assert first.count("끝") == 3
    _head, first, *_ = file_rows(teacher_client, "class-results", measured.classroom_id)
    assert [cell for cell in first if "/" in cell] == ["0/3"]
    for name, key in (("results", measured.pk), ("class-results", measured.classroom_id)):
        page = teacher_client.get(reverse(f"curriculum:{name}", args=[key])).text
        main = page.split("<main", 1)[1].split("</main>", 1)[0]
        assert "0/3" in main and not re.search(r">[01]/1<", main)
        assert "학생별 점수가 없습니다" in main
    told = [row.body for row in XapiStatement.objects.all()]
    scores = [body["result"]["score"]["max"] for body in told if "score" in body["result"]]
    assert scores == [3]


def test_who_answered_only_once_is_in_neither_side(measured):
    take_both(measured, 10)
    measurement = measurement_of(measured)
    eleventh, twelfth = measured.classroom.students.order_by("number")[10:12]
    answer(eleventh, measurement.before, opinion="e", fact="a")
    answer(twelfth, measurement.after, opinion="a", fact="b")
    (opinion,) = change_of(end(measured)).opinions
    assert (opinion.before.n, opinion.before.figure) == (10, 1)
    assert (opinion.after.n, opinion.after.figure) == (10, 4)


def test_t77_question_that_one_left_open_is_hidden_alone(measured):
    take_both(measured, 9)
    measurement = measurement_of(measured)
    tenth = measured.classroom.students.order_by("number")[9]
    answer(tenth, measurement.before, opinion=None, fact="a")
    answer(tenth, measurement.after, opinion="a", fact="a")
    change = change_of(end(measured))
    (opinion,), (fact,) = change.opinions, change.knowledge
    assert not opinion.is_enough
    assert fact.is_enough


def test_page_names_no_student_and_is_a_handful_of_statements(measured, teacher_client):
    take_both(measured, 12)
    end(measured)
    address = reverse("curriculum:change", args=[measured.pk])
    teacher_client.get(address)
    with data_statements(at_most=9):
        page = teacher_client.get(address)
    main = page.text.split("<main", 1)[1].split("</main>", 1)[0]
    assert "+3.0" in main
    for student in measured.classroom.students.all():
        assert str(student.pk) not in main
        assert f"{student.number}번" not in main


def test_module_with_each_quiz_once_measures_nothing(assignment, teacher_client):
    with_steps = Assignment.objects.with_steps().get(pk=assignment.pk)
    assert measurement_of(with_steps) is None
    address = reverse("curriculum:change", args=[assignment.pk])
    assert teacher_client.get(address).status_code == 404
    results = reverse("curriculum:results", args=[assignment.pk])
    assert address not in teacher_client.get(results).text


def test_students_see_which_time_it_is(measured, student):
    (task,) = read_tasks(student, [measured], "ko")
    assert [step.part for step in task.steps] == [Part.BEFORE, None, None, Part.AFTER]


def test_t24_change_of_a_foreign_class_is_404(measured, neighbours):
    client = client_past_password(neighbours[1])
    assert client.get(reverse("curriculum:change", args=[measured.pk])).status_code == 404


@given(st.lists(st.sampled_from([None, "a", "b", "c"])))
def test_parts_come_in_pairs_of_one_target(targets):
    parts = parts_of(targets)
    for target in {each for each in targets if each}:
        own = [part for part, each in zip(parts, targets, strict=True) if each == target]
        found = [part for part in own if part]
        assert found == ([Part.BEFORE, Part.AFTER] if len(own) > 1 else [])
    assert all(part is None for part, each in zip(parts, targets, strict=True) if each is None)


def test_parts_do_not_mind_what_a_target_is():
    key = uuid4()
    assert parts_of([key, None, key]) == [Part.BEFORE, None, Part.AFTER]
