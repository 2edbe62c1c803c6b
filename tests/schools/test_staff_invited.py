"""The way in of somebody who was invited, and staff from a file of the personnel system."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from schools.actions import invite_again, invite_staff
from schools.invitations import DAYS, make_token, user_behind
from schools.models import Membership, User
from tests.factories.schools import UserFactory, staff_as, teacher_of
from tests.fixtures_schools import client_past_second_factor, log_in

pytestmark = pytest.mark.django_db
NEW = "a long and quiet evening"
TYPED = {"last_name": "박", "first_name": "새벽", "password": NEW, "again": NEW}


@pytest.fixture
def invited(classroom, django_capture_on_commit_callbacks):
    """A teacher of the school who has a letter and no password."""
    with django_capture_on_commit_callbacks(execute=True):
        role = invite_staff(email="new@example.kr", role="teacher", place=classroom.school, by=None)
    return role


def link_in(letter) -> str:
    return urlsplit(re.search(r"https?://\S+/ko/staff/invitation/\S+", letter.body)[0]).path


def test_t110_letter_of_an_invitation_names_our_host_only(invited, mailoutbox, settings):
    hosts = {urlsplit(found).netloc for found in re.findall(r"https?://\S+", mailoutbox[0].body)}
    assert hosts == {urlsplit(settings.PLATFORM_URL).netloc}


def test_letter_is_in_both_languages_and_names_no_school_number(invited, mailoutbox):
    body = mailoutbox[0].body
    assert "/ko/staff/invitation/" in body and "/en/staff/invitation/" in body


def test_invited_person_sets_name_and_password_and_signs_in(client, invited, mailoutbox):
    page = client.get(link_in(mailoutbox[0]), follow=True)
    assert "new@example.kr" in page.text
    client.post(reverse("schools:welcome"), TYPED)
    person = User.objects.get(email="new@example.kr")
    assert str(person) == "박새벽" and not person.is_invited
    assert log_in(Client(), person, NEW).status_code == 302


def test_link_of_an_invitation_works_once(client, invited, mailoutbox):
    path = link_in(mailoutbox[0])
    client.get(path)
    client.post(reverse("schools:welcome"), TYPED)
    for again in (client, Client()):
        assert again.get(path, follow=True).status_code == 410
        assert again.post(reverse("schools:welcome"), TYPED).status_code == 410


@pytest.mark.parametrize("password", ["short", "passwordpassword1", "aaaaaaaaaaaaaa"])
def test_weak_password_is_refused_with_a_reason(client, invited, mailoutbox, password):
    client.get(link_in(mailoutbox[0]))
    typed = {**TYPED, "password": password, "again": password}
    if password == "passwordpassword1":
        typed["again"] = "another"
    page = client.post(reverse("schools:welcome"), typed)
    assert page.context["form"].errors
    assert User.objects.get(email="new@example.kr").is_invited


def test_newer_letter_and_time_close_the_link(invited, monkeypatch):
    old = make_token(invited.user)
    invite_again(membership=invited, by=None)
    assert user_behind(old) is None
    new = make_token(User.objects.get(pk=invited.user_id))
    assert user_behind(new) == invited.user
    later = timezone.now().timestamp() + DAYS * 86_400 + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert user_behind(new) is None


@pytest.mark.parametrize("token", ["x", "a:b:c", "\u0000", "x" * 3000])
def test_link_that_is_not_ours_opens_nothing(client, token):
    assert user_behind(token) is None


def test_link_of_a_disabled_account_opens_nothing(invited):
    token = make_token(invited.user)
    User.objects.update(is_active=False)
    assert user_behind(token) is None


def test_invited_person_has_no_way_around_the_letter(client, invited):
    assert log_in(client, invited.user, "").status_code == 200
    assert "_auth_user_id" not in client.session


def test_invited_analyst_sets_up_the_second_step_first(client, db):
    role = invite_staff(email="new@example.kr", role="analyst", by=None)
    client.get(reverse("schools:invitation", args=[make_token(role.user)]))
    client.post(reverse("schools:welcome"), TYPED)
    log_in(client, role.user, NEW)
    assert client.get(reverse("schools:staff-home")).url == reverse("mfa_activate_totp")


def test_letter_is_not_sent_again_to_somebody_who_is_here(classroom, mailoutbox):
    admin = staff_as("school_admin", school=classroom.school)
    role = teacher_of(classroom).memberships.get()
    address = reverse("schools:staff-invite-again", args=[role.key])
    assert client_past_second_factor(admin).post(address).status_code == 404
    assert not mailoutbox


def file_of(tmp_path, *rows):
    path = tmp_path / "staff.csv"
    path.write_text("\n".join(["email,role,place,last_day", *rows]), encoding="utf-8")
    return path


def row_of(classroom, email="new@example.kr", role="homeroom_teacher", last_day=""):
    school = classroom.school.neis_code
    return f"{email},{role},{school}-{classroom.grade}-{classroom.class_number},{last_day}"


def test_file_gives_roles_and_is_safe_to_repeat(classroom, tmp_path):
    path = file_of(
        tmp_path, row_of(classroom), f"b@example.kr,teacher,{classroom.school.neis_code},"
    )
    call_command("provision_staff", path)
    held = set(Membership.objects.values_list("pk", "user__email", "role"))
    assert {each[1:] for each in held} == {
        ("new@example.kr", "homeroom_teacher"),
        ("b@example.kr", "teacher"),
    }
    call_command("provision_staff", path)
    assert set(Membership.objects.values_list("pk", "user__email", "role")) == held


def test_file_moves_a_last_day(classroom, tmp_path):
    last = (timezone.localdate() + timedelta(days=9)).isoformat()
    call_command("provision_staff", file_of(tmp_path, row_of(classroom)))
    call_command("provision_staff", file_of(tmp_path, row_of(classroom, last_day=last)))
    assert Membership.objects.get().ends_on.isoformat() == last


@pytest.mark.parametrize(
    "wrong",
    ["x,teacher,0000000,", "x@y.kr,king,0000000,", "x@y.kr,teacher,0000000,soon", "x@y.kr,teacher"],
)
def test_file_with_a_wrong_row_changes_nothing(classroom, tmp_path, wrong):
    with pytest.raises(CommandError, match="row 3"):
        call_command("provision_staff", file_of(tmp_path, row_of(classroom), wrong))
    assert not Membership.objects.exists() and not User.objects.exists()


def test_t19_teacher_missing_from_the_file_is_out_with_the_next_request(classroom, tmp_path):
    gone, stays = teacher_of(classroom), teacher_of(classroom)
    client = client_past_second_factor(gone)
    assert client.get(reverse("curriculum:class-list")).status_code == 200
    path = file_of(tmp_path, row_of(classroom, email=stays.email))
    call_command("provision_staff", path)
    assert client.get(reverse("curriculum:class-list")).status_code == 200, "only when asked for"
    call_command("provision_staff", path, end_missing=classroom.school.neis_code)
    assert client.get(reverse("curriculum:class-list")).url.startswith("/ko/accounts/login/")
    stays.refresh_from_db()
    assert stays.is_active and stays.roles


def test_roles_of_other_places_do_not_end_with_the_file(classroom, tmp_path):
    elsewhere, analyst = staff_as("school_admin"), staff_as("analyst")
    path = file_of(tmp_path, row_of(classroom))
    call_command("provision_staff", path, end_missing=classroom.school.neis_code)
    for person in (elsewhere, analyst):
        person.refresh_from_db()
        assert person.is_active and person.roles


def test_account_that_was_disabled_by_somebody_is_not_opened_by_the_file(classroom, tmp_path):
    person = UserFactory(is_active=False)
    call_command("provision_staff", file_of(tmp_path, row_of(classroom, email=person.email)))
    person.refresh_from_db()
    assert not person.is_active
