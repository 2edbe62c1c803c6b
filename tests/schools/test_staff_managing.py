"""Managing staff: who sees whom, who gives which role, what is written down."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from curriculum.actions import ensure_editor_rights
from schools.models import Membership, User
from schools.roles import ROLES
from tests.factories.schools import (
    ClassroomFactory,
    OfficeFactory,
    SchoolFactory,
    UserFactory,
    staff_as,
    teacher_of,
)
from tests.fixtures_schools import TOTP_SECRET, client_past_second_factor

pytestmark = pytest.mark.django_db
LIST = "schools:staff-list"
INVITE = "schools:staff-invite"


@pytest.fixture
def school(classroom):
    """The school of `classroom`."""
    return classroom.school


@pytest.fixture
def elsewhere():
    """A class of a school of another office."""
    office = OfficeFactory(code="C10", name_ko="부산광역시교육청", sort=2)
    return ClassroomFactory(school=SchoolFactory(office=office))


@pytest.fixture
def admin(school):
    """The administrator of the school, past the second step."""
    return staff_as("school_admin", school=school)


def browser(user):
    return client_past_second_factor(user)


def invitation(**changes):
    today = timezone.localdate().isoformat()
    return {"email": "new@example.kr", "role": "teacher", "starts_on": today, **changes}


def refusals(by):
    return AuditEntry.objects.filter(by=by, result="refused").count()


def test_list_shows_the_places_one_manages_and_nobody_else(admin, classroom, elsewhere):
    mine, foreign = teacher_of(classroom), teacher_of(elsewhere)
    page = browser(admin).get(reverse(LIST))
    assert mine.email in page.text and admin.email in page.text
    assert foreign.email not in page.text and elsewhere.school.name_ko not in page.text
    assert page.context["page"].paginator.count == 2


@pytest.mark.parametrize("asked", ["", "staff", "@example.kr"])
def test_search_finds_nobody_outside(admin, classroom, elsewhere, asked):
    foreign = teacher_of(elsewhere)
    stray = UserFactory()
    page = browser(admin).get(reverse(LIST), {"q": asked})
    assert foreign.email not in page.text and stray.email not in page.text


def test_office_manager_sees_the_schools_of_the_office(school, classroom, elsewhere):
    manager = staff_as("office_manager", office=school.office)
    mine, foreign = teacher_of(classroom), teacher_of(elsewhere)
    page = browser_with_app(manager).get(reverse(LIST))
    assert mine.email in page.text and foreign.email not in page.text


def test_operator_sees_everybody_and_finds_accounts_without_a_role(classroom, elsewhere):
    operator = staff_as("operator")
    people = [teacher_of(classroom), teacher_of(elsewhere)]
    client = browser_with_app(operator)
    page = client.get(reverse(LIST))
    assert all(person.email in page.text for person in people)
    stray = UserFactory(email="stray@example.kr")
    assert stray.email not in page.text
    assert stray.email in client.get(reverse(LIST), {"q": "stray"}).text


def browser_with_app(user):
    TOTP.activate(user, TOTP_SECRET)
    return browser(user)


def test_list_of_a_hundred_people_costs_a_few_statements(
    admin, classroom, django_assert_max_num_queries
):
    for _ in range(100):
        teacher_of(classroom)
    client = browser(admin)
    with django_assert_max_num_queries(10):
        client.get(reverse(LIST))


def test_invitation_is_checked_before_anything_is_sent(admin, school, mailoutbox):
    client = browser(admin)
    data = invitation(place=school.neis_code)
    checked = client.post(reverse(INVITE), data)
    assert "new@example.kr" in checked.text and str(school) in checked.text
    assert not User.objects.filter(email="new@example.kr").exists() and not mailoutbox


def test_invitation_makes_account_role_letter_and_audit_line(
    admin, school, mailoutbox, django_capture_on_commit_callbacks
):
    data = invitation(place=school.neis_code, confirmed="yes")
    with django_capture_on_commit_callbacks(execute=True):
        browser(admin).post(reverse(INVITE), data)
    person = User.objects.get(email="new@example.kr")
    assert person.is_invited and person.memberships.get().school == school
    assert mailoutbox[0].to == ["new@example.kr"]
    line = AuditEntry.objects.get(action="schools.grant_role")
    assert (line.by, line.place, line.target) == (admin, school.neis_code, f"{person.pk} teacher")


def test_somebody_with_an_account_elsewhere_gets_the_role_and_the_same_answer(
    admin, school, elsewhere
):
    known = teacher_of(elsewhere)
    client = browser(admin)
    answers = []
    for email in (known.email, "new@example.kr"):
        data = invitation(place=school.neis_code, confirmed="yes", email=email, last_name="박")
        answers.append(client.post(reverse(INVITE), data, follow=True).context["messages"])
    said = [[str(message) for message in messages] for messages in answers]
    assert said[0] == said[1]
    known.refresh_from_db()
    assert known.last_name == "김" and known.memberships.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "school_admin"},
        {"role": "operator", "place": ""},
        {"role": "analyst", "place": ""},
        {"place": "foreign"},
        {"place": ""},
        {"role": "substitute_teacher", "place": "class"},
    ],
)
def test_t25_forged_invitation_gives_nothing(admin, school, classroom, elsewhere, changes):
    named = {"foreign": elsewhere.school.neis_code, "class": class_code(classroom)}
    data = invitation(place=school.neis_code, confirmed="yes", is_superuser="on", is_active="on")
    data |= {key: named.get(value, value) for key, value in changes.items()}
    page = browser(admin).post(reverse(INVITE), data)
    assert page.status_code == 200 and page.context["form"].errors
    assert not User.objects.filter(email="new@example.kr").exists()


def class_code(classroom):
    return f"{classroom.school.neis_code}-{classroom.grade}-{classroom.class_number}"


def test_nobody_grants_to_themselves(admin, school):
    data = invitation(place=school.neis_code, confirmed="yes", email=admin.email)
    assert browser(admin).post(reverse(INVITE), data).status_code == 404
    assert admin.memberships.count() == 1 and refusals(admin) == 1


def test_t33_manager_of_one_office_asks_for_a_person_of_another(school, elsewhere):
    manager = staff_as("office_manager", office=school.office)
    client = browser_with_app(manager)
    foreign = teacher_of(elsewhere).memberships.get()
    for name, key in (
        ("schools:staff-person", foreign.user.key),
        ("schools:staff-role-end", foreign.key),
        ("schools:staff-last-day", foreign.key),
    ):
        before = refusals(manager)
        assert client.get(reverse(name, args=[key])).status_code == 404
        assert refusals(manager) == before + 1


def test_role_ends_at_once_and_its_page_says_so(admin, classroom):
    role = teacher_of(classroom).memberships.get()
    address = reverse("schools:staff-role-end", args=[role.key])
    client = browser(admin)
    assert client.get(address).status_code == 200
    assert Membership.objects.current().filter(pk=role.pk).exists(), "asking changes nothing"
    client.post(address)
    assert not Membership.objects.current().filter(pk=role.pk).exists()


def test_own_role_ends_only_when_one_says_so_twice(admin):
    address = reverse("schools:staff-role-end", args=[admin.memberships.get().key])
    client = browser(admin)
    assert client.post(address).status_code == 200
    assert User.objects.get(pk=admin.pk).roles
    client.post(address, {"is_sure": "on"})
    assert not User.objects.get(pk=admin.pk).roles


def test_last_day_of_a_substitute_moves_and_never_goes_away(admin, classroom):
    tomorrow = timezone.localdate() + timedelta(days=1)
    role = Membership.objects.create(
        user=UserFactory(), role="substitute_teacher", classroom=classroom, ends_on=tomorrow
    )
    address = reverse("schools:staff-last-day", args=[role.key])
    client = browser(admin)
    assert client.post(address, {"ends_on": ""}).context["form"].errors
    later = tomorrow + timedelta(days=7)
    client.post(address, {"ends_on": later.isoformat()})
    role.refresh_from_db()
    assert role.ends_on == later


def test_peers_do_not_manage_each_other(admin, school):
    peer = staff_as("school_admin", school=school)
    client = browser(admin)
    assert client.post(reverse("schools:staff-disable", args=[peer.key])).status_code == 404
    role = peer.memberships.get()
    assert client.post(reverse("schools:staff-role-end", args=[role.key])).status_code == 404
    peer.refresh_from_db()
    assert peer.is_active and peer.roles


def test_account_with_a_role_elsewhere_is_not_disabled_from_here(admin, classroom, elsewhere):
    person = teacher_of(classroom)
    Membership.objects.create(user=person, role="homeroom_teacher", classroom=elsewhere)
    address = reverse("schools:staff-disable", args=[person.key])
    assert browser(admin).post(address).status_code == 404
    person.refresh_from_db()
    assert person.is_active and refusals(admin) == 1


def test_t19_disabled_account_is_out_with_its_next_request(admin, classroom):
    person = teacher_of(classroom)
    theirs, mine = browser(person), browser(admin)
    assert theirs.get(reverse("curriculum:class-list")).status_code == 200
    mine.post(reverse("schools:staff-disable", args=[person.key]))
    assert theirs.get(reverse("curriculum:class-list")).url.startswith("/ko/accounts/login/")
    mine.post(reverse("schools:staff-enable", args=[person.key]))
    person.refresh_from_db()
    assert person.is_active
    acts = AuditEntry.objects.filter(by=admin).values_list("action", flat=True)
    assert set(acts) == {"schools.disable_account", "schools.enable_account"}


def test_reset_second_step_is_set_up_anew_and_written_down(admin, classroom):
    person = teacher_of(classroom)
    TOTP.activate(person, TOTP_SECRET)
    address = reverse("schools:staff-second-factor-reset", args=[person.key])
    browser(admin).post(address)
    assert not person.authenticator_set.exists()
    assert AuditEntry.objects.get(action="schools.reset_second_factor").by == admin


def test_t26_teacher_who_moves_school_loses_the_old_class_at_once(classroom, elsewhere):
    person = teacher_of(classroom)
    client = browser(person)
    board = reverse("curriculum:class-board", args=[classroom.pk])
    assert client.get(board).status_code == 200
    operator = browser_with_app(staff_as("operator"))
    Membership.objects.create(user=person, role="homeroom_teacher", classroom=elsewhere)
    operator.post(reverse("schools:staff-role-end", args=[person.memberships.first().key]))
    assert client.get(board).status_code == 404
    assert client.get(reverse("curriculum:class-board", args=[elsewhere.pk])).status_code == 200
    assert classroom.students.count() == 3, "what the class has stays"


@pytest.mark.parametrize("name", ["editor", "reviewer"])
def test_t32_no_group_of_editors_manages_users_or_groups(name):
    ensure_editor_rights()
    held = Group.objects.get(name=name).permissions.all()
    assert held.exists()
    apps = {"auth", "schools", "account", "mfa", "usersessions", "socialaccount"}
    assert not [each for each in held if each.content_type.app_label in apps]


@pytest.mark.parametrize("role", ["editor", "reviewer"])
@pytest.mark.parametrize("address", ["/cms/users/", "/cms/users/add/", "/cms/groups/"])
def test_t32_editor_finds_no_users_in_the_editor(role, address):
    ensure_editor_rights()
    client = browser(staff_as(role))
    assert client.get(address).status_code in (302, 404)
    assert client.post(address, {"email": "x@example.kr", "is_superuser": "on"}).status_code in (
        302,
        404,
    )
    assert not User.objects.filter(email="x@example.kr").exists()


@pytest.mark.parametrize("role", [key for key, role in ROLES.items() if not role.grants])
def test_who_manages_nobody_finds_no_list(role):
    client = browser_with_app(staff_as(role))
    assert client.get(reverse(LIST)).status_code == 404
