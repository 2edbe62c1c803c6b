"""Staff: permissions by role, sign-in, class pages."""

import re
from datetime import timedelta

import pytest
import segno
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from schools.models import Classroom
from schools.roles import ROLES, Permission
from tests.factories.schools import (
    PIN,
    ClassroomFactory,
    UserFactory,
    staff_as,
    teacher_of,
)
from tests.fixtures_schools import log_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", Permission)
def test_permission_is_held_by_exactly_the_roles_that_name_it(role, permission):
    user = staff_as(role)
    assert user.has_perm(permission) == (permission in ROLES[role].permissions)
    assert (str(permission) in user.get_all_permissions()) == user.has_perm(permission)


def test_role_that_ended_or_has_not_begun_gives_nothing(classroom):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not staff_as("analyst", starts_on=tomorrow).has_perm(Permission.VIEW_TABLES)
    ended = teacher_of(classroom)
    ended.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert not ended.has_perm(Permission.RUN_CLASS)
    assert not Classroom.objects.visible_to(ended).exists()


def test_t19_disabled_account_has_no_permission(teacher):
    teacher.is_active = False
    assert not teacher.has_perm(Permission.RUN_CLASS)
    assert not teacher.get_all_permissions()


def test_permissions_of_a_request_cost_one_statement(teacher, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert teacher.has_perm(Permission.RUN_CLASS)
        assert teacher.has_perm(Permission.RUN_CLASS)


def test_teacher_signs_in_with_password_and_arrives_at_the_classes(client, teacher):
    response = log_in(client, teacher)
    assert response.url == reverse("schools:staff-home")
    assert client.get(response.url).url == reverse("curriculum:class-list")


def test_wrong_password_is_refused_without_saying_which_part_was_wrong(client, teacher):
    known = log_in(client, teacher, "wrong password")
    unknown = client.post("/ko/accounts/login/", {"login": "no@example.kr", "password": "x"})
    assert known.status_code == unknown.status_code == 200
    assert "_auth_user_id" not in client.session


def test_t01_failed_sign_ins_of_one_teacher_lock_no_other_at_the_same_address(teacher):
    colleague = UserFactory()
    for _ in range(40):
        log_in(Client(REMOTE_ADDR="203.0.113.9"), teacher, "wrong password")
    assert log_in(Client(REMOTE_ADDR="203.0.113.9"), colleague).status_code == 302


def test_staff_without_a_role_are_told_so(client):
    client.force_login(UserFactory())
    assert client.get(reverse("schools:staff-home")).status_code == 200


def test_student_on_the_device_is_gone_when_a_teacher_signs_in(student_client, teacher):
    log_in(student_client, teacher)
    assert "student_id" not in student_client.session


@pytest.mark.parametrize("asked", ["https://evil.example/", "//evil.example", "javascript:a"])
def test_t17_staff_sign_in_leads_only_to_pages_of_ours(client, teacher, asked):
    assert log_in(client, teacher, next=asked).url == reverse("schools:staff-home")


def test_nobody_can_sign_up(client):
    before = UserFactory._meta.model.objects.count()
    page = client.post(reverse("account_signup"), {"email": "new@example.kr"})
    assert page.status_code == 200
    assert UserFactory._meta.model.objects.count() == before


def test_t21_pin_cards_show_new_pins_once_with_class_and_teacher(teacher_client, classroom):
    address = reverse("schools:pin-cards", args=[classroom.pk])
    assert PIN not in teacher_client.get(address).text
    assert classroom.students.get(number=1).has_pin(PIN), "asking changes nothing"
    page = issue_pin_cards(teacher_client, address)
    assert str(classroom) in page.text and "김하늘" in page.text
    assert "no-store" in page["Cache-Control"]
    assert not classroom.students.get(number=1).has_pin(PIN)


def issue_pin_cards(teacher_client, address):
    once = teacher_client.get(address).context["once"]
    return teacher_client.post(address, {"once": once})


def test_pin_cards_sent_twice_are_issued_once_and_that_is_explained(teacher_client, classroom):
    address = reverse("schools:pin-cards", args=[classroom.pk])
    once = teacher_client.get(address).context["once"]
    cards = teacher_client.post(address, {"once": once})
    assert "지금 인쇄하십시오" in cards.text and "language__link" not in cards.text
    (seat, pin), *_ = cards.context["sheets"][0]
    again = teacher_client.post(address, {"once": once})
    assert "다시 발급하지 않았습니다" in again.text and "cut-card" not in again.text
    assert classroom.students.get(number=seat.number).has_pin(pin)


def test_pin_cards_without_the_question_before_are_not_issued(teacher_client, classroom):
    teacher_client.post(reverse("schools:pin-cards", args=[classroom.pk]))
    assert classroom.students.get(number=1).has_pin(PIN)


def test_header_names_the_member_of_staff_and_the_role(teacher_client, classroom):
    page = teacher_client.get(reverse("schools:pin-cards", args=[classroom.pk]))
    assert "김하늘" in page.text and "교사" in page.text


def test_join_panel_shows_code_and_a_qr_code_of_the_address(classroom, settings):
    settings.PLATFORM_URL = "https://class.example.kr"
    panel = Template("{% load join_panel %}{% join_panel classroom %}").render(
        Context({"classroom": classroom})
    )
    drawn = segno.make("https://class.example.kr/j/#7KTMW4XP", error="m", micro=False)
    assert "7KTM-W4XP" in panel
    assert re.search(r' d="[^"]+"/></svg>', drawn.svg_inline(border=4)).group() in panel


def test_join_panel_of_a_closed_class_offers_to_open_it(classroom):
    classroom.join_codes.all().delete()
    panel = Template("{% load join_panel %}{% join_panel classroom %}").render(
        Context({"classroom": classroom})
    )
    assert "코드 열기" in panel and "<svg" not in panel


def test_class_code_is_opened_and_closed_by_its_teacher(teacher_client, classroom):
    address = reverse("schools:class-code", args=[classroom.pk])
    before = classroom.join_codes.open().get().code
    teacher_client.post(address, {"do": "open"})
    assert classroom.join_codes.open().get().code != before
    teacher_client.post(address, {"do": "close"})
    assert not classroom.join_codes.open().exists()


def test_class_of_a_former_year_gets_no_code_and_may_close_the_one_left_open(
    teacher_client, classroom
):
    Classroom.objects.update(school_year=classroom.school_year - 2)
    left = classroom.join_codes.open().get()
    address = reverse("schools:class-code", args=[classroom.pk])
    assert teacher_client.post(address, {"do": "open"}).status_code == 404
    assert classroom.join_codes.open().get() == left
    teacher_client.post(address, {"do": "close"})
    assert not classroom.join_codes.open().exists()


CLASS_PAGES = [
    ("schools:class-code", []),
    ("schools:pin-cards", []),
    ("schools:student-unlock", [1]),
]


@pytest.mark.parametrize("name, more", CLASS_PAGES)
def test_t23_class_of_somebody_else_does_not_exist(teacher_client, name, more):
    address = reverse(name, args=[ClassroomFactory().pk, *more])
    assert teacher_client.post(address).status_code == 404


@pytest.mark.parametrize("name, more", CLASS_PAGES)
def test_t23_class_pages_are_closed_to_strangers_students_and_other_roles(
    client, student_client, classroom, name, more
):
    address = reverse(name, args=[classroom.pk, *more])
    assert client.post(address).url.startswith("/ko/accounts/login/")
    assert student_client.post(address).url.startswith("/ko/accounts/login/")
    client.force_login(staff_as("editor"))
    assert client.post(address).status_code == 404
