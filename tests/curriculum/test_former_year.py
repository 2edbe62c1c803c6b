"""A class whose school year is over: everything of it can be read, nothing of it is written."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from curriculum.actions import end_assignment, start_lesson
from curriculum.actions.exceptions import release_assignment
from curriculum.models import Completion, HelpCall
from quizzes.models import Allowance, Release
from schools.actions import NotAllowed, issue_pins, open_join_code, switch_nicknames
from schools.models import Classroom
from tests.factories.schools import PIN


@pytest.fixture
def former(assignment):
    """The assignment, of a class whose year is over since."""
    Classroom.objects.filter(pk=assignment.classroom_id).update(school_year=2019)
    assignment.classroom.school_year = 2019
    return assignment


def sent(former, student) -> list[tuple[str, list, dict]]:
    """Every form a teacher's pages of a class have, as (address, its parts, its data)."""
    quiz = former.occasions.get().pk
    grant = {"student": student.pk, "occasion": quiz, "kind": "extra_attempt", "reason": "고장"}
    return [
        ("curriculum:assignment-end", [former.pk], {"confirmed": "yes"}),
        ("curriculum:exceptions", [former.pk], grant),
        ("curriculum:answers-release", [former.pk], {}),
        ("curriculum:help-settle", [former.pk, student.number], {}),
        ("curriculum:lead", [former.pk], {"do": "start"}),
        ("curriculum:assigning-undo", [former.batch_id], {}),
        ("schools:class-code", [former.classroom_id], {"do": "open"}),
        ("schools:pin-cards", [former.classroom_id], {"once": "x"}),
        ("schools:student-unlock", [former.classroom_id, student.number], {}),
        ("schools:students-unlock", [former.classroom_id], {}),
        ("schools:nicknames", [former.classroom_id], {"do": "on"}),
        ("schools:student-add", [former.classroom_id], {"number": 41}),
        ("schools:student-leave", [former.classroom_id, student.number], {}),
        ("schools:student-back", [former.classroom_id, student.number], {}),
        ("schools:student-move", [former.classroom_id, student.number], {"number": 41}),
    ]


def test_t34_class_of_a_former_year_takes_no_form(former, student, teacher_client):
    HelpCall.objects.create(assignment=former, student=student)
    before = AuditEntry.objects.filter(result="done").count()
    for name, parts, data in sent(former, student):
        assert teacher_client.post(reverse(name, args=parts), data).status_code == 404, name
    former.refresh_from_db()
    assert former.ended_at is None
    assert HelpCall.objects.exists()
    assert not (Allowance.objects.exists() or Release.objects.exists())
    assert AuditEntry.objects.filter(result="done").count() == before
    assert former.classroom.students.get(number=1).has_pin(PIN)


def test_class_of_a_former_year_is_still_read(former, teacher_client):
    for name in ("class-board", "class-results", "class-themes", "print", "class-report"):
        address = reverse(f"curriculum:{name}", args=[former.classroom_id])
        assert teacher_client.get(address).status_code == 200, name
    list_url = reverse("schools:student-list", args=[former.classroom_id])
    seats = teacher_client.get(list_url)
    assert seats.status_code == 200
    assert f'action="{list_url}' not in seats.text
    for name in ("results", "exceptions"):
        page = teacher_client.get(reverse(f"curriculum:{name}", args=[former.pk]))
        assert page.status_code == 200, name
        assert reverse("curriculum:answers-release", args=[former.pk]) not in page.text


@pytest.mark.parametrize(
    "act",
    [
        lambda given, by: end_assignment(assignment=given, by=by),
        lambda given, by: start_lesson(assignment=given, by=by),
        lambda given, by: release_assignment(assignment=given, by=by),
        lambda given, by: open_join_code(classroom=given.classroom, by=by),
        lambda given, by: issue_pins(classroom=given.classroom, by=by),
        lambda given, by: switch_nicknames(classroom=given.classroom, is_on=True, by=by),
    ],
)
def test_acts_themselves_refuse_a_class_of_a_former_year(former, teacher, act):
    with pytest.raises(NotAllowed):
        act(former, teacher)
    assert not Completion.objects.exists()
