"""What a teacher does about the way in: letting in, cards, nicknames, the sheet for the wall."""

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.models import AuditEntry
from schools import nicknames
from schools.actions import close_join_code, switch_nicknames
from tests.factories.curriculum import make_assignment
from tests.factories.schools import ClassroomFactory, StudentFactory, teacher_of
from tests.fixtures_schools import client_of
from tests.schools.door import lock

pytestmark = pytest.mark.django_db


def door(name: str, classroom, *more) -> str:
    return reverse(f"schools:{name}", args=[classroom.pk, *more])


@pytest.fixture
def live_url(classroom, teacher):
    make_assignment(classroom=classroom, by=teacher)
    return reverse("curriculum:class-board-live", args=[classroom.pk])


def test_t05_board_shows_a_locked_seat_and_one_press_lets_the_student_in(
    classroom, teacher_client, live_url
):
    before = teacher_client.get(live_url)
    assert "들여보내기" not in before.text
    lock(classroom, 2)
    after = teacher_client.get(live_url, headers={"If-None-Match": before["ETag"]})
    unlock = door("student-unlock", classroom, 2)
    assert after.text.count("들여보내기") == 1
    assert f'action="{unlock}"' in after.text
    teacher_client.post(unlock)
    assert classroom.students.get(number=2).seconds_to_wait() == 0
    assert "들여보내기" not in teacher_client.get(live_url).text


def test_t05_one_press_lets_the_whole_class_in_and_leaves_an_audit_row(classroom, teacher_client):
    for number in (1, 2, 3):
        lock(classroom, number)
    response = teacher_client.post(door("students-unlock", classroom), follow=True)
    assert "다시 시도할 수 있습니다" in response.text
    assert all(student.was_let_in() for student in classroom.students.all())
    assert AuditEntry.objects.latest("id").action == "schools.unlock_everybody"


@pytest.mark.parametrize("name", ["students-unlock", "nicknames", "join-sheet"])
def test_class_of_a_colleague_does_not_exist(classroom, teacher_client, name):
    foreign = ClassroomFactory()
    address = door(name, foreign)
    answer = teacher_client.get(address) if name == "join-sheet" else teacher_client.post(address)
    assert answer.status_code == 404


def issue_cards(client, classroom):
    address = door("pin-cards", classroom)
    once = re.search(r'name="once" value="(\w+)"', client.get(address).text)[1]
    return client.post(address, {"once": once})


def test_t21_second_print_issues_new_pins_and_names_the_teacher_who_did_it(
    classroom, teacher_client, teacher
):
    pins = [
        re.findall(r'cut-card__code">(\d{6})<', issue_cards(teacher_client, classroom).text)
        for _ in range(2)
    ]
    assert len(pins[0]) == len(pins[1]) == 3
    assert pins[0] != pins[1]
    for student, pin in zip(classroom.students.all(), pins[1], strict=True):
        assert student.has_pin(pin)
    rows = AuditEntry.objects.filter(action="schools.issue_pins")
    assert [row.by for row in rows] == [teacher, teacher]


def test_pin_cards_of_thirty_fill_two_sheets_each_with_class_teacher_and_time(classroom, teacher):
    for number in range(4, 31):
        StudentFactory(classroom=classroom, number=number)
    from_teacher = client_of(classroom.students.get(number=1))
    from_teacher.force_login(teacher)
    page = issue_cards(from_teacher, classroom).text
    sheets = page.split('class="print-sheet"')[1:]
    assert [sheet.count("cut-card__code") for sheet in sheets] == [24, 6]
    for sheet in sheets:
        assert str(classroom) in sheet and str(teacher) in sheet
        assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d · [12]/2", sheet)


def test_join_sheet_shows_the_open_code_and_never_after_it_was_closed(
    classroom, teacher, teacher_client
):
    sheet = teacher_client.get(door("join-sheet", classroom)).text
    assert "7KTM-W4XP" in sheet and "<svg" in sheet
    close_join_code(classroom=classroom, by=teacher)
    closed = teacher_client.get(door("join-sheet", classroom)).text
    assert "7KTM" not in closed
    assert "열린 코드가 없습니다" in closed


def test_nicknames_stand_beside_the_number_wherever_the_number_is(
    classroom, teacher_client, live_url
):
    teacher_client.post(door("nicknames", classroom), {"do": "on"})
    student = classroom.students.get(number=1)
    first, second = student.nickname.split(" ")
    assert first in nicknames.WORDS and second in nicknames.BEINGS
    for page in (
        client_of(student).get(reverse("curriculum:home")),
        teacher_client.get(live_url),
        issue_cards(teacher_client, classroom),
    ):
        assert student.nickname in page.text
    teacher_client.post(door("nicknames", classroom), {"do": "off"})
    student.refresh_from_db()
    assert student.nickname == ""


def test_nicknames_can_be_drawn_again_in_a_full_class(classroom):
    for number in range(4, 41):
        StudentFactory(classroom=classroom, number=number)
    for _ in range(2):
        switch_nicknames(classroom=classroom, is_on=True, by=teacher_of(classroom))
    drawn = set(classroom.students.values_list("nickname", flat=True))
    assert len(drawn) == 40


@given(st.integers(0, 99))
def test_drawn_nicknames_are_all_different_and_fit_their_column(count):
    drawn = nicknames.draw(count)
    assert len(set(drawn)) == count
    assert all(len(nickname) <= 20 for nickname in drawn)


def test_there_are_forty_words_and_sixty_beings():
    assert (len(set(nicknames.WORDS)), len(set(nicknames.BEINGS))) == (40, 60)
