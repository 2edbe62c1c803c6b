"""Applying a roster: all or nothing, exactly what was seen, safe to repeat."""

from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import AuditEntry
from schools.actions import (
    ClassExists,
    NotAllowed,
    RosterChanged,
    apply_roster,
    issue_pins,
    make_own_class,
    plan_of_roster,
    switch_nicknames,
)
from schools.models import Classroom, Student
from schools.roster_plan import ClassKey
from tests.factories.schools import PIN, SchoolFactory, StudentFactory, staff_as
from tests.statements import data_statements

YEAR = 2026
pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db):
    """A school without a class."""
    return SchoolFactory()


@pytest.fixture
def admin(school):
    """Its administrator."""
    return staff_as("school_admin", school=school)


def wanted_of(**classes) -> dict[ClassKey, frozenset[int]]:
    """`c12=[1, 2]` is class 2 of grade 1 with students 1 and 2."""
    return {ClassKey(int(key[1]), int(key[2:])): frozenset(n) for key, n in classes.items()}


def apply(school, wanted, by, **decisions):
    plan = plan_of_roster(school=school, school_year=YEAR, wanted=wanted)
    fingerprint = decisions.pop("fingerprint", plan.fingerprint)
    return apply_roster(
        school=school, school_year=YEAR, wanted=wanted, fingerprint=fingerprint, by=by, **decisions
    )


def present(school) -> dict[tuple, list[int]]:
    found = {}
    for classroom in Classroom.objects.filter(school=school):
        numbers = classroom.students.present().values_list("number", flat=True)
        found[classroom.grade, classroom.class_number] = sorted(numbers)
    return found


def test_roster_makes_classes_and_students_and_one_line_of_audit(school, admin):
    apply(school, wanted_of(c11=[1, 2], c21=[7]), admin)
    assert present(school) == {(1, 1): [1, 2], (2, 1): [7]}
    entry = AuditEntry.objects.get(action="schools.apply_roster")
    assert (entry.place, entry.by) == (school.neis_code, admin)
    assert "3 added" in entry.target


def test_roster_again_changes_nothing(school, admin):
    wanted = wanted_of(c11=[1, 2])
    apply(school, wanted, admin)
    before = list(Student.objects.values())
    assert not apply(school, wanted, admin).is_any
    assert list(Student.objects.values()) == before


def test_student_not_listed_stays_unless_somebody_decides_otherwise(school, admin):
    apply(school, wanted_of(c11=[1, 2]), admin)
    apply(school, wanted_of(c11=[1]), admin)
    assert present(school) == {(1, 1): [1, 2]}
    apply(school, wanted_of(c11=[1]), admin, are_unlisted_leaving=True)
    assert present(school) == {(1, 1): [1]}
    assert Student.objects.get(number=2).left_on == timezone.localdate()


def test_class_the_list_does_not_name_stays_as_it_is(school, admin):
    apply(school, wanted_of(c11=[1], c12=[1]), admin)
    apply(school, wanted_of(c11=[1]), admin, are_unlisted_leaving=True)
    assert present(school) == {(1, 1): [1], (1, 2): [1]}


def test_student_who_comes_back_keeps_the_seat_but_neither_card_nor_session(school, admin):
    apply(school, wanted_of(c11=[1]), admin)
    seat = Student.objects.get()
    seat.give_pin(PIN)
    seat.left_on = timezone.localdate()
    seat.save()
    apply(school, wanted_of(c11=[1]), admin)
    assert present(school) == {(1, 1): []}
    apply(school, wanted_of(c11=[1]), admin, are_left_returning=True)
    back = Student.objects.get(pk=seat.pk)
    assert back.left_on is None
    assert not back.has_pin(PIN)
    assert back.sign_in_count > seat.sign_in_count


def test_new_student_of_a_class_with_nicknames_gets_one_of_their_own(school, admin):
    apply(school, wanted_of(c11=[1, 2]), admin)
    classroom = Classroom.objects.get()
    switch_nicknames(classroom=classroom, is_on=True, by=None)
    before = list(classroom.students.order_by("number").values_list("nickname", flat=True))
    apply(school, wanted_of(c11=[1, 2, 3, 4]), admin)
    names = list(classroom.students.order_by("number").values_list("nickname", flat=True))
    assert names[:2] == before
    assert all(names) and len(set(names)) == 4


def test_new_student_has_no_pin_before_cards_are_printed(school, admin):
    apply(school, wanted_of(c11=[1]), admin)
    classroom = Classroom.objects.get()
    [(_number, pin)] = issue_pins(classroom=classroom, by=None)
    assert Student.objects.get().has_pin(pin)


def test_t68_plan_that_is_no_longer_the_one_seen_writes_nothing(school, admin):
    wanted = wanted_of(c11=[1, 2], c12=[1])
    seen = plan_of_roster(school=school, school_year=YEAR, wanted=wanted).fingerprint
    apply(school, wanted_of(c11=[1]), admin)
    with pytest.raises(RosterChanged):
        apply(school, wanted, admin, fingerprint=seen)
    assert present(school) == {(1, 1): [1]}


def test_t68_roster_broken_half_way_writes_nothing(school, admin, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("schools.actions.rosters.record_act", fail)
    with pytest.raises(RuntimeError):
        apply(school, wanted_of(c11=[1]), admin)
    assert not Classroom.objects.exists()


def test_administrator_of_another_school_cannot_apply(school):
    with pytest.raises(NotAllowed):
        apply(school, wanted_of(c11=[1]), staff_as("school_admin"))


@pytest.mark.parametrize("classes", [1, 30])
def test_statements_do_not_grow_with_the_number_of_classes(school, admin, classes):
    wanted = {ClassKey(1, number): frozenset(range(1, 29)) for number in range(1, classes + 1)}
    plan = plan_of_roster(school=school, school_year=YEAR, wanted=wanted)
    # Right, lock, classes, seats; new classes, new seats; audit (with its chain).
    with data_statements(at_most=9):
        apply_roster(
            school=school,
            school_year=YEAR,
            wanted=wanted,
            fingerprint=plan.fingerprint,
            are_unlisted_leaving=True,
            are_left_returning=True,
            by=admin,
        )


class_sizes = st.dictionaries(
    st.builds(ClassKey, st.integers(1, 3), st.integers(1, 3)),
    st.frozensets(st.integers(1, 6), min_size=1),
    max_size=4,
)


@given(before=class_sizes, wanted=class_sizes, leave=st.booleans(), back=st.booleans())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_roster_applied_twice_is_the_same_as_once(school, admin, before, wanted, leave, back):
    Student.objects.all().delete()
    Classroom.objects.all().delete()
    decisions = {"are_unlisted_leaving": leave, "are_left_returning": back}
    apply(school, before, admin)
    apply(school, wanted, admin, **decisions)
    once = present(school)
    plan = apply(school, wanted, admin, **decisions)
    assert present(school) == once
    assert (plan.added, plan.new_classes) == (0, [])
    assert {key for key in before | wanted} == set(once)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_apply_one_plan_only(school, admin):
    wanted = wanted_of(c11=range(1, 31), c12=range(1, 31))
    seen = plan_of_roster(school=school, school_year=YEAR, wanted=wanted).fingerprint
    results = []

    def press(by):
        try:
            apply_roster(school=school, school_year=YEAR, wanted=wanted, fingerprint=seen, by=by)
            results.append("done")
        except RosterChanged:
            results.append("changed")
        finally:
            connection.close()

    admins = (admin, staff_as("school_admin", school=school))
    threads = [Thread(target=press, args=(by,)) for by in admins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["changed", "done"]
    assert Student.objects.count() == 60


def make(school, by, **changes):
    values = {"school_year": YEAR, "grade": 1, "class_number": 1, "size": 28, "is_own": True}
    return make_own_class(school=school, by=by, **values | changes)


def test_teacher_who_makes_a_class_teaches_it(school):
    teacher = staff_as("teacher", school=school)
    classroom = make(school, teacher)
    assert classroom.students.count() == 28
    assert Classroom.objects.visible_to(teacher).get() == classroom


def test_administrator_who_makes_a_class_for_others_does_not_see_its_results(school, admin):
    make(school, admin, is_own=False)
    assert not Classroom.objects.visible_to(admin).exists()


def test_class_that_exists_cannot_be_taken_over_by_making_it(school):
    theirs = make(school, staff_as("teacher", school=school))
    StudentFactory(classroom=theirs, number=99)
    teacher = staff_as("teacher", school=school)
    with pytest.raises(ClassExists):
        make(school, teacher)
    assert not Classroom.objects.visible_to(teacher).exists()
    assert theirs.students.count() == 29


def test_teacher_of_another_school_cannot_make_a_class(school):
    with pytest.raises(NotAllowed):
        make(school, staff_as("teacher"))
