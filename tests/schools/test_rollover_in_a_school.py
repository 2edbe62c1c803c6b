"""A school rolls over: what the preview says happens, all of it or nothing, and once."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import AuditEntry
from schools import actions
from schools.models import Classroom, JoinCode, Membership, School, Student
from schools.rollover import Fate, Move, Seat
from schools.roster_plan import ClassKey
from tests.factories.schools import (
    ClassroomFactory,
    JoinCodeFactory,
    SchoolFactory,
    StudentFactory,
    staff_as,
    teacher_of,
)
from tests.fixtures_schools import client_past_second_factor
from tests.statements import data_statements

YEAR = 2027
IN_FEBRUARY, IN_MARCH = date(2027, 2, 15), date(2027, 3, 5)
SIZES = {ClassKey(2, 1): 3, ClassKey(3, 1): 2}


@pytest.fixture
def school(db):
    """A middle school in February 2027: class 1-1 with three students, class 3-1 with two."""
    school = SchoolFactory()
    for grade, size in ((1, 3), (3, 2)):
        classroom = ClassroomFactory(
            school=school, school_year=YEAR - 1, grade=grade, class_number=1
        )
        for number in range(1, size + 1):
            StudentFactory(classroom=classroom, number=number)
    return school


@pytest.fixture
def admin(school):
    return staff_as("school_admin", school=school, starts_on=date(2026, 3, 1))


@pytest.fixture(autouse=True)
def _in_february(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: IN_FEBRUARY)


def roll(school, admin, sizes=SIZES, moves=(), **more):
    return actions.roll_over(
        school=school, school_year=YEAR, sizes=sizes, moves=moves, by=admin, **more
    )


def seats_of(school, year):
    found = Student.objects.filter(classroom__school=school, classroom__school_year=year)
    return {
        Seat(each.classroom.grade, each.classroom.class_number, each.number): each
        for each in found.select_related("classroom", "moved_from__classroom")
    }


def test_new_classes_are_made_and_everybody_of_the_old_year_leaves(school, admin):
    plan = roll(school, admin)
    assert set(seats_of(school, YEAR)) == {
        *(Seat(2, 1, number) for number in (1, 2, 3)),
        *(Seat(3, 1, number) for number in (1, 2)),
    }
    assert {each.left_on for each in seats_of(school, YEAR - 1).values()} == {date(2027, 3, 1)}
    assert (plan.count(Fate.LEAVES), plan.count(Fate.GRADUATES)) == (3, 2)
    entry = AuditEntry.objects.get(action="schools.roll_over")
    assert (entry.place, entry.by) == (school.neis_code, admin)
    assert "2 classes, 0 moved, 3 left, 2 graduated" in entry.target


def test_moved_student_has_a_new_row_that_knows_the_old_one(school, admin):
    roll(school, admin, moves=[Move(2, Seat(1, 1, 2), Seat(2, 1, 3))])
    old, new = seats_of(school, YEAR - 1)[Seat(1, 1, 2)], seats_of(school, YEAR)[Seat(2, 1, 3)]
    assert new.moved_from == old
    assert new.pk != old.pk
    assert not new.has_pin("314159")


def test_students_of_the_old_year_are_there_until_its_last_day(school, admin, monkeypatch):
    roll(school, admin)
    old = Student.objects.filter(classroom__school_year=YEAR - 1)
    assert old.present().count() == 5
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2027, 2, 28))
    assert old.present().count() == 5
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2027, 3, 1))
    assert old.present().count() == 0


def test_roles_of_old_classes_end_with_the_year_and_codes_too(school, admin):
    classroom = Classroom.objects.get(school=school, grade=1)
    teacher_of(classroom, starts_on=date(2026, 3, 1))
    code = JoinCodeFactory(classroom=classroom, expires_at=timezone.now() + timedelta(days=900))
    roll(school, admin)
    role = Membership.objects.get(classroom=classroom)
    assert role.ends_on == date(2027, 2, 28)
    code.refresh_from_db()
    assert timezone.localtime(code.expires_at).date() <= max(
        date(2027, 3, 1), date.today() + timedelta(days=1)
    )


def test_role_that_would_begin_after_the_year_never_was(school, admin, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: IN_MARCH)
    classroom = Classroom.objects.get(school=school, grade=1)
    teacher_of(classroom, starts_on=date(2027, 3, 2))
    roll(school, admin)
    assert not Membership.objects.filter(classroom=classroom).exists()


def test_twice_is_once(school, admin):
    moves = [Move(2, Seat(1, 1, 2), Seat(2, 1, 3))]
    roll(school, admin, moves=moves)
    before = list(Student.objects.order_by("pk").values())
    plan = roll(school, admin, moves=moves, fingerprint="of the first preview")
    assert plan.is_done
    assert list(Student.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.filter(action="schools.roll_over").count() == 1


def test_one_wrong_row_refuses_everything(school, admin):
    moves = [
        Move(2, Seat(1, 1, 2), Seat(2, 1, 3)),
        Move(3, Seat(1, 1, 9), Seat(2, 1, 1)),
    ]
    with pytest.raises(actions.PlanRefused) as refused:
        roll(school, admin, moves=moves)
    assert [problem.row for problem in refused.value.problems] == [3]
    assert not Classroom.objects.filter(school_year=YEAR).exists()
    assert Student.objects.filter(left_on=None).count() == 5


def test_plan_that_was_not_shown_is_not_carried_out(school, admin):
    shown = actions.plan_of_rollover(school=school, school_year=YEAR, sizes=SIZES, moves=[])
    leaver = Student.objects.filter(classroom__grade=1).first()
    leaver.left_on = IN_FEBRUARY
    leaver.save()
    with pytest.raises(actions.PlanChanged):
        roll(school, admin, fingerprint=shown.fingerprint())
    assert not Classroom.objects.filter(school_year=YEAR).exists()


def test_right_that_ended_meanwhile_refuses(school, admin):
    admin.memberships.update(ends_on=date(2027, 2, 14))
    with pytest.raises(actions.NotAllowed):
        roll(school, admin)


def test_before_january_it_is_too_early(school, admin, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 12, 31))
    with pytest.raises(actions.TooEarly):
        roll(school, admin)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sizes=st.dictionaries(
        st.builds(ClassKey, st.integers(1, 3), st.integers(1, 2)), st.integers(1, 4)
    ),
    moved=st.integers(0, 3),
)
def test_preview_equals_what_happens(school, admin, sizes, moved):
    new = [Seat(*key, number) for key, size in sizes.items() for number in range(1, size + 1)]
    targets = [seat for seat in new if seat.grade >= 1][:moved]
    moves = [Move(n, Seat(1, 1, n), seat) for n, seat in enumerate(targets, start=1)]
    Student.objects.filter(classroom__school_year=YEAR).delete()
    Classroom.objects.filter(school_year=YEAR).delete()
    Student.objects.update(left_on=None)
    plan = actions.plan_of_rollover(school=school, school_year=YEAR, sizes=sizes, moves=moves)
    roll(school, admin, sizes=sizes, moves=moves, fingerprint=plan.fingerprint())
    held = seats_of(school, YEAR)
    assert set(held) == set(plan.new_seats)
    assert {seat for seat, each in held.items() if each.moved_from} == plan.known_seats
    old = seats_of(school, YEAR - 1)
    assert {seat for seat, each in old.items() if each.moved_to.exists()} == {
        seat for seat, fate in plan.fates.items() if fate is Fate.MOVES
    }
    assert set(plan.fates) == set(old)


def page(name, school):
    return reverse(f"schools:{name}", kwargs={"neis_code": school.neis_code})


def test_pages_lead_from_sizes_and_list_to_the_preview_and_the_change(school, admin):
    client = client_past_second_factor(admin)
    first = client.get(page("rollover", school))
    assert first.context["form"]["grade_2"].initial == [3]
    file = SimpleUploadedFile("moves.csv", b"1,1,2,2,1,3\r\n")
    preview = client.post(page("rollover", school), {"grade_2": "3", "grade_3": "2", "moves": file})
    assert preview.status_code == 200
    assert preview.context["counts"] == {"moves": 1, "leaves": 2, "graduates": 2}
    assert not Classroom.objects.filter(school_year=YEAR).exists()
    sealed = preview.context["form"].initial["sealed"]
    done = client.post(page("rollover-check", school), {"sealed": sealed})
    assert done.status_code == 302
    assert set(seats_of(school, YEAR)) >= {Seat(2, 1, 3), Seat(3, 1, 2)}
    assert client.post(page("rollover-check", school), {"sealed": sealed}).status_code == 302
    assert Student.objects.filter(classroom__school_year=YEAR).count() == 5


def test_page_shows_the_plan_again_when_the_school_changed(school, admin):
    client = client_past_second_factor(admin)
    preview = client.post(page("rollover", school), {"grade_2": "3"})
    Student.objects.filter(classroom__grade=3, number=1).update(left_on=IN_FEBRUARY)
    again = client.post(
        page("rollover-check", school), {"sealed": preview.context["form"].initial["sealed"]}
    )
    assert again.status_code == 409
    assert again.context["counts"]["graduates"] == 1
    assert not Classroom.objects.filter(school_year=YEAR).exists()


def test_page_tells_the_rows_of_the_list_that_are_wrong(school, admin):
    client = client_past_second_factor(admin)
    file = SimpleUploadedFile("moves.csv", b"1,1,9,2,1,3\r\n1,1,1,2,1,9\r\n")
    answer = client.post(page("rollover", school), {"grade_2": "3", "moves": file})
    assert answer.status_code == 422
    told = " ".join(answer.context["form"].errors["moves"])
    assert "1" in told and "2" in told
    assert len(answer.context["form"].errors["moves"]) == 2


@pytest.mark.parametrize("typed", ["28 x", "1 " * 100, "61", "-3"])
def test_sizes_that_are_none_are_refused_with_a_sentence(school, admin, typed):
    client = client_past_second_factor(admin)
    answer = client.post(page("rollover", school), {"grade_2": typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors["grade_2"]


def test_seal_of_another_school_opens_nothing(school, admin):
    other = SchoolFactory()
    both = staff_as("school_admin", school=other, starts_on=date(2026, 3, 1))
    client = client_past_second_factor(admin)
    sealed = client.post(page("rollover", school), {"grade_2": "3"}).context["form"].initial
    answer = client_past_second_factor(both).post(page("rollover-check", other), sealed)
    assert answer.url == page("rollover", other)
    assert not Classroom.objects.filter(school_year=YEAR).exists()


def test_whole_school_rolls_over_in_few_statements(school, admin):
    sizes = {ClassKey(grade, number): 28 for grade in (1, 2, 3) for number in range(1, 11)}
    with data_statements(at_most=16):
        roll(school, admin, sizes=sizes)
    assert Student.objects.filter(classroom__school_year=YEAR).count() == 840
    assert School.objects.get(pk=school.pk).classrooms.of_year(YEAR).count() == 30
    assert not JoinCode.objects.exists()
