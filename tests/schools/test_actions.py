"""What actions of schools leave behind."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import AuditEntry
from schools import actions, roster
from schools.models import JoinCode, Office
from tests.factories.schools import ClassroomFactory, JoinCodeFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


def acts():
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def test_offices_load_twice_and_are_seventeen_with_two_dated_until_june_2026():
    actions.load_offices()
    call_command("load_offices", verbosity=0)
    assert Office.objects.count() == 17
    merged = Office.objects.filter(valid_to__isnull=False)
    assert {office.code for office in merged} == {"F10", "Q10"}
    assert all(office.is_last_day_inferred for office in merged)
    assert Office.objects.valid_on(timezone.datetime(2026, 6, 30).date()).count() == 17
    assert Office.objects.valid_on(timezone.datetime(2026, 7, 1).date()).count() == 15


def test_school_made_twice_is_one_school():
    actions.load_offices()
    fields = {"neis_code": "7010057", "name_ko": "가", "name_en": "A", "level": "M", "by": None}
    office = Office.objects.get(code="B10")
    assert actions.make_school(office=office, **fields) == actions.make_school(
        office=office, **fields
    )


def test_classroom_is_made_with_numbered_students_and_their_pins():
    classroom, cards = actions.make_classroom(
        school=SchoolFactory(), school_year=2026, grade=2, class_number=3, size=30, by=None
    )
    assert [number for number, _ in cards] == list(range(1, 31))
    assert classroom.students.count() == 30
    for student, (_, pin) in zip(classroom.students.all(), cards, strict=True):
        assert student.has_pin(pin)


def test_t21_pins_issued_again_replace_the_old_ones_and_leave_an_audit_row(classroom, teacher):
    first = dict(actions.issue_pins(classroom=classroom, by=teacher))
    second = dict(actions.issue_pins(classroom=classroom, by=teacher))
    student = classroom.students.get(number=1)
    assert student.has_pin(second[1])
    assert not student.has_pin(first[1]) or first[1] == second[1]
    assert acts() == ["schools.issue_pins"] * 2
    assert AuditEntry.objects.latest("id").by == teacher


def test_new_code_closes_the_one_before(classroom, teacher):
    before = classroom.join_codes.get()
    code = actions.open_join_code(classroom=classroom, minutes=45, by=teacher)
    assert list(JoinCode.objects.open()) == [code]
    assert code.code != before.code
    assert (code.expires_at - timezone.now()).total_seconds() == pytest.approx(45 * 60, abs=5)


def test_t08_code_that_is_taken_is_drawn_again(classroom, monkeypatch):
    drawn = iter(["7KTMW4XP", "7KTMW4XP", "8KTMW4XP"])
    monkeypatch.setattr(roster, "draw_code", lambda: next(drawn))
    assert actions.open_join_code(classroom=ClassroomFactory(), by=None).code == "8KTMW4XP"


def test_t08_database_refuses_two_open_codes_alike(classroom):
    with pytest.raises(IntegrityError), transaction.atomic():
        JoinCodeFactory(code=classroom.join_codes.get().code)


def test_unlock_of_a_number_nobody_has_is_refused(classroom, teacher):
    with pytest.raises(classroom.students.model.DoesNotExist):
        actions.unlock_student(classroom=classroom, number=99, by=teacher)


def test_editor_gets_the_group_wagtail_asks_for_and_a_teacher_does_not(classroom):
    editor, teacher = UserFactory(), UserFactory()
    actions.grant_role(user=editor, role="editor", by=None)
    actions.grant_role(user=editor, role="editor", by=None)
    actions.grant_role(user=teacher, role="homeroom_teacher", classroom=classroom, by=None)
    assert [group.name for group in editor.groups.all()] == ["editor"]
    assert not teacher.groups.exists()
    assert editor.memberships.count() == 1


@pytest.mark.parametrize("role, has_classroom", [("homeroom_teacher", False), ("analyst", True)])
def test_role_in_the_wrong_kind_of_place_is_refused(classroom, role, has_classroom):
    place = {"classroom": classroom} if has_classroom else {}
    with pytest.raises(actions.WrongPlace):
        actions.grant_role(user=UserFactory(), role=role, by=None, **place)
