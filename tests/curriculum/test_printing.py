"""Sheets on paper: what stands on them, and what never does."""

import pytest
from django.urls import reverse

from curriculum.models import Assignment
from curriculum.printing import read_paper_quizzes
from lessons.models import LessonPage
from tests.factories.curriculum import make_assignment
from tests.fixtures_schools import client_past_password
from tests.statements import data_statements

SHEETS = ("print-quiz", "print-key", "print-letter")


def test_page_lists_every_sheet_of_the_class(teacher_client, classroom, assignment):
    with data_statements(at_most=9):
        page = teacher_client.get(reverse("curriculum:print", args=[classroom.pk]))
    for name in (*SHEETS, "results"):
        assert reverse(f"curriculum:{name}", args=[assignment.pk]) in page.text
    for name in ("schools:join-sheet", "schools:pin-cards", "curriculum:print-help"):
        assert reverse(name, args=[classroom.pk]) in page.text


def test_t21_print_page_only_leads_to_the_pin_cards(teacher_client, classroom):
    before = [bytes(student.pin_digest) for student in classroom.students.order_by("number")]
    teacher_client.get(reverse("curriculum:print", args=[classroom.pk]))
    teacher_client.get(reverse("curriculum:print-help", args=[classroom.pk]))
    after = [bytes(student.pin_digest) for student in classroom.students.order_by("number")]
    assert before == after


@pytest.mark.parametrize("name", [*SHEETS, "results"])
def test_every_sheet_says_class_teacher_and_time(
    teacher_client, teacher, classroom, assignment, name
):
    page = teacher_client.get(reverse(f"curriculum:{name}", args=[assignment.pk]))
    head = page.text.split("print-sheet__head", 1)[1].split("</p>", 1)[0]
    assert str(classroom) in head
    assert str(classroom.school) in head
    assert str(teacher) in head


def test_help_cards_say_class_and_teacher(teacher_client, teacher, classroom):
    page = teacher_client.get(reverse("curriculum:print-help", args=[classroom.pk]))
    assert page.text.count('class="help-card"') == 8
    assert str(teacher) in page.text.split("print-sheet__head", 1)[1]


def test_t28_quiz_on_paper_tells_nothing_that_is_right(teacher_client, assignment):
    paper = teacher_client.get(reverse("curriculum:print-quiz", args=[assignment.pk]))
    key = teacher_client.get(reverse("curriculum:print-key", args=[assignment.pk]))
    assert "☑" in key.text
    assert "☑" not in paper.text
    with_steps = Assignment.objects.with_steps().select_related("module").get(pk=assignment.pk)
    (quiz,) = read_paper_quizzes(with_steps, "ko", with_answers=True)
    for item in quiz.items:
        assert item.stem in paper.text
        assert item.explanation in key.text
        assert item.explanation not in paper.text


def test_letter_of_the_module_is_printed_for_each_lesson_that_has_one(teacher_client, assignment):
    letter = reverse("curriculum:print-letter", args=[assignment.pk])
    LessonPage.objects.update(family_letter="")
    assert "가정통신문이 없습니다" in teacher_client.get(letter).text
    lessons = LessonPage.objects.filter(locale__language_code="ko")
    lessons.update(family_letter="<p>이번 주에 <b>함께</b> 이야기해 보세요.</p>")
    page = teacher_client.get(letter).text
    assert "이번 주에 <b>함께</b> 이야기해 보세요." in page
    assert lessons.get().title in page and "가정통신문이 없습니다" not in page


def test_t24_sheets_of_a_foreign_class_are_404(teacher_client, teacher, neighbours, module):
    classroom, stranger, _ = neighbours
    given = make_assignment(classroom, module=module, by=stranger)
    addresses = [
        *(reverse(f"curriculum:{name}", args=[given.pk]) for name in (*SHEETS, "results")),
        *(reverse(f"curriculum:{name}", args=[classroom.pk]) for name in ("print", "print-help")),
        *(reverse(f"schools:{name}", args=[classroom.pk]) for name in ("join-sheet", "pin-cards")),
    ]
    own = client_past_password(stranger)
    for address in addresses:
        assert own.get(address).status_code == 200, address
        assert teacher_client.get(address).status_code == 404, address
